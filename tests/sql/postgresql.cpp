#include "harness.hpp"

#include "../support/dialects.hpp"

#include <quern/sql/postgresql.hpp>

#include <limits>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(postgresql)

BOOST_AUTO_TEST_CASE(conditions) {
    std::int64_t const five = 5;
    core::timestamp const instant{1'675'610'955'500'000}; // 2023-02-05T15:29:15.5Z
    struct row {
        subtree root;
        std::string_view expected;
    };
    row const rows[] = {
        {is("i", eq, {five}), R"("i" = $1 <- i:5)"},
        {is("i", ne, {five}), R"("i" <> $1 <- i:5)"},
        {isnt("i", lt, {five}), R"("i" >= $1 <- i:5)"},
        {is("i", in, {five, five}), R"("i" = ANY($1) <- i[5 5])"},
        {is("i", not_in, {five}), R"("i" <> ALL($1) <- i[5])"},
        {isnt("i", in, {five}), R"("i" <> ALL($1) <- i[5])"},
        {is("b", eq, {true}), R"("b" = $1 <- b:true)"},
        {is("u", gt, {std::numeric_limits<std::uint64_t>::max() - 1}), R"("u" > $1 <- u:18446744073709551614)"},
        {is("r", le, {0.5}), R"("r" <= $1 <- d:0.5)"},
        {is("s", eq, {"x'"}), R"("s" = $1 <- s:'x'')"},
        {is("s", lt, {"x"}), R"("s" COLLATE "C" < $1 <- s:'x')"},
        {is("s", in, {"x", "y"}), R"("s" = ANY($1) <- s['x' 'y'])"},
        {is("s", contains, {"%_"}), R"(strpos("s" COLLATE "C", $1) > 0 <- s:'%_')"},
        {isnt("s", contains, {"x"}), R"(NOT (strpos("s" COLLATE "C", $1) > 0) <- s:'x')"},
        {is("s", icontains, {"K.\U00010400"}), R"("s" COLLATE "C" ~ $1 <- s:'[KkK]\.(?:𐐀|𐐨)')"},
        {is("s", begins_with, {"x"}), R"(starts_with("s" COLLATE "C", $1) <- s:'x')"},
        {is("s", ends_with, {"x"}), R"(right("s", length($1)) = $1 COLLATE "C" <- s:'x')"},
        {is("s", is_null), R"("s" IS NULL)"},
        {is("t", ge, {instant}), R"("t" >= $1 <- t:'2023-02-05 15:29:15.5+00')"},
        {is("t", in, {instant}), R"("t" = ANY($1) <- t['2023-02-05 15:29:15.5+00'])"},
        {is("e", le, {instant}), R"("e" <= $1 <- i:1675610955)"},
        {all_of({is("i", eq, {five}), any_of({is("s", eq, {"x"}), is("s", is_null)})}),
         R"("i" = $1 AND ("s" = $2 OR "s" IS NULL) <- i:5 s:'x')"},
    };
    for (row const& r : rows) {
        BOOST_TEST(condition(sql::postgresql, r.root) == r.expected);
    }
}

BOOST_AUTO_TEST_CASE(two_valued_logic) {
    BOOST_TEST(condition(sql::postgresql, is("s", not_in, {"x"}), schema::logic::two_valued) ==
               R"(("s" <> ALL($1) OR "s" IS NULL) <- s['x'])");
    BOOST_TEST(condition(sql::postgresql, is("ns", not_in, {"x"}), schema::logic::two_valued) ==
               R"("ns" <> ALL($1) <- s['x'])");
}

BOOST_AUTO_TEST_CASE(names_order_and_page) {
    BOOST_TEST(hostile_statement(sql::postgresql) ==
               R"(SELECT "id", "x""; --`\" FROM "a""b`c\d]" WHERE 1=1 )"
               R"(ORDER BY "x""; --`\" COLLATE "C" DESC NULLS LAST, "id" ASC LIMIT $1 OFFSET $2)");
    BOOST_TEST(offset_alone(sql::postgresql) == " OFFSET $1 <- i:7");
}

BOOST_AUTO_TEST_CASE(the_text_does_not_depend_on_the_length_of_a_list) {
    std::vector<core::value> const many(100, std::int64_t{1});
    expr::query const one = query_of(fields(schema::logic::three_valued), is("i", in, {std::int64_t{1}}));
    expr::query const hundred = query_of(fields(schema::logic::three_valued), is("i", in, many));
    BOOST_TEST(sql::emit(one, sql::postgresql)->text == sql::emit(hundred, sql::postgresql)->text);
}

BOOST_AUTO_TEST_CASE(names_that_are_too_long) {
    auto const named = [](std::string column) {
        return schema::builder("t").key("id").add({.name = "id", .column = std::move(column)}).build().value();
    };
    BOOST_TEST(sql::emit(expr::query(named(std::string(63, 'x'))), sql::postgresql).has_value());
    auto const refused = sql::emit(expr::query(named(std::string(62, 'x') + "\u00e9")), sql::postgresql);
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error()[0].code == core::code::identifier_too_long));
}

BOOST_AUTO_TEST_SUITE_END()
