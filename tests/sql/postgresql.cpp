#include "harness.hpp"

#include "../support/dialect_table.hpp"

#include <quern/sql/postgresql.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;
using enum sql::parameter_type;

BOOST_AUTO_TEST_SUITE(postgresql)

BOOST_AUTO_TEST_CASE(every_operator_in_both_logics) {
    predicate_row const rows[] = {
        {"i", eq, {std::int64_t{5}}, "@ = $1", "@ <> $1"},
        {"i", ne, {std::int64_t{5}}, "@ <> $1", "@ = $1"},
        {"i", lt, {std::int64_t{5}}, "@ < $1", "@ >= $1"},
        {"i", le, {std::int64_t{5}}, "@ <= $1", "@ > $1"},
        {"i", gt, {std::int64_t{5}}, "@ > $1", "@ <= $1"},
        {"i", ge, {std::int64_t{5}}, "@ >= $1", "@ < $1"},
        {"i", in, {std::int64_t{5}, std::int64_t{6}}, "@ = ANY($1)", "@ <> ALL($1)"},
        {"i", not_in, {std::int64_t{5}}, "@ <> ALL($1)", "@ = ANY($1)"},
        {"i", is_null, {}, "@ IS NULL", "@ IS NOT NULL"},
        {"i", not_null, {}, "@ IS NOT NULL", "@ IS NULL"},
        {"b", ne, {true}, "@ <> $1", "@ = $1"},
        {"u", ge, {std::uint64_t{5}}, "@ >= $1", "@ < $1"},
        {"r", gt, {0.5}, "@ > $1", "@ <= $1"},
        {"r", in, {0.5, 1.5}, "@ = ANY($1)", "@ <> ALL($1)"},
        {"t", le, {core::timestamp{5}}, "@ <= $1", "@ > $1"},
        {"t", in, {core::timestamp{5}}, "@ = ANY($1)", "@ <> ALL($1)"},
        {"e", lt, {core::timestamp{5'000'000}}, "@ < $1", "@ >= $1"},
        {"s", eq, {"x"}, "@ = $1", "@ <> $1"},
        {"s", ne, {"x"}, "@ <> $1", "@ = $1"},
        {"s", lt, {"x"}, "@ COLLATE \"C\" < $1", "@ COLLATE \"C\" >= $1"},
        {"s", le, {"x"}, "@ COLLATE \"C\" <= $1", "@ COLLATE \"C\" > $1"},
        {"s", gt, {"x"}, "@ COLLATE \"C\" > $1", "@ COLLATE \"C\" <= $1"},
        {"s", ge, {"x"}, "@ COLLATE \"C\" >= $1", "@ COLLATE \"C\" < $1"},
        {"s", in, {"x", "y"}, "@ = ANY($1)", "@ <> ALL($1)"},
        {"s", not_in, {"x"}, "@ <> ALL($1)", "@ = ANY($1)"},
        {"s", contains, {"x"}, "strpos(@ COLLATE \"C\", $1) > 0", "NOT (strpos(@ COLLATE \"C\", $1) > 0)"},
        {"s", icontains, {"x"}, "@ COLLATE \"C\" ~ $1", "NOT (@ COLLATE \"C\" ~ $1)"},
        {"s", begins_with, {"x"}, "starts_with(@ COLLATE \"C\", $1)", "NOT (starts_with(@ COLLATE \"C\", $1))"},
        {"s",
         ends_with,
         {"x"},
         "right(@, length($1)) = $1 COLLATE \"C\"",
         "NOT (right(@, length($1)) = $1 COLLATE \"C\")"},
        {"s", is_null, {}, "@ IS NULL", "@ IS NOT NULL"},
    };
    check_predicates(sql::postgresql, "\"", "\"", rows);
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
         is("i", in, {std::int64_t{5}, std::int64_t{6}, std::int64_t{7}}),
         {std::int64_t{5}, std::int64_t{6}, std::int64_t{7}},
         {{0, 3, true, int64}}},
        {"a list of one string", is("s", not_in, {"x"}), {"x"}, {{0, 1, true, text}}},
        {"a list of times",
         is("t", in, {core::timestamp{0}, core::timestamp{-1}}),
         {"1970-01-01 00:00:00+00", "1969-12-31 23:59:59.999999+00"},
         {{0, 2, true, timestamp}}},
        {"a time",
         is("t", eq, {core::timestamp{1'675'610'955'500'000}}),
         {"2023-02-05 15:29:15.5+00"},
         {{0, 1, false, timestamp}}},
        {"behind a list",
         all_of({is("i", in, {std::int64_t{5}, std::int64_t{6}}), is("s", ends_with, {"x"})}),
         {std::int64_t{5}, std::int64_t{6}, "x"},
         {{0, 2, true, int64}, {2, 1, false, text}}},
    };
    check_bindings(sql::postgresql, rows);
}

BOOST_AUTO_TEST_CASE(order_and_page) {
    statement_row const rows[] = {
        {"a page",
         {.sort = {{1, true}, {2, false}}, .limit = 5, .offset = 6},
         "SELECT \"id\", \"s\", \"i\" FROM \"t\" WHERE 1=1 ORDER BY \"s\" COLLATE \"C\" DESC NULLS LAST, \"i\" ASC "
         "NULLS FIRST, \"id\" ASC LIMIT $1 OFFSET $2"},
        {"an offset alone",
         {.offset = 6},
         "SELECT \"id\", \"s\", \"i\" FROM \"t\" WHERE 1=1 ORDER BY \"id\" ASC OFFSET $1"},
        {"a count", {.limit = 5, .count = true}, "SELECT COUNT(*) FROM \"t\" WHERE 1=1"},
    };
    check_statements(sql::postgresql, rows);
}

BOOST_AUTO_TEST_CASE(names_stay_names) {
    BOOST_TEST(attacked(sql::postgresql, "a\"; DROP TABLE t;--", "\"\"") ==
               "SELECT COUNT(*) FROM \"a\"\"; DROP TABLE t;--\" WHERE \"\"\"\"\"\" IS NOT NULL");
    BOOST_TEST(attacked(sql::postgresql, "a\\", "`\"\\\" --") ==
               "SELECT COUNT(*) FROM \"a\\\" WHERE \"`\"\"\\\"\" --\" IS NOT NULL");
}

BOOST_AUTO_TEST_CASE(names_of_63_bytes) {
    BOOST_TEST(takes_name(sql::postgresql, std::string(63, 'a')));
    BOOST_TEST(!takes_name(sql::postgresql, std::string(64, 'a')));
    BOOST_TEST(!takes_name(sql::postgresql, std::string(62, 'a') + "\u00E9"));
}

BOOST_AUTO_TEST_CASE(the_years_of_a_timestamp) {
    using enum schema::logic;
    auto const where = [](core::timestamp t) {
        return std::string(sql::emit(query_of(fields(three_valued), is("nt", lt, {t})), sql::postgresql)->where());
    };
    BOOST_TEST(where({-62'135'596'800'000'001}) == "1=0");
    BOOST_TEST(where({-62'135'596'800'000'000}) == "\"nt\" < $1");
    BOOST_TEST(where({253'402'300'799'999'999}) == "\"nt\" < $1");
    BOOST_TEST(where({253'402'300'800'000'000}) == "1=1");
}

BOOST_AUTO_TEST_CASE(lists_do_not_change_the_text) {
    auto const text = [](std::size_t length) {
        std::vector<core::value> const list(length, std::int64_t{5});
        return sql::emit(query_of(fields(schema::logic::three_valued), is("i", in, list)), sql::postgresql)->text;
    };
    BOOST_TEST(text(1) == text(100));
    BOOST_TEST(text(1) == text(70'000)); // one parameter, so that the limit on parameters does not matter
}

BOOST_AUTO_TEST_CASE(the_text_depends_on_the_shape_alone) { check_stability(sql::postgresql); }

BOOST_AUTO_TEST_SUITE_END()
