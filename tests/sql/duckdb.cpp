#include "harness.hpp"

#include "../support/dialects.hpp"

#include <quern/sql/duckdb.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(duckdb)

BOOST_AUTO_TEST_CASE(conditions) {
    std::int64_t const five = 5;
    core::timestamp const instant{1'675'610'955'500'000}; // 2023-02-05T15:29:15.5Z
    struct row {
        subtree root;
        std::string_view expected;
    };
    row const rows[] = {
        {is("i", eq, {five}), R"("t"."i" = $1 <- i:5)"},
        {is("i", in, {five, five}), R"("t"."i" IN ($1, $2) <- i:5 i:5)"},
        {is("s", lt, {"x"}), R"("t"."s" < $1 <- s:'x')"},
        {is("s", contains, {"%_"}), R"(contains("t"."s", $1) <- s:'%_')"},
        {is("s", icontains, {"a.k"}), R"(regexp_matches("t"."s", $1) <- s:'[Aa]\.[KkK]')"},
        {is("s", begins_with, {"x"}), R"(starts_with("t"."s", $1) <- s:'x')"},
        {is("s", ends_with, {"x"}), R"(ends_with("t"."s", $1) <- s:'x')"},
        {is("t", ge, {instant}), R"("t"."t" >= make_timestamp($1) <- i:1675610955500000)"},
        {is("t", in, {instant}), R"("t"."t" IN (make_timestamp($1)) <- i:1675610955500000)"},
    };
    for (row const& r : rows) {
        BOOST_TEST(condition(sql::duckdb, r.root) == r.expected);
    }
}

BOOST_AUTO_TEST_CASE(names_order_and_page) {
    BOOST_TEST(hostile_statement(sql::duckdb) ==
               R"(SELECT "a""b`c\d]"."id", "a""b`c\d]"."x""; --`\" FROM "a""b`c\d]" WHERE 1=1 )"
               R"(ORDER BY "a""b`c\d]"."x""; --`\" DESC NULLS LAST, "a""b`c\d]"."id" ASC LIMIT $1 OFFSET $2)");
    BOOST_TEST(offset_alone(sql::duckdb) == " OFFSET $1 <- i:7");
}

BOOST_AUTO_TEST_SUITE_END()
