#include "harness.hpp"

#include "chains.hpp"
#include "differential.hpp"
#include "mariadb.hpp"
#include "stored.hpp"

#include <quern/adapt/libmariadb.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/mariadb.hpp>

using namespace quern;
using namespace engines;

BOOST_AUTO_TEST_SUITE(mariadb_engine, *boost::unit_test::disabled())

namespace {

/// Collations, which pad and fold, that a statement must not let through.
std::string column_type(schema::field const& f) {
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
        return std::string("VARCHAR(100) CHARACTER SET utf8mb4 COLLATE ") + (f.name == "s"       ? "utf8mb4_general_ci"
                                                                             : f.name == "s_set" ? "utf8mb4_unicode_ci"
                                                                             : f.name == "s_ascii"
                                                                                 ? "utf8mb4_bin"
                                                                                 : "utf8mb4_nopad_bin");
    case schema::scalar::timestamp:
        return f.storage == schema::time_storage::native ? "DATETIME(6)"
               : f.storage == schema::time_storage::text ? "VARCHAR(40) CHARACTER SET utf8mb4"
                                                         : "BIGINT";
    }
    return {};
}

class engine {
public:
    engine(schema::definition schema, std::vector<record> const& records) : schema_(std::move(schema)) {
        table_language const language{.identifier_quote = '`',
                                      .type = column_type,
                                      .real = quoted_real,
                                      .native = [](core::timestamp t) { return "'" + native_time(t) + "'"; },
                                      .nullable = " NULL"};
        execute(connection_, "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES'");
        execute(connection_, "SET SESSION time_zone = '+05:30'");
        execute(connection_, "CREATE DATABASE IF NOT EXISTS quern COLLATE utf8mb4_general_ci");
        execute(connection_, "USE quern");
        for (std::string const& sql : table_of(schema_, records, language)) {
            execute(connection_, sql);
        }
        execute(connection_, "CREATE INDEX by_s ON `hostile \"rows\".main` (`s; --'``[x]`)");
        execute(connection_, "CREATE INDEX by_s_set ON `hostile \"rows\".main` (s_set)");
        execute(connection_, "CREATE INDEX by_i ON `hostile \"rows\".main` (i)");
        execute(connection_, "ANALYZE TABLE `hostile \"rows\".main`");
        execute(connection_, "SET SESSION sql_mode = DEFAULT");
    }

    [[nodiscard]] answer operator()(expr::query const& q) {
        core::result<sql::statement> const s = sql::emit(q, sql::mariadb);
        if (!s) {
            return {.failure = "it is not emitted"};
        }
        answer out{.asked = s->text + show(s->parameters)};
        auto statement = adapt::mariadb_statement::prepare(connection_.get(), *s);
        if (!statement) {
            out.failure = statement.error().message;
            return out;
        }
        for (auto const& row : statement->rows()) {
            if (!row) {
                out.failure = row.error().message;
                return out;
            }
            out.keys.push_back(row->get<std::uint64_t>(q.page.count ? 0 : schema_.key()).value());
        }
        return out;
    }

private:
    schema::definition schema_;
    mariadb_session connection_;
};

constexpr capacity held{.large_integers = true};

auto const make_engine = [](schema::definition const& schema, std::vector<record> const& records) {
    return engine(schema, records);
};

} // namespace

BOOST_AUTO_TEST_CASE(random_queries_in_two_valued_logic) {
    compare_random_queries(schema::logic::two_valued, query_count(20'000) / 2, make_engine, held);
}

BOOST_AUTO_TEST_CASE(random_queries_in_three_valued_logic) {
    compare_random_queries(schema::logic::three_valued, query_count(20'000) / 2, make_engine, held);
}

BOOST_AUTO_TEST_CASE(chains_of_a_thousand_rules) { compare_chains({1, 2, 4, 20}, make_engine, held); }

BOOST_AUTO_TEST_CASE(a_thousand_values_of_one_field) { compare_equalities(make_engine, held); }

BOOST_AUTO_TEST_SUITE_END()
