#include "allocations.hpp"
#include "check.hpp"
#include "schemas.hpp"

#include "harness.hpp"

#include <quern/bind/read.hpp>
#include <quern/core/render.hpp>

// Requests that attack by their size: they are rejected early, without the memory that they ask for.

using namespace conformance;
using namespace quern;
using core::span;

namespace {

constexpr std::size_t a_few_kilobytes = 8 * 1024;

std::string repeated(std::string_view text, std::size_t count) {
    std::string out;
    out.reserve(text.size() * count);
    for (; count != 0; --count) {
        out += text;
    }
    return out;
}

std::string around(std::string_view before, std::string const& inner, std::string_view behind) {
    return std::string(before) + inner + std::string(behind);
}

std::string with_value(std::string const& value) {
    return around(R"({"filter": {"op": "and", "rules": [{"field": "name", "op": "eq", "value": )", value,
                  R"(}]}, "page": {"count": true}})");
}

struct attack {
    std::string_view name;
    std::string_view schema;
    std::string request;
    std::string code;
    std::string pointer;
    span where;
    std::size_t peak; // at most
};

std::uint32_t at(std::size_t offset) { return static_cast<std::uint32_t>(offset); }

// Requests past the limit of bytes, 65,536, are not looked at.
std::vector<attack> too_large() {
    span const limit{65'536, 0};
    std::size_t const mega = 1'000'000;
    return {
        {"a million [", "hcm.audit", repeated("[", mega), "request_too_large", "", limit, a_few_kilobytes},
        {"a million {", "hcm.audit", repeated("{\"a\":", mega), "request_too_large", "", limit, a_few_kilobytes},
        {"a string of 100 MB", "hcm.audit", with_value("\"" + repeated("x", 100 * mega) + "\""), "request_too_large",
         "", limit, a_few_kilobytes},
        {"a number of a million digits", "hcm.audit", with_value(repeated("7", mega)), "request_too_large", "", limit,
         a_few_kilobytes},
        {"a key of a million characters", "hcm.audit", "{\"" + repeated("k", mega) + "\":1}", "request_too_large", "",
         limit, a_few_kilobytes},
        {"blanks", "hcm.audit", repeated(" ", mega), "request_too_large", "", limit, a_few_kilobytes},
        {"a byte-order mark and too much", "hcm.audit", "\xEF\xBB\xBF" + repeated(" ", mega), "request_too_large", "",
         limit, a_few_kilobytes},
        {"bytes that are not UTF-8", "hcm.audit", repeated("\xff", mega), "request_too_large", "", limit,
         a_few_kilobytes},
    };
}

// The same within four million bytes: other limits hold, and memory is taken in proportion at most.
std::vector<attack> large() {
    constexpr std::size_t mega = 1'000'000;
    constexpr std::uint32_t depth = 2 * 64 + 16;
    constexpr std::size_t little = 64 * 1024;
    constexpr std::string_view end_of_rule = R"(}]}, "page": {"count": true}})";
    std::string const name = R"({"filter": {"op": "and", "rules": [{"field": "name", "op": "eq", "value": )";
    std::string const age = R"({"filter": {"op": "and", "rules": [{"field": "age", "op": "eq", "value": )";
    std::string const level = R"({"filter": {"op": "and", "rules": [{"field": "level", "op": "eq", "value": )";
    std::string const born = R"({"filter": {"op": "and", "rules": [{"field": "born", "op": "eq", "value": )";
    std::string const field = R"({"filter": {"op": "and", "rules": [{"field": )";
    std::string const op = R"({"filter": {"op": "and", "rules": [{"field": "name", "op": )";
    std::string const page = R"({"filter": {"op": "and", "rules": []}, "page": {"count": false, )";
    std::vector<attack> all;
    auto const add = [&](std::string_view what, std::string const& before, std::string const& inner,
                         std::string_view behind, std::string code, std::string pointer, std::size_t peak) {
        all.push_back({what,
                       "people.large",
                       around(before, inner, behind),
                       std::move(code),
                       std::move(pointer),
                       {at(before.size()), at(inner.size())},
                       peak});
    };
    auto const quoted = [](std::string_view c, std::size_t count) { return "\"" + repeated(c, count) + "\""; };

    all.push_back({"a million [",
                   "people.large",
                   repeated("[", mega),
                   "nesting_too_deep",
                   repeated("/0", depth),
                   {depth, 1},
                   mega});
    all.push_back({"two hundred thousand {",
                   "people.large",
                   repeated("{\"a\":", mega / 5),
                   "nesting_too_deep",
                   repeated("/a", depth),
                   {5 * depth, 1},
                   mega});
    add("a string that is one byte too long", name, quoted("x", mega + 1), end_of_rule, "string_too_long",
        "/filter/rules/0/value", little);
    add("digits for a string", name, repeated("7", mega), end_of_rule, "wrong_type", "/filter/rules/0/value", little);
    add("digits for an integer", age, repeated("7", mega), end_of_rule, "number_out_of_range", "/filter/rules/0/value",
        little);
    add("zeros behind a point", age, "0." + repeated("0", mega) + "1", end_of_rule, "number_out_of_range",
        "/filter/rules/0/value", little);
    add("digits of an exponent", age, "1e" + repeated("9", mega), end_of_rule, "number_out_of_range",
        "/filter/rules/0/value", 2 * mega);
    add("an enumerator", level, quoted("n", mega), end_of_rule, "unknown_enumerator", "/filter/rules/0/value", little);
    add("a time", born + "\"1111", "1", repeated("1", mega) + "\"" + std::string(end_of_rule), "time_layout",
        "/filter/rules/0/value", little);
    add("a field", field, quoted("n", mega), R"(, "op": "eq", "value": 1}]}, "page": {"count": true}})",
        "unknown_field", "/filter/rules/0/field", little);
    add("an operator", op, quoted("n", mega), R"(, "value": "x"}]}, "page": {"count": true}})", "unknown_operator",
        "/filter/rules/0/op", little);
    add("an order", page + R"("limit": 1, "sort": "id", "order": )", quoted("D", mega), "}}", "unknown_order",
        "/page/order", little);
    add("a limit", page + R"("limit": )", repeated("1", mega), "}}", "page_out_of_range", "/page/limit", little);
    add("a key", page + R"("limit": 1, )", quoted("k", mega), ": 1}}", "unknown_key", "/page", little);
    return all;
}

void check_attack(attack const& a) {
    BOOST_TEST_CONTEXT(a.name) {
        bind::reader reader(schema_named(a.schema));
        expr::query query(reader.schema());
        core::diagnostics found;
        {
            allocation_meter const meter;
            BOOST_TEST(!reader.read(a.request, query, found));
            BOOST_TEST(meter.peak() <= a.peak);
        }
        BOOST_TEST_REQUIRE(found.size() == 1U);
        BOOST_TEST(core::name(found[0].code) == a.code);
        bool const same_pointer = found[0].pointer == a.pointer;
        BOOST_TEST(same_pointer);
        bool const same_span = found[0].where == a.where;
        BOOST_TEST(same_span, found[0].where.offset << "," << found[0].where.length);

        std::string message;
        core::append_message(message, found[0], core::language::english);
        core::append_hint(message, found[0], core::language::english);
        BOOST_TEST(message.size() < 1000U);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(conformance_size)

BOOST_AUTO_TEST_CASE(the_meter_measures) {
    allocation_meter const meter;
    {
        std::vector<char> const memory(100'000);
    }
    std::string const little(100, 'x');
    BOOST_TEST(meter.peak() >= 100'000U);
    BOOST_TEST(meter.peak() < 110'000U);
    BOOST_TEST(meter.count() == 2U);
}

BOOST_AUTO_TEST_CASE(what_is_past_the_limit_of_bytes_is_not_looked_at) {
    for (attack const& a : too_large()) {
        check_attack(a);
    }
}

BOOST_AUTO_TEST_CASE(what_is_within_it_takes_no_more_than_its_size) {
    for (attack const& a : large()) {
        check_attack(a);
    }
}

BOOST_AUTO_TEST_CASE(a_rejected_request_leaves_nothing_for_the_next) {
    bind::reader reader(schema_named("people.large"));
    expr::query query(reader.schema());
    std::string const good = with_value("\"Jim\"");
    for (attack const& a : large()) {
        core::diagnostics found;
        BOOST_TEST(!reader.read(a.request, query, found));
        core::diagnostics none;
        BOOST_TEST(reader.read(good, query, none));
        BOOST_TEST(none.empty());
        BOOST_TEST(query.filter.size() == 1U);
        BOOST_TEST(query.filter.values().size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_rules_in_a_group) {
    std::string const rule = R"({"field":"age","op":"eq","value":1})";
    std::string const filter = R"({"filter":{"op":"or","rules":[)";
    std::string const page = R"(]},"page":{"count":true}})";
    std::string const most = filter + repeated(rule + ",", 99'999) + rule + page;
    auto const query = bind::read(schema_named("people.large"), most);
    BOOST_TEST_REQUIRE(query.has_value());
    BOOST_TEST(query->filter.size() == 100'001U);

    std::string const more = filter + repeated(rule + ",", 100'000) + rule + page;
    expected_diagnostic e;
    e.code = "group_too_large";
    e.pointer = "/filter/rules";
    e.where = {at(filter.size() - 1), 1};
    e.arguments = "100001, 100000";
    e.hint = "nest_rules";
    check(schema_named("people.large"), more, {.diagnostics = {e}});
}

BOOST_AUTO_TEST_CASE(groups_as_deep_as_may_be_and_one_more) {
    auto const nested = [](std::size_t groups) {
        std::string const rule = R"({"field":"age","op":"eq","value":1})";
        return R"({"filter":)" + repeated(R"({"op":"and","rules":[)" + rule + ",", groups) + rule +
               repeated("]}", groups) + R"(,"page":{"count":true}})";
    };
    auto const query = bind::read(schema_named("people.large"), nested(64));
    BOOST_TEST_REQUIRE(query.has_value());
    BOOST_TEST(query->filter.size() == 129U); // a group and a rule on each level, and the innermost rule

    std::string const deeper = nested(65);
    expected_diagnostic e;
    e.code = "group_too_deep";
    e.pointer = "/filter" + repeated("/rules/1", 64);
    e.where = {at(10 + 64 * std::string_view(R"({"op":"and","rules":[{"field":"age","op":"eq","value":1},)").size()),
               1};
    e.arguments = "64";
    check(schema_named("people.large"), deeper, {.diagnostics = {e}});
}

BOOST_AUTO_TEST_SUITE_END()
