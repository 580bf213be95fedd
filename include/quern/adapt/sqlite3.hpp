#pragma once

#include <quern/core/timestamp.hpp>
#include <quern/core/value.hpp>
#include <quern/core/values.hpp>
#include <quern/sql/statement.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace quern::adapt {

/// Why SQLite did not do what it was asked.
struct sqlite_error {
    int code = SQLITE_ERROR; ///< an extended result code, such as `SQLITE_BUSY_SNAPSHOT`
    std::string message;     ///< in English, for logs

    /// The result code without its extension, such as `SQLITE_BUSY`.
    [[nodiscard]] int primary() const noexcept { return code & 0xff; }

    [[nodiscard]] friend bool operator==(sqlite_error const&, sqlite_error const&) = default;
};

/// A value, or why there is none.
template <class T>
using sqlite_result = boost::system::result<T, sqlite_error>;

/// Called by Boost.System for `value()` of a result without a value.
[[noreturn]] inline void throw_exception_from_error(sqlite_error const& error, boost::source_location const&) {
    throw std::runtime_error("SQLite: " + error.message);
}

namespace detail {

/// The error of a call that returned `code`; the connection knows more where it was told.
[[nodiscard]] inline sqlite_error sqlite_failure(::sqlite3* database, int code) {
    if ((code & 0xff) == SQLITE_NOMEM) {
        throw std::bad_alloc();
    }
    int const extended = database != nullptr ? sqlite3_extended_errcode(database) : SQLITE_OK;
    if ((extended & 0xff) != (code & 0xff)) {
        return {code, sqlite3_errstr(code)};
    }
    return {extended, sqlite3_errmsg(database)};
}

/// Binds a value; `SQLITE_MISMATCH` where SQLite would hold another.
struct sqlite_binder {
    ::sqlite3_stmt* statement;
    int index;

    int operator()(bool v) const noexcept { return sqlite3_bind_int(statement, index, v ? 1 : 0); }
    int operator()(std::int64_t v) const noexcept { return sqlite3_bind_int64(statement, index, v); }
    int operator()(std::uint64_t v) const noexcept {
        return std::in_range<std::int64_t>(v) ? (*this)(static_cast<std::int64_t>(v)) : SQLITE_MISMATCH;
    }
    int operator()(double v) const noexcept {
        return v == v ? sqlite3_bind_double(statement, index, v) : SQLITE_MISMATCH; // a NaN would become NULL
    }
    int operator()(core::timestamp v) const noexcept { return (*this)(v.microseconds); }
    int operator()(std::string_view v) const noexcept {
        return sqlite3_bind_text64(statement, index, v.data(), v.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
};

/// The error of a statement that was compiled for another dialect: SQLite has no lists.
[[nodiscard]] inline std::optional<sqlite_error> sqlite_refusal(sql::statement const& s) {
    auto const list = std::ranges::find_if(s.placeholders, &sql::parameter::list);
    if (list == s.placeholders.end()) {
        return std::nullopt;
    }
    return sqlite_error{SQLITE_MISMATCH,
                        "the parameter " + std::to_string(list - s.placeholders.begin() + 1) + " is a list"};
}

} // namespace detail

/// A row that a statement stands on. Lifetime: until the next row is fetched, or the range of rows is destroyed.
class sqlite_row {
public:
    /// The number of columns.
    [[nodiscard]] std::size_t size() const noexcept {
        return static_cast<std::size_t>(sqlite3_column_count(statement_));
    }

    /// The value of a column as SQLite holds it: an int64, a double, or a string, which for a BLOB is its bytes.
    ///
    /// Nothing for NULL, and where there is no such column. A string lives as long as the row.
    [[nodiscard]] std::optional<core::value> operator[](std::size_t column) const {
        int const i = static_cast<int>(column);
        switch (sqlite3_column_type(statement_, i)) {
        case SQLITE_INTEGER:
            return core::value(std::int64_t{sqlite3_column_int64(statement_, i)});
        case SQLITE_FLOAT:
            return core::value(sqlite3_column_double(statement_, i));
        case SQLITE_TEXT:
            return core::value(bytes(sqlite3_column_text(statement_, i), i));
        case SQLITE_BLOB:
            return core::value(bytes(sqlite3_column_blob(statement_, i), i));
        default:
            return std::nullopt;
        }
    }

