#include <quern/adapt/libpq.hpp>

#include "harness.hpp"

#include "../engines/postgresql.hpp"

#include <quern/core/value.hpp>

#include <limits>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

using namespace quern;
using namespace std::string_view_literals;
using adapt::postgresql_error;
using adapt::postgresql_result;
using adapt::postgresql_row;
using adapt::postgresql_rows;
using adapt::postgresql_statement;
using engines::execute;
using engines::postgresql_session;
using sql::parameter_type;

static_assert(std::ranges::input_range<postgresql_rows>);
static_assert(!std::copyable<postgresql_statement>);
static_assert(std::movable<postgresql_statement>);

BOOST_AUTO_TEST_SUITE(libpq, *boost::unit_test::disabled())

namespace {

using texts = std::vector<std::string>;

struct argument {
    parameter_type type;
    std::vector<core::value> values;
    bool list = false;
};

sql::statement made(std::string text, std::vector<argument> const& arguments) {
    sql::statement s{
        .text = std::move(text), .parameters = {}, .placeholders = {}, .where_part = {}, .order_by_part = {}};
    for (argument const& a : arguments) {
        s.placeholders.push_back({static_cast<std::uint32_t>(s.parameters.size()),
                                  static_cast<std::uint32_t>(a.values.size()), a.list, a.type});
        for (core::value const& v : a.values) {
            s.parameters.push_back(v);
        }
    }
    return s;
}

postgresql_statement prepare(postgresql_session const& session, sql::statement const& s) {
    return postgresql_statement::prepare(session.get(), s).value();
}

/// The texts of the first column; what failed stands as its SQLSTATE and message.
texts column(postgresql_statement const& statement) {
    texts out;
    for (postgresql_result<postgresql_row> const& row : statement.rows()) {
        out.push_back(!row              ? row.error().sqlstate + " " + row.error().message
                      : row->is_null(0) ? "NULL"
                                        : std::string(row->get<std::string_view>(0).value_or("?")));
    }
    return out;
}

texts column(postgresql_session const& session, sql::statement const& s) { return column(prepare(session, s)); }

/// The value of the only column of the only row.
std::optional<core::value> only(postgresql_session const& session, sql::statement const& s) {
    std::optional<core::value> out;
    std::size_t rows = 0;
    postgresql_statement const statement = prepare(session, s);
    for (auto const& row : statement.rows()) {
        BOOST_TEST_REQUIRE(row.has_value(), row.error().message);
        BOOST_TEST(row->size() == 1U);
        out = (*row)[0];
        ++rows;
    }
    BOOST_TEST(rows == 1U);
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(every_placeholder_has_the_type_of_its_column) {
    postgresql_session const session;
    struct row {
        argument bound;
        char const* type;
    };
    for (auto const& [bound, type] : {
             row{{parameter_type::boolean, {true}}, "boolean"},
             row{{parameter_type::int64, {std::int64_t{1}}}, "bigint"},
             row{{parameter_type::uint64, {std::uint64_t{1}}}, "numeric"},
             row{{parameter_type::real, {0.5}}, "double precision"},
             row{{parameter_type::text, {"1"sv}}, "text"},
             row{{parameter_type::timestamp, {"2023-02-05 15:29:15.5+00"sv}}, "timestamp with time zone"},
             row{{parameter_type::boolean, {true}, true}, "boolean[]"},
             row{{parameter_type::int64, {std::int64_t{1}}, true}, "bigint[]"},
             row{{parameter_type::uint64, {std::uint64_t{1}}, true}, "numeric[]"},
             row{{parameter_type::real, {0.5}, true}, "double precision[]"},
             row{{parameter_type::text, {"1"sv}, true}, "text[]"},
             row{{parameter_type::timestamp, {"2023-02-05 15:29:15.5+00"sv}, true}, "timestamp with time zone[]"},
         }) {
        BOOST_TEST(column(session, made("SELECT pg_typeof($1)::text", {bound})) == texts{type},
                   boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(every_value_comes_back_as_it_went) {
    postgresql_session const session;
    execute(session, "SET DateStyle = 'SQL, DMY'");
    execute(session, "SET TimeZone = 'America/New_York'");
    struct row {
        parameter_type type;
        core::value sent;
        core::value read;
    };
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    for (auto const& [type, sent, read] : {
             row{parameter_type::boolean, false, false},
             row{parameter_type::boolean, true, true},
             row{parameter_type::int64, least, least},
             row{parameter_type::int64, std::int64_t{9'007'199'254'740'993}, std::int64_t{9'007'199'254'740'993}},
             row{parameter_type::uint64, std::uint64_t{0}, std::uint64_t{0}},
             row{parameter_type::uint64, std::uint64_t{10'000}, std::uint64_t{10'000}},
             row{parameter_type::uint64, std::uint64_t{1'000'000'000'000'000'000},
                 std::uint64_t{1'000'000'000'000'000'000}},
             row{parameter_type::uint64, most, most},
             row{parameter_type::real, -0.0, -0.0},
             row{parameter_type::real, 0.1, 0.1},
             row{parameter_type::real, std::numeric_limits<double>::denorm_min(),
                 std::numeric_limits<double>::denorm_min()},
             row{parameter_type::real, std::numeric_limits<double>::lowest(), std::numeric_limits<double>::lowest()},
             row{parameter_type::text, ""sv, ""sv},
             row{parameter_type::text, "'; DROP TABLE x; -- \\ \n \xf0\x9f\x98\x80"sv,
                 "'; DROP TABLE x; -- \\ \n \xf0\x9f\x98\x80"sv},
             row{parameter_type::timestamp, "2023-02-05 15:29:15.5+00"sv, core::timestamp{1'675'610'955'500'000}},
             row{parameter_type::timestamp, "0001-01-01 00:00:00+00"sv, core::timestamp{-62'135'596'800'000'000}},
         }) {
        postgresql_statement const statement = prepare(session, made("SELECT $1", {{type, {sent}}}));
        for (auto const& found : statement.rows()) {
            BOOST_TEST_REQUIRE(found.has_value(), found.error().message);
            BOOST_TEST(((*found)[0] == read));
        }
    }
}

BOOST_AUTO_TEST_CASE(no_byte_of_an_element_ends_it) {
    postgresql_session const session;
    std::vector<core::value> hostile;
    texts expected;
    for (std::string_view const text : {"", " ", "NULL", "null", "a,b", "{", "}", "{}", "\"", "\\", "\\\"", "a\"b\\c",
                                        "'", "\n", "\t", "\x01", "中文", "\xf0\x9f\x98\x80"}) {
        hostile.emplace_back(text);
        expected.emplace_back(text);
    }
    BOOST_TEST(column(session, made("SELECT unnest($1)", {{parameter_type::text, hostile, true}})) == expected,
               boost::test_tools::per_element());
    BOOST_TEST(column(session, made("SELECT cardinality($1)::text", {{parameter_type::text, {}, true}})) == texts{"0"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(values_of_other_types) {
    postgresql_session const session;
    struct row {
        char const* text;
        std::optional<core::value> read;
    };
    for (auto const& [text, read] : {
             row{"SELECT 7::smallint", std::int64_t{7}},
             row{"SELECT (-7)::integer", std::int64_t{-7}},
             row{"SELECT 0.5::real", 0.5},
             row{"SELECT 'x'::varchar", "x"sv},
             row{"SELECT 'x'::\"char\"", "x"sv},
             row{"SELECT 18446744073709551616::numeric", std::nullopt},
             row{"SELECT 99999999999999999999::numeric", std::nullopt},
             row{"SELECT 100000000000000000000000::numeric", std::nullopt},
             row{"SELECT (-1)::numeric", std::nullopt},
             row{"SELECT 0.5::numeric", std::nullopt},
             row{"SELECT 1.5::numeric", std::nullopt},
             row{"SELECT 'NaN'::numeric", std::nullopt},
             row{"SELECT 20000.0::numeric", std::uint64_t{20'000}},
             row{"SELECT 'infinity'::timestamptz", std::nullopt},
             row{"SELECT '-infinity'::timestamptz", std::nullopt},
             row{"SELECT '1970-01-01 00:00:01'::timestamp", core::timestamp{1'000'000}},
             row{"SELECT NULL::bigint", std::nullopt},
         }) {
        postgresql_statement const statement = prepare(session, made(text, {}));
        for (auto const& found : statement.rows()) {
            BOOST_TEST(((*found)[0] == read), text);
        }
    }
    BOOST_TEST((only(session, made("SELECT count(*) FROM (VALUES (1), (2)) x", {})) == core::value(std::int64_t{2})));
}

BOOST_AUTO_TEST_CASE(a_value_is_read_as_the_kind_that_it_is) {
    postgresql_session const session;
    postgresql_statement const statement =
        prepare(session, made("SELECT 7::bigint, 7::numeric, (-1)::bigint, 'x', NULL", {}));
    for (auto const& row : statement.rows()) {
        BOOST_TEST((row->get<std::uint64_t>(0) == 7U));
        BOOST_TEST((row->get<std::int64_t>(1) == 7));
        BOOST_TEST(!row->get<std::uint64_t>(2));
        BOOST_TEST(!row->get<bool>(0));
        BOOST_TEST(!row->get<double>(0));
        BOOST_TEST(!row->get<std::int64_t>(3));
        BOOST_TEST(row->is_null(4));
        BOOST_TEST(!row->is_null(3));
        BOOST_TEST(row->is_null(5));
        BOOST_TEST(!(*row)[5]);
    }
}

BOOST_AUTO_TEST_CASE(an_error_is_a_value) {
    postgresql_session const session;
    auto const absent = postgresql_statement::prepare(session.get(), made("SELECT * FROM no_such_table", {}));
    BOOST_TEST(absent.error().sqlstate == "42P01");
    BOOST_TEST(!absent.error().message.empty());
    for (core::value const& v : {core::value("a\0b"sv), core::value(std::numeric_limits<double>::infinity()),
                                 core::value(std::numeric_limits<double>::quiet_NaN())}) {
        auto const refused =
            postgresql_statement::prepare(session.get(), made("SELECT $1", {{parameter_type::text, {v}}}));
        BOOST_TEST((refused.error() == postgresql_error{"", "PostgreSQL cannot hold a value of the statement"}));
    }
    BOOST_CHECK_EXCEPTION((void)absent.value(), std::runtime_error,
                          [](auto const& e) { return std::string_view(e.what()).starts_with("PostgreSQL: "); });
    BOOST_TEST(column(session, made("SELECT 'still here'", {})) == texts{"still here"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_error_while_rows_are_walked_is_the_last_element) {
    postgresql_session const session;
    texts const found = column(session, made("SELECT (6 / (3 - i))::text FROM generate_series(1, 5) AS i", {}));
    BOOST_TEST(found == (texts{"3", "6", "22012 ERROR:  division by zero"}), boost::test_tools::per_element());
    BOOST_TEST(column(session, made("SELECT 'still here'", {})) == texts{"still here"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_statement_is_bound_again) {
    postgresql_session const session;
    auto const with = [](core::value const& v) { return made("SELECT $1", {{parameter_type::text, {v}}}); };
    postgresql_statement statement = prepare(session, with("first"sv));
    BOOST_TEST(column(statement) == texts{"first"}, boost::test_tools::per_element());
    BOOST_TEST(column(statement) == texts{"first"}, boost::test_tools::per_element());
    BOOST_TEST(statement.rebind(with("second"sv)).has_value());
    BOOST_TEST(column(statement) == texts{"second"}, boost::test_tools::per_element());
    BOOST_TEST(statement.rebind(made("SELECT 1", {})).error().message == "the texts of the two statements differ");
    BOOST_TEST(column(statement) == texts{"second"}, boost::test_tools::per_element());
    BOOST_TEST(statement.rebind(with("\0"sv)).has_error());
    BOOST_TEST(column(statement) == texts{" the statement's values are not bound"}, boost::test_tools::per_element());
    BOOST_TEST(statement.rebind(with("third"sv)).has_value());
    postgresql_statement const moved = std::move(statement);
    BOOST_TEST(moved.text() == "SELECT $1");
    BOOST_TEST(column(moved) == texts{"third"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_statement_leaves_nothing_on_the_server) {
    postgresql_session const session;
    constexpr auto* left = "SELECT count(*) FROM pg_prepared_statements";
    {
        postgresql_statement const statement = prepare(session, made("SELECT 1", {}));
        BOOST_TEST(execute(session, left) == "1");
    }
    BOOST_TEST(execute(session, left) == "0");
}

BOOST_AUTO_TEST_CASE(rows_that_are_left_early_are_cancelled) {
    postgresql_session const session;
    {
        postgresql_statement const statement =
            prepare(session, made("SELECT generate_series(1::bigint, 1000000000000)", {}));
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
    postgresql_session const session, other;
    std::string const number = execute(session, "SELECT pg_backend_pid()");
    postgresql_statement const statement =
        prepare(session, made("SELECT generate_series(1::bigint, 1000000000000)", {}));
    std::string last;
    std::size_t read = 0;
    for (auto const& row : statement.rows()) {
        if (++read == 1) {
            execute(other, "SELECT pg_terminate_backend(" + number + ")");
        }
        last = row ? "" : row.error().message;
    }
    BOOST_TEST(read > 1U);
    BOOST_TEST(last != "");
    texts const after = column(statement);
    BOOST_TEST_REQUIRE(after.size() == 1U);
    BOOST_TEST(after[0].size() > 1U);
    BOOST_TEST(postgresql_statement::prepare(session.get(), made("SELECT 1", {})).has_error());
}

BOOST_AUTO_TEST_SUITE_END()
