#include "harness.hpp"

#include <quern/adapt/sqlite3.hpp>

#include <quern/bind/read.hpp>
#include <quern/schema/builder.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/sqlite.hpp>

#include <filesystem>
#include <limits>
#include <memory>
#include <random>
#include <ranges>
#include <stdexcept>
#include <type_traits>

using namespace quern;
using namespace quern::adapt;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(sqlite3_adapter)

static_assert(std::ranges::input_range<sqlite_rows>);
static_assert(!std::is_copy_constructible_v<sqlite_statement> &&
              std::is_nothrow_move_constructible_v<sqlite_statement>);

namespace {

struct closer {
    void operator()(::sqlite3* database) const noexcept { sqlite3_close(database); }
};
using connection = std::unique_ptr<::sqlite3, closer>;

connection open(char const* name = ":memory:") {
    ::sqlite3* database = nullptr;
    BOOST_TEST_REQUIRE(sqlite3_open(name, &database) == SQLITE_OK);
    return connection(database);
}

void execute(connection const& database, char const* sql) {
    BOOST_TEST_REQUIRE(sqlite3_exec(database.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK,
                       sql << ": " << sqlite3_errmsg(database.get()));
}

core::values values(std::vector<core::value> const& all) {
    core::values made;
    for (core::value const& v : all) {
        made.push_back(v);
    }
    return made;
}

sqlite_statement prepare(connection const& database, std::string_view text, std::vector<core::value> const& all = {}) {
    sqlite_result<sqlite_statement> made = sqlite_statement::prepare(database.get(), text, values(all));
    BOOST_TEST_REQUIRE(made.has_value(), (made ? "" : made.error().message));
    return std::move(*made);
}

/// The first column of every row as text; an error as `!code`.
std::vector<std::string> column(sqlite_statement& statement) {
    std::vector<std::string> all;
    for (sqlite_result<sqlite_row> const& row : statement.rows()) {
        all.push_back(row ? std::string(row->get<std::string_view>(0).value_or("?"))
                          : "!" + std::to_string(row.error().primary()));
    }
    return all;
}

using texts = std::vector<std::string>;

} // namespace

struct bound_value {
    std::string name;
    core::value value;
    std::string expected; // typeof, a blank, quote
};

static std::ostream& operator<<(std::ostream& out, bound_value const& v) { return out << v.name; }

static std::vector<bound_value> const bound_values{
    {"false", false, "integer 0"},
    {"true", true, "integer 1"},
    {"zero", std::int64_t{0}, "integer 0"},
    {"least int64", std::numeric_limits<std::int64_t>::min(), "integer -9223372036854775808"},
    {"most int64", std::numeric_limits<std::int64_t>::max(), "integer 9223372036854775807"},
    {"2^53 + 1", std::int64_t{9'007'199'254'740'993}, "integer 9007199254740993"},
    {"uint64", std::uint64_t{7}, "integer 7"},
    {"most uint64 of SQLite", std::uint64_t{9'223'372'036'854'775'807U}, "integer 9223372036854775807"},
    {"double", 0.5, "real 0.5"},
    {"integral double", 3.0, "real 3.0"},
    {"text", "Jim"sv, "text 'Jim'"},
    {"empty text", ""sv, "text ''"},
    {"text of digits", "12"sv, "text '12'"},
    {"quotes", "it's \"; DROP TABLE t;--"sv, "text 'it''s \"; DROP TABLE t;--'"},
    {"wildcards", "100 %_\\*?["sv, "text '100 %_\\*?['"},
    {"beyond ASCII", "中文 😀"sv, "text '中文 😀'"},
    {"timestamp", core::timestamp{1'675'610'955'000'001}, "integer 1675610955000001"},
    {"timestamp before 1970", core::timestamp{-1}, "integer -1"},
};

BOOST_DATA_TEST_CASE(values_are_bound_with_the_type_that_keeps_them, bound_values, c) {
    connection const database = open();
    sqlite_statement statement = prepare(database, "SELECT typeof(?1) || ' ' || quote(?1)", {c.value});
    BOOST_TEST(column(statement) == texts{c.expected}, boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(what_is_bound_is_read_back, bound_values, c) {
    connection const database = open();
    sqlite_statement statement = prepare(database, "SELECT ?1", {c.value});
    int rows = 0;
    for (auto const& row : statement.rows()) {
        BOOST_TEST_REQUIRE(row.has_value());
        ++rows;
        std::visit(
            [&]<class T>(T const& expected) {
                std::optional<T> const found = row->get<T>(0);
                BOOST_TEST((found && *found == expected));
            },
            c.value);
    }
    BOOST_TEST(rows == 1);
}

struct refused_value {
    std::string name;
    core::value value;
};

static std::ostream& operator<<(std::ostream& out, refused_value const& v) { return out << v.name; }

BOOST_DATA_TEST_CASE(what_sqlite_cannot_hold_is_refused,
                     (std::vector<refused_value>{{"2^63", std::uint64_t{1} << 63U},
                                                 {"most uint64", std::numeric_limits<std::uint64_t>::max()},
                                                 {"NaN", std::numeric_limits<double>::quiet_NaN()}}),
                     c) {
    connection const database = open();
    auto const made = sqlite_statement::prepare(database.get(), "SELECT ?1, ?2", values({true, c.value}));
    BOOST_TEST_REQUIRE(made.has_error());
    BOOST_TEST(made.error().code == SQLITE_MISMATCH);
    BOOST_TEST(made.error().message == "SQLite cannot hold the value of ?2");
}

BOOST_AUTO_TEST_CASE(columns_are_read_by_their_kind) {
    connection const database = open();
    sqlite_statement statement =
        prepare(database, "SELECT NULL, 7, 0.5, 'text', x'00ff', -1, 1, '12', '', x'', 'a' || char(0) || 'b'");
    int rows = 0;
    for (auto const& row : statement.rows()) {
        BOOST_TEST_REQUIRE(row.has_value());
        ++rows;
        BOOST_TEST(row->size() == 11U);
        BOOST_TEST(!(*row)[0]);
        BOOST_TEST((*(*row)[1] == core::value(std::int64_t{7})));
        BOOST_TEST((*(*row)[2] == core::value(0.5)));
        BOOST_TEST((*(*row)[3] == core::value("text"sv)));
        BOOST_TEST((*(*row)[4] == core::value("\0\xff"sv)));
        BOOST_TEST((*(*row)[8] == core::value(""sv)));
        BOOST_TEST((*(*row)[9] == core::value(""sv)));
        BOOST_TEST((*(*row)[10] == core::value("a\0b"sv)));
        BOOST_TEST(!(*row)[11]);

        BOOST_TEST(!row->get<std::int64_t>(0));
        BOOST_TEST(!row->get<std::string_view>(0));
        BOOST_TEST(row->get<double>(1).value() == 7.0);
        BOOST_TEST(row->get<std::uint64_t>(1).value() == 7U);
        BOOST_TEST(!row->get<bool>(1));
        BOOST_TEST(!row->get<std::string_view>(1));
        BOOST_TEST(!row->get<std::int64_t>(2));
        BOOST_TEST(!row->get<std::uint64_t>(5));
        BOOST_TEST((row->get<core::timestamp>(5) == core::timestamp{-1}));
        BOOST_TEST(row->get<bool>(6).value());
        BOOST_TEST(!row->get<std::int64_t>(7));
        BOOST_TEST(!row->get<double>(7));
        BOOST_TEST(!row->get<std::int64_t>(99));
    }
    BOOST_TEST(rows == 1);
}

BOOST_AUTO_TEST_CASE(columns_have_names) {
    connection const database = open();
    sqlite_statement const statement = prepare(database, "SELECT 1 AS first, 2 AS \"the \"\"second\"\"\"");
    BOOST_TEST(statement.column_name(0) == "first");
    BOOST_TEST(statement.column_name(1) == "the \"second\"");
}

BOOST_AUTO_TEST_CASE(no_rows_are_an_empty_range) {
    connection const database = open();
    execute(database, "CREATE TABLE t (c TEXT)");
    sqlite_statement statement = prepare(database, "SELECT c FROM t WHERE c = ?1", {"x"sv});
    BOOST_TEST(column(statement).empty());
}

BOOST_AUTO_TEST_CASE(a_request_is_run_from_its_text) {
    schema::definition const people = schema::builder("people")
                                          .key("id")
                                          .add({.name = "id", .type = schema::scalar::uint64})
                                          .add({.name = "note"})
                                          .build()
                                          .value();
    connection const database = open();
    execute(database, "CREATE TABLE people (id INTEGER PRIMARY KEY, note TEXT);"
                      "INSERT INTO people VALUES (1, '100 %'), (2, '1000'), (3, 'it''s'), (4, NULL), (5, '100 %')");
    auto const ids = [&](std::string_view operation, std::string_view value) {
        std::string const text = R"({"filter":{"op":"and","rules":[{"field":"note","op":")" + std::string(operation) +
                                 R"(","value":")" + std::string(value) +
                                 R"("}]},"page":{"count":false,"start":0,"limit":10}})";
        sql::statement const compiled = sql::emit(bind::read(people, text).value(), sql::sqlite).value();
        sqlite_result<sqlite_statement> statement = sqlite_statement::prepare(database.get(), compiled);
        BOOST_TEST_REQUIRE(statement.has_value());
        std::vector<std::int64_t> found;
        for (auto const& row : statement->rows()) {
            BOOST_TEST_REQUIRE(row.has_value());
            found.push_back(row->get<std::int64_t>(0).value());
        }
        return found;
    };
    BOOST_TEST(ids("eq", "100 %") == (std::vector<std::int64_t>{1, 5}), boost::test_tools::per_element());
    BOOST_TEST(ids("cs", "%") == (std::vector<std::int64_t>{1, 5}), boost::test_tools::per_element());
    BOOST_TEST(ids("cs", "'") == (std::vector<std::int64_t>{3}), boost::test_tools::per_element());
    BOOST_TEST(ids("eq", "' OR '1'='1") == (std::vector<std::int64_t>{}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_statement_is_bound_again) {
    connection const database = open();
    execute(database, "CREATE TABLE t (c TEXT); INSERT INTO t VALUES ('a'), ('b'), ('c')");
    sql::statement compiled;
    compiled.text = "SELECT c FROM t WHERE c >= ?1 ORDER BY c";
    compiled.parameters = values({"b"sv});
    sqlite_statement statement = sqlite_statement::prepare(database.get(), compiled).value();
    BOOST_TEST(statement.text() == compiled.text);
    BOOST_TEST(column(statement) == (texts{"b", "c"}), boost::test_tools::per_element());
    BOOST_TEST(column(statement) == (texts{"b", "c"}), boost::test_tools::per_element()); // from the first row again

    compiled.parameters = values({"c"sv});
    BOOST_TEST(statement.rebind(compiled).has_value());
    BOOST_TEST(column(statement) == texts{"c"}, boost::test_tools::per_element());

    {
        sqlite_rows rows = statement.rows();
        BOOST_TEST(rows.begin()->has_value());
    } // while rows are left
    BOOST_TEST(statement.rebind(values({"a"sv})).has_value());
    BOOST_TEST(column(statement) == (texts{"a", "b", "c"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_statement_of_another_text_is_not_bound) {
    connection const database = open();
    sqlite_statement statement = prepare(database, "SELECT ?1", {"kept"sv});
    sql::statement other;
    other.text = "SELECT ?1 ";
    other.parameters = values({"other"sv});
    auto const bound = statement.rebind(other);
    BOOST_TEST_REQUIRE(bound.has_error());
    BOOST_TEST(bound.error().code == SQLITE_MISUSE);
    BOOST_TEST(column(statement) == texts{"kept"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(after_a_failure_nothing_is_run_until_values_are_bound) {
    connection const database = open();
    sqlite_statement statement = prepare(database, "SELECT 'x' WHERE ?1 OR ?2", {true, true});
    struct row {
        core::values parameters;
        int code;
    };
    for (row const& r : std::vector<row>{{values({}), SQLITE_RANGE},
                                         {values({true}), SQLITE_RANGE},
                                         {values({true, true, true}), SQLITE_RANGE},
                                         {values({true, ~std::uint64_t{0}}), SQLITE_MISMATCH}}) {
        auto const bound = statement.rebind(r.parameters);
        BOOST_TEST_REQUIRE(bound.has_error());
        BOOST_TEST(bound.error().code == r.code);
        BOOST_TEST(column(statement) == texts{"!" + std::to_string(SQLITE_MISUSE)}, boost::test_tools::per_element());
    }
    BOOST_TEST(statement.rebind(values({false, true})).has_value());
    BOOST_TEST(column(statement) == texts{"x"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_string_beyond_the_limit_is_an_error) {
    connection const database = open();
    sqlite3_limit(database.get(), SQLITE_LIMIT_LENGTH, 1'000);
    sqlite_statement statement = prepare(database, "SELECT ?1", {"short"sv});
    std::string const long_text(1'001, 'x');
    auto const bound = statement.rebind(values({std::string_view(long_text)}));
    BOOST_TEST_REQUIRE(bound.has_error());
    BOOST_TEST(bound.error().code == SQLITE_TOOBIG);
}

struct bad_text {
    std::string text;
    int code;
    std::string message;
};

static std::ostream& operator<<(std::ostream& out, bad_text const& t) { return out << t.text; }

BOOST_DATA_TEST_CASE(statements_that_sqlite_does_not_take,
                     (std::vector<bad_text>{
                         {"SELECT * FROM missing", SQLITE_ERROR, "no such table: missing"},
                         {"SELECT \"t\".\"d\" FROM t", SQLITE_ERROR, "no such column: t.d"},
                         {"SELEC", SQLITE_ERROR, "near \"SELEC\": syntax error"},
                         {"SELECT 1; DROP TABLE t", SQLITE_MISUSE, "the text is not one statement"},
                         {std::string("SELECT 1\0x", 10), SQLITE_MISUSE, "the text is not one statement"},
                         {"", SQLITE_MISUSE, "the text is not one statement"},
                         {"-- nothing", SQLITE_MISUSE, "the text is not one statement"}}),
                     c) {
    connection const database = open();
    execute(database, "CREATE TABLE t (c TEXT)");
    auto const made = sqlite_statement::prepare(database.get(), c.text, {});
    BOOST_TEST_REQUIRE(made.has_error());
    BOOST_TEST(made.error().primary() == c.code);
    BOOST_TEST(made.error().message == c.message);
    execute(database, "INSERT INTO t VALUES ('still there')");
}

BOOST_AUTO_TEST_CASE(no_connection_is_an_error) {
    auto const made = sqlite_statement::prepare(nullptr, "SELECT 1", {});
    BOOST_TEST_REQUIRE(made.has_error());
    BOOST_TEST(made.error().code == SQLITE_MISUSE);
    BOOST_TEST(!made.error().message.empty());
}

BOOST_AUTO_TEST_CASE(value_of_an_error_throws_its_message) {
    connection const database = open();
    BOOST_CHECK_EXCEPTION(
        static_cast<void>(sqlite_statement::prepare(database.get(), "SELECT * FROM missing", {}).value()),
        std::runtime_error, [](std::runtime_error const& e) { return e.what() == "SQLite: no such table: missing"sv; });
}

BOOST_AUTO_TEST_CASE(an_error_between_rows_is_the_last_element) {
    connection const database = open();
    execute(database, "CREATE TABLE t (c INTEGER); INSERT INTO t VALUES (1), (2), (-9223372036854775808), (3)");
    sqlite_statement statement = prepare(database, "SELECT CAST(abs(c) AS TEXT) FROM t");
    BOOST_TEST(column(statement) == (texts{"1", "2", "!1"}), boost::test_tools::per_element());
    std::string message;
    for (auto const& row : statement.rows()) {
        message = row ? "" : row.error().message;
    }
    BOOST_TEST(message == "integer overflow");
}

BOOST_AUTO_TEST_CASE(a_walk_holds_locks_only_while_it_lasts) {
    connection const database = open();
    execute(database, "CREATE TABLE t (c TEXT); INSERT INTO t VALUES ('a'), ('b')");
    sqlite_statement reading = prepare(database, "SELECT c FROM t");
    sqlite_statement dropping = prepare(database, "DROP TABLE t");
    {
        sqlite_rows rows = reading.rows();
        BOOST_TEST(rows.begin()->has_value());
        BOOST_TEST(column(dropping) == texts{"!" + std::to_string(SQLITE_LOCKED)}, boost::test_tools::per_element());
    }
    BOOST_TEST(column(dropping).empty());
    BOOST_TEST(column(reading) == texts{"!" + std::to_string(SQLITE_ERROR)}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_busy_database_is_an_error_that_may_be_tried_again) {
    struct directory {
        std::filesystem::path path =
            std::filesystem::temp_directory_path() / ("quern-busy-" + std::to_string(std::random_device()()));
        directory() { std::filesystem::create_directory(path); }
        directory(directory const&) = delete;
        directory& operator=(directory const&) = delete;
        ~directory() { std::filesystem::remove_all(path); }
    } const temporary;
    std::string const file = (temporary.path / "database").string();
    connection const writer = open(file.c_str());
    execute(writer, "CREATE TABLE t (c TEXT); INSERT INTO t VALUES ('a')");
    connection const reader = open(file.c_str());
    sqlite_statement statement = prepare(reader, "SELECT c FROM t");
    execute(writer, "BEGIN EXCLUSIVE");
    BOOST_TEST(column(statement) == texts{"!" + std::to_string(SQLITE_BUSY)}, boost::test_tools::per_element());
    execute(writer, "COMMIT");
    BOOST_TEST(column(statement) == texts{"a"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(values_need_not_outlive_the_binding) {
    connection const database = open();
    auto statement = [&] {
        std::string gone(100, 'x');
        core::values parameters = values({std::string_view(gone)});
        sqlite_statement made = sqlite_statement::prepare(database.get(), std::string("SELECT ?1"), parameters).value();
        gone.assign(100, 'y');
        parameters.clear();
        parameters.push_back("overwrites the characters"sv);
        return made;
    }();
    BOOST_TEST(column(statement) == texts{std::string(100, 'x')}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_connection_outlives_its_statements) {
    ::sqlite3* database = open().release();
    {
        auto const statement = sqlite_statement::prepare(database, "SELECT 1", {});
        BOOST_TEST(sqlite3_close(database) == SQLITE_BUSY);
    }
    BOOST_TEST(sqlite3_close(database) == SQLITE_OK);
}

BOOST_AUTO_TEST_CASE(a_statement_is_moved) {
    connection const database = open();
    sqlite_statement first = prepare(database, "SELECT ?1", {"moved"sv});
    ::sqlite3_stmt* const handle = first.handle();
    sqlite_statement second = std::move(first);
    BOOST_TEST(second.handle() == handle);
    BOOST_TEST(column(second) == texts{"moved"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
