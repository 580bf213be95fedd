#include "postgresql_store.hpp"

#include "sql_store.hpp"

#include <quern/adapt/libpq.hpp>
#include <quern/core/number.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/sql/postgresql.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace audit {

namespace {

struct finisher {
    void operator()(::PGconn* opened) const noexcept { PQfinish(opened); }
};
struct clearer {
    void operator()(::PGresult* answer) const noexcept { PQclear(answer); }
};
using answer = std::unique_ptr<::PGresult, clearer>;

/// The type of a column that the dialect expects.
std::string_view column_type(quern::schema::scalar type) {
    switch (type) {
    case quern::schema::scalar::boolean:
        return " boolean";
    case quern::schema::scalar::int64:
        return " bigint";
    case quern::schema::scalar::uint64:
        return " numeric(20,0)";
    case quern::schema::scalar::real:
        return " double precision";
    case quern::schema::scalar::string:
        return " text";
    case quern::schema::scalar::timestamp:
        return " timestamptz";
    }
    return {};
}

/// Appends a cell in the text format of COPY (section "COPY" of the manual): no byte of it can end it.
void append_cell(std::string& out, std::optional<quern::core::value> const& cell) {
    if (!cell) {
        out.append("\\N");
        return;
    }
    std::visit(
        [&]<class T>(T const& held) {
            if constexpr (std::is_same_v<T, std::string_view>) {
                for (char const c : held) {
                    if (std::string_view("\\\t\n\r").find(c) != std::string_view::npos) {
                        out.push_back('\\');
                    }
                    out.push_back(c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c);
                }
            } else if constexpr (std::is_same_v<T, quern::core::timestamp>) {
                quern::core::append_timestamp(out, held, quern::core::time_layout::rfc3339);
            } else if constexpr (std::is_same_v<T, bool>) {
                out.push_back(held ? 't' : 'f');
            } else {
                quern::core::append_number(out, *cell);
            }
        },
        *cell);
}

class postgresql_engine {
public:
    using statement = quern::adapt::postgresql_statement;
    static constexpr quern::sql::dialect const& dialect = quern::sql::postgresql;

    postgresql_engine(std::string const& where, std::chrono::milliseconds patience)
        : connection_(connected(where, patience)) {
        if (PQstatus(connection()) != CONNECTION_OK) {
            throw store_error(store_error::kind::failed, "PostgreSQL: " + std::string(PQerrorMessage(connection())));
        }
        PQsetNoticeProcessor(connection(), [](void*, char const*) {}, nullptr);
        execute("SET statement_timeout = " + std::to_string(patience.count()));
        execute("SET client_encoding = 'UTF8'");
    }

    [[nodiscard]] ::PGconn* connection() const { return connection_.get(); }

