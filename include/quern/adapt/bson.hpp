#pragma once

#include <quern/adapt/bson/detail/append.hpp>
#include <quern/adapt/bson/detail/fault.hpp>
#include <quern/mongo/document.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/json/object.hpp>
#include <boost/system/result.hpp>

#include <bson/bson.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace quern::adapt {

/// A value, or why there is none.
template <class T>
using bson_result = boost::system::result<T, bson_fault>;

/// Called by Boost.System for `value()` of a result without a value.
[[noreturn]] inline void throw_exception_from_error(bson_fault fault, boost::source_location const&) {
    throw std::runtime_error("BSON: " + std::string(message(fault)));
}

/// A document of libbson's, and its memory.
class bson_document {
public:
    /// An empty one.
    bson_document() : document_(bson_new()) {}
    bson_document(bson_document&& other) noexcept : document_(std::exchange(other.document_, nullptr)) {}
    bson_document& operator=(bson_document&& other) noexcept {
        std::swap(document_, other.document_);
        return *this;
    }
    ~bson_document() { bson_destroy(document_); }

    /// The document, for libbson and libmongoc to read. Precondition: it was not moved from.
    [[nodiscard]] ::bson_t const& operator*() const noexcept { return *document_; }
    [[nodiscard]] ::bson_t const* get() const noexcept { return document_; }

    /// The document, to append to.
    [[nodiscard]] ::bson_t* get() noexcept { return document_; }

private:
    ::bson_t* document_;
};

/// What `mongoc_collection_find_with_opts` takes, and, of a count, `mongoc_collection_count_documents`.
struct bson_find {
    bson_document filter;
    bson_document options; ///< `sort`, `skip` and `limit`; none of a count
};

/// A document in Extended JSON, as `mongo::emit` and `mongo::command` write them, as BSON.
///
/// Both notations are read. An integer in JSON's own notation is an int32 where it fits, else an int64, as libbson's reader of
/// text has it. Nothing goes through text.
/// Errors: `not_utf8` and `null_character` for a string or a key, `too_deep` for more than 100 levels, `too_large` for
/// more than MongoDB takes for a command, `not_extended_json` for a type that is none, such as a `$numberLong` that is no integer.
/// Complexity: O(size).
[[nodiscard]] inline bson_result<bson_document> to_bson(boost::json::object const& document) {
    bson_document made;
    if (auto const fault = detail::append_members(*made.get(), document, 1)) {
        return *fault;
    }
    return made;
}

/// A compiled query as BSON. Errors: those of the other `to_bson`.
[[nodiscard]] inline bson_result<bson_find> to_bson(mongo::document const& document) {
    bson_result<bson_document> filter = to_bson(document.filter);
    if (!filter) {
        return filter.error();
    }
    boost::json::object options;
    if (!document.count) {
        options = mongo::to_json(document);
        options.stable_erase("filter");
    }
    bson_result<bson_document> page = to_bson(options);
    if (!page) {
        return page.error();
    }
    return bson_find{*std::move(filter), *std::move(page)};
}

} // namespace quern::adapt
