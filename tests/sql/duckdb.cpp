#include "harness.hpp"

#include "../support/dialect_table.hpp"

#include <quern/sql/duckdb.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;
using enum sql::parameter_type;

BOOST_AUTO_TEST_SUITE(duckdb)

BOOST_AUTO_TEST_CASE(every_operator_in_both_logics) {
    predicate_row const rows[] = {
        {"i", eq, {std::int64_t{5}}, "@ = $1", "@ <> $1"},
        {"i", ne, {std::int64_t{5}}, "@ <> $1", "@ = $1"},
        {"i", lt, {std::int64_t{5}}, "@ < $1", "@ >= $1"},
        {"i", le, {std::int64_t{5}}, "@ <= $1", "@ > $1"},
        {"i", gt, {std::int64_t{5}}, "@ > $1", "@ <= $1"},
        {"i", ge, {std::int64_t{5}}, "@ >= $1", "@ < $1"},
        {"i", in, {std::int64_t{5}, std::int64_t{6}}, "@ IN ($1, $2)", "@ NOT IN ($1, $2)"},
        {"i", not_in, {std::int64_t{5}}, "@ NOT IN ($1)", "@ IN ($1)"},
        {"i", is_null, {}, "@ IS NULL", "@ IS NOT NULL"},
        {"i", not_null, {}, "@ IS NOT NULL", "@ IS NULL"},
        {"b", ne, {true}, "@ <> $1", "@ = $1"},
        {"u", ge, {std::uint64_t{5}}, "@ >= $1", "@ < $1"},
        {"r", gt, {0.5}, "@ > $1", "@ <= $1"},
        {"r", in, {0.5, 1.5}, "@ IN ($1, $2)", "@ NOT IN ($1, $2)"},
        {"t", le, {core::timestamp{5}}, "@ <= make_timestamp($1)", "@ > make_timestamp($1)"},
        {"t", in, {core::timestamp{5}}, "@ IN (make_timestamp($1))", "@ NOT IN (make_timestamp($1))"},
        {"e", lt, {core::timestamp{5'000'000}}, "@ < $1", "@ >= $1"},
        {"s", eq, {"x"}, "@ = $1", "@ <> $1"},
        {"s", ne, {"x"}, "@ <> $1", "@ = $1"},
        {"s", lt, {"x"}, "@ < $1", "@ >= $1"},
        {"s", le, {"x"}, "@ <= $1", "@ > $1"},
        {"s", gt, {"x"}, "@ > $1", "@ <= $1"},
        {"s", ge, {"x"}, "@ >= $1", "@ < $1"},
        {"s", in, {"x", "y"}, "@ IN ($1, $2)", "@ NOT IN ($1, $2)"},
        {"s", not_in, {"x"}, "@ NOT IN ($1)", "@ IN ($1)"},
        {"s", contains, {"x"}, "contains(@, $1)", "NOT (contains(@, $1))"},
        {"s", icontains, {"x"}, "regexp_matches(@, $1)", "NOT (regexp_matches(@, $1))"},
        {"s", begins_with, {"x"}, "starts_with(@, $1)", "NOT (starts_with(@, $1))"},
        {"s", ends_with, {"x"}, "ends_with(@, $1)", "NOT (ends_with(@, $1))"},
        {"s", is_null, {}, "@ IS NULL", "@ IS NOT NULL"},
    };
    check_predicates(sql::duckdb, "\"t\".\"", "\"", rows);
}

