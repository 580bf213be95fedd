#include "sqlite_store.hpp"

#include "sql_store.hpp"

#include <quern/adapt/sqlite3.hpp>
#include <quern/sql/sqlite.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace audit {

namespace {

using clock = std::chrono::steady_clock;

struct closer {
    void operator()(::sqlite3* opened) const noexcept { sqlite3_close(opened); }
};
using connection_handle = std::unique_ptr<::sqlite3, closer>;

/// When a query is given up; where SQLite asks, it is told.
struct deadline {
    clock::duration patience;
    clock::time_point end{};

    static int passed(void* self) { return clock::now() > static_cast<deadline*>(self)->end ? 1 : 0; }
};

class sqlite_engine {
public:
    using statement = quern::adapt::sqlite_statement;
    static constexpr quern::sql::dialect const& dialect = quern::sql::sqlite;

    sqlite_engine(connection_handle opened, std::chrono::milliseconds patience)
        : connection_(std::move(opened)),
          deadline_(std::make_unique<deadline>(patience)) {}

    [[nodiscard]] ::sqlite3* connection() const { return connection_.get(); }

    void begin_query() {
        static constexpr int instructions = 10'000; // between two looks at the clock
        deadline_->end = clock::now() + deadline_->patience;
        sqlite3_progress_handler(connection(), instructions, &deadline::passed, deadline_.get());
    }

    static store_error failure(quern::adapt::sqlite_error const& error) {
        bool const late = error.primary() == SQLITE_INTERRUPT;
        return {late ? store_error::kind::timed_out : store_error::kind::failed, "SQLite: " + error.message};
    }

    void seed(seeds& records, progress& shown) {
        sqlite3_progress_handler(connection(), 0, nullptr, nullptr);
        execute("BEGIN IMMEDIATE");
        execute("CREATE TABLE IF NOT EXISTS seeded (complete INTEGER)");
        if (has_rows("seeded")) {
            execute("ROLLBACK");
            return;
        }
        for (audit::seed& table : records.tables) {
            fill(table, shown);
        }
        execute("INSERT INTO seeded VALUES (1)");
        execute("COMMIT");
        execute("ANALYZE");
    }

private:
    statement prepare(std::string_view text, quern::core::values const& parameters = {}) {
        auto made = statement::prepare(connection(), text, parameters);
        if (!made) {
            throw failure(made.error());
        }
        return std::move(*made);
    }

    static bool run(statement& s) {
        bool any = false;
        for (auto const& row : s.rows()) {
            if (!row) {
                throw failure(row.error());
            }
            any = true;
        }
        return any;
    }

    void execute(std::string_view text) {
        statement s = prepare(text);
        run(s);
    }

    bool has_rows(std::string const& table) {
        statement s = prepare("SELECT 1 FROM " + table + " LIMIT 1");
        return run(s);
    }

    /// A table with the types that the dialect expects, its rows, and its indexes. The names are the schema's.
    void fill(audit::seed& table, progress& shown) {
        std::string create = "CREATE TABLE \"" + table.schema.source() + "\" (";
        std::string insert = "INSERT INTO \"" + table.schema.source() + "\" VALUES (";
        std::string_view separator;
        for (quern::schema::field const& f : table.schema.fields()) {
            bool const text = f.type == quern::schema::scalar::string;
            bool const key = &f == &table.schema[table.schema.key()];
            create.append(separator).append("\"").append(f.column).append(text ? "\" TEXT" : "\" INTEGER");
            create.append(key ? " PRIMARY KEY" : "");
            insert.append(separator).append("?");
            separator = ", ";
        }
        execute(create + ")");
        cells row;
        std::optional<statement> prepared;
        for (std::size_t n = 0; n != table.rows; ++n) {
            table.next(row);
            bind(prepared, insert + ")", row);
            shown.step(table.schema.source());
        }
        for (std::vector<std::string> const& columns : table.indexes) {
            std::string name = table.schema.source();
            std::string listed;
            for (std::string const& column : columns) {
                name.append("_").append(column);
                listed.append(listed.empty() ? "\"" : ", \"").append(column).append("\"");
            }
            execute("CREATE INDEX \"" + name + "\" ON \"" + table.schema.source() + "\"(" + listed + ")");
        }
    }

    /// Inserts a row; what is absent is bound as NULL, which `core::values` does not hold.
    void bind(std::optional<statement>& prepared, std::string const& insert, cells const& row) {
        quern::core::values values;
        for (auto const& c : row) {
            values.push_back(c.value_or(quern::core::value(false)));
        }
        if (!prepared) {
            prepared.emplace(prepare(insert, values));
        } else if (auto const bound = prepared->rebind(values); !bound) {
            throw failure(bound.error());
        }
        for (std::size_t i = 0; i != row.size(); ++i) {
            if (!row[i]) {
                sqlite3_bind_null(prepared->handle(), static_cast<int>(i) + 1);
            }
        }
        run(*prepared);
    }

    connection_handle connection_;
    std::unique_ptr<deadline> deadline_; // SQLite keeps its address
};

class sqlite_database : public store_source {
public:
    sqlite_database(std::string file, std::chrono::milliseconds patience)
        : file_(std::move(file)),
          patience_(patience),
          kept_(file_.empty() ? connect() : nullptr) {}

    std::unique_ptr<store> open() override {
        return std::make_unique<sql_store<sqlite_engine>>(sqlite_engine(connect(), patience_));
    }

    [[nodiscard]] std::string name() const override {
        return file_.empty() ? "SQLite in memory" : "SQLite in " + file_;
    }

private:
    /// In memory, the connections share one database, which lives as long as one of them.
    [[nodiscard]] connection_handle connect() const {
        ::sqlite3* opened = nullptr;
        int const code = file_.empty()
                             ? sqlite3_open_v2("/audit", &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "memdb")
                             : sqlite3_open(file_.c_str(), &opened);
        connection_handle connection(opened);
        if (code != SQLITE_OK) {
            throw store_error(store_error::kind::failed, "SQLite: " + std::string(sqlite3_errstr(code)));
        }
        sqlite3_busy_timeout(opened, static_cast<int>(patience_.count()));
        sqlite3_exec(opened, "PRAGMA cache_size = -32768", nullptr, nullptr, nullptr);
        return connection;
    }

    std::string file_;
    std::chrono::milliseconds patience_;
    connection_handle kept_;
};

} // namespace

std::unique_ptr<store_source> sqlite_source(std::string const& file, std::chrono::milliseconds patience) {
    return std::make_unique<sqlite_database>(file, patience);
}

} // namespace audit
