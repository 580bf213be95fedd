#include "harness.hpp"

#include "../support/dialects.hpp"

#include <quern/sql/clickhouse.hpp>

#include <limits>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(clickhouse)

BOOST_AUTO_TEST_CASE(conditions) {
    std::int64_t const five = 5;
    core::timestamp const instant{1'675'610'955'500'000}; // 2023-02-05T15:29:15.5Z
    struct row {
        subtree root;
        std::string_view expected;
    };
    row const rows[] = {
        {is("i", eq, {five}), R"(`i` = {p1:Int64} <- i:5)"},
        {is("b", ne, {true}), R"(`b` <> {p1:Bool} <- b:true)"},
        {is("i", in, {five, five}), R"(`i` IN ({p1:Array(Int64)}) <- i[5 5])"},
        {is("i", not_in, {five}), R"(`i` NOT IN ({p1:Array(Int64)}) <- i[5])"},
        {is("u", gt, {std::numeric_limits<std::uint64_t>::max() - 1}),
         R"(`u` > {p1:UInt64} <- u:18446744073709551614)"},
        {is("r", in, {0.0, 1.0}), R"(`r` IN ({p1:Array(Float64)}) <- d[0.0 -0.0 1.0])"},
        {is("s", lt, {"x"}), R"(`s` < {p1:String} <- s:'x')"},
        {is("s", contains, {"%_"}), R"(position(`s`, {p1:String}) > 0 <- s:'%_')"},
        {is("s", icontains, {"a.k"}), R"(match(`s`, {p1:String}) <- s:'[Aa]\.[KkK]')"},
        {is("s", begins_with, {"x"}), R"(startsWith(`s`, {p1:String}) <- s:'x')"},
        {is("s", ends_with, {"x"}), R"(endsWith(`s`, {p1:String}) <- s:'x')"},
        {is("t", ge, {instant}), R"(`t` >= {p1:DateTime64(6, 'UTC')} <- t:'2023-02-05 15:29:15.5')"},
        {is("nt", lt, {core::timestamp{-62'135'596'800'000'000}}), R"(1=0)"},
    };
    for (row const& r : rows) {
        BOOST_TEST(condition(sql::clickhouse, r.root) == r.expected);
    }
}

BOOST_AUTO_TEST_CASE(names_order_and_page) {
    BOOST_TEST(hostile_statement(sql::clickhouse) ==
               R"(SELECT `id`, `x"; --\`\\` FROM `a"b\`c\\d]` WHERE 1=1 )"
               R"(ORDER BY `x"; --\`\\` DESC NULLS LAST, `id` ASC LIMIT {p1:Int64} OFFSET {p2:Int64})");
    BOOST_TEST(offset_alone(sql::clickhouse) == " OFFSET {p1:Int64} <- i:7");
}

BOOST_AUTO_TEST_SUITE_END()
