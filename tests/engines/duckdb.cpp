#include "harness.hpp"

#include "chains.hpp"
#include "differential.hpp"
#include "library.hpp"
#include "stored.hpp"

#include <quern/sql/duckdb.hpp>
#include <quern/sql/emit.hpp>

using namespace quern;
using namespace engines;

BOOST_AUTO_TEST_SUITE(duckdb_engine, *boost::unit_test::disabled())

namespace {

/// The part of DuckDB's C interface that is used. Source: duckdb.h of its version 1.
struct duckdb {
    struct result {
        std::uint64_t deprecated_counts[3];
        void* deprecated_columns;
        char* deprecated_message;
        void* internal;
    };
    library const loaded{"QUERN_DUCKDB"};
    int (*open)(char const*, void**){};
    int (*connect)(void*, void**){};
    void (*disconnect)(void**){};
    void (*close)(void**){};
    int (*query)(void*, char const*, result*){};
    int (*prepare)(void*, char const*, void**){};
    char const* (*prepare_error)(void*){};
    void (*destroy_prepare)(void**){};
    int (*bind_boolean)(void*, std::uint64_t, bool){};
    int (*bind_int64)(void*, std::uint64_t, std::int64_t){};
    int (*bind_uint64)(void*, std::uint64_t, std::uint64_t){};
    int (*bind_double)(void*, std::uint64_t, double){};
    int (*bind_varchar_length)(void*, std::uint64_t, char const*, std::uint64_t){};
    int (*execute_prepared)(void*, result*){};
    char const* (*result_error)(result*){};
    std::uint64_t (*row_count)(result*){};
    std::uint64_t (*value_uint64)(result*, std::uint64_t, std::uint64_t){};
    void (*destroy_result)(result*){};

    duckdb() {
        loaded.get(open, "duckdb_open");
        loaded.get(connect, "duckdb_connect");
        loaded.get(disconnect, "duckdb_disconnect");
        loaded.get(close, "duckdb_close");
        loaded.get(query, "duckdb_query");
        loaded.get(prepare, "duckdb_prepare");
        loaded.get(prepare_error, "duckdb_prepare_error");
        loaded.get(destroy_prepare, "duckdb_destroy_prepare");
        loaded.get(bind_boolean, "duckdb_bind_boolean");
        loaded.get(bind_int64, "duckdb_bind_int64");
        loaded.get(bind_uint64, "duckdb_bind_uint64");
        loaded.get(bind_double, "duckdb_bind_double");
        loaded.get(bind_varchar_length, "duckdb_bind_varchar_length");
        loaded.get(execute_prepared, "duckdb_execute_prepared");
        loaded.get(result_error, "duckdb_result_error");
        loaded.get(row_count, "duckdb_row_count");
        loaded.get(value_uint64, "duckdb_value_uint64");
        loaded.get(destroy_result, "duckdb_destroy_result");
    }
};

std::string column_type(schema::field const& f) {
    switch (f.type) {
    case schema::scalar::boolean:
        return "BOOLEAN";
    case schema::scalar::int64:
        return "BIGINT";
    case schema::scalar::uint64:
        return "UBIGINT";
    case schema::scalar::real:
        return "DOUBLE";
    case schema::scalar::string:
        return "VARCHAR";
    case schema::scalar::timestamp:
        return f.storage == schema::time_storage::native ? "TIMESTAMP"
               : f.storage == schema::time_storage::text ? "VARCHAR"
                                                         : "BIGINT";
    }
    return {};
}

class engine {
public:
    engine(schema::definition schema, std::vector<record> const& records) : schema_(std::move(schema)) {
        BOOST_TEST_REQUIRE(api_.open(nullptr, &database_) == 0);
        BOOST_TEST_REQUIRE(api_.connect(database_, &connection_) == 0);
        table_language const language{.type = column_type, .real = quoted_real, .native = [](core::timestamp t) {
                                          return "'" + native_time(t) + "'";
                                      }};
        execute("SET threads = 1");
        for (std::string const& sql : table_of(schema_, records, language)) {
            execute(sql);
        }
    }
    engine(engine const&) = delete;
    engine& operator=(engine const&) = delete;
    ~engine() {
        api_.disconnect(&connection_);
        api_.close(&database_);
    }

    [[nodiscard]] answer operator()(expr::query const& q) {
        core::result<sql::statement> const s = sql::emit(q, sql::duckdb);
        if (!s) {
            return {.failure = "it is not emitted"};
        }
        answer out{.asked = s->text + show(s->parameters)};
        void* prepared = nullptr;
        if (api_.prepare(connection_, s->text.c_str(), &prepared) != 0) {
            out.failure = api_.prepare_error(prepared);
        } else if (bind(prepared, *s) != 0) {
            out.failure = "a value is not bound";
        } else {
            duckdb::result result{};
            if (api_.execute_prepared(prepared, &result) != 0) {
                out.failure = api_.result_error(&result);
            } else {
                for (std::uint64_t row = 0, end = api_.row_count(&result); row != end; ++row) {
                    out.keys.push_back(api_.value_uint64(&result, q.page.count ? 0 : schema_.key(), row));
                }
            }
            api_.destroy_result(&result);
        }
        api_.destroy_prepare(&prepared);
        return out;
    }

private:
    void execute(std::string const& sql) {
        duckdb::result result{};
        bool const done = api_.query(connection_, sql.c_str(), &result) == 0;
        std::string const message = done ? "" : api_.result_error(&result);
        api_.destroy_result(&result);
        BOOST_TEST_REQUIRE(done, sql.substr(0, 400) << ": " << message);
    }

    int bind(void* prepared, sql::statement const& s) {
        int failures = 0;
        for (std::size_t i = 0; i != s.placeholders.size(); ++i) {
            failures += std::visit(
                [&]<class T>(T const& v) {
                    if constexpr (std::is_same_v<T, bool>) {
                        return api_.bind_boolean(prepared, i + 1, v);
                    } else if constexpr (std::is_same_v<T, std::int64_t>) {
                        return api_.bind_int64(prepared, i + 1, v);
                    } else if constexpr (std::is_same_v<T, std::uint64_t>) {
                        return api_.bind_uint64(prepared, i + 1, v);
                    } else if constexpr (std::is_same_v<T, double>) {
                        return api_.bind_double(prepared, i + 1, v);
                    } else if constexpr (std::is_same_v<T, std::string_view>) {
                        return api_.bind_varchar_length(prepared, i + 1, v.data(), v.size());
                    } else {
                        return 1;
                    }
                },
                s.parameters[s.placeholders[i].first]);
        }
        return failures;
    }

    schema::definition schema_;
    duckdb api_;
    void* database_ = nullptr;
    void* connection_ = nullptr;
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
