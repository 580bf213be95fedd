#include <quern/adapt/libmariadb.hpp>

#include "harness.hpp"

#include "../engines/mariadb.hpp"

#include <quern/core/value.hpp>

#include <limits>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

using namespace quern;
using namespace std::string_view_literals;
using adapt::mariadb_error;
using adapt::mariadb_result;
using adapt::mariadb_row;
using adapt::mariadb_rows;
using adapt::mariadb_statement;
using engines::execute;
using engines::mariadb_session;
using sql::parameter_type;

static_assert(std::ranges::input_range<mariadb_rows>);
static_assert(!std::copyable<mariadb_statement>);
static_assert(std::movable<mariadb_statement>);

BOOST_AUTO_TEST_SUITE(libmariadb, *boost::unit_test::disabled())

namespace {

using texts = std::vector<std::string>;

struct argument {
    parameter_type type;
    core::value value;
    bool list = false;
};

sql::statement made(std::string text, std::vector<argument> const& arguments) {
    sql::statement s{
        .text = std::move(text), .parameters = {}, .placeholders = {}, .where_part = {}, .order_by_part = {}};
    for (argument const& a : arguments) {
        s.placeholders.push_back({static_cast<std::uint32_t>(s.parameters.size()), 1, a.list, a.type});
        s.parameters.push_back(a.value);
    }
    return s;
}

mariadb_statement prepare(mariadb_session const& session, sql::statement const& s) {
    return mariadb_statement::prepare(session.get(), s).value();
}

/// The texts of the first column; what failed stands as its code and message.
texts column(mariadb_statement& statement) {
    texts out;
    for (mariadb_result<mariadb_row> const& row : statement.rows()) {
        out.push_back(!row         ? std::to_string(row.error().code) + " " + row.error().message
                      : !(*row)[0] ? "NULL"
                                   : std::string(row->get<std::string_view>(0).value_or("?")));
    }
    return out;
}

texts column(mariadb_session const& session, sql::statement const& s) {
    mariadb_statement statement = prepare(session, s);
    return column(statement);
}

} // namespace