    /// The value of a column as one of the kinds of `core::value`, bound as the adapter binds them.
    ///
    /// Nothing for NULL, and for what is not of that kind: no text is read as a number. An integer may be read as a
    /// `double`, a `bool` is 0 or 1, a `core::timestamp` is an integer of microseconds.
    template <class T>
    [[nodiscard]] std::optional<T> get(std::size_t column) const {
        std::optional<core::value> const held = (*this)[column];
        if (!held) {
            return std::nullopt;
        }
        if constexpr (std::is_same_v<T, std::string_view>) {
            auto const* text = std::get_if<std::string_view>(&*held);
            return text != nullptr ? std::optional(*text) : std::nullopt;
        } else {
            auto const* integer = std::get_if<std::int64_t>(&*held);
            if constexpr (std::is_same_v<T, double>) {
                auto const* real = std::get_if<double>(&*held);
                return real != nullptr      ? std::optional(*real)
                       : integer != nullptr ? std::optional(static_cast<double>(*integer))
                                            : std::nullopt;
            } else {
                return integer != nullptr ? of_integer<T>(*integer) : std::nullopt;
            }
        }
    }

private:
    friend class sqlite_rows;

    explicit sqlite_row(::sqlite3_stmt* statement) noexcept : statement_(statement) {}

    [[nodiscard]] std::string_view bytes(void const* first, int column) const {
        auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
        if (first == nullptr && sqlite3_errcode(sqlite3_db_handle(statement_)) == SQLITE_NOMEM) {
            throw std::bad_alloc();
        }
        return first == nullptr ? std::string_view() : std::string_view(static_cast<char const*>(first), size);
    }

    template <class T>
    [[nodiscard]] static std::optional<T> of_integer(std::int64_t i) noexcept {
        if constexpr (std::is_same_v<T, bool>) {
            return i == 0 || i == 1 ? std::optional(i == 1) : std::nullopt;
        } else if constexpr (std::is_same_v<T, std::uint64_t>) {
            return i >= 0 ? std::optional(static_cast<std::uint64_t>(i)) : std::nullopt;
        } else if constexpr (std::is_same_v<T, core::timestamp>) {
            return core::timestamp{i};
        } else {
            static_assert(std::is_same_v<T, std::int64_t>, "one of the alternatives of core::value");
            return i;
        }
    }

    ::sqlite3_stmt* statement_;
};

/// The rows of a statement, fetched while the range is walked: an input range of `sqlite_result<sqlite_row>`.
///
/// An error is the last element: a loop that looks at its rows cannot miss it. `begin` starts at the first row, each
/// time. Destruction resets the statement, which gives up SQLite's locks. Lifetime: the statement's.
class sqlite_rows {
public:
    class iterator {
    public:
        using value_type = sqlite_result<sqlite_row>;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;

        [[nodiscard]] value_type const& operator*() const noexcept { return rows_->current_; }
        [[nodiscard]] value_type const* operator->() const noexcept { return &rows_->current_; }
        iterator& operator++() {
            rows_->advance();
            return *this;
        }
        void operator++(int) { ++*this; }
        [[nodiscard]] bool operator==(std::default_sentinel_t) const noexcept { return rows_->ended_; }

    private:
        friend class sqlite_rows;
        explicit iterator(sqlite_rows& rows) noexcept : rows_(&rows) {}

        sqlite_rows* rows_;
    };

    sqlite_rows(sqlite_rows const&) = delete;
    sqlite_rows& operator=(sqlite_rows const&) = delete;
    ~sqlite_rows() { sqlite3_reset(statement_); }

    /// Runs the statement up to its first row.
    [[nodiscard]] iterator begin() {
        ended_ = false;
        if (!refusal_) {
            sqlite3_reset(statement_);
            current_ = sqlite_row(statement_);
            advance();
        }
        return iterator(*this);
    }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

private:
    friend class sqlite_statement;

    explicit sqlite_rows(::sqlite3_stmt* statement) noexcept : statement_(statement), current_(sqlite_row(statement)) {}
    explicit sqlite_rows(sqlite_error refusal) : current_(std::move(refusal)), refusal_(true) {}

    void advance() {
        if (current_.has_error()) {
            ended_ = true;
            return;
        }
        int const code = sqlite3_step(statement_);
        ended_ = code == SQLITE_DONE;
        if (!ended_ && code != SQLITE_ROW) {
            current_ = detail::sqlite_failure(sqlite3_db_handle(statement_), code);
        }
    }

    ::sqlite3_stmt* statement_ = nullptr;
    sqlite_result<sqlite_row> current_;
    bool refusal_ = false;
    bool ended_ = false;
};

/// A prepared statement with its values bound, which may be run many times and bound again.
///
/// Each value has the type of SQLite that keeps it: a `bool` is the INTEGER 0 or 1, a `core::timestamp` an INTEGER of
/// microseconds. SQLite copies strings. What would not arrive as it is, is refused: a uint64 above 2^63 - 1, a NaN.
/// Errors are values, but `std::bad_alloc` is thrown where memory ends, SQLite's too.
/// Lifetime: to be destroyed before the connection is closed. One thread at a time may use a connection.
class sqlite_statement {
public:
    /// Prepares and binds a statement that was compiled for `sql::sqlite`.
    ///
    /// Errors: `SQLITE_MISMATCH` where a parameter is a list; those of the next.
    [[nodiscard]] static sqlite_result<sqlite_statement> prepare(::sqlite3* database, sql::statement const& s) {
        if (auto const error = detail::sqlite_refusal(s)) {
            return *error;
        }
        return prepare(database, s.text, s.parameters);
    }

