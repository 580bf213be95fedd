#include "harness.hpp"

#include "plans.hpp"

#include <quern/adapt/sqlite3.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/sqlite.hpp>

#include <memory>

using namespace quern;
using namespace engines;

BOOST_AUTO_TEST_SUITE(sqlite_engine_plans)

namespace {

struct closer {
    void operator()(::sqlite3* database) const noexcept { sqlite3_close(database); }
};

std::string column_type(schema::field const& f) {
    switch (f.type) {
    case schema::scalar::boolean:
    case schema::scalar::int64:
    case schema::scalar::uint64:
        return "INTEGER";
    case schema::scalar::real:
        return "REAL";
    case schema::scalar::string:
        return "TEXT";
    case schema::scalar::timestamp:
        return f.storage == schema::time_storage::text ? "TEXT" : "INTEGER";
    }
    return {};
}

} // namespace

BOOST_AUTO_TEST_CASE(indexes_serve_equalities_lists_and_ranges) {
    ::sqlite3* opened = nullptr;
    BOOST_TEST_REQUIRE(sqlite3_open(":memory:", &opened) == SQLITE_OK);
    std::unique_ptr<::sqlite3, closer> const database(opened);
    table_language const language{.type = column_type, .real = quoted_real, .native = [](core::timestamp t) {
                                      return std::to_string(t.microseconds);
                                  }};
    for (std::string const& sql : plan_table(plan_schema(schema::logic::two_valued), language)) {
        BOOST_TEST_REQUIRE(sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK,
                           sqlite3_errmsg(opened));
    }
    BOOST_TEST_REQUIRE(sqlite3_exec(opened, "ANALYZE", nullptr, nullptr, nullptr) == SQLITE_OK);
    // The condition alone: without a histogram SQLite takes a range that is open at one end for a quarter of the table,
    // and rather walks all of it in the order of the page.
    indexes_serve([&](expr::query const& q) {
        sql::statement const s = sql::emit(q, sql::sqlite).value();
        auto explained = adapt::sqlite_statement::prepare(
            opened, "EXPLAIN QUERY PLAN SELECT * FROM plans WHERE " + std::string(s.where()), s.parameters);
        BOOST_TEST_REQUIRE(explained.has_value(), s.text);
        std::string found;
        for (auto const& row : explained->rows()) {
            BOOST_TEST_REQUIRE(row.has_value());
            std::string const step(row->get<std::string_view>(3).value());
            std::string_view const index = "SEARCH plans USING INDEX ";
            if (step.starts_with(index)) {
                found += " " + step.substr(index.size(), step.find(' ', index.size()) - index.size());
            }
        }
        return found;
    });
}

BOOST_AUTO_TEST_SUITE_END()
