#include "harness.hpp"

#include "mariadb.hpp"
#include "plans.hpp"

#include <quern/adapt/libmariadb.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/mariadb.hpp>

#include <boost/json/parse.hpp>

using namespace quern;
using namespace engines;

BOOST_AUTO_TEST_SUITE(mariadb_engine) // disabled in mariadb.cpp

namespace {

/// Strings in the collation of the dialect, so that an index is in its order.
std::string column_type(schema::field const& f) {
    std::string const text = "VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";
    switch (f.type) {
    case schema::scalar::boolean:
        return "BOOLEAN";
    case schema::scalar::int64:
        return "BIGINT";
    case schema::scalar::uint64:
        return "BIGINT UNSIGNED";
    case schema::scalar::real:
        return "DOUBLE";
    case schema::scalar::string:
        return text;
    case schema::scalar::timestamp:
        return f.storage == schema::time_storage::native ? "DATETIME(6)"
               : f.storage == schema::time_storage::text ? text
                                                         : "BIGINT";
    }
    return {};
}

/// The indexes of the tables of a plan that are searched by a condition; `index` is a walk of all of one.
std::string searched(boost::json::value const& step) {
    std::string found;
    if (step.is_array()) {
        for (boost::json::value const& each : step.get_array()) {
            found += searched(each);
        }
    } else if (step.is_object()) {
        for (auto const& [key, member] : step.get_object()) {
            if (key == "table" && member.at("access_type") != "ALL" && member.at("access_type") != "index") {
                found += " " + std::string(member.at("key").as_string());
            }
            found += searched(member);
        }
    }
    return found;
}

} // namespace

BOOST_AUTO_TEST_CASE(indexes_serve_equalities_lists_and_ranges) {
    mariadb_session const connection;
    execute(connection, "CREATE DATABASE IF NOT EXISTS quern");
    execute(connection, "USE quern");
    table_language const language{.identifier_quote = '`',
                                  .type = column_type,
                                  .real = quoted_real,
                                  .native = [](core::timestamp t) { return "'" + native_time(t) + "'"; },
                                  .nullable = " NULL"};
    for (std::string const& sql : plan_table(plan_schema(schema::logic::two_valued), language)) {
        execute(connection, sql);
    }
    execute(connection, "ANALYZE TABLE plans");
    indexes_serve([&](expr::query const& q) {
        sql::statement s = sql::emit(q, sql::mariadb).value();
        s.text = "EXPLAIN FORMAT=JSON " + s.text;
        auto explained = adapt::mariadb_statement::prepare(connection.get(), s);
        BOOST_TEST_REQUIRE(explained.has_value(), (explained ? "" : explained.error().message));
        std::string found;
        for (auto const& row : explained->rows()) {
            BOOST_TEST_REQUIRE(row.has_value(), (row ? "" : row.error().message));
            found += searched(boost::json::parse(row->get<std::string_view>(0).value()));
        }
        return found;
    });
}

BOOST_AUTO_TEST_SUITE_END()
