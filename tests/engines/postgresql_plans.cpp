#include "harness.hpp"

#include "plans.hpp"
#include "postgresql.hpp"

#include <quern/adapt/libpq.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/postgresql.hpp>

#include <boost/json/parse.hpp>

using namespace quern;
using namespace engines;

BOOST_AUTO_TEST_SUITE(postgresql_engine) // disabled in postgresql.cpp

namespace {

std::string column_type(schema::field const& f, std::string_view text) {
    switch (f.type) {
    case schema::scalar::boolean:
        return "boolean";
    case schema::scalar::int64:
        return "bigint";
    case schema::scalar::uint64:
        return "numeric(20,0)";
    case schema::scalar::real:
        return "double precision";
    case schema::scalar::string:
        return std::string(text);
    case schema::scalar::timestamp:
        return f.storage == schema::time_storage::native ? "timestamptz"
               : f.storage == schema::time_storage::text ? std::string(text)
                                                         : "bigint";
    }
    return {};
}

std::string bytes_type(schema::field const& f) { return column_type(f, R"(text COLLATE "C")"); }

std::string english_type(schema::field const& f) { return column_type(f, R"(text COLLATE "en-x-icu")"); }

/// The indexes of the steps of a plan that search by a condition.
std::string searched(boost::json::value const& step) {
    std::string found;
    if (step.is_array()) {
        for (boost::json::value const& each : step.get_array()) {
            found += searched(each);
        }
    } else if (step.is_object()) {
        boost::json::object const& members = step.get_object();
        if (members.contains("Index Cond")) {
            found += " " + std::string(members.at("Index Name").as_string());
        }
        for (auto const& [key, member] : members) {
            found += searched(member);
        }
    }
    return found;
}

std::string plan_of(adapt::postgresql_result<adapt::postgresql_statement> const& explained) {
    BOOST_TEST_REQUIRE(explained.has_value(), (explained ? "" : explained.error().message));
    std::string found;
    for (auto const& row : explained->rows()) {
        BOOST_TEST_REQUIRE(row.has_value(), (row ? "" : row.error().message));
        found += searched(boost::json::parse(row->get<std::string_view>(0).value()));
    }
    return found;
}

/// The plan for the values that are bound.
std::string own_plan(postgresql_session const& connection, expr::query const& q) {
    sql::statement s = sql::emit(q, sql::postgresql).value();
    s.text = "EXPLAIN (FORMAT JSON) " + s.text;
    return plan_of(adapt::postgresql_statement::prepare(connection.get(), s));
}

void make_table(postgresql_session const& connection, std::string (*type)(schema::field const&)) {
    table_language const language{
        .type = type, .real = quoted_real, .native = [](core::timestamp t) { return "'" + native_time(t) + "+00'"; }};
    for (std::string const& sql : plan_table(plan_schema(schema::logic::two_valued), language)) {
        execute(connection, sql);
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(indexes_serve_equalities_lists_and_ranges) {
    postgresql_session const connection;
    make_table(connection, bytes_type);
    execute(connection, "ANALYZE plans");
    indexes_serve([&](expr::query const& q) { return own_plan(connection, q); });
}

/// As they serve a statement that is prepared once and run for many values.
BOOST_AUTO_TEST_CASE(indexes_serve_whatever_the_values) {
    postgresql_session const connection;
    make_table(connection, bytes_type);
    execute(connection, "ANALYZE plans");
    execute(connection, "SET plan_cache_mode = force_generic_plan");
    indexes_serve([&](expr::query const& q) {
        auto const prepared =
            adapt::postgresql_statement::prepare(connection.get(), sql::emit(q, sql::postgresql).value());
        BOOST_TEST_REQUIRE(prepared.has_value());
        std::string arguments;
        for (std::size_t n = sql::emit(q, sql::postgresql)->placeholders.size(); n != 0; --n) {
            arguments += arguments.empty() ? "(NULL" : ", NULL";
        }
        arguments += arguments.empty() ? "" : ")";
        sql::statement explain;
        explain.text = "EXPLAIN (FORMAT JSON) EXECUTE \"" + prepared->name() + "\"" + arguments;
        return plan_of(adapt::postgresql_statement::prepare(connection.get(), explain));
    });
}

/// A column of another collation needs an index by bytes for its ranges, beside its own for equality.
BOOST_AUTO_TEST_CASE(two_indexes_serve_a_column_of_another_collation) {
    postgresql_session const connection;
    make_table(connection, english_type);
    for (std::string const column : {"s", "t_text"}) {
        execute(connection, "CREATE INDEX by_" + column + "_bytes ON plans (" + column + " COLLATE \"C\")");
    }
    execute(connection, "ANALYZE plans");
    indexes_serve([&](expr::query const& q) {
        std::string found = own_plan(connection, q);
        if (std::string_view const bytes = "_bytes"; found.ends_with(bytes)) {
            schema::operation const is = q.filter.nodes()[1].operation;
            BOOST_TEST((is != schema::operation::eq && is != schema::operation::in));
            found.resize(found.size() - bytes.size());
        }
        return found;
    });
}

BOOST_AUTO_TEST_SUITE_END()