BOOST_AUTO_TEST_CASE(what_is_bound) {
    binding_row const rows[] = {
        {"a boolean", is("b", eq, {true}), {true}, {{0, 1, false, boolean}}},
        {"an int64", is("i", eq, {5.0}), {std::int64_t{5}}, {{0, 1, false, int64}}},
        {"the largest uint64",
         is("u", eq, {std::numeric_limits<std::uint64_t>::max()}),
         {std::numeric_limits<std::uint64_t>::max()},
         {{0, 1, false, uint64}}},
        {"a double", is("r", eq, {std::int64_t{2}}), {2.0}, {{0, 1, false, real}}},
        {"a string", is("s", eq, {"'; DROP TABLE t;--"}), {"'; DROP TABLE t;--"}, {{0, 1, false, text}}},
        {"seconds", is("e", lt, {core::timestamp{-500'000}}), {std::int64_t{-1}}, {{0, 1, false, int64}}},
        {"a needle", is("s", contains, {"100%_*?[\\"}), {"100%_*?[\\"}, {{0, 1, false, text}}},
        {"a prefix", is("s", begins_with, {"aB*"}), {"aB*"}, {{0, 1, false, text}}},
        {"a folded needle", is("s", icontains, {"Ka.\\\n_"}), {"[Kk\u212A][Aa]\\.\\\\\\\n\\_"}, {{0, 1, false, text}}},
        {"letters beyond U+FFFF",
         is("s", icontains, {"\U00010400z\u4E2D"}),
         {"(?:\U00010400|\U00010428)[Zz]\u4E2D"},
         {{0, 1, false, text}}},
        {"a list",
         is("i", in, {std::int64_t{5}, std::int64_t{6}}),
         {std::int64_t{5}, std::int64_t{6}},
         {{0, 1, false, int64}, {1, 1, false, int64}}},
        {"a time", is("t", eq, {core::timestamp{-1}}), {std::int64_t{-1}}, {{0, 1, false, int64}}},
    };
    check_bindings(sql::duckdb, rows);
}

BOOST_AUTO_TEST_CASE(order_and_page) {
    statement_row const rows[] = {
        {"a page",
         {.sort = {{1, true}, {2, false}}, .limit = 5, .offset = 6},
         "SELECT \"t\".\"id\", \"t\".\"s\", \"t\".\"i\" FROM \"t\" WHERE 1=1 ORDER BY \"t\".\"s\" DESC NULLS LAST, "
         "\"t\".\"i\" ASC NULLS FIRST, \"t\".\"id\" ASC LIMIT $1 OFFSET $2"},
        {"an offset alone",
         {.offset = 6},
         "SELECT \"t\".\"id\", \"t\".\"s\", \"t\".\"i\" FROM \"t\" WHERE 1=1 ORDER BY \"t\".\"id\" ASC OFFSET $1"},
        {"a count", {.limit = 5, .count = true}, "SELECT COUNT(*) FROM \"t\" WHERE 1=1"},
    };
    check_statements(sql::duckdb, rows);
}

BOOST_AUTO_TEST_CASE(names_stay_names) {
    BOOST_TEST(
        attacked(sql::duckdb, "a\"; DROP TABLE t;--", "\"\"") ==
        "SELECT COUNT(*) FROM \"a\"\"; DROP TABLE t;--\" WHERE \"a\"\"; DROP TABLE t;--\".\"\"\"\"\"\" IS NOT NULL");
    BOOST_TEST(attacked(sql::duckdb, "a\\", "`\"\\\" --") ==
               "SELECT COUNT(*) FROM \"a\\\" WHERE \"a\\\".\"`\"\"\\\"\" --\" IS NOT NULL");
}

BOOST_AUTO_TEST_CASE(pages_end_at_2_to_62) {
    expr::query q(fields(schema::logic::three_valued));
    q.page = {.limit = std::numeric_limits<std::uint64_t>::max(), .offset = 1};
    sql::statement const made = sql::emit(q, sql::duckdb).value();
    BOOST_TEST((made.parameters[0] == core::value(std::int64_t{4'611'686'018'427'387'904})));
    BOOST_TEST((made.parameters[1] == core::value(std::int64_t{1})));
}

BOOST_AUTO_TEST_CASE(the_ends_of_timestamps) {
    auto const where = [](std::int64_t us) {
        expr::query const q = query_of(fields(schema::logic::three_valued), is("nt", le, {core::timestamp{us}}));
        return std::string(sql::emit(q, sql::duckdb)->where());
    };
    BOOST_TEST(where(std::numeric_limits<std::int64_t>::min()) == "1=0");
    BOOST_TEST(where(-9'223'372'022'400'000'001) == "1=0");
    BOOST_TEST(where(-9'223'372'022'400'000'000) == "\"t\".\"nt\" <= make_timestamp($1)");
    BOOST_TEST(where(std::numeric_limits<std::int64_t>::max() - 1) == "\"t\".\"nt\" <= make_timestamp($1)");
    BOOST_TEST(where(std::numeric_limits<std::int64_t>::max()) == "1=1");
}

BOOST_AUTO_TEST_CASE(the_text_depends_on_the_shape_alone) { check_stability(sql::duckdb); }

BOOST_AUTO_TEST_SUITE_END()
