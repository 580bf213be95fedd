#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/mongo/emit.hpp>

#include <boost/json/serialize.hpp>

#include <limits>
#include <string>

using namespace quern;
using namespace quern::test;
using enum schema::operation;
using enum mongo::notation;

BOOST_AUTO_TEST_SUITE(emit)

static std::string filter(expr::query const& q, mongo::notation in = relaxed) {
    auto const made = mongo::emit(q, in);
    return made ? boost::json::serialize(made->filter) : std::string(name(made.error()[0].code));
}

static std::string filter(schema::logic logic, subtree const& root, mongo::notation in = relaxed) {
    return filter(query_of(fields(logic), root), in);
}

/// A text with a field's name for each `@`.
static std::string with_field(std::string_view text, std::string_view field) {
    std::string made;
    for (char const c : text) {
        made += c == '@' ? std::string(field) : std::string(1, c);
    }
    return made;
}

BOOST_AUTO_TEST_CASE(every_operator_in_both_logics) {
    struct row {
        std::string_view field; // the nullable one; `n` and it is never absent
        schema::operation op;
        std::vector<core::value> constants;
        std::string_view never;        // a predicate on a field that is never absent
        std::string_view never_not;    // a complement, likewise
        std::string_view three_valued; // a predicate on a field that may be absent; where empty as `never`
        std::string_view three_valued_not;
        std::string_view two_valued; // likewise
        std::string_view two_valued_not;
    };
    std::int64_t const five = 5;
    core::timestamp const noon{43'200'000'000};
    row const rows[] = {
        {"i", eq, {five}, R"({"@":{"$eq":5}})", R"({"@":{"$ne":5}})", "", R"({"@":{"$nin":[5,null]}})", "", ""},
        {"i", ne, {five}, R"({"@":{"$ne":5}})", R"({"@":{"$eq":5}})", R"({"@":{"$nin":[5,null]}})", "", "", ""},
        {"i",
         lt,
         {five},
         R"({"@":{"$lt":5}})",
         R"({"@":{"$gte":5}})",
         "",
         "",
         "",
         R"({"$or":[{"@":{"$gte":5}},{"@":null}]})"},
        {"i",
         le,
         {five},
         R"({"@":{"$lte":5}})",
         R"({"@":{"$gt":5}})",
         "",
         "",
         "",
         R"({"$or":[{"@":{"$gt":5}},{"@":null}]})"},
        {"i",
         gt,
         {five},
         R"({"@":{"$gt":5}})",
         R"({"@":{"$lte":5}})",
         "",
         "",
         "",
         R"({"$or":[{"@":{"$lte":5}},{"@":null}]})"},
        {"i",
         ge,
         {five},
         R"({"@":{"$gte":5}})",
         R"({"@":{"$lt":5}})",
         "",
         "",
         "",
         R"({"$or":[{"@":{"$lt":5}},{"@":null}]})"},
        {"i",
         in,
         {five, five},
         R"({"@":{"$in":[5,5]}})",
         R"({"@":{"$nin":[5,5]}})",
         "",
         R"({"@":{"$nin":[5,5,null]}})",
         "",
         ""},
        {"i",
         not_in,
         {five},
         R"({"@":{"$nin":[5]}})",
         R"({"@":{"$in":[5]}})",
         R"({"@":{"$nin":[5,null]}})",
         "",
         "",
         ""},
        {"i", is_null, {}, R"({"@":null})", R"({"@":{"$ne":null}})", "", "", "", ""},
        {"i", not_null, {}, R"({"@":{"$ne":null}})", R"({"@":null})", "", "", "", ""},
        {"b",
         eq,
         {true},
         R"({"@":{"$eq":true}})",
         R"({"@":{"$ne":true}})",
         "",
         R"({"@":{"$nin":[true,null]}})",
         "",
         ""},
        {"b",
         in,
         {false},
         R"({"@":{"$in":[false]}})",
         R"({"@":{"$nin":[false]}})",
         "",
         R"({"@":{"$nin":[false,null]}})",
         "",
         ""},
        {"u",
         ge,
         {std::uint64_t{5}},
         R"({"@":{"$gte":5}})",
         R"({"@":{"$lt":5}})",
         "",
         "",
         "",
         R"({"$or":[{"@":{"$lt":5}},{"@":null}]})"},
        {"r",
         gt,
         {0.5},
         R"({"@":{"$gt":5E-1}})",
         R"({"@":{"$lte":5E-1}})",
         "",
         "",
         "",
         R"({"$or":[{"@":{"$lte":5E-1}},{"@":null}]})"},
        {"t",
         le,
         {noon},
         R"({"@":{"$lte":{"$date":"1970-01-01T12:00:00Z"}}})",
         R"({"@":{"$gt":{"$date":"1970-01-01T12:00:00Z"}}})",
         "",
         "",
         "",
         R"({"$or":[{"@":{"$gt":{"$date":"1970-01-01T12:00:00Z"}}},{"@":null}]})"},
        {"e",
         lt,
         {noon},
         R"({"@":{"$lt":43200}})",
         R"({"@":{"$gte":43200}})",
         "",
         "",
         "",
         R"({"$or":[{"@":{"$gte":43200}},{"@":null}]})"},
        {"s", eq, {"x"}, R"({"@":{"$eq":"x"}})", R"({"@":{"$ne":"x"}})", "", R"({"@":{"$nin":["x",null]}})", "", ""},
        {"s",
         lt,
         {"x"},
         R"({"@":{"$lt":"x"}})",
         R"({"@":{"$gte":"x"}})",
         "",
         "",
         "",
         R"({"$or":[{"@":{"$gte":"x"}},{"@":null}]})"},
        {"s",
         in,
         {"x", ""},
         R"({"@":{"$in":["x",""]}})",
         R"({"@":{"$nin":["x",""]}})",
         "",
         R"({"@":{"$nin":["x","",null]}})",
         "",
         ""},
        {"s",
         contains,
         {"x"},
         R"({"@":{"$regex":"x"}})",
         R"({"@":{"$not":{"$regex":"x"}}})",
         "",
         R"({"@":{"$not":{"$regex":"x"},"$ne":null}})",
         "",
         ""},
        {"s",
         icontains,
         {"x"},
         R"({"@":{"$regex":"[Xx]"}})",
         R"({"@":{"$not":{"$regex":"[Xx]"}}})",
         "",
         R"({"@":{"$not":{"$regex":"[Xx]"},"$ne":null}})",
         "",
         ""},
        {"s",
         begins_with,
         {"x"},
         R"({"@":{"$regex":"^x"}})",
         R"({"@":{"$not":{"$regex":"^x"}}})",
         "",
         R"({"@":{"$not":{"$regex":"^x"},"$ne":null}})",
         "",
         ""},
        {"s",
         ends_with,
         {"x"},
         R"({"$and":[{"@":{"$regex":"x$"}},{"@":{"$not":{"$regex":"x\\\n$"}}}]})",
         R"({"$or":[{"@":{"$not":{"$regex":"x$"}}},{"@":{"$regex":"x\\\n$"}}]})",
         "",
         R"({"$or":[{"@":{"$not":{"$regex":"x$"},"$ne":null}},{"@":{"$regex":"x\\\n$"}}]})",
         "",
         ""},
    };
    for (row const& r : rows) {
        auto const other = [&](std::string_view text, std::string_view never) {
            return with_field(text.empty() ? never : text, r.field);
        };
        BOOST_TEST_CONTEXT(r.field << " " << schema::name(r.op)) {
            std::string const never = "n" + std::string(r.field);
            subtree const leaf = is(r.field, r.op, r.constants);
            subtree const negated = isnt(r.field, r.op, r.constants);
            using enum schema::logic;
            BOOST_TEST(filter(three_valued, leaf) == other(r.three_valued, r.never));
            BOOST_TEST(filter(three_valued, negated) == other(r.three_valued_not, r.never_not));
            BOOST_TEST(filter(two_valued, leaf) == other(r.two_valued, r.never));
            BOOST_TEST(filter(two_valued, negated) == other(r.two_valued_not, r.never_not));
            BOOST_TEST(filter(two_valued, not_(leaf)) == other(r.two_valued_not, r.never_not));
            for (schema::logic const logic : {two_valued, three_valued}) {
                BOOST_TEST(filter(logic, is(never, r.op, r.constants)) == with_field(r.never, never));
                BOOST_TEST(filter(logic, isnt(never, r.op, r.constants)) == with_field(r.never_not, never));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(constants_in_both_notations) {
    using limits64 = std::numeric_limits<std::int64_t>;
    struct row {
        std::string_view field;
        core::value constant;
        std::string_view in_relaxed;
        std::string_view in_canonical;
    };
    std::int64_t const edge = 9'007'199'254'740'992; // 2^53
    auto const at = [](std::int64_t microseconds) { return core::timestamp{microseconds}; };
    row const rows[] = {
        {"b", false, "false", "false"},
        {"i", std::int64_t{0}, "0", R"({"$numberLong":"0"})"},
        {"i", std::int64_t{-5}, "-5", R"({"$numberLong":"-5"})"},
        {"i", std::int64_t{2'147'483'648}, "2147483648", R"({"$numberLong":"2147483648"})"},
        {"i", edge, "9007199254740992", R"({"$numberLong":"9007199254740992"})"},
        {"i", -edge, "-9007199254740992", R"({"$numberLong":"-9007199254740992"})"},
        {"i", edge + 1, R"({"$numberLong":"9007199254740993"})", R"({"$numberLong":"9007199254740993"})"},
        {"i", limits64::min(), R"({"$numberLong":"-9223372036854775808"})",
         R"({"$numberLong":"-9223372036854775808"})"},
        {"u", std::uint64_t{7}, "7", R"({"$numberLong":"7"})"},
        {"u", std::uint64_t{limits64::max()}, R"({"$numberLong":"9223372036854775807"})",
         R"({"$numberLong":"9223372036854775807"})"},
        {"r", 0.1, "1E-1", R"({"$numberDouble":"0.1"})"},
        {"r", 5.0, R"({"$numberDouble":"5.0"})", R"({"$numberDouble":"5.0"})"},
        {"r", -0.0, R"({"$numberDouble":"-0.0"})", R"({"$numberDouble":"-0.0"})"},
        {"r", 1e300, R"({"$numberDouble":"1e+300"})", R"({"$numberDouble":"1e+300"})"},
        {"r", 5e-324, "5E-324", R"({"$numberDouble":"5e-324"})"},
        {"s", "", R"("")", R"("")"},
        {"s", "$where", R"("$where")", R"("$where")"},
        {"s", R"({"$gt":""})", R"("{\"$gt\":\"\"}")", R"("{\"$gt\":\"\"}")"},
        {"s", "中\n\U0001F600", R"("中\n😀")", R"("中\n😀")"},
        {"t", at(0), R"({"$date":"1970-01-01T00:00:00Z"})", R"({"$date":{"$numberLong":"0"}})"},
        {"t", at(1'675'610'955'007'000), R"({"$date":"2023-02-05T15:29:15.007Z"})",
         R"({"$date":{"$numberLong":"1675610955007"}})"},
        {"t", at(1'675'610'955'500'000), R"({"$date":"2023-02-05T15:29:15.500Z"})",
         R"({"$date":{"$numberLong":"1675610955500"}})"},
        {"t", at(-1'000), R"({"$date":{"$numberLong":"-1"}})", R"({"$date":{"$numberLong":"-1"}})"},
        {"t", at(253'402'300'799'999'000), R"({"$date":"9999-12-31T23:59:59.999Z"})",
         R"({"$date":{"$numberLong":"253402300799999"}})"},
        {"t", at(253'402'300'800'000'000), R"({"$date":{"$numberLong":"253402300800000"}})",
         R"({"$date":{"$numberLong":"253402300800000"}})"},
        {"e", at(-1'000'000), "-1", R"({"$numberLong":"-1"})"},
    };
    for (row const& r : rows) {
        for (bool const canonically : {false, true}) {
            BOOST_TEST_CONTEXT(r.field << " " << r.in_canonical) {
                subtree const root = is(r.field, eq, {r.constant});
                std::string const expected = "{\"" + std::string(r.field) +
                                             "\":{\"$eq\":" + std::string(canonically ? r.in_canonical : r.in_relaxed) +
                                             "}}";
                BOOST_TEST(filter(schema::logic::two_valued, root, canonically ? canonical : relaxed) == expected);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(constants_that_bson_does_not_hold) {
    struct row {
        std::string_view name;
        subtree root;
        std::string_view two_valued;
        std::string_view three_valued;
    };
    std::uint64_t const beyond = std::uint64_t{1} << 63U;
    core::timestamp const fine{1'500}; // between 1 and 2 milliseconds
    core::timestamp const before{-1};  // between -1 and 0
    row const rows[] = {
        {"= 2^63", is("u", eq, {beyond}), R"({"_id":{"$in":[]}})", R"({"_id":{"$in":[]}})"},
        {"< 2^63", is("u", lt, {beyond}), R"({"u":{"$ne":null}})", R"({"u":{"$ne":null}})"},
        {"<> 2^63", is("u", ne, {beyond}), R"({})", R"({"u":{"$ne":null}})"},
        {"not < 2^63", isnt("u", lt, {beyond}), R"({"u":null})", R"({"_id":{"$in":[]}})"},
        {"in 2^63 - 1, 2^63", is("u", in, {beyond - 1, beyond}),
         R"({"u":{"$in":[{"$numberLong":"9223372036854775807"}]}})",
         R"({"u":{"$in":[{"$numberLong":"9223372036854775807"}]}})"},
        {"> 1.5 ms", is("t", gt, {fine}), R"({"t":{"$gte":{"$date":"1970-01-01T00:00:00.002Z"}}})",
         R"({"t":{"$gte":{"$date":"1970-01-01T00:00:00.002Z"}}})"},
        {"< 1.5 ms", is("t", lt, {fine}), R"({"t":{"$lte":{"$date":"1970-01-01T00:00:00.001Z"}}})",
         R"({"t":{"$lte":{"$date":"1970-01-01T00:00:00.001Z"}}})"},
        {"= 1.5 ms", is("t", eq, {fine}), R"({"_id":{"$in":[]}})", R"({"_id":{"$in":[]}})"},
        {"<= -1 us", is("t", le, {before}), R"({"t":{"$lte":{"$date":{"$numberLong":"-1"}}}})",
         R"({"t":{"$lte":{"$date":{"$numberLong":"-1"}}}})"},
        {"< 0.5 on an integer", is("i", lt, {0.5}), R"({"i":{"$lte":0}})", R"({"i":{"$lte":0}})"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            BOOST_TEST(filter(schema::logic::two_valued, r.root) == r.two_valued);
            BOOST_TEST(filter(schema::logic::three_valued, r.root) == r.three_valued);
        }
    }
}

BOOST_AUTO_TEST_CASE(patterns) {
    struct row {
        schema::operation op;
        std::string_view needle;
        std::string_view pattern; // in JSON
    };
    row const rows[] = {
        {contains, "", R"("")"},
        {contains, "aB9", R"("aB9")"},
        {contains, "^.*$", R"("\\^\\.\\*\\$")"},
        {contains, "(?i)\\Q", R"("\\(\\?i\\)\\\\Q")"},
        {contains, "/a/i", R"("\\/a\\/i")"},
        {contains, "$where", R"("\\$where")"},
        {contains, "\n", R"("\\\n")"},
        {contains, "\U0001F600é", R"("😀é")"},
        {begins_with, "", R"("^")"},
        {begins_with, "^", R"("^\\^")"},
        {icontains, "1_", R"("1\\_")"},
        {icontains, "kß", "\"[Kk\u212A][ß\u1E9E]\""},
        {icontains, "\u03C3", "\"[\u03A3\u03C2\u03C3]\""},
        {icontains, "\U00010428", "\"(?:\U00010400|\U00010428)\""},
        {icontains, "İı", "\"İı\""},
        // a text that ends with line's ends only, or with nothing, ends so at the last one too
        {ends_with, "", R"("$")"},
        {ends_with, "\n", R"("\\\n$")"},
        {ends_with, "\n\n", R"("\\\n\\\n$")"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(schema::name(r.op) << " " << r.needle) {
            BOOST_TEST(filter(schema::logic::two_valued, is("s", r.op, {r.needle})) ==
                       R"({"s":{"$regex":)" + std::string(r.pattern) + "}}");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_line_s_end_behind_the_needle_is_no_end) {
    BOOST_TEST(filter(schema::logic::two_valued, is("s", ends_with, {".\na\n"})) ==
               R"({"$and":[{"s":{"$regex":"\\.\\\na\\\n$"}},{"s":{"$not":{"$regex":"\\.\\\na\\\n\\\n$"}}}]})");
}

/// The keys of a value, in the order in which they stand, each with its depth; values are not shown.
static void append_keys(std::string& out, boost::json::value const& v, std::size_t depth) {
    if (auto const* const o = v.if_object()) {
        for (auto const& member : *o) {
            out += std::to_string(depth) + std::string(member.key()) + " ";
            append_keys(out, member.value(), depth + 1);
        }
    } else if (auto const* const a = v.if_array()) {
        for (boost::json::value const& element : *a) {
            append_keys(out, element, depth + 1);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_key_comes_from_a_value) {
    std::vector<core::value> const values{"",
                                          "x",
                                          "$where",
                                          "$gt",
                                          R"({"$gt":""})",
                                          R"({"$regex":".*","$options":"i"})",
                                          R"x("},"$where":"sleep(1)",{"a":")x",
                                          "_id",
                                          "s.$x",
                                          "(?i)a|b",
                                          "\\E.*\\Q",
                                          "[[:alpha:]]",
                                          "a\nb",
                                          "$numberLong",
                                          R"({"$numberLong":"1"})",
                                          R"({"$date":0})",
                                          "中\U0001F600\u2028"};
    for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        std::string keys;
        for (core::value const& v : values) {
            auto const made = mongo::emit(
                query_of(fields(logic),
                         any_of({is("s", eq, {v}), is("s", ne, {v}), is("s", lt, {v}), isnt("s", ge, {v}),
                                 is("s", in, {v, v}), is("s", not_in, {v}), is("s", contains, {v}),
                                 isnt("s", icontains, {v}), is("s", icontains, {v}), isnt("s", begins_with, {v})})));
            std::string of_this;
            append_keys(of_this, made.value().filter, 0);
            keys = keys.empty() ? of_this : keys;
            BOOST_TEST(of_this == keys);
        }
        BOOST_TEST(keys.find("$options") == keys.npos);
    }
}

BOOST_AUTO_TEST_CASE(ascii_folding) {
    auto const schema = schema::builder("t")
                            .key("id")
                            .add({.name = "id"})
                            .add({.name = "s", .folding = schema::case_folding::ascii})
                            .build()
                            .value();
    BOOST_TEST(filter(query_of(schema, is("s", icontains, {"Kß"}))) == R"({"s":{"$regex":"[Kk]ß"}})");
}

BOOST_AUTO_TEST_CASE(groups) {
    struct row {
        std::string_view name;
        subtree root;
        std::string_view filter;
    };
    subtree const a = is("i", eq, {std::int64_t{1}});
    subtree const b = is("s", eq, {"b"});
    subtree const c = is("b", eq, {true});
    row const rows[] = {
        {"no tree", [](expr::query&) {}, R"({})"},
        {"everything", constant(true), R"({})"},
        {"nothing", constant(false), R"({"_id":{"$in":[]}})"},
        {"an empty conjunction", all_of({}), R"({})"},
        {"an empty disjunction", any_of({}), R"({"_id":{"$in":[]}})"},
        {"of one", all_of({any_of({a})}), R"({"i":{"$eq":1}})"},
        {"and", all_of({a, b}), R"({"$and":[{"i":{"$eq":1}},{"s":{"$eq":"b"}}]})"},
        {"of one field", all_of({a, a}), R"({"$and":[{"i":{"$eq":1}},{"i":{"$eq":1}}]})"},
        {"or", any_of({a, b, c}), R"({"$or":[{"i":{"$eq":1}},{"s":{"$eq":"b"}},{"b":{"$eq":true}}]})"},
        {"nested first", any_of({all_of({a, b}), c}),
         R"({"$or":[{"$and":[{"i":{"$eq":1}},{"s":{"$eq":"b"}}]},{"b":{"$eq":true}}]})"},
        {"nested last", all_of({c, any_of({a, all_of({b, c})})}),
         R"({"$and":[{"b":{"$eq":true}},{"$or":[{"i":{"$eq":1}},{"$and":[{"s":{"$eq":"b"}},{"b":{"$eq":true}}]}]}]})"},
        {"negated", not_(all_of({a, b})), R"({"$or":[{"i":{"$ne":1}},{"s":{"$ne":"b"}}]})"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) { BOOST_TEST(filter(schema::logic::two_valued, r.root) == r.filter); }
    }
}

static schema::definition people() {
    return schema::builder("people")
        .key("id")
        .logic(schema::logic::two_valued)
        .add({.name = "id", .type = schema::scalar::uint64, .path = "_id"})
        .add({.name = "name", .path = "name.full"})
        .add({.name = "nick", .path = "name.full"})
        .add({.name = "age", .type = schema::scalar::int64})
        .build()
        .value();
}

BOOST_AUTO_TEST_CASE(orders_and_pages) {
    struct row {
        std::string_view name;
        expr::page page;
        std::string_view sort;
        std::uint64_t skip;
        std::optional<std::uint64_t> limit;
    };
    std::uint64_t const most = (std::uint64_t{1} << 62U) - 1;
    row const rows[] = {
        {"nothing said", {}, R"({"_id":1})", 0, std::nullopt},
        {"a page", {.limit = 10, .offset = 20}, R"({"_id":1})", 20, 10},
        {"sorted", {.sort = {{1, true}, {3, false}}}, R"({"name.full":-1,"age":1,"_id":1})", 0, std::nullopt},
        {"nothing behind the key", {.sort = {{0, true}, {3, false}}}, R"({"_id":-1})", 0, std::nullopt},
        {"two of one path", {.sort = {{1, true}, {2, false}}}, R"({"name.full":-1,"_id":1})", 0, std::nullopt},
        {"more than MongoDB counts",
         {.limit = std::numeric_limits<std::uint64_t>::max(), .offset = std::uint64_t{1} << 63U},
         R"({"_id":1})",
         most,
         most},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            expr::query q(people());
            q.page = r.page;
            mongo::document const made = mongo::emit(q).value();
            BOOST_TEST(boost::json::serialize(made.sort) == r.sort);
            BOOST_TEST(made.skip == r.skip);
            BOOST_TEST((made.limit == r.limit));
            BOOST_TEST(made.filter.empty());
            BOOST_TEST(!made.count);
        }
    }
    expr::query q(people());
    q.page = {.sort = {{3, true}}};
    BOOST_TEST(boost::json::serialize(mongo::emit(q, canonical).value().sort) ==
               R"({"age":{"$numberInt":"-1"},"_id":{"$numberInt":"1"}})");
}

BOOST_AUTO_TEST_CASE(a_limit_of_zero_selects_nothing) {
    expr::query q(people());
    q.page = {.limit = 0};
    BOOST_TEST(filter(q) == R"({"_id":{"$in":[]}})");
    q.page.count = true;
    BOOST_TEST(filter(q) == "{}");
}

BOOST_AUTO_TEST_CASE(a_count) {
    expr::query q = query_of(people(), is("age", eq, {std::int64_t{1}}));
    q.page = {.sort = {{1, false}}, .limit = 5, .offset = 6, .count = true};
    mongo::document const made = mongo::emit(q).value();
    BOOST_TEST(boost::json::serialize(made.filter) == R"({"age":{"$eq":1}})");
    BOOST_TEST(made.count);
    BOOST_TEST(made.sort.empty());
    BOOST_TEST(made.skip == 0U);
    BOOST_TEST(!made.limit);
}

BOOST_AUTO_TEST_CASE(a_path_that_is_none_is_refused_where_it_is_asked_for) {
    for (std::string const path : {"$where", "a.$b", "a..b", ".a", "a.", "."}) {
        auto const schema =
            schema::builder("t").key("id").add({.name = "id"}).add({.name = "s", .path = path}).build().value();
        BOOST_TEST_CONTEXT(path) {
            expr::query q(schema);
            BOOST_TEST(filter(q) == "{}");
            q.filter.leaf(expr::node_kind::predicate, 1, eq, {7, 3});
            q.filter.value("x");
            auto const refused = mongo::emit(q);
            BOOST_TEST_REQUIRE(refused.has_error());
            BOOST_TEST_REQUIRE(refused.error().size() == 1U);
            core::diagnostic const d = refused.error()[0];
            BOOST_TEST((d.code == core::code::identifier_not_allowed));
            BOOST_TEST((d.where == core::span{7, 3}));
            BOOST_TEST((d.arguments == std::vector<core::argument>{"mongo", '"' + path + '"'}));
            q.filter.clear();
            q.page.sort = {{1, false}};
            BOOST_TEST(filter(q) == "identifier_not_allowed");
            q.page.count = true;
            BOOST_TEST(filter(q) == "{}");
        }
    }
}

BOOST_AUTO_TEST_CASE(times_that_are_stored_as_text) {
    auto const schema = schema::builder("t")
                            .key("id")
                            .add({.name = "id", .type = schema::scalar::uint64})
                            .add({.name = "local",
                                  .type = schema::scalar::timestamp,
                                  .nullable = false,
                                  .layout = core::time_layout::datetime,
                                  .zone = {480},
                                  .storage = schema::time_storage::text})
                            .build()
                            .value();
    core::timestamp const noon{43'200'000'000}; // of the first of January 1970, 20 o'clock at +08:00
    for (auto const in : {relaxed, canonical}) {
        BOOST_TEST(filter(query_of(schema, is("local", ge, {noon})), in) ==
                   R"({"local":{"$gte":"1970-01-01 20:00:00"}})");
    }
}

BOOST_AUTO_TEST_SUITE_END()
