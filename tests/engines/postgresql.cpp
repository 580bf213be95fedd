#include "harness.hpp"

#include "chains.hpp"
#include "differential.hpp"
#include "postgresql.hpp"
#include "stored.hpp"

#include <quern/adapt/libpq.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/postgresql.hpp>

using namespace quern;
using namespace engines;

BOOST_AUTO_TEST_SUITE(postgresql_engine, *boost::unit_test::disabled())

namespace {

/// Collations that a statement must not let through.
std::string column_type(schema::field const& f) {
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
        return f.name == "s" ? R"(text COLLATE "en-x-icu")" : f.name == "s_set" ? R"(text COLLATE "tr-x-icu")" : "text";
    case schema::scalar::timestamp:
        return f.storage == schema::time_storage::native ? "timestamptz"
               : f.storage == schema::time_storage::text ? R"(text COLLATE "en-x-icu")"
                                                         : "bigint";
    }
    return {};
}

class engine {
public:
    engine(schema::definition schema, std::vector<record> const& records)
        : schema_(std::move(schema)),
          connection_(postgresql_session()) {
        table_language const language{.type = column_type, .real = quoted_real, .native = [](core::timestamp t) {
                                          return "'" + native_time(t) + "+00'";
                                      }};
        for (std::string const& sql : table_of(schema_, records, language)) {
            execute(connection_, sql);
        }
        execute(connection_, R"(CREATE INDEX ON "hostile ""rows"".main" ("s; --'`[x]"))");
        execute(connection_, R"(CREATE INDEX ON "hostile ""rows"".main" (s_set))");
        execute(connection_, R"(ANALYZE "hostile ""rows"".main")");
        execute(connection_, "SET TimeZone = 'Australia/Lord_Howe'");
        execute(connection_, "SET DateStyle = 'SQL, DMY'");
    }

    [[nodiscard]] answer operator()(expr::query const& q) {
        core::result<sql::statement> const s = sql::emit(q, sql::postgresql);
        if (!s) {
            return {.failure = "it is not emitted"};
        }
        answer out{.asked = s->text + show(s->parameters)};
        auto statement = adapt::postgresql_statement::prepare(connection_.get(), *s);
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
    postgresql_session connection_;
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

BOOST_AUTO_TEST_CASE(chains_of_a_thousand_rules) { compare_chains({1, 2, 4, 20, 100}, make_engine, held); }

BOOST_AUTO_TEST_CASE(a_thousand_values_of_one_field) { compare_equalities(make_engine, held); }

BOOST_AUTO_TEST_SUITE_END()
