#pragma once

#include <quern/adapt/libmariadb/detail/arguments.hpp>
#include <quern/adapt/libmariadb/detail/columns.hpp>
#include <quern/core/value.hpp>
#include <quern/sql/statement.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <mysql.h>

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

/// Why MariaDB or MySQL, or the client library, did not do what it was asked.
struct mariadb_error {
    unsigned code = 0;     ///< such as 1146, or 2013 for a lost connection; 0 for a refusal of the adapter's own
    std::string message{}; ///< in the server's language, for logs

    [[nodiscard]] friend bool operator==(mariadb_error const&, mariadb_error const&) = default;
};

/// A value, or why there is none.
template <class T>
using mariadb_result = boost::system::result<T, mariadb_error>;

/// Called by Boost.System for `value()` of a result without a value.
[[noreturn]] inline void throw_exception_from_error(mariadb_error const& error, boost::source_location const&) {
    throw std::runtime_error("MariaDB: " + error.message);
}

/// A row that was fetched. Lifetime: until the next row is fetched, or the range of rows is destroyed.
class mariadb_row {
public:
    /// The number of columns.
    [[nodiscard]] std::size_t size() const noexcept { return columns_->size(); }

    /// The value of a column by its type: an int64 or uint64, a double, a `core::timestamp` for a DATETIME, which is
    /// taken to be in UTC, and for every other type its text.
    ///
    /// Nothing for NULL, where there is no such column, and for a DATETIME with a part that is zero. A string lives as
    /// long as the row.
    [[nodiscard]] std::optional<core::value> operator[](std::size_t column) const noexcept {
        return (*columns_)[column];
    }

    /// The value of a column as one of the kinds of `core::value`.
    ///
    /// Nothing for NULL, and for what is not of that kind; an int64 and a uint64 may be read as each other where the
    /// value allows it, and a `bool` is an integer 0 or 1.
    template <class T>
    [[nodiscard]] std::optional<T> get(std::size_t column) const noexcept {
        std::optional<core::value> const held = (*this)[column];
        if (!held) {
            return std::nullopt;
        }
        if (auto const* same = std::get_if<T>(&*held)) {
            return *same;
        }
        if constexpr (std::is_same_v<T, bool>) {
            std::optional<std::int64_t> const i = get<std::int64_t>(column);
            return i == 0 || i == 1 ? std::optional(*i == 1) : std::nullopt;
        } else if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::uint64_t>) {
            using other = std::conditional_t<std::is_same_v<T, std::int64_t>, std::uint64_t, std::int64_t>;
            if (auto const* i = std::get_if<other>(&*held); i != nullptr && std::in_range<T>(*i)) {
                return static_cast<T>(*i);
            }
        }
        return std::nullopt;
    }

private:
    friend class mariadb_rows;
    explicit mariadb_row(detail::mariadb_columns const& columns) noexcept : columns_(&columns) {}

    detail::mariadb_columns const* columns_;
};

namespace detail {

struct mariadb_close {
    void operator()(::MYSQL_STMT* s) const noexcept { mysql_stmt_close(s); }
};

/// What a statement owns, at an address that does not change.
struct mariadb_state {
    ::MYSQL* connection = nullptr;
    std::string text;
    mariadb_arguments arguments;
    mariadb_columns columns;
    bool bound = false;
    std::unique_ptr<::MYSQL_STMT, mariadb_close> statement;

    /// What ends a walk of rows is told to the connection alone.
    [[nodiscard]] mariadb_error failure() const {
        if (unsigned const code = mysql_stmt_errno(statement.get()); code != 0) {
            return {code, mysql_stmt_error(statement.get())};
        }
        return {mysql_errno(connection), mysql_error(connection)};
    }
};

} // namespace detail

/// The rows of a statement, fetched while the range is walked: an input range of `mariadb_result<mariadb_row>`.
///
/// An error is the last element: a loop that looks at its rows cannot miss it. `begin` runs the statement, each time.
/// The connection does nothing else until the range has ended or is destroyed. Lifetime: the statement's.
class mariadb_rows {
public:
    class iterator {
    public:
        using value_type = mariadb_result<mariadb_row>;
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
        friend class mariadb_rows;
        explicit iterator(mariadb_rows& rows) noexcept : rows_(&rows) {}

        mariadb_rows* rows_;
    };

    mariadb_rows(mariadb_rows const&) = delete;
    mariadb_rows& operator=(mariadb_rows const&) = delete;
    ~mariadb_rows() { mysql_stmt_free_result(state_.statement.get()); }

