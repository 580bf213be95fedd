#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/api/cmdb_audit.hpp>
#include <quern/api/hcm_audit.hpp>
#include <quern/bind/read.hpp>
#include <quern/core/render.hpp>
#include <quern/core/utf8.hpp>
#include <quern/json/print.hpp>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

namespace {

schema::definition people() {
    using enum schema::scalar;
    return schema::builder("people")
        .key("id")
        .limits({.depth = 12, .rules_per_group = 40, .rules = 10'000})
        .add({.name = "id", .type = uint64})
        .add({.name = "b", .type = boolean})
        .add({.name = "i", .type = int64})
        .add({.name = "d", .type = int64, .decimal_text = true})
        .add({.name = "r", .type = real})
        .add({.name = "s"})
        .add({.name = "level", .enumerators = {"low", "high", "\"quoted\""}})
        .add({.name = "digits", .integer_text = true})
        .add({.name = "ordered", .operations = schema::operations_of(string)})
        .add({.name = "na\"me\\\n\xE4\xB8\xAD"})
        .add({.name = "utc", .type = timestamp})
        .add({.name = "local", .type = timestamp, .layout = core::time_layout::datetime, .zone = {480}})
        .add({.name = "exact", .type = timestamp, .layout = core::time_layout::rfc3339})
        .build()
        .value();
}

schema::definition const& shared_people() {
    static schema::definition const built = people();
    return built;
}

/// A query with a page that form 1 has, and that filter.
expr::query query(subtree const& root) {
    expr::query q = query_of(shared_people(), root);
    q.page.limit = 10;
    return q;
}

} // namespace

BOOST_AUTO_TEST_SUITE(print)

BOOST_AUTO_TEST_CASE(the_request_of_the_document) {
    auto const q = bind::read(api::hcm_audit(), R"({
        "page" : { "order":"DESC", "sort":"created_at", "count":false, "start":0, "limit":500 },
        "filter": { "rules": [ {"value":"Jim","op":"eq","field":"operator"},
                               {"field":"created_at","op":"gte","value":"2023-02-05T15:29:15Z"} ], "op":"and" } })");
    BOOST_TEST(json::print(q.value()).value() ==
               R"({"filter":{"op":"and","rules":[{"field":"operator","op":"eq","value":"Jim"},)"
               R"({"field":"created_at","op":"gte","value":"2023-02-05T15:29:15Z"}]},)"
               R"("page":{"count":false,"start":0,"limit":500,"sort":"created_at","order":"DESC"}})");
}

BOOST_AUTO_TEST_CASE(filters) {
    struct row {
        std::string_view name;
        subtree root;
        std::string_view printed;
    };
    core::timestamp const instant{1'675'610'955'000'000}; // 2023-02-05T15:29:15Z
    row const rows[] = {
        {"everything", [](expr::query&) {}, R"({"op":"and","rules":[]})"},
        {"a rule alone", is("b", eq, {true}), R"({"op":"and","rules":[{"field":"b","op":"eq","value":true}]})"},
        {"groups in groups",
         any_of(
             {all_of({is("b", ne, {false}), any_of({is("i", lt, {std::int64_t{1}}), is("d", ge, {std::int64_t{0}})})}),
              is("i", le, {std::int64_t{-2}}), all_of({is("i", gt, {std::int64_t{3}}), is("b", eq, {true})})}),
         R"({"op":"or","rules":[{"op":"and","rules":[{"field":"b","op":"neq","value":false},)"
         R"({"op":"or","rules":[{"field":"i","op":"lt","value":1},{"field":"d","op":"gte","value":0}]}]},)"
         R"({"field":"i","op":"lte","value":-2},)"
         R"({"op":"and","rules":[{"field":"i","op":"gt","value":3},{"field":"b","op":"eq","value":true}]}]})"},
        {"lists", all_of({is("i", in, {std::int64_t{1}}), is("s", not_in, {"", "a", "a"})}),
         R"({"op":"and","rules":[{"field":"i","op":"in","value":[1]},)"
         R"({"field":"s","op":"nin","value":["","a","a"]}]})"},
        {"substrings", all_of({is("s", contains, {"a"}), is("s", icontains, {"B"})}),
         R"({"op":"and","rules":[{"field":"s","op":"cs","value":"a"},{"field":"s","op":"cis","value":"B"}]})"},
        {"the largest integers",
         is("i", in,
            {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
             std::numeric_limits<std::uint64_t>::max(), 0x1p64, 1e23, 1.5}),
         R"({"op":"and","rules":[{"field":"i","op":"in","value":[-9223372036854775808,9223372036854775807,)"
         R"(18446744073709551615,18446744073709551616,99999999999999991611392,1.5]}]})"},
        {"doubles", is("r", in, {0.0, 5.0, 0.1, 1e23, 1e300, 1234567890123e6, std::int64_t{9007199254740993}}),
         R"({"op":"and","rules":[{"field":"r","op":"in","value":)"
         R"([0.0,5.0,0.1,1e+23,1e+300,1234567890123000064.0,9007199254740993]}]})"},
        {"decimal text is a number, integer text a string",
         all_of({is("d", eq, {std::int64_t{5}}), is("digits", eq, {"00123456789012345678901234567890"})}),
         R"({"op":"and","rules":[{"field":"d","op":"eq","value":5},)"
         R"({"field":"digits","op":"eq","value":"00123456789012345678901234567890"}]})"},
        {"escapes", is("s", eq, {"\"\\/\b\f\n\r\t\x01\x0B\x1F\x7F \xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80"}),
         "{\"op\":\"and\",\"rules\":[{\"field\":\"s\",\"op\":\"eq\",\"value\":"
         "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u000b\\u001f\x7F \xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80\"}]}"},
        {"a name with escapes", is("na\"me\\\n\xE4\xB8\xAD", eq, {"x"}),
         "{\"op\":\"and\",\"rules\":[{\"field\":\"na\\\"me\\\\\\n\xE4\xB8\xAD\",\"op\":\"eq\",\"value\":\"x\"}]}"},
        {"times",
         all_of({is("utc", eq, {instant}), is("local", eq, {instant}), is("exact", eq, {instant}),
                 is("exact", eq, {core::timestamp{instant.microseconds - 500'000}})}),
         R"({"op":"and","rules":[{"field":"utc","op":"eq","value":"2023-02-05T15:29:15Z"},)"
         R"({"field":"local","op":"eq","value":"2023-02-05 23:29:15"},)"
         R"({"field":"exact","op":"eq","value":"2023-02-05T15:29:15Z"},)"
         R"({"field":"exact","op":"eq","value":"2023-02-05T15:29:14.5Z"}]})"},
    };
    for (row const& c : rows) {
        BOOST_TEST_CONTEXT(c.name) {
            expr::query const q = query(c.root);
            std::string const expected =
                "{\"filter\":" + std::string(c.printed) + R"(,"page":{"count":false,"start":0,"limit":10}})";
            auto const printed = json::print(q);
            BOOST_TEST_REQUIRE(printed.has_value());
            BOOST_TEST(*printed == expected);
            auto const again = bind::read(shared_people(), expected);
            BOOST_TEST_REQUIRE(again.has_value());
            BOOST_TEST((*again == q));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_form_1_cannot_say) {
    using argument = core::argument;
    using enum core::term;
    struct row {
        std::string_view name;
        subtree root;
        std::vector<argument> things;
    };
    core::timestamp const half{-500'000};
    core::timestamp const last{253'402'300'799'000'000};  // 9999-12-31T23:59:59Z
    core::timestamp const first{-62'135'596'801'000'000}; // a second before 0001-01-01T00:00:00Z
    row const rows[] = {
        {"a constant alone", constant(true), {constant_filter}},
        {"constants", all_of({constant(true), constant(false)}), {constant_filter, constant_filter}},
        {"a negation", not_(all_of({is("b", eq, {true})})), {negation}},
        {"a complement", all_of({isnt("b", eq, {true})}), {negation}},
        {"tests for null", all_of({is("s", is_null), is("s", not_null)}), {"\"null\"", "\"not_null\""}},
        {"groups without rules", any_of({all_of({}), any_of({})}), {empty_group, empty_group}},
        {"the outermost group without rules", all_of({}), {empty_group}},
        {"empty strings",
         all_of({is("s", eq, {""}), is("s", ne, {""}), is("s", contains, {""}), is("ordered", lt, {""})}),
         {R"("value": "")", R"("value": "")", R"("value": "")", R"("value": "")"}},
        {"an empty list", all_of({is("s", in, {})}), {R"("value": [])"}},
        {"a fraction of a second",
         all_of({is("utc", lt, {half}), is("local", lt, {half})}),
         {"\"1969-12-31T23:59:59.5Z\"", "\"1969-12-31T23:59:59.5Z\""}},
        {"the year 10000 in the field's zone",
         all_of({is("utc", lt, {last}), is("local", lt, {last})}),
         {"\"9999-12-31T23:59:59Z\""}},
        {"the year 0 in UTC, which is shown as the first that can be",
         all_of({is("local", lt, {first}), is("utc", lt, {first}), is("exact", lt, {first})}),
         {"\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00Z\""}},
        {"what is no text",
         all_of({is("s", eq, {"\xFF"}), is("s", eq, {std::string_view("a\0b", 3)})}),
         {"\"\\xff\"", "\"a\\u0000b\""}},
        {"all in one", not_(any_of({is("s", eq, {""}), is("s", is_null)})), {negation, R"("value": "")", "\"null\""}},
    };
    for (row const& c : rows) {
        BOOST_TEST_CONTEXT(c.name) {
            std::string out = "kept";
            core::diagnostics found;
            BOOST_TEST(!json::print(out, query(c.root), found));
            BOOST_TEST(out == "kept");
            BOOST_TEST_REQUIRE(found.size() == c.things.size());
            for (std::size_t i = 0; i != found.size(); ++i) {
                BOOST_TEST(core::name(found[i].code) == "not_expressible");
                BOOST_TEST((found[i].arguments == std::vector<argument>{c.things[i], "\"rules\""}));
            }
            auto const printed = json::print(query(c.root));
            BOOST_TEST(printed.has_error());
        }
    }
}

BOOST_AUTO_TEST_CASE(mistakes_stand_where_the_node_was_written) {
    expr::query q(shared_people());
    std::uint32_t const group = q.filter.open(expr::node_kind::conjunction, {10, 50});
    q.filter.leaf(expr::node_kind::predicate, 5, is_null, {20, 5});
    q.filter.close(group);
    q.page.limit = 1;
    core::diagnostics const found = json::print(q).error();
    BOOST_TEST((found[0].where == core::span{20, 5}));
    std::string message;
    core::append_message(message, found[0], core::language::english);
    BOOST_TEST(message == "\"null\" cannot be said in the form \"rules\"");
}

static expr::page paged(std::vector<expr::sort_key> sort, std::optional<std::uint64_t> limit, std::uint64_t offset) {
    return {.sort = std::move(sort), .limit = limit, .offset = offset};
}

BOOST_AUTO_TEST_CASE(pages) {
    struct row {
        std::string_view name;
        expr::page page;
        std::string_view form_2; ///< or what it cannot say, behind `!`
        std::string_view form_5;
        std::string_view sort;
    };
    constexpr std::uint64_t any = std::numeric_limits<std::uint64_t>::max();
    row const rows[] = {
        {"a limit", paged({}, 10, 0), R"({"count":false,"start":0,"limit":10})", R"({"start":0,"limit":10})", ""},
        {"ascending", paged({{2}}, 1, 5), R"({"count":false,"start":5,"limit":1,"sort":"i","order":"ASC"})",
         R"({"start":5,"limit":1,"sort":"i"})", "i"},
        {"descending", paged({{0, true}}, 1, 0), R"({"count":false,"start":0,"limit":1,"sort":"id","order":"DESC"})",
         R"({"start":0,"limit":1,"sort":"-id"})", "-id"},
        {"two keys", paged({{0, true}, {2}}, 1, 0), R"(!"-id,i")", R"({"start":0,"limit":1,"sort":"-id,i"})", "-id,i"},
        {"no limit", paged({}, {}, 0), "!no_limit", "!no_limit", ""},
        {"limit 0", paged({}, 0, 0), R"(!"limit": 0)", R"(!"limit": 0)", ""},
        {"the largest start of form 2", paged({}, 1, 4'294'967'295), R"({"count":false,"start":4294967295,"limit":1})",
         R"({"start":4294967295,"limit":1})", ""},
        {"a larger start", paged({}, 1, 4'294'967'296), R"(!"start": 4294967296)", R"({"start":4294967296,"limit":1})",
         ""},
        {"a start of neither", paged({}, 1, any), R"(!"start": 18446744073709551615)",
         R"(!"start": 18446744073709551615)", ""},
        {"a count", {.count = true}, R"({"count":true})", R"(!"count": true !no_limit)", ""},
        {"a count of a page", {.limit = 1, .count = true}, R"(!"count": true)", R"(!"count": true)", ""},
        {"a name with escapes", paged({{9, true}}, 1, 0),
         "{\"count\":false,\"start\":0,\"limit\":1,\"sort\":\"na\\\"me\\\\\\n\xE4\xB8\xAD\",\"order\":\"DESC\"}",
         "{\"start\":0,\"limit\":1,\"sort\":\"-na\\\"me\\\\\\n\xE4\xB8\xAD\"}", "-na\"me\\\n\xE4\xB8\xAD"},
    };
    auto const outcome = [](auto print, expr::query const& q, std::string_view form) {
        std::string out;
        core::diagnostics found;
        bool const said = print(out, q, found);
        BOOST_TEST(said == found.empty());
        BOOST_TEST((said || out.empty()));
        for (core::diagnostic const& d : found) {
            std::string const* const thing = d.arguments[0].text();
            out.append(out.empty() ? "!" : " !").append(thing != nullptr ? *thing : "no_limit");
            BOOST_TEST((thing != nullptr || d.arguments[0] == core::argument(core::term::no_limit)));
            BOOST_TEST((d.arguments[1] == core::argument(core::quote_name(form))));
        }
        return out;
    };
    for (row const& c : rows) {
        BOOST_TEST_CONTEXT(c.name) {
            expr::query q(shared_people());
            q.page = c.page;
            BOOST_TEST(outcome([](auto&... a) { return json::print_page(a...); }, q, "rules") == c.form_2);
            BOOST_TEST(outcome([](auto&... a) { return json::print_sorted_page(a...); }, q, "condition") == c.form_5);
            BOOST_TEST(outcome([](auto&... a) { return json::print_sort(a...); }, q, "condition") == c.sort);
        }
    }
}

BOOST_AUTO_TEST_CASE(names_that_a_sort_string_cannot_hold) {
    for (std::string_view const name : {"a,b", "a:b", ":", "+a", "-a"}) {
        expr::query q(
            schema::builder("t").key("id").add({.name = "id"}).add({.name = std::string(name)}).build().value());
        q.page = paged({{0}, {1, true}}, 1, 0);
        std::string out;
        core::diagnostics found;
        BOOST_TEST_CONTEXT(name) {
            BOOST_TEST(!json::print_sort(out, q, found));
            BOOST_TEST(!json::print_sorted_page(out, q, found));
            BOOST_TEST(out.empty());
            BOOST_TEST_REQUIRE(found.size() == 2U);
            BOOST_TEST((found[0].arguments[0] == core::argument(core::quote_name(name))));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_page_of_form_5_reads_back) {
    auto const q = bind::read(api::cmdb_audit(), R"({"page": {"limit": 20, "sort": "operation_time:-1,+user"},
        "condition": {"operation_time": {"start": "2023-02-05 00:00:00"}}})");
    std::string page;
    core::diagnostics found;
    BOOST_TEST(json::print_sorted_page(page, q.value(), found));
    BOOST_TEST(page == R"({"start":0,"limit":20,"sort":"-operation_time,user"})");
    auto const again =
        bind::read(api::cmdb_audit(),
                   R"({"condition": {"operation_time": {"start": "2023-02-05 00:00:00"}}, "page": )" + page + "}");
    BOOST_TEST((again.value() == q.value()));
}

// --- Random queries: QUERN_ROUND_TRIPS says how many. ---

namespace {

class random_queries {
public:
    explicit random_queries(std::uint64_t seed) : dice_(seed) {}

    [[nodiscard]] expr::query operator()() {
        expr::query q(shared_people());
        if (below(50) != 0) {
            below(5) == 0 ? rule(q) : group(q, 1);
        }
        if (below(5) == 0) {
            q.page.count = true;
            return q;
        }
        q.page.limit = 1 + below(500);
        q.page.offset = below(2) == 0 ? 0 : dice_() >> (32U + below(32));
        if (below(2) == 0) {
            q.page.sort.push_back({static_cast<schema::field_index>(below(q.schema.fields().size())), below(2) == 0});
        }
        return q;
    }

    [[nodiscard]] std::size_t below(std::size_t end) { return dice_() % end; }

private:
    void group(expr::query& q, std::size_t depth) {
        std::uint32_t const opened =
            q.filter.open(below(2) == 0 ? expr::node_kind::conjunction : expr::node_kind::disjunction);
        for (std::size_t n = 2 + below(4); n != 0; --n) {
            if (depth < 6 && below(4) == 0) {
                group(q, depth + 1);
            } else {
                rule(q);
            }
        }
        q.filter.close(opened);
    }

    void rule(expr::query& q) {
        auto const index = static_cast<schema::field_index>(below(q.schema.fields().size()));
        schema::field const& f = q.schema[index];
        auto o = is_null;
        while (syntax::spelling_of(syntax::rules_spellings, o).empty() || !f.operations->contains(o)) {
            o = static_cast<schema::operation>(below(schema::operation_count));
        }
        q.filter.leaf(expr::node_kind::predicate, index, o);
        bool const list = schema::arity_of(o) == schema::arity::list;
        for (std::size_t n = list ? 1 + below(5) : 1; n != 0; --n) {
            constant(q, f, list, o);
        }
    }

    void constant(expr::query& q, schema::field const& f, bool may_be_empty, schema::operation o) {
        switch (f.type) {
        case schema::scalar::boolean:
            q.filter.value(below(2) == 0);
            return;
        case schema::scalar::int64:
        case schema::scalar::uint64:
            q.filter.value(number(f.type == schema::scalar::uint64));
            return;
        case schema::scalar::real:
            q.filter.value(real());
            return;
        case schema::scalar::string:
            if (!f.enumerators.empty() && o != contains && o != icontains) {
                q.filter.value(std::string_view(f.enumerators[below(f.enumerators.size())]));
            } else {
                q.filter.value(std::string_view(text(may_be_empty ? 0 : 1)));
            }
            return;
        case schema::scalar::timestamp:
            q.filter.value(time(f.layout));
            return;
        }
    }

    /// As the binder leaves a number for an integer field: an integer of that type, or what that type cannot hold.
    [[nodiscard]] core::value number(bool natural) {
        std::uint64_t const bits = dice_() >> below(64);
        if (below(4) == 0) {
            double const d = std::bit_cast<double>(dice_());
            bool const holds = d >= -0x1p63 && d < 0x1p64;
            if (std::isfinite(d) && (!holds || std::trunc(d) != d)) {
                return d;
            }
        }
        if (below(2) == 0) {
            std::int64_t const negative = -1 - static_cast<std::int64_t>(bits >> 1U);
            return negative;
        }
        bool const small = bits <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        return natural || !small ? core::value(bits) : core::value(static_cast<std::int64_t>(bits));
    }

    /// A double, or an integer that no double is.
    [[nodiscard]] core::value real() {
        std::uint64_t const bits = dice_();
        switch (below(5)) {
        case 0:
            return bits | 0x8000'0000'0000'0001U;
        case 1:
            return static_cast<std::int64_t>((bits | 0x4000'0000'0000'0001U) & 0x7fff'ffff'ffff'ffffU);
        case 2:
            return static_cast<double>(bits >> below(64)); // integers, many of them with few digits
        case 3:
            return static_cast<double>(bits % 10'000'000'000'000U) * 1e6; // short with an exponent
        default:
            double const d = std::bit_cast<double>(bits);
            return std::isfinite(d) && d != 0 ? d : 0.5;
        }
    }

    [[nodiscard]] core::timestamp time(core::time_layout layout) {
        constexpr std::int64_t first = -62'135'596'800; // 0001-01-01T00:00:00Z
        constexpr std::int64_t last = 253'402'271'999;  // 9999-12-31T23:59:59+08:00
        std::int64_t const edges[] = {first, last, -1, 0, 1};
        std::int64_t const any = first + static_cast<std::int64_t>(below(static_cast<std::size_t>(last - first)));
        std::int64_t const second = below(8) == 0 ? edges[below(std::size(edges))] : any;
        std::int64_t const fractions[] = {0, 1, 500'000, 999'999, 120'000};
        return {second * 1'000'000 + (layout == core::time_layout::rfc3339 ? fractions[below(5)] : 0)};
    }

    [[nodiscard]] std::string text(std::size_t least) {
        static constexpr std::string_view pieces[] = {"a",
                                                      "B",
                                                      "0",
                                                      " ",
                                                      "\"",
                                                      "\\",
                                                      "/",
                                                      "\b",
                                                      "\f",
                                                      "\n",
                                                      "\r",
                                                      "\t",
                                                      "\x01",
                                                      "\x1F",
                                                      "\x7F",
                                                      "\xC3\xA9",
                                                      "\xE4\xB8\xAD",
                                                      "\xE2\x80\xA8",
                                                      "\xF0\x9F\x98\x80",
                                                      "\\u0041"};
        std::string made;
        for (std::size_t n = least + below(8); n != 0; --n) {
            made += pieces[below(std::size(pieces))];
        }
        return made;
    }

    std::mt19937_64 dice_;
};

/// Writes a JSON text anew: other blanks, other escapes, members in another order, other spellings of integers.
class respelling {
public:
    explicit respelling(std::uint64_t seed) : dice_(seed) {}

    [[nodiscard]] std::string operator()(std::string_view text) {
        json::document read;
        core::diagnostics found;
        BOOST_TEST_REQUIRE(read.read(text, {.bytes = 1'000'000, .depth = 64}, found));
        out_.clear();
        write(read.root());
        return out_;
    }

private:
    void blank() {
        static constexpr std::string_view blanks[] = {"", "", " ", "\n", "\t", "\r\n  "};
        out_ += blanks[dice_() % 6];
    }

    void write(json::node n) {
        blank();
        switch (n.type()) {
        case json::kind::object: {
            std::vector<json::member> members(n.members().begin(), n.members().end());
            std::ranges::shuffle(members, dice_);
            out_ += '{';
            for (std::size_t i = 0; i != members.size(); ++i) {
                out_ += i != 0 ? "," : "";
                blank();
                string(members[i].key());
                blank();
                out_ += ':';
                write(members[i].value());
            }
            out_ += '}';
            break;
        }
        case json::kind::array: {
            out_ += '[';
            std::string_view separator;
            for (json::node const element : n.elements()) {
                out_ += std::exchange(separator, ",");
                write(element);
            }
            out_ += ']';
            break;
        }
        case json::kind::string:
            string(n.text());
            break;
        case json::kind::number: {
            static constexpr std::string_view tails[] = {"", ".0", "e0", "0e-1", ".00E+0"};
            out_ += n.literal();
            bool const integer = n.literal().find_first_of(".eE") == std::string_view::npos && n.literal() != "0";
            out_ += integer ? tails[dice_() % 5] : "";
            break;
        }
        case json::kind::boolean:
            out_ += n.boolean() ? "true" : "false";
            break;
        case json::kind::null:
            out_ += "null";
            break;
        }
        blank();
    }

    void string(std::string_view text) {
        out_ += '"';
        for (std::size_t at = 0; at != text.size();) {
            core::decoded const d = core::decode(text, at);
            bool const must = d.code_point < 0x20 || d.code_point == U'"' || d.code_point == U'\\';
            if (must || dice_() % 4 == 0) {
                if (d.code_point > 0xFFFF) {
                    unit(0xD800U + ((static_cast<unsigned>(d.code_point) - 0x10000U) >> 10U));
                    unit(0xDC00U + ((static_cast<unsigned>(d.code_point) - 0x10000U) & 0x3FFU));
                } else {
                    unit(static_cast<unsigned>(d.code_point));
                }
            } else {
                out_ += text.substr(at, d.length);
            }
            at += d.length;
        }
        out_ += '"';
    }

    void unit(unsigned u) {
        bool const upper = dice_() % 2 == 0;
        std::string_view const digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
        out_ += "\\u";
        for (unsigned const shift : {12U, 8U, 4U, 0U}) {
            out_ += digits[(u >> shift) & 0xFU];
        }
    }

    std::mt19937_64 dice_;
    std::string out_;
};

} // namespace

BOOST_AUTO_TEST_CASE(random_queries_are_read_back_however_they_are_spelt) {
    char const* const asked = std::getenv("QUERN_ROUND_TRIPS"); // NOLINT(concurrency-mt-unsafe): one thread
    std::size_t const trips = asked != nullptr ? std::strtoull(asked, nullptr, 10) : 20'000;
    random_queries next(20'230'205);
    respelling respelt(20'230'206);
    bind::reader reader(shared_people());
    expr::query again(shared_people());
    std::string printed;
    std::string twice;
    for (std::size_t i = 0; i != trips; ++i) {
        expr::query const q = next();
        core::diagnostics found;
        printed.clear();
        twice.clear();
        bool same = json::print(printed, q, found) && reader.read(printed, again, found) && again == q;
        std::string const other = respelt(printed);
        same = same && reader.read(other, again, found) && again == q && json::print(twice, again, found) &&
               twice == printed && found.empty();
        if (!same) {
            std::string shown;
            for (core::diagnostic const& d : found) {
                core::append_message(shown, d, core::language::english);
            }
            BOOST_FAIL("query " << i << "\n" << shown << "\n" << printed << "\n" << other << "\n" << expr::dump(q));
        }
    }
    BOOST_TEST(trips > 0U);
}

BOOST_AUTO_TEST_SUITE_END()
