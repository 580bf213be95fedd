#pragma once

#include <quern/adapt/libpq/detail/arguments.hpp>
#include <quern/adapt/libpq/detail/value.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/core/value.hpp>
#include <quern/sql/statement.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <libpq-fe.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace quern::adapt {

/// Why PostgreSQL, or libpq, did not do what it was asked.
struct postgresql_error {
    std::string sqlstate{}; ///< five characters, such as `57014`; empty where the server did not answer
    std::string message{};  ///< in the server's language, for logs

    [[nodiscard]] friend bool operator==(postgresql_error const&, postgresql_error const&) = default;
};

/// A value, or why there is none.
template <class T>
using postgresql_result = boost::system::result<T, postgresql_error>;

/// Called by Boost.System for `value()` of a result without a value.
[[noreturn]] inline void throw_exception_from_error(postgresql_error const& error, boost::source_location const&) {
    throw std::runtime_error("PostgreSQL: " + error.message);
}

namespace detail {

struct pq_clear {
    void operator()(::PGresult* r) const noexcept { PQclear(r); }
};
using pq_answer = std::unique_ptr<::PGresult, pq_clear>;

[[nodiscard]] inline std::string pq_trimmed(char const* message) {
    std::string text = message != nullptr ? message : "";
    text.erase(text.find_last_not_of('\n') + 1);
    return text;
}

/// The error of an answer, or of the connection where there is none.
[[nodiscard]] inline postgresql_error pq_failure(::PGconn* connection, ::PGresult const* answer) {
    char const* const state = answer != nullptr ? PQresultErrorField(answer, PG_DIAG_SQLSTATE) : nullptr;
    std::string message = answer != nullptr ? pq_trimmed(PQresultErrorMessage(answer)) : std::string();
    if (message.empty()) {
        message = pq_trimmed(PQerrorMessage(connection));
    }
    return {state != nullptr ? state : "", std::move(message)};
}

} // namespace detail

/// A row that was fetched. Lifetime: until the next row is fetched, or the range of rows is destroyed.
class postgresql_row {
public:
    /// The number of columns.
    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(PQnfields(answer_)); }

    /// True for NULL, and where there is no such column.
    [[nodiscard]] bool is_null(std::size_t column) const noexcept {
        return column >= size() || PQgetisnull(answer_, 0, static_cast<int>(column)) != 0;
    }

    /// The value of a column by its type: bool, an int64 for each integer, a uint64 for a `numeric` without a
    /// fraction, a double, a `core::timestamp`, and for every other type the bytes that the server sent.
    ///
    /// Nothing for NULL, for a `numeric` that is no uint64, and for an infinite timestamp. A string lives as long as
    /// the row.
    [[nodiscard]] std::optional<core::value> operator[](std::size_t column) const noexcept {
        if (is_null(column)) {
            return std::nullopt;
        }
        int const i = static_cast<int>(column);
        std::string_view const bytes(PQgetvalue(answer_, 0, i), static_cast<std::size_t>(PQgetlength(answer_, 0, i)));
        return detail::pq_value(PQftype(answer_, i), bytes);
    }

    /// The value of a column as one of the kinds of `core::value`.
    ///
    /// Nothing for NULL, and for what is not of that kind; an int64 and a uint64 may be read as each other where the
    /// value allows it.
    template <class T>
    [[nodiscard]] std::optional<T> get(std::size_t column) const noexcept {
        std::optional<core::value> const held = (*this)[column];
        if (!held) {
            return std::nullopt;
        }
        if (auto const* same = std::get_if<T>(&*held)) {
            return *same;
        }
        if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::uint64_t>) {
            using other = std::conditional_t<std::is_same_v<T, std::int64_t>, std::uint64_t, std::int64_t>;
            if (auto const* i = std::get_if<other>(&*held); i != nullptr && std::in_range<T>(*i)) {
                return static_cast<T>(*i);
            }
        }
        return std::nullopt;
    }

private:
    friend class postgresql_rows;
    explicit postgresql_row(::PGresult const* answer) noexcept : answer_(answer) {}

    ::PGresult const* answer_;
};

/// The rows of a statement, fetched one by one while the range is walked: an input range of
/// `postgresql_result<postgresql_row>`.
///
/// An error is the last element: a loop that looks at its rows cannot miss it. `begin` runs the statement, each time.
/// Destruction before the last row cancels the statement. The connection does nothing else until the range has ended.
/// Lifetime: the statement's.
class postgresql_rows {
public:
    class iterator {
    public:
        using value_type = postgresql_result<postgresql_row>;
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
        friend class postgresql_rows;
        explicit iterator(postgresql_rows& rows) noexcept : rows_(&rows) {}

        postgresql_rows* rows_;
    };

    postgresql_rows(postgresql_rows const&) = delete;
    postgresql_rows& operator=(postgresql_rows const&) = delete;
    ~postgresql_rows() { abandon(); }

    /// Runs the statement up to its first row.
    [[nodiscard]] iterator begin() {
        abandon();
        ended_ = false;
        if (arguments_ == nullptr) {
            current_ = postgresql_error{{}, "the statement's values are not bound"};
        } else if (!send()) {
            current_ = detail::pq_failure(connection_, nullptr);
        } else {
            current_ = postgresql_row(nullptr);
            running_ = true;
            advance();
        }
        return iterator(*this);
    }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

private:
    friend class postgresql_statement;