    /// A connection to what an URL names; one that says nothing is given up.
    [[nodiscard]] static ::PGconn* connected(std::string const& where, std::chrono::milliseconds patience) {
        std::unique_ptr<::PQconninfoOption, decltype(&PQconninfoFree)> const parsed(
            PQconninfoParse(where.c_str(), nullptr), &PQconninfoFree);
        if (parsed == nullptr) {
            throw store_error(store_error::kind::failed, "PostgreSQL: the store's URL is none that libpq reads");
        }
        std::string const seconds =
            std::to_string(std::max(std::chrono::milliseconds::rep{2}, patience.count() / 1'000));
        std::string const silence = std::to_string(patience.count() + 5'000);
        std::array<char const*, 4> const names{"connect_timeout", "tcp_user_timeout", "dbname", nullptr};
        std::array<char const*, 4> const values{seconds.c_str(), silence.c_str(), where.c_str(), nullptr};
        return PQconnectdbParams(names.data(), values.data(), 1); // what the URL says goes before
    }

    /// Throws where the connection is gone: a store is then opened anew.
    void begin_query() {
        if (PQstatus(connection()) != CONNECTION_OK) {
            throw store_error(store_error::kind::lost, "PostgreSQL: the connection is lost");
        }
    }

    static store_error failure(quern::adapt::postgresql_error const& error) {
        bool const late = error.sqlstate == "57014"; // query_canceled
        return {late ? store_error::kind::timed_out : store_error::kind::failed, "PostgreSQL: " + error.message};
    }

    void seed(seeds& records, progress& shown) {
        execute("SET statement_timeout = 0");
        execute("BEGIN");
        execute("SELECT pg_advisory_xact_lock(8117)"); // two services that start at once
        execute("CREATE TABLE IF NOT EXISTS seeded (complete boolean)");
        if (!has_rows("SELECT 1 FROM seeded")) {
            for (audit::seed& table : records.tables) {
                fill(table, shown);
            }
            execute("INSERT INTO seeded VALUES (true)");
        }
        execute("COMMIT");
        execute("ANALYZE");
    }

private:
    void execute(std::string const& text) const { static_cast<void>(has_rows(text)); }

    [[nodiscard]] bool has_rows(std::string const& text) const {
        answer const got(PQexec(connection(), text.c_str()));
        ::ExecStatusType const status = PQresultStatus(got.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN) {
            throw store_error(store_error::kind::failed, "PostgreSQL: " + std::string(PQerrorMessage(connection())));
        }
        return PQntuples(got.get()) > 0;
    }

    /// A table with the types that the dialect expects, its rows, and its indexes. The names are the schema's.
    void fill(audit::seed& table, progress& shown) const {
        std::string create = "CREATE TABLE \"" + table.schema.source() + "\" (";
        std::string_view separator;
        for (quern::schema::field const& f : table.schema.fields()) {
            bool const text = f.type == quern::schema::scalar::string;
            create.append(separator).append("\"").append(f.column).append("\"").append(column_type(f.type));
            create.append(text ? " COLLATE \"C\"" : "");
            create.append(&f == &table.schema[table.schema.key()] ? " PRIMARY KEY" : "");
            separator = ", ";
        }
        execute(create + ")");
        execute("COPY \"" + table.schema.source() + "\" FROM STDIN");
        cells row;
        std::string lines;
        for (std::size_t n = 0; n != table.rows; ++n) {
            table.next(row);
            for (std::size_t column = 0; column != row.size(); ++column) {
                lines.append(column == 0 ? "" : "\t");
                append_cell(lines, row[column]);
            }
            lines.push_back('\n');
            static constexpr std::size_t piece = 1U << 16U;
            if (lines.size() > piece || n + 1 == table.rows) {
                PQputCopyData(connection(), lines.data(), static_cast<int>(lines.size()));
                lines.clear();
            }
            shown.step(table.schema.source());
        }
        PQputCopyEnd(connection(), nullptr);
        while (answer const got{PQgetResult(connection())}) {
            if (PQresultStatus(got.get()) != PGRES_COMMAND_OK) {
                throw store_error(store_error::kind::failed,
                                  "PostgreSQL: " + std::string(PQerrorMessage(connection())));
            }
        }
        for (std::vector<std::string> const& columns : table.indexes) {
            std::string listed;
            for (std::string const& column : columns) {
                listed.append(listed.empty() ? "\"" : ", \"").append(column).append("\"");
            }
            execute("CREATE INDEX ON \"" + table.schema.source() + "\"(" + listed + ")");
        }
    }

    std::unique_ptr<::PGconn, finisher> connection_;
};

class postgresql_database : public store_source {
public:
    postgresql_database(std::string where, std::chrono::milliseconds patience)
        : where_(std::move(where)),
          patience_(patience) {}

    std::unique_ptr<store> open() override {
        return std::make_unique<sql_store<postgresql_engine>>(postgresql_engine(where_, patience_));
    }

    [[nodiscard]] std::string name() const override { return "PostgreSQL"; }

private:
    std::string where_;
    std::chrono::milliseconds patience_;
};

} // namespace

std::unique_ptr<store_source> postgresql_source(std::string const& where, std::chrono::milliseconds patience) {
    return std::make_unique<postgresql_database>(where, patience);
}

} // namespace audit
