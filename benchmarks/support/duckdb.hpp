#pragma once

#include <quern/core/values.hpp>
#include <quern/sql/statement.hpp>

#include <dlfcn.h>

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

namespace quern_benchmarks {

/// DuckDB in memory, on one thread, from the shared library that QUERN_DUCKDB names.
class duckdb {
public:
    [[nodiscard]] static bool is_installed() {
        return std::getenv("QUERN_DUCKDB") != nullptr; // NOLINT(concurrency-mt-unsafe)
    }

    duckdb() {
        call<int(char const*, void**)>("duckdb_open", nullptr, &database_);
        call<int(void*, void**)>("duckdb_connect", database_, &connection_);
        execute("SET threads = 1");
    }
    duckdb(duckdb const&) = delete;
    duckdb& operator=(duckdb const&) = delete;
    ~duckdb() {
        get<void(void**)>("duckdb_disconnect")(&connection_);
        get<void(void**)>("duckdb_close")(&database_);
    }

    void execute(std::string const& sql) {
        call<int(void*, char const*, result*)>("duckdb_query", connection_, sql.c_str(), nullptr);
    }

    /// Appends rows to a table: values in the order of its columns.
    class appender {
    public:
        appender(duckdb& to, char const* table) : to_(to) {
            to_.call<int(void*, char const*, char const*, void**)>("duckdb_appender_create", to.connection_, nullptr,
                                                                   table, &handle_);
        }
        appender(appender const&) = delete;
        appender& operator=(appender const&) = delete;
        ~appender() { to_.get<int(void**)>("duckdb_appender_destroy")(&handle_); }

        void operator()(std::uint64_t v) const { uint64_(handle_, v); }
        void operator()(std::int64_t v) const { int64_(handle_, v); }
        void operator()(double v) const { double_(handle_, v); }
        void operator()(std::string_view v) const { text_(handle_, v.data(), v.size()); }
        void end_row() const { end_row_(handle_); }

    private:
        duckdb& to_;
        void* handle_ = nullptr;
        int (*uint64_)(void*, std::uint64_t) = to_.get<int(void*, std::uint64_t)>("duckdb_append_uint64");
        int (*int64_)(void*, std::int64_t) = to_.get<int(void*, std::int64_t)>("duckdb_append_int64");
        int (*double_)(void*, double) = to_.get<int(void*, double)>("duckdb_append_double");
        int (*text_)(void*, char const*,
                     std::uint64_t) = to_.get<int(void*, char const*, std::uint64_t)>("duckdb_append_varchar_length");
        int (*end_row_)(void*) = to_.get<int(void*)>("duckdb_appender_end_row");
    };

private:
    friend class duckdb_statement;

    struct result {
        std::uint64_t deprecated_counts[3];
        void* deprecated_columns;
        char* deprecated_message;
        void* internal;
    };

    template <class Function>
    [[nodiscard]] Function* get(char const* name) const {
        void* const found = dlsym(library_, name);
        return found != nullptr ? reinterpret_cast<Function*>(found)
                                : throw std::runtime_error(std::string("DuckDB does not have ") + name);
    }

    template <class Function, class... Arguments>
    void call(char const* name, Arguments... arguments) const {
        if (get<Function>(name)(arguments...) != 0) {
            throw std::runtime_error(std::string(name) + " failed");
        }
    }

    [[nodiscard]] static void* load() {
        void* const loaded =
            dlopen(std::getenv("QUERN_DUCKDB"), RTLD_NOW | RTLD_LOCAL);          // NOLINT(concurrency-mt-unsafe)
        return loaded != nullptr ? loaded : throw std::runtime_error(dlerror()); // NOLINT(concurrency-mt-unsafe)
    }

    void* library_ = load(); // stays loaded
    void* database_ = nullptr;
    void* connection_ = nullptr;
};

/// A prepared statement of DuckDB with its values bound.
class duckdb_statement {
public:
    duckdb_statement(duckdb& in, quern::sql::statement const& s) : in_(in) {
        in_.call<int(void*, char const*, void**)>("duckdb_prepare", in_.connection_, s.text.c_str(), &handle_);
        for (std::size_t i = 0; i != s.placeholders.size(); ++i) {
            std::visit([&](auto const& v) { bind(i + 1, v); }, s.parameters[s.placeholders[i].first]);
        }
    }
    duckdb_statement(duckdb_statement const&) = delete;
    duckdb_statement& operator=(duckdb_statement const&) = delete;
    ~duckdb_statement() { in_.get<void(void**)>("duckdb_destroy_prepare")(&handle_); }

    /// Runs it, and gives the first column of each row to a function.
    template <class Function>
    void run(Function each) {
        duckdb::result r{};
        if (execute_(handle_, &r) != 0) {
            throw std::runtime_error("DuckDB does not run the statement");
        }
        for (std::uint64_t row = 0, end = rows_(&r); row != end; ++row) {
            each(value_(&r, 0, row));
        }
        destroy_(&r);
    }

private:
    template <class T>
    void bind(std::uint64_t at, T const& v) {
        if constexpr (std::is_same_v<T, std::int64_t>) {
            in_.call<int(void*, std::uint64_t, std::int64_t)>("duckdb_bind_int64", handle_, at, v);
        } else if constexpr (std::is_same_v<T, std::uint64_t>) {
            in_.call<int(void*, std::uint64_t, std::uint64_t)>("duckdb_bind_uint64", handle_, at, v);
        } else if constexpr (std::is_same_v<T, double>) {
            in_.call<int(void*, std::uint64_t, double)>("duckdb_bind_double", handle_, at, v);
        } else if constexpr (std::is_same_v<T, std::string_view>) {
            in_.call<int(void*, std::uint64_t, char const*, std::uint64_t)>("duckdb_bind_varchar_length", handle_, at,
                                                                            v.data(), v.size());
        } else {
            throw std::runtime_error("no record has a value of this type");
        }
    }

    duckdb& in_;
    void* handle_ = nullptr;
    int (*execute_)(void*, duckdb::result*) = in_.get<int(void*, duckdb::result*)>("duckdb_execute_prepared");
    std::uint64_t (*rows_)(duckdb::result*) = in_.get<std::uint64_t(duckdb::result*)>("duckdb_row_count");
    std::uint64_t (*value_)(duckdb::result*, std::uint64_t, std::uint64_t) =
        in_.get<std::uint64_t(duckdb::result*, std::uint64_t, std::uint64_t)>("duckdb_value_uint64");
    void (*destroy_)(duckdb::result*) = in_.get<void(duckdb::result*)>("duckdb_destroy_result");
};

} // namespace quern_benchmarks