    postgresql_rows(::PGconn* connection, std::string const& name, detail::pq_arguments const* arguments) noexcept
        : connection_(connection),
          name_(name),
          arguments_(arguments),
          current_(postgresql_row(nullptr)) {}

    [[nodiscard]] bool send() {
        constexpr int binary = 1;
        int const sent = PQsendQueryPrepared(connection_, name_.c_str(), static_cast<int>(arguments_->texts.size()),
                                             arguments_->texts.data(), arguments_->lengths.data(), nullptr, binary);
        return sent != 0 && PQsetSingleRowMode(connection_) != 0;
    }

    void advance() {
        if (current_.has_error()) {
            ended_ = true;
            return;
        }
        answer_.reset(PQgetResult(connection_));
        ::ExecStatusType const status = answer_ != nullptr ? PQresultStatus(answer_.get()) : PGRES_FATAL_ERROR;
        if (status == PGRES_SINGLE_TUPLE) {
            current_ = postgresql_row(answer_.get());
            return;
        }
        if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
            ended_ = true;
        } else {
            current_ = detail::pq_failure(connection_, answer_.get());
        }
        drain();
    }

    void drain() noexcept {
        while (running_ && detail::pq_answer(PQgetResult(connection_)) != nullptr) {
        }
        running_ = false;
    }

    void abandon() noexcept {
        if (!running_) {
            return;
        }
        if (::PGcancel* const cancel = PQgetCancel(connection_)) {
            char message[256];
            PQcancel(cancel, message, sizeof message);
            PQfreeCancel(cancel);
        }
        drain();
    }

    ::PGconn* connection_;
    std::string const& name_;
    detail::pq_arguments const* arguments_;
    detail::pq_answer answer_;
    postgresql_result<postgresql_row> current_;
    bool running_ = false;
    bool ended_ = false;
};

/// A statement that is prepared on a server with its values bound, which may be run many times and bound again.
///
/// Each placeholder has the type that the dialect gives it: `boolean`, `bigint`, `numeric`, `double precision`, `text`
/// or `timestamptz`; a list is one array. Values are copied. Errors are values.
/// Lifetime: to be destroyed before the connection is finished, which frees the statement on the server. One thread at
/// a time may use a connection.
class postgresql_statement {
public:
    /// Prepares and binds a statement that was compiled for `sql::postgresql`.
    ///
    /// Errors: the server's own, such as a table that is not there; a lost connection; those of `rebind`.
    [[nodiscard]] static postgresql_result<postgresql_statement> prepare(::PGconn* connection,
                                                                         sql::statement const& s) {
        static std::atomic<std::uint64_t> made{0};
        auto state = std::make_unique<prepared>();
        state->text = s.text;
        state->name = "quern " + std::to_string(++made);
        for (sql::parameter const& p : s.placeholders) {
            state->types.push_back(detail::pq_type(p));
        }
        detail::pq_answer const answer(PQprepare(connection, state->name.c_str(), s.text.c_str(),
                                                 static_cast<int>(state->types.size()), state->types.data()));
        if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) {
            return detail::pq_failure(connection, answer.get());
        }
        state->connection = connection;
        postgresql_statement statement(std::move(state));
        if (auto const bound = statement.rebind(s); !bound) {
            return bound.error();
        }
        return statement;
    }

    /// Binds the values of another statement of the same text, in place of what was bound before.
    ///
    /// Errors: a text that differs, where the values of before stay bound; a value with U+0000, which PostgreSQL's
    /// `text` cannot hold, or a double that is no number: the statement then has no rows but an error, until values are
    /// bound.
    postgresql_result<void> rebind(sql::statement const& s) {
        if (s.text != state_->text) {
            return postgresql_error{{}, "the texts of the two statements differ"};
        }
        state_->bound = state_->arguments.assign(s);
        if (!state_->bound) {
            return postgresql_error{{}, "PostgreSQL cannot hold a value of the statement"};
        }
        return {};
    }

    /// The rows; nothing is run until the range is walked. Walk one range of a connection at a time.
    [[nodiscard]] postgresql_rows rows() const noexcept {
        return {state_->connection, state_->name, state_->bound ? &state_->arguments : nullptr};
    }

    /// The text that was prepared. Lifetime: the statement's.
    [[nodiscard]] std::string_view text() const noexcept { return state_->text; }

    /// The name of the statement on the server, for what the adapter does not offer. Lifetime: the statement's.
    [[nodiscard]] std::string const& name() const noexcept { return state_->name; }

private:
    struct prepared {
        ::PGconn* connection = nullptr;
        std::string text;
        std::string name;
        std::vector<::Oid> types;
        detail::pq_arguments arguments;
        bool bound = false;

        prepared() = default;
        prepared(prepared const&) = delete;
        prepared& operator=(prepared const&) = delete;
        ~prepared() {
            if (connection != nullptr && PQstatus(connection) == CONNECTION_OK) {
                PQclear(PQexec(connection, ("DEALLOCATE \"" + name + '"').c_str()));
            }
        }
    };

    explicit postgresql_statement(std::unique_ptr<prepared> state) noexcept : state_(std::move(state)) {}

    std::unique_ptr<prepared> state_; // rows keep its address when the statement is moved
};

} // namespace quern::adapt