BOOST_AUTO_TEST_CASE(every_value_comes_back_as_it_went) {
    mariadb_session const session;
    execute(session, "SET SESSION time_zone = '-07:00'");
    execute(session, "CREATE OR REPLACE TEMPORARY TABLE mysql.kept (b BOOLEAN, i BIGINT, u BIGINT UNSIGNED, d DOUBLE, "
                     "s VARCHAR(16000) COLLATE utf8mb4_bin, t DATETIME(6))");
    struct row {
        parameter_type type;
        char const* column;
        core::value sent;
        core::value read;
    };
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    std::string const long_text(16'000, 'x');
    for (auto const& [type, name, sent, read] : {
             row{parameter_type::boolean, "b", true, std::int64_t{1}},
             row{parameter_type::boolean, "b", false, std::int64_t{0}},
             row{parameter_type::int64, "i", least, least},
             row{parameter_type::int64, "i", std::int64_t{9'007'199'254'740'993}, std::int64_t{9'007'199'254'740'993}},
             row{parameter_type::uint64, "u", most, most},
             row{parameter_type::uint64, "u", std::uint64_t{1} << 63U, std::uint64_t{1} << 63U},
             row{parameter_type::real, "d", 0.1, 0.1},
             row{parameter_type::real, "d", std::numeric_limits<double>::denorm_min(),
                 std::numeric_limits<double>::denorm_min()},
             row{parameter_type::real, "d", std::numeric_limits<double>::lowest(),
                 std::numeric_limits<double>::lowest()},
             row{parameter_type::text, "s", ""sv, ""sv},
             row{parameter_type::text, "s", "a\0b "sv, "a\0b "sv},
             row{parameter_type::text, "s", "'; DROP TABLE x; -- \\ \n \xf0\x9f\x98\x80"sv,
                 "'; DROP TABLE x; -- \\ \n \xf0\x9f\x98\x80"sv},
             row{parameter_type::text, "s", std::string_view(long_text), std::string_view(long_text)},
             row{parameter_type::timestamp, "t", "2023-02-05 15:29:15.5"sv, core::timestamp{1'675'610'955'500'000}},
             row{parameter_type::timestamp, "t", "0001-01-01 00:00:00"sv, core::timestamp{-62'135'596'800'000'000}},
             row{parameter_type::timestamp, "t", "9999-12-31 23:59:59.999999"sv,
                 core::timestamp{253'402'300'799'999'999}},
             row{parameter_type::timestamp, "t", core::timestamp{-1}, core::timestamp{-1}},
         }) {
        execute(session, "DELETE FROM mysql.kept");
        std::string const column_name = name;
        BOOST_TEST(
            column(session, made("INSERT INTO mysql.kept (" + column_name + ") VALUES (?)", {{type, sent}})).empty());
        mariadb_statement statement = prepare(
            session, made("SELECT " + column_name + " FROM mysql.kept WHERE " + column_name + " = ?", {{type, sent}}));
        std::size_t rows = 0;
        for (auto const& found : statement.rows()) {
            BOOST_TEST_REQUIRE(found.has_value(), found.error().message);
            BOOST_TEST(((*found)[0] == read), column_name);
            ++rows;
        }
        BOOST_TEST(rows == 1U, column_name);
    }
}

BOOST_AUTO_TEST_CASE(a_value_is_read_as_the_kind_that_it_is) {
    mariadb_session const session;
    mariadb_statement statement = prepare(
        session, made("SELECT CAST(7 AS UNSIGNED), 7, -1, 'x', NULL, TRUE, 1.5e0, CAST('0000-00-00' AS DATETIME)", {}));
    std::size_t rows = 0;
    for (auto const& row : statement.rows()) {
        BOOST_TEST((row->get<std::int64_t>(0) == 7));
        BOOST_TEST((row->get<std::uint64_t>(1) == 7U));
        BOOST_TEST(!row->get<std::uint64_t>(2));
        BOOST_TEST(!row->get<std::int64_t>(3));
        BOOST_TEST(!(*row)[4]);
        BOOST_TEST((row->get<bool>(5) == true));
        BOOST_TEST(!row->get<bool>(1));
        BOOST_TEST((row->get<double>(6) == 1.5));
        BOOST_TEST(!row->get<double>(1));
        BOOST_TEST(!(*row)[7]);
        BOOST_TEST(!(*row)[8]);
        BOOST_TEST(row->size() == 8U);
        ++rows;
    }
    BOOST_TEST(rows == 1U);
}

BOOST_AUTO_TEST_CASE(strings_of_all_lengths_follow_each_other) {
    mariadb_session const session;
    texts const found =
        column(session, made("SELECT REPEAT('x', seq * 3000 % 20011) FROM mysql.help_topic "
                             "RIGHT JOIN (WITH RECURSIVE n AS (SELECT 0 AS seq UNION ALL SELECT seq + 1 "
                             "FROM n WHERE seq < 20) SELECT seq FROM n) AS n ON FALSE ORDER BY seq",
                             {}));
    BOOST_TEST_REQUIRE(found.size() == 21U);
    for (std::size_t i = 0; i != found.size(); ++i) {
        BOOST_TEST(found[i].size() == i * 3000 % 20011);
    }
}

BOOST_AUTO_TEST_CASE(an_error_is_a_value) {
    mariadb_session const session;
    auto const absent = mariadb_statement::prepare(session.get(), made("SELECT * FROM mysql.no_such_table", {}));
    BOOST_TEST(absent.error().code == 1146U);
    BOOST_TEST(!absent.error().message.empty());
    auto const refused = [&](std::vector<argument> const& arguments) {
        return mariadb_statement::prepare(session.get(), made("SELECT ?", arguments)).error().message;
    };
    constexpr auto* cannot = "MariaDB cannot hold a value of the statement";
    BOOST_TEST(refused({{parameter_type::real, std::numeric_limits<double>::infinity()}}) == cannot);
    BOOST_TEST(refused({{parameter_type::real, std::numeric_limits<double>::quiet_NaN()}}) == cannot);
    BOOST_TEST(refused({{parameter_type::timestamp, "yesterday"sv}}) == cannot);
    BOOST_TEST(refused({{parameter_type::timestamp, "yesterday at noon"sv}}) == cannot);
    BOOST_TEST(refused({{parameter_type::int64, std::int64_t{1}, true}}) == cannot);
    BOOST_TEST(refused({}) == "0 values for 1 placeholders");
    BOOST_CHECK_EXCEPTION((void)absent.value(), std::runtime_error,
                          [](auto const& e) { return std::string_view(e.what()).starts_with("MariaDB: "); });
    mariadb_session const narrow("latin1");
    auto const unsafe = mariadb_statement::prepare(narrow.get(), made("SELECT 1", {}));
    BOOST_TEST((unsafe.error() == mariadb_error{0, "the connection's character set is not utf8mb4"}));
}

BOOST_AUTO_TEST_CASE(an_error_while_rows_are_walked_is_the_last_element) {
    mariadb_session const session;
    texts const found =
        column(session, made("WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 5) "
                             "SELECT IF(i < 3, 'row', (SELECT k.i FROM n AS k WHERE k.i <> n.i)) FROM n",
                             {}));
    BOOST_TEST_REQUIRE(found.size() >= 1U);
    BOOST_TEST(found.back().starts_with("1242 "), found.back());
    BOOST_TEST(column(session, made("SELECT 'still here'", {})) == texts{"still here"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_statement_is_bound_again) {
    mariadb_session const session;
    auto const with = [](core::value const& v) { return made("SELECT CONCAT(?)", {{parameter_type::text, v}}); };
    mariadb_statement statement = prepare(session, with("first"sv));
    BOOST_TEST(column(statement) == texts{"first"}, boost::test_tools::per_element());
    BOOST_TEST(column(statement) == texts{"first"}, boost::test_tools::per_element());
    BOOST_TEST(statement.rebind(with("second"sv)).has_value());
    BOOST_TEST(column(statement) == texts{"second"}, boost::test_tools::per_element());
    BOOST_TEST(statement.rebind(made("SELECT 1", {})).error().message == "the texts of the two statements differ");
    BOOST_TEST(column(statement) == texts{"second"}, boost::test_tools::per_element());
    BOOST_TEST(statement.rebind(with(std::numeric_limits<double>::infinity())).has_error());
    BOOST_TEST(column(statement) == texts{"0 the statement's values are not bound"}, boost::test_tools::per_element());
    BOOST_TEST(statement.rebind(with("third"sv)).has_value());
    mariadb_statement moved = std::move(statement);
    BOOST_TEST(moved.text() == "SELECT CONCAT(?)");
    BOOST_TEST(moved.handle() != nullptr);
    BOOST_TEST(column(moved) == texts{"third"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(rows_that_are_left_early_free_the_connection) {
    mariadb_session const session;
    mariadb_statement statement = prepare(
        session,
        made("WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT i FROM n", {}));
    {
        auto rows = statement.rows();
        auto const first = rows.begin();
        BOOST_TEST((first->value().get<std::int64_t>(0) == 1));
        auto const again = rows.begin();
        BOOST_TEST((again->value().get<std::int64_t>(0) == 1));
    }
    BOOST_TEST(column(session, made("SELECT 'still here'", {})) == texts{"still here"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_cut_is_an_error) {
    mariadb_session const session, other;
    std::string const number = execute(session, "SELECT CONNECTION_ID()");
    mariadb_statement statement = prepare(session, made("SELECT 1", {}));
    execute(other, "KILL CONNECTION " + number);
    texts const found = column(statement);
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST((found[0].starts_with("2013 ") || found[0].starts_with("2006 ")), found[0]);
    BOOST_TEST(mariadb_statement::prepare(session.get(), made("SELECT 1", {})).has_error());
}

BOOST_AUTO_TEST_SUITE_END()
