#pragma once

#include <quern/adapt/bson.hpp>
#include <quern/adapt/libmongoc/detail/value.hpp>
#include <quern/core/value.hpp>
#include <quern/mongo/document.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <mongoc/mongoc.h>

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

/// Why a server that speaks MongoDB's wire protocol, or libmongoc, did not do what it was asked.
struct mongodb_error {
    std::uint32_t domain = 0; ///< one of `mongoc_error_domain_t`; 0 for a refusal of the adapter's own
    std::uint32_t code = 0;   ///< within the domain; the server's own, such as 2, in `MONGOC_ERROR_QUERY`
    std::string message{};    ///< for logs

    [[nodiscard]] friend bool operator==(mongodb_error const&, mongodb_error const&) = default;
};

/// A value, or why there is none.
template <class T>
using mongodb_result = boost::system::result<T, mongodb_error>;

/// Called by Boost.System for `value()` of a result without a value.
[[noreturn]] inline void throw_exception_from_error(mongodb_error const& error, boost::source_location const&) {
    throw std::runtime_error("MongoDB: " + error.message);
}

namespace detail {

struct mongoc_cursor_close {
    void operator()(::mongoc_cursor_t* c) const noexcept { mongoc_cursor_destroy(c); }
};

[[nodiscard]] inline mongodb_error mongodb_failure(::bson_error_t const& e) {
    return {e.domain, e.code, static_cast<char const*>(e.message)};
}

} // namespace detail

/// A document that was fetched. Lifetime: until the next one is fetched, or the range of rows is destroyed.
class mongodb_row {
public:
    /// The document as libbson has it.
    [[nodiscard]] ::bson_t const& document() const noexcept { return *document_; }

    /// The value at a field's path by its type: bool, an int64 for each integer, a double, a `core::timestamp` for a
    /// date, and a string's bytes.
    ///
    /// Nothing where the path leads nowhere, for null, for every other type, and for a date that microseconds in an
    /// int64 do not reach. Parts of a path between dots are keys of documents within each other, never places in an
    /// array. A string lives as long as the row.
    [[nodiscard]] std::optional<core::value> operator[](std::string_view path) const noexcept {
        return detail::bson_value(*document_, path);
    }

    /// The value at a field's path as one of the kinds of `core::value`.
    ///
    /// Nothing where there is none, and for what is not of that kind; an int64 may be read as a uint64 where the value
    /// allows it.
    template <class T>
    [[nodiscard]] std::optional<T> get(std::string_view path) const noexcept {
        std::optional<core::value> const held = (*this)[path];
        if (!held) {
            return std::nullopt;
        }
        if (auto const* same = std::get_if<T>(&*held)) {
            return *same;
        }
        if constexpr (std::is_same_v<T, std::uint64_t>) {
            if (auto const* i = std::get_if<std::int64_t>(&*held); i != nullptr && *i >= 0) {
                return static_cast<std::uint64_t>(*i);
            }
        }
        return std::nullopt;
    }

private:
    friend class mongodb_rows;
    explicit mongodb_row(::bson_t const* document) noexcept : document_(document) {}

    ::bson_t const* document_;
};

/// The documents that a query selects, fetched while the range is walked: an input range of
/// `mongodb_result<mongodb_row>`.
///
/// An error is the last element: a loop that looks at its rows cannot miss it. `begin` asks the server, each time.
/// Destruction closes the cursor. Lifetime: the query's, and the collection's.
class mongodb_rows {
public:
    class iterator {
    public:
        using value_type = mongodb_result<mongodb_row>;
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
        friend class mongodb_rows;
        explicit iterator(mongodb_rows& rows) noexcept : rows_(&rows) {}

        mongodb_rows* rows_;
    };

    mongodb_rows(mongodb_rows const&) = delete;
    mongodb_rows& operator=(mongodb_rows const&) = delete;
    ~mongodb_rows() = default;

    /// Asks the server, and fetches the first documents.
    [[nodiscard]] iterator begin() {
        cursor_.reset(
            mongoc_collection_find_with_opts(collection_, query_.filter.get(), query_.options.get(), nullptr));
        ended_ = false;
        current_ = mongodb_row(nullptr);
        advance();
        return iterator(*this);
    }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

private:
    friend class mongodb_query;
    mongodb_rows(::mongoc_collection_t* collection, bson_find const& query) noexcept
        : collection_(collection),
          query_(query),
          current_(mongodb_row(nullptr)) {}

    void advance() {
        if (current_.has_error()) {
            ended_ = true;
            return;
        }
        ::bson_t const* document = nullptr;
        ::bson_error_t error;
        if (mongoc_cursor_next(cursor_.get(), &document)) {
            current_ = mongodb_row(document);
        } else if (mongoc_cursor_error(cursor_.get(), &error)) {
            current_ = detail::mongodb_failure(error);
        } else {
            ended_ = true;
        }
    }

    ::mongoc_collection_t* collection_;
    bson_find const& query_;
    std::unique_ptr<::mongoc_cursor_t, detail::mongoc_cursor_close> cursor_;
    mongodb_result<mongodb_row> current_;
    bool ended_ = false;
};

/// A compiled query, which may be asked of many collections, many times.
///
/// The collection's own read preference and read concern apply. One thread at a time may use a client.
class mongodb_query {
public:
    /// Errors: those of `to_bson`, which a document from `mongo::emit` does not have.
    [[nodiscard]] static mongodb_result<mongodb_query> prepare(mongo::document const& document) {
        bson_result<bson_find> made = to_bson(document);
        if (!made) {
            return mongodb_error{0, 0, std::string(message(made.error()))};
        }
        return mongodb_query(std::make_unique<bson_find>(*std::move(made)));
    }

    /// The documents of the page, in order; nothing is asked until the range is walked.
    [[nodiscard]] mongodb_rows rows(::mongoc_collection_t* collection) const noexcept { return {collection, *query_}; }

    /// How many documents the filter selects, whatever the page. Exact, on a sharded cluster too.
    ///
    /// Errors: the server's own; a lost connection.
    [[nodiscard]] mongodb_result<std::uint64_t> count(::mongoc_collection_t* collection) const {
        ::bson_error_t error;
        std::int64_t const number =
            mongoc_collection_count_documents(collection, query_->filter.get(), nullptr, nullptr, nullptr, &error);
        if (number < 0) {
            return detail::mongodb_failure(error);
        }
        return {boost::system::in_place_value, static_cast<std::uint64_t>(number)};
    }

    /// What libmongoc is given. Lifetime: the query's.
    [[nodiscard]] bson_find const& bson() const noexcept { return *query_; }

private:
    explicit mongodb_query(std::unique_ptr<bson_find const> query) noexcept : query_(std::move(query)) {}

    std::unique_ptr<bson_find const> query_; // rows keep its address when the query is moved
};

} // namespace quern::adapt
