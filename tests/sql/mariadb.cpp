#include "harness.hpp"

#include "../support/dialects.hpp"

#include <quern/sql/mariadb.hpp>

#include <limits>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(mariadb)

BOOST_AUTO_TEST_CASE(conditions) {
    std::int64_t const five = 5;
    core::timestamp const instant{1'675'610'955'500'000}; // 2023-02-05T15:29:15.5Z
    struct row {
        subtree root;
        std::string_view expected;
    };
    row const rows[] = {
        {is("i", eq, {five}), R"(`t`.`i` = ? <- i:5)"},
        {is("i", in, {five, five}), R"(`t`.`i` IN (?, ?) <- i:5 i:5)"},
        {is("i", not_in, {five}), R"(`t`.`i` NOT IN (?) <- i:5)"},
        {is("u", gt, {std::numeric_limits<std::uint64_t>::max() - 1}), R"(`t`.`u` > ? <- u:18446744073709551614)"},
        {is("s", eq, {"x"}), R"(`t`.`s` = ? COLLATE utf8mb4_nopad_bin <- s:'x')"},
        {isnt("s", eq, {"x"}), R"(`t`.`s` <> ? COLLATE utf8mb4_nopad_bin <- s:'x')"},
        {is("s", lt, {"x"}), R"(`t`.`s` < ? COLLATE utf8mb4_nopad_bin <- s:'x')"},
        {is("s", in, {"x", "y"}),
         R"(`t`.`s` IN (? COLLATE utf8mb4_nopad_bin, ? COLLATE utf8mb4_nopad_bin) <- s:'x' s:'y')"},
        {is("s", contains, {"%_"}), R"(LOCATE(? COLLATE utf8mb4_nopad_bin, `t`.`s`) > 0 <- s:'%_')"},
        {isnt("s", contains, {"x"}), R"(NOT (LOCATE(? COLLATE utf8mb4_nopad_bin, `t`.`s`) > 0) <- s:'x')"},
        {is("s", icontains, {"a.k"}), R"(`t`.`s` REGEXP ? COLLATE utf8mb4_nopad_bin <- s:'[Aa]\.[KkK]')"},
        {is("s", begins_with, {"x"}), R"(LEFT(`t`.`s`, CHAR_LENGTH(?)) = ? COLLATE utf8mb4_nopad_bin <- s:'x' s:'x')"},
        {is("s", ends_with, {"x"}), R"(RIGHT(`t`.`s`, CHAR_LENGTH(?)) = ? COLLATE utf8mb4_nopad_bin <- s:'x' s:'x')"},
        {is("t", ge, {instant}), R"(`t`.`t` >= CAST(? AS DATETIME(6)) <- t:'2023-02-05 15:29:15.5')"},
        {is("t", in, {instant}), R"(`t`.`t` IN (CAST(? AS DATETIME(6))) <- t:'2023-02-05 15:29:15.5')"},
        {is("e", gt, {instant}), R"(`t`.`e` >= ? <- i:1675610956)"},
    };
    for (row const& r : rows) {
        BOOST_TEST(condition(sql::mariadb, r.root) == r.expected);
    }
}

BOOST_AUTO_TEST_CASE(names_order_and_page) {
    BOOST_TEST(
        hostile_statement(sql::mariadb) ==
        R"(SELECT `a"b``c\d]`.`id`, `a"b``c\d]`.`x"; --``\` FROM `a"b``c\d]` WHERE 1=1 )"
        R"(ORDER BY `a"b``c\d]`.`x"; --``\` COLLATE utf8mb4_nopad_bin DESC, `a"b``c\d]`.`id` ASC LIMIT ? OFFSET ?)");
    BOOST_TEST(offset_alone(sql::mariadb) == " LIMIT 18446744073709551615 OFFSET ? <- i:7");
}

BOOST_AUTO_TEST_SUITE_END()
