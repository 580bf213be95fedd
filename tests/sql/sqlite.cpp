#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/sql/emit.hpp>
#include <quern/sql/sqlite.hpp>

#include <limits>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(sqlite)

static sql::statement compiled(schema::logic logic, subtree const& root) {
    return sql::emit(query_of(fields(logic), root), sql::sqlite).value();
}

/// A text with a column's name for each `$`.
static std::string with_column(std::string_view text, std::string_view field) {
    std::string made;
    for (char const c : text) {
        made += c == '$' ? "\"t\".\"" + std::string(field) + "\"" : std::string(1, c);
    }
    return made;
}

BOOST_AUTO_TEST_CASE(every_operator_in_both_logics) {
    struct row {
        std::string_view field; // the nullable one; `n` and it is never absent
        schema::operation op;
        std::vector<core::value> constants;
        std::string_view plain;          // a predicate: three-valued, or never absent
        std::string_view negated;        // a complement: likewise
        std::string_view two_valued;     // a predicate: two-valued and nullable
        std::string_view two_valued_not; // a complement: likewise
    };
    std::int64_t const five = 5;
    row const rows[] = {
        {"i", eq, {five}, "$ = ?1", "$ <> ?1", "$ = ?1", "($ <> ?1 OR $ IS NULL)"},
        {"i", ne, {five}, "$ <> ?1", "$ = ?1", "($ <> ?1 OR $ IS NULL)", "$ = ?1"},
        {"i", lt, {five}, "$ < ?1", "$ >= ?1", "$ < ?1", "($ >= ?1 OR $ IS NULL)"},
        {"i", le, {five}, "$ <= ?1", "$ > ?1", "$ <= ?1", "($ > ?1 OR $ IS NULL)"},
        {"i", gt, {five}, "$ > ?1", "$ <= ?1", "$ > ?1", "($ <= ?1 OR $ IS NULL)"},
        {"i", ge, {five}, "$ >= ?1", "$ < ?1", "$ >= ?1", "($ < ?1 OR $ IS NULL)"},
        {"i",
         in,
         {five, five},
         "$ IN (?1, ?2)",
         "$ NOT IN (?1, ?2)",
         "$ IN (?1, ?2)",
         "($ NOT IN (?1, ?2) OR $ IS NULL)"},
        {"i", not_in, {five}, "$ NOT IN (?1)", "$ IN (?1)", "($ NOT IN (?1) OR $ IS NULL)", "$ IN (?1)"},
        {"i", is_null, {}, "$ IS NULL", "$ IS NOT NULL", "$ IS NULL", "$ IS NOT NULL"},
        {"i", not_null, {}, "$ IS NOT NULL", "$ IS NULL", "$ IS NOT NULL", "$ IS NULL"},
        {"s",
         eq,
         {"x"},
         "$ = ?1 COLLATE BINARY",
         "$ <> ?1 COLLATE BINARY",
         "$ = ?1 COLLATE BINARY",
         "($ <> ?1 COLLATE BINARY OR $ IS NULL)"},
        {"s",
         ne,
         {"x"},
         "$ <> ?1 COLLATE BINARY",
         "$ = ?1 COLLATE BINARY",
         "($ <> ?1 COLLATE BINARY OR $ IS NULL)",
         "$ = ?1 COLLATE BINARY"},
        {"s",
         lt,
         {"x"},
         "$ < ?1 COLLATE BINARY",
         "$ >= ?1 COLLATE BINARY",
         "$ < ?1 COLLATE BINARY",
         "($ >= ?1 COLLATE BINARY OR $ IS NULL)"},
        {"s",
         in,
         {"x", "y"},
         "$ COLLATE BINARY IN (?1, ?2)",
         "$ COLLATE BINARY NOT IN (?1, ?2)",
         "$ COLLATE BINARY IN (?1, ?2)",
         "($ COLLATE BINARY NOT IN (?1, ?2) OR $ IS NULL)"},
        {"s",
         not_in,
         {"x"},
         "$ COLLATE BINARY NOT IN (?1)",
         "$ COLLATE BINARY IN (?1)",
         "($ COLLATE BINARY NOT IN (?1) OR $ IS NULL)",
         "$ COLLATE BINARY IN (?1)"},
        {"s",
         contains,
         {"x"},
         "instr($, ?1) > 0",
         "NOT (instr($, ?1) > 0)",
         "instr($, ?1) > 0",
         "(NOT (instr($, ?1) > 0) OR $ IS NULL)"},
        {"s", icontains, {"x"}, "$ GLOB ?1", "NOT ($ GLOB ?1)", "$ GLOB ?1", "(NOT ($ GLOB ?1) OR $ IS NULL)"},
        {"s",
         begins_with,
         {"x"},
         "substr($, 1, length(?1)) = ?1 COLLATE BINARY",
         "NOT (substr($, 1, length(?1)) = ?1 COLLATE BINARY)",
         "substr($, 1, length(?1)) = ?1 COLLATE BINARY",
         "(NOT (substr($, 1, length(?1)) = ?1 COLLATE BINARY) OR $ IS NULL)"},
        {"s",
         ends_with,
         {"x"},
         "substr($, length($) - length(?1) + 1) = ?1 COLLATE BINARY",
         "NOT (substr($, length($) - length(?1) + 1) = ?1 COLLATE BINARY)",
         "substr($, length($) - length(?1) + 1) = ?1 COLLATE BINARY",
         "(NOT (substr($, length($) - length(?1) + 1) = ?1 COLLATE BINARY) OR $ IS NULL)"},
        {"s", is_null, {}, "$ IS NULL", "$ IS NOT NULL", "$ IS NULL", "$ IS NOT NULL"},
        {"b", ne, {true}, "$ <> ?1", "$ = ?1", "($ <> ?1 OR $ IS NULL)", "$ = ?1"},
        {"u", ge, {std::uint64_t{5}}, "$ >= ?1", "$ < ?1", "$ >= ?1", "($ < ?1 OR $ IS NULL)"},
        {"r", gt, {0.5}, "$ > ?1", "$ <= ?1", "$ > ?1", "($ <= ?1 OR $ IS NULL)"},
        {"t", le, {core::timestamp{5}}, "$ <= ?1", "$ > ?1", "$ <= ?1", "($ > ?1 OR $ IS NULL)"},
    };
    for (row const& r : rows) {
        using enum schema::logic;
        std::string const never = "n" + std::string(r.field);
        auto const where = [](schema::logic logic, subtree const& root) {
            return std::string(compiled(logic, root).where());
        };
        BOOST_TEST_CONTEXT(r.field << " " << schema::name(r.op)) {
            BOOST_TEST(where(three_valued, is(r.field, r.op, r.constants)) == with_column(r.plain, r.field));
            BOOST_TEST(where(three_valued, isnt(r.field, r.op, r.constants)) == with_column(r.negated, r.field));
            BOOST_TEST(where(two_valued, is(r.field, r.op, r.constants)) == with_column(r.two_valued, r.field));
            BOOST_TEST(where(two_valued, isnt(r.field, r.op, r.constants)) == with_column(r.two_valued_not, r.field));
            for (schema::logic const logic : {two_valued, three_valued}) {
                BOOST_TEST(where(logic, is(never, r.op, r.constants)) == with_column(r.plain, never));
                BOOST_TEST(where(logic, isnt(never, r.op, r.constants)) == with_column(r.negated, never));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_bound) {
    struct row {
        std::string_view name;
        subtree root;
        core::value bound;
    };
    row const rows[] = {
        {"a boolean", is("b", eq, {true}), true},
        {"an int64", is("i", eq, {std::int64_t{-5}}), std::int64_t{-5}},
        {"a uint64", is("u", eq, {std::uint64_t{5}}), std::uint64_t{5}},
        {"a double", is("r", eq, {0.5}), 0.5},
        {"an integer for a double", is("r", eq, {std::int64_t{2}}), 2.0},
        {"a string", is("s", eq, {"'; DROP TABLE t;--"}), "'; DROP TABLE t;--"},
        {"a needle", is("s", contains, {"100%_*?["}), "100%_*?["},
        {"a prefix", is("s", begins_with, {"a*1"}), "a*1"},
        {"a suffix", is("s", ends_with, {"A%\\"}), "A%\\"},
        {"a needle, folded", is("s", icontains, {"a*1"}), "*[Aa][*]1*"},
        {"a time", is("t", eq, {core::timestamp{-5}}), std::int64_t{-5}},
        {"a time in seconds", is("e", eq, {core::timestamp{5'000'000}}), std::int64_t{5}},
        {"a time between two seconds", is("e", lt, {core::timestamp{-500'000}}), std::int64_t{-1}},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            sql::statement const made = compiled(schema::logic::two_valued, r.root);
            BOOST_TEST(made.parameters.size() == 1U);
            BOOST_TEST((made.parameters[0] == r.bound));
        }
    }
}

BOOST_AUTO_TEST_CASE(ascii_folding) {
    schema::definition const s = schema::builder("t")
                                     .key("id")
                                     .add({.name = "id"})
                                     .add({.name = "s", .folding = schema::case_folding::ascii})
                                     .build()
                                     .value();
    sql::statement const made = sql::emit(query_of(s, is("s", icontains, {"ÀB*"})), sql::sqlite).value();
    BOOST_TEST(made.where() == "instr(lower(\"t\".\"s\"), ?1) > 0");
    BOOST_TEST((made.parameters[0] == core::value("Àb*")));
}

BOOST_AUTO_TEST_CASE(constants_that_an_integer_column_cannot_hold) {
    using enum schema::logic;
    std::uint64_t const past = std::uint64_t{1} << 63U;
    BOOST_TEST(compiled(three_valued, is("nu", eq, {past})).where() == "1=0");
    BOOST_TEST(compiled(three_valued, is("nu", lt, {past})).where() == "1=1");
    BOOST_TEST(compiled(three_valued, is("u", lt, {past})).where() == "\"t\".\"u\" IS NOT NULL");
    BOOST_TEST(compiled(two_valued, not_(is("u", lt, {past}))).where() == "\"t\".\"u\" IS NULL");
    sql::statement const last = compiled(three_valued, is("u", le, {past - 1}));
    BOOST_TEST(last.where() == "\"t\".\"u\" <= ?1");
    BOOST_TEST((last.parameters[0] == core::value(past - 1)));
}

BOOST_AUTO_TEST_CASE(too_long_a_pattern) {
    // `[Aa]` for each letter, and a `*` at both ends
    auto const with = [](std::size_t letters) {
        std::string const needle(letters, 'a');
        expr::query q(fields(schema::logic::two_valued));
        q.filter.leaf(expr::node_kind::predicate, q.schema.find("s").value(), icontains, {7, 3});
        q.filter.value(std::string_view(needle));
        return sql::emit(q, sql::sqlite);
    };
    BOOST_TEST(with(12'499).has_value());
    auto const refused = with(12'500);
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST_REQUIRE(refused.error().size() == 1U);
    core::diagnostic const d = refused.error()[0];
    BOOST_TEST((d.code == core::code::pattern_too_long));
    BOOST_TEST((d.where == core::span{7, 3}));
    BOOST_TEST((d.arguments == std::vector<core::argument>{"sqlite", "50000", "50002"}));
}

BOOST_AUTO_TEST_CASE(what_glob_confuses_is_refused) {
    struct row {
        std::string_view needle;
        bool refused;
    };
    row const rows[] = {{"\uFFFD", true},  {"a\uFFFEb", true}, {"\uFF21\uFFFF", true}, {"\uFFFC", false},
                        {"\uFF21", false}, {"\u00FD", false},  {"\U0001F600", false}};
    for (row const& r : rows) {
        auto const wanted = [&](schema::operation o) {
            return sql::emit(query_of(fields(schema::logic::two_valued), is("s", o, {r.needle})), sql::sqlite);
        };
        BOOST_TEST(wanted(contains).has_value());
        BOOST_TEST(wanted(icontains).has_error() == r.refused);
        if (r.refused) {
            BOOST_TEST((wanted(icontains).error()[0].code == core::code::not_expressible));
        }
    }
}

BOOST_AUTO_TEST_CASE(disjunctions_in_wide_conjunctions_are_kept_from_the_planner) {
    auto const beside = [](std::size_t others) {
        std::vector<subtree> operands{any_of({is("i", eq, {std::int64_t{1}}), is("s", eq, {"x"})})};
        operands.insert(operands.end(), others, is("i", lt, {std::int64_t{5}}));
        return compiled(schema::logic::three_valued, all_of(operands)).text;
    };
    std::string_view const disjunction = R"(("t"."i" = ?1 OR "t"."s" = ?2 COLLATE BINARY))";
    std::string const narrow = beside(255);
    BOOST_TEST(narrow.find(disjunction) != std::string::npos);
    BOOST_TEST(narrow.find('+') == std::string::npos);
    BOOST_TEST(beside(256).find("+" + std::string(disjunction)) != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