    /// Prepares one statement and binds a value to each of its placeholders.
    ///
    /// Errors: SQLite's own, such as a table that is not there; `SQLITE_MISUSE` where `text` is no statement or more
    /// than one; those of `rebind`.
    [[nodiscard]] static sqlite_result<sqlite_statement> prepare(::sqlite3* database, std::string_view text,
                                                                 core::values const& parameters) {
        if (!std::in_range<int>(text.size())) {
            return sqlite_error{SQLITE_TOOBIG, "the statement is too long"};
        }
        ::sqlite3_stmt* prepared = nullptr;
        char const* tail = nullptr;
        int const code = database == nullptr ? SQLITE_MISUSE
                                             : sqlite3_prepare_v2(database, text.data(), static_cast<int>(text.size()),
                                                                  &prepared, &tail);
        if (code != SQLITE_OK) {
            return detail::sqlite_failure(database, code);
        }
        sqlite_statement made(prepared);
        if (prepared == nullptr || tail != text.data() + text.size()) {
            return sqlite_error{SQLITE_MISUSE, "the text is not one statement"};
        }
        if (auto const bound = made.rebind(parameters); !bound) {
            return bound.error();
        }
        return made;
    }

    /// Binds the values of another statement of the same text.
    ///
    /// Errors: `SQLITE_MISUSE` where the texts differ, `SQLITE_MISMATCH` where a parameter is a list; then the values of
    /// before stay bound. Those of the next.
    sqlite_result<void> rebind(sql::statement const& s) {
        if (s.text != text()) {
            return sqlite_error{SQLITE_MISUSE, "the texts of the two statements differ"};
        }
        if (auto const error = detail::sqlite_refusal(s)) {
            return *error;
        }
        return rebind(s.parameters);
    }

    /// Binds a value to each placeholder, in place of what was bound before.
    ///
    /// Errors: `SQLITE_RANGE` where there are more or fewer values than placeholders, `SQLITE_MISMATCH` for a value
    /// that SQLite cannot hold, `SQLITE_TOOBIG` for a string beyond its limit; the statement then has no rows but an
    /// error, until values are bound.
    sqlite_result<void> rebind(core::values const& parameters) {
        sqlite3_reset(statement_.get());
        bound_ = false;
        auto const placeholders = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement_.get()));
        if (placeholders != parameters.size()) {
            return sqlite_error{SQLITE_RANGE, std::to_string(parameters.size()) + " values for " +
                                                  std::to_string(placeholders) + " placeholders"};
        }
        for (std::size_t i = 0; i != parameters.size(); ++i) {
            int const code =
                std::visit(detail::sqlite_binder{statement_.get(), static_cast<int>(i) + 1}, parameters[i]);
            if (code == SQLITE_MISMATCH) {
                return sqlite_error{code, "SQLite cannot hold the value of ?" + std::to_string(i + 1)};
            }
            if (code != SQLITE_OK) {
                return detail::sqlite_failure(sqlite3_db_handle(statement_.get()), code);
            }
        }
        bound_ = true;
        return {};
    }

    /// The rows; nothing is run until the range is walked. Walk one range of a statement at a time.
    [[nodiscard]] sqlite_rows rows() {
        if (!bound_) {
            return sqlite_rows(sqlite_error{SQLITE_MISUSE, "the statement's values are not bound"});
        }
        return sqlite_rows(statement_.get());
    }

    /// The text that was prepared. Lifetime: the statement's.
    [[nodiscard]] std::string_view text() const noexcept { return sqlite3_sql(statement_.get()); }

    /// The name of a column of the result. Precondition: there is such a column.
    [[nodiscard]] std::string_view column_name(std::size_t column) const {
        char const* name = sqlite3_column_name(statement_.get(), static_cast<int>(column));
        return name != nullptr ? std::string_view(name) : throw std::bad_alloc();
    }

    /// For what the adapter does not offer; SQLite's own to use, not to finalize.
    [[nodiscard]] ::sqlite3_stmt* handle() const noexcept { return statement_.get(); }

private:
    struct finalizer {
        void operator()(::sqlite3_stmt* s) const noexcept { sqlite3_finalize(s); }
    };

    explicit sqlite_statement(::sqlite3_stmt* prepared) noexcept : statement_(prepared) {}

    std::unique_ptr<::sqlite3_stmt, finalizer> statement_;
    bool bound_ = false;
};

} // namespace quern::adapt
