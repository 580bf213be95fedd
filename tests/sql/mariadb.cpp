#include "harness.hpp"

#include "../support/dialect_table.hpp"

#include <quern/sql/mariadb.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;
using enum sql::parameter_type;

BOOST_AUTO_TEST_SUITE(mariadb)

BOOST_AUTO_TEST_CASE(every_operator_in_both_logics) {
    predicate_row const rows[] = {
        {"i", eq, {std::int64_t{5}}, "@ = ?", "@ <> ?"},
        {"i", ne, {std::int64_t{5}}, "@ <> ?", "@ = ?"},
        {"i", lt, {std::int64_t{5}}, "@ < ?", "@ >= ?"},
        {"i", le, {std::int64_t{5}}, "@ <= ?", "@ > ?"},
        {"i", gt, {std::int64_t{5}}, "@ > ?", "@ <= ?"},
        {"i", ge, {std::int64_t{5}}, "@ >= ?", "@ < ?"},
        {"i", in, {std::int64_t{5}, std::int64_t{6}}, "@ IN (?, ?)", "@ NOT IN (?, ?)"},
        {"i", not_in, {std::int64_t{5}}, "@ NOT IN (?)", "@ IN (?)"},
        {"i", is_null, {}, "@ IS NULL", "@ IS NOT NULL"},
        {"i", not_null, {}, "@ IS NOT NULL", "@ IS NULL"},
        {"b", ne, {true}, "@ <> ?", "@ = ?"},
        {"u", ge, {std::uint64_t{5}}, "@ >= ?", "@ < ?"},
        {"r", gt, {0.5}, "@ > ?", "@ <= ?"},
        {"r", in, {0.5, 1.5}, "@ IN (?, ?)", "@ NOT IN (?, ?)"},
        {"t", le, {core::timestamp{5}}, "@ <= CAST(? AS DATETIME(6))", "@ > CAST(? AS DATETIME(6))"},
        {"t", in, {core::timestamp{5}}, "@ IN (CAST(? AS DATETIME(6)))", "@ NOT IN (CAST(? AS DATETIME(6)))"},
        {"e", lt, {core::timestamp{5'000'000}}, "@ < ?", "@ >= ?"},
        {"s", eq, {"x"}, "@ = ? COLLATE utf8mb4_nopad_bin", "@ <> ? COLLATE utf8mb4_nopad_bin"},
        {"s", ne, {"x"}, "@ <> ? COLLATE utf8mb4_nopad_bin", "@ = ? COLLATE utf8mb4_nopad_bin"},
        {"s", lt, {"x"}, "@ < ? COLLATE utf8mb4_nopad_bin", "@ >= ? COLLATE utf8mb4_nopad_bin"},
        {"s", le, {"x"}, "@ <= ? COLLATE utf8mb4_nopad_bin", "@ > ? COLLATE utf8mb4_nopad_bin"},
        {"s", gt, {"x"}, "@ > ? COLLATE utf8mb4_nopad_bin", "@ <= ? COLLATE utf8mb4_nopad_bin"},
        {"s", ge, {"x"}, "@ >= ? COLLATE utf8mb4_nopad_bin", "@ < ? COLLATE utf8mb4_nopad_bin"},
        {"s",
         in,
         {"x", "y"},
         "@ IN (? COLLATE utf8mb4_nopad_bin, ? COLLATE utf8mb4_nopad_bin)",
         "@ NOT IN (? COLLATE utf8mb4_nopad_bin, ? COLLATE utf8mb4_nopad_bin)"},
        {"s", not_in, {"x"}, "@ NOT IN (? COLLATE utf8mb4_nopad_bin)", "@ IN (? COLLATE utf8mb4_nopad_bin)"},
        {"s",
         contains,
         {"x"},
         "LOCATE(? COLLATE utf8mb4_nopad_bin, @) > 0",
         "NOT (LOCATE(? COLLATE utf8mb4_nopad_bin, @) > 0)"},
        {"s", icontains, {"x"}, "@ REGEXP ? COLLATE utf8mb4_nopad_bin", "NOT (@ REGEXP ? COLLATE utf8mb4_nopad_bin)"},
        {"s",
         begins_with,
         {"x"},
         "LEFT(@, CHAR_LENGTH(?)) = ? COLLATE utf8mb4_nopad_bin",
         "NOT (LEFT(@, CHAR_LENGTH(?)) = ? COLLATE utf8mb4_nopad_bin)"},
        {"s",
         ends_with,
         {"x"},
         "RIGHT(@, CHAR_LENGTH(?)) = ? COLLATE utf8mb4_nopad_bin",
         "NOT (RIGHT(@, CHAR_LENGTH(?)) = ? COLLATE utf8mb4_nopad_bin)"},
        {"s", is_null, {}, "@ IS NULL", "@ IS NOT NULL"},
    };
    check_predicates(sql::mariadb, "`t`.`", "`", rows);
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
        {"a prefix", is("s", begins_with, {"aB*"}), {"aB*"}, {{0, 1, false, text}, {0, 1, false, text}}},
        {"a folded needle", is("s", icontains, {"Ka.\\\n_"}), {"[Kk\u212A][Aa]\\.\\\\\\\n\\_"}, {{0, 1, false, text}}},
        {"letters beyond U+FFFF",
         is("s", icontains, {"\U00010400z\u4E2D"}),
         {"(?:\U00010400|\U00010428)[Zz]\u4E2D"},
         {{0, 1, false, text}}},
        {"a list",
         is("i", in, {std::int64_t{5}, std::int64_t{6}}),
         {std::int64_t{5}, std::int64_t{6}},
         {{0, 1, false, int64}, {1, 1, false, int64}}},
        {"a time",
         is("t", eq, {core::timestamp{1'675'610'955'500'000}}),
         {"2023-02-05 15:29:15.5"},
         {{0, 1, false, timestamp}}},
        {"a time before 1970",
         is("t", eq, {core::timestamp{-1}}),
         {"1969-12-31 23:59:59.999999"},
         {{0, 1, false, timestamp}}},
        {"behind a value that is bound twice",
         all_of({is("s", ends_with, {"x"}), is("i", eq, {std::int64_t{5}})}),
         {"x", std::int64_t{5}},
         {{0, 1, false, text}, {0, 1, false, text}, {1, 1, false, int64}}},
    };
    check_bindings(sql::mariadb, rows);
}

BOOST_AUTO_TEST_CASE(order_and_page) {
    statement_row const rows[] = {
        {"a page",
         {.sort = {{1, true}, {2, false}}, .limit = 5, .offset = 6},
         "SELECT `t`.`id`, `t`.`s`, `t`.`i` FROM `t` WHERE 1=1 ORDER BY `t`.`s` COLLATE utf8mb4_nopad_bin DESC, "
         "`t`.`i` ASC, `t`.`id` ASC LIMIT ? OFFSET ?"},
        {"an offset alone",
         {.offset = 6},
         "SELECT `t`.`id`, `t`.`s`, `t`.`i` FROM `t` WHERE 1=1 ORDER BY `t`.`id` ASC LIMIT 18446744073709551615 OFFSET "
         "?"},
        {"a count", {.limit = 5, .count = true}, "SELECT COUNT(*) FROM `t` WHERE 1=1"},
    };
    check_statements(sql::mariadb, rows);
}

BOOST_AUTO_TEST_CASE(names_stay_names) {
    BOOST_TEST(attacked(sql::mariadb, "a`; DROP TABLE t;--", "``") ==
               "SELECT COUNT(*) FROM `a``; DROP TABLE t;--` WHERE `a``; DROP TABLE t;--`.`````` IS NOT NULL");
    BOOST_TEST(attacked(sql::mariadb, "a\\", "`\\`\" --") ==
               "SELECT COUNT(*) FROM `a\\` WHERE `a\\`.```\\``\" --` IS NOT NULL");
}

BOOST_AUTO_TEST_CASE(names_of_64_characters) {
    std::string const accents = [] {
        std::string made;
        for (int i = 0; i != 64; ++i) {
            made += "\u00E9";
        }
        return made;
    }();
    BOOST_TEST(takes_name(sql::mariadb, accents));
    BOOST_TEST(!takes_name(sql::mariadb, accents + "a"));
}

BOOST_AUTO_TEST_CASE(the_text_depends_on_the_shape_alone) { check_stability(sql::mariadb); }

BOOST_AUTO_TEST_CASE(names_that_it_does_not_have) {
    for (std::string const column : {"a ", "\U0001F600", "a b", "\u4E2D", " a"}) {
        bool const refused = column == "a " || column == "\U0001F600";
        expr::query q(
            schema::builder("t").key("id").add({.name = "id"}).add({.name = "s", .column = column}).build().value());
        auto const statement = sql::emit(q, sql::mariadb);
        BOOST_TEST(statement.has_error() == refused);
        if (refused) {
            BOOST_TEST((statement.error()[0].code == core::code::identifier_not_allowed));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