    /// Runs the statement up to its first row.
    [[nodiscard]] iterator begin() {
        ::MYSQL_STMT* const statement = state_.statement.get();
        mysql_stmt_free_result(statement);
        ended_ = false;
        current_ = mariadb_row(state_.columns);
        if (!state_.bound) {
            current_ = mariadb_error{0, "the statement's values are not bound"};
        } else if ((state_.arguments.size() != 0 && mysql_stmt_bind_param(statement, state_.arguments.data()) != 0) ||
                   mysql_stmt_execute(statement) != 0 || !state_.columns.bind(statement)) {
            current_ = state_.failure();
        } else if (state_.columns.size() == 0) {
            ended_ = true; // a statement without a result
        } else {
            advance();
        }
        return iterator(*this);
    }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

private:
    friend class mariadb_statement;
    explicit mariadb_rows(detail::mariadb_state& state) noexcept
        : state_(state),
          current_(mariadb_row(state.columns)) {}

    void advance() {
        if (current_.has_error()) {
            ended_ = true;
            return;
        }
        int const fetched = mysql_stmt_fetch(state_.statement.get());
        ended_ = fetched == MYSQL_NO_DATA;
        if (fetched == 1 || (!ended_ && !state_.columns.complete(state_.statement.get()))) {
            current_ = state_.failure();
        }
    }

    detail::mariadb_state& state_;
    mariadb_result<mariadb_row> current_;
    bool ended_ = false;
};

/// A statement that is prepared on a server with its values bound, which may be run many times and bound again.
///
/// Each value has the type that keeps it: TINYINT, BIGINT, BIGINT UNSIGNED, DOUBLE, text in utf8mb4, or DATETIME(6) in
/// UTC. Values are copied. Errors are values. Lifetime: to be destroyed before the connection is closed, and the
/// connection's character set is utf8mb4. One thread at a time may use a connection.
class mariadb_statement {
public:
    /// Prepares and binds a statement that was compiled for `sql::mariadb` or `sql::mysql`.
    ///
    /// Errors: the server's own, such as a table that is not there; a lost connection; a connection whose character set
    /// is not utf8mb4; those of `rebind`.
    [[nodiscard]] static mariadb_result<mariadb_statement> prepare(::MYSQL* connection, sql::statement const& s) {
        if (mysql_character_set_name(connection) != std::string_view("utf8mb4")) {
            return mariadb_error{0, "the connection's character set is not utf8mb4"};
        }
        auto state = std::make_unique<detail::mariadb_state>();
        state->connection = connection;
        state->text = s.text;
        state->statement.reset(mysql_stmt_init(connection));
        if (state->statement == nullptr) {
            throw std::bad_alloc();
        }
        if (mysql_stmt_prepare(state->statement.get(), s.text.data(), static_cast<unsigned long>(s.text.size())) != 0) {
            return state->failure();
        }
        mariadb_statement made(std::move(state));
        if (auto const bound = made.rebind(s); !bound) {
            return bound.error();
        }
        return made;
    }

    /// Binds the values of another statement of the same text, in place of what was bound before.
    ///
    /// Errors: a text that differs, where the values of before stay bound; a list or a double that is no number, or
    /// more or fewer values than placeholders: the statement then has no rows but an error, until values are bound.
    mariadb_result<void> rebind(sql::statement const& s) {
        if (s.text != state_->text) {
            return mariadb_error{0, "the texts of the two statements differ"};
        }
        state_->bound = false;
        if (mysql_stmt_param_count(state_->statement.get()) != s.placeholders.size()) {
            return mariadb_error{0, std::to_string(s.placeholders.size()) + " values for " +
                                        std::to_string(mysql_stmt_param_count(state_->statement.get())) +
                                        " placeholders"};
        }
        state_->bound = state_->arguments.assign(s);
        if (!state_->bound) {
            return mariadb_error{0, "MariaDB cannot hold a value of the statement"};
        }
        return {};
    }

    /// The rows; nothing is run until the range is walked. Walk one range of a connection at a time.
    [[nodiscard]] mariadb_rows rows() noexcept { return mariadb_rows(*state_); }

    /// The text that was prepared. Lifetime: the statement's.
    [[nodiscard]] std::string_view text() const noexcept { return state_->text; }

    /// For what the adapter does not offer; the adapter's to close.
    [[nodiscard]] ::MYSQL_STMT* handle() const noexcept { return state_->statement.get(); }

private:
    explicit mariadb_statement(std::unique_ptr<detail::mariadb_state> state) noexcept : state_(std::move(state)) {}

    std::unique_ptr<detail::mariadb_state> state_; // rows keep its address when the statement is moved
};

} // namespace quern::adapt
