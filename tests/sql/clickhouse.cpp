#include "harness.hpp"

#include "../support/dialect_table.hpp"

#include <quern/sql/clickhouse.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;
using enum sql::parameter_type;

BOOST_AUTO_TEST_SUITE(clickhouse)

BOOST_AUTO_TEST_CASE(every_operator_in_both_logics) {
    predicate_row const rows[] = {
        {"i", eq, {std::int64_t{5}}, "@ = {p1:Int64}", "@ <> {p1:Int64}"},
        {"i", ne, {std::int64_t{5}}, "@ <> {p1:Int64}", "@ = {p1:Int64}"},
        {"i", lt, {std::int64_t{5}}, "@ < {p1:Int64}", "@ >= {p1:Int64}"},
        {"i", le, {std::int64_t{5}}, "@ <= {p1:Int64}", "@ > {p1:Int64}"},
        {"i", gt, {std::int64_t{5}}, "@ > {p1:Int64}", "@ <= {p1:Int64}"},
        {"i", ge, {std::int64_t{5}}, "@ >= {p1:Int64}", "@ < {p1:Int64}"},
        {"i", in, {std::int64_t{5}, std::int64_t{6}}, "@ IN ({p1:Array(Int64)})", "@ NOT IN ({p1:Array(Int64)})"},
        {"i", not_in, {std::int64_t{5}}, "@ NOT IN ({p1:Array(Int64)})", "@ IN ({p1:Array(Int64)})"},
        {"i", is_null, {}, "@ IS NULL", "@ IS NOT NULL"},
        {"i", not_null, {}, "@ IS NOT NULL", "@ IS NULL"},
        {"b", ne, {true}, "@ <> {p1:Bool}", "@ = {p1:Bool}"},
        {"u", ge, {std::uint64_t{5}}, "@ >= {p1:UInt64}", "@ < {p1:UInt64}"},
        {"r", gt, {0.5}, "@ > {p1:Float64}", "@ <= {p1:Float64}"},
        {"r", in, {0.5, 1.5}, "@ IN ({p1:Array(Float64)})", "@ NOT IN ({p1:Array(Float64)})"},
        {"t", le, {core::timestamp{5}}, "@ <= {p1:DateTime64(6, 'UTC')}", "@ > {p1:DateTime64(6, 'UTC')}"},
        {"t",
         in,
         {core::timestamp{5}},
         "@ IN ({p1:Array(DateTime64(6, 'UTC'))})",
         "@ NOT IN ({p1:Array(DateTime64(6, 'UTC'))})"},
        {"e", lt, {core::timestamp{5'000'000}}, "@ < {p1:Int64}", "@ >= {p1:Int64}"},
        {"s", eq, {"x"}, "@ = {p1:String}", "@ <> {p1:String}"},
        {"s", ne, {"x"}, "@ <> {p1:String}", "@ = {p1:String}"},
        {"s", lt, {"x"}, "@ < {p1:String}", "@ >= {p1:String}"},
        {"s", le, {"x"}, "@ <= {p1:String}", "@ > {p1:String}"},
        {"s", gt, {"x"}, "@ > {p1:String}", "@ <= {p1:String}"},
        {"s", ge, {"x"}, "@ >= {p1:String}", "@ < {p1:String}"},
        {"s", in, {"x", "y"}, "@ IN ({p1:Array(String)})", "@ NOT IN ({p1:Array(String)})"},
        {"s", not_in, {"x"}, "@ NOT IN ({p1:Array(String)})", "@ IN ({p1:Array(String)})"},
        {"s", contains, {"x"}, "position(@, {p1:String}) > 0", "NOT (position(@, {p1:String}) > 0)"},
        {"s", icontains, {"x"}, "match(@, {p1:String})", "NOT (match(@, {p1:String}))"},
        {"s", begins_with, {"x"}, "startsWith(@, {p1:String})", "NOT (startsWith(@, {p1:String}))"},
        {"s", ends_with, {"x"}, "endsWith(@, {p1:String})", "NOT (endsWith(@, {p1:String}))"},
        {"s", is_null, {}, "@ IS NULL", "@ IS NOT NULL"},
    };
    check_predicates(sql::clickhouse, "`", "`", rows);
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
        {"a list", is("s", in, {"x", "y"}), {"x", "y"}, {{0, 2, true, text}}},
        {"both zeros", is("r", in, {1.0, 0.0, 2.0}), {1.0, 0.0, -0.0, 2.0}, {{0, 4, true, real}}},
        {"both zeros, again", is("r", in, {-0.0}), {-0.0, 0.0}, {{0, 2, true, real}}},
        {"no zero of integers", is("i", in, {std::int64_t{0}}), {std::int64_t{0}}, {{0, 1, true, int64}}},
        {"a time",
         is("t", eq, {core::timestamp{1'675'610'955'500'000}}),
         {"2023-02-05 15:29:15.5"},
         {{0, 1, false, timestamp}}},
    };
    check_bindings(sql::clickhouse, rows);
}

BOOST_AUTO_TEST_CASE(order_and_page) {
    statement_row const rows[] = {
        {"a page",
         {.sort = {{1, true}, {2, false}}, .limit = 5, .offset = 6},
         "SELECT `id`, `s`, `i` FROM `t` WHERE 1=1 ORDER BY `s` DESC NULLS LAST, `i` ASC NULLS FIRST, `id` ASC LIMIT "
         "{p1:Int64} OFFSET {p2:Int64}"},
        {"an offset alone",
         {.offset = 6},
         "SELECT `id`, `s`, `i` FROM `t` WHERE 1=1 ORDER BY `id` ASC OFFSET {p1:Int64}"},
        {"a count", {.limit = 5, .count = true}, "SELECT COUNT(*) FROM `t` WHERE 1=1"},
    };
    check_statements(sql::clickhouse, rows);
}

BOOST_AUTO_TEST_CASE(names_stay_names) {
    BOOST_TEST(attacked(sql::clickhouse, "a`; DROP TABLE t;--", "``") ==
               "SELECT COUNT(*) FROM `a\\`; DROP TABLE t;--` WHERE `\\`\\`` IS NOT NULL");
    BOOST_TEST(attacked(sql::clickhouse, "a\\", "\\`\" --") ==
               "SELECT COUNT(*) FROM `a\\\\` WHERE `\\\\\\`\" --` IS NOT NULL");
}

BOOST_AUTO_TEST_CASE(the_years_of_a_timestamp) {
    auto const where = [](schema::operation o, core::timestamp t) {
        expr::query const q = query_of(fields(schema::logic::three_valued), is("nt", o, {t}));
        return std::string(sql::emit(q, sql::clickhouse)->where());
    };
    BOOST_TEST(where(ge, {-2'208'988'800'000'001}) == "1=1");
    BOOST_TEST(where(ge, {-2'208'988'800'000'000}) == "`nt` >= {p1:DateTime64(6, 'UTC')}");
    BOOST_TEST(where(gt, {10'413'791'999'999'999}) == "`nt` > {p1:DateTime64(6, 'UTC')}");
    BOOST_TEST(where(gt, {10'413'792'000'000'000}) == "1=0");
}

BOOST_AUTO_TEST_CASE(the_text_depends_on_the_shape_alone) { check_stability(sql::clickhouse); }

BOOST_AUTO_TEST_SUITE_END()
