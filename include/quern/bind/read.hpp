#pragma once

#include <quern/bind/detail/plain_rules.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/result.hpp>
#include <quern/expr/query.hpp>
#include <quern/json/condition.hpp>
#include <quern/json/document.hpp>
#include <quern/json/lookup.hpp>
#include <quern/json/rules.hpp>
#include <quern/schema/definition.hpp>
#include <quern/syntax/spelling.hpp>
#include <quern/syntax/tree.hpp>

#include <span>
#include <string_view>
#include <utility>

namespace quern::bind {

namespace detail {
struct guard_access;
} // namespace detail

/// Reads requests of one schema one after another, and keeps its memory between them.
///
/// A schema of form `text` is read by `text_reader` instead: here each of its requests is `schema_reads_text`.
/// Not for use by two threads at once; the schema is.
class reader {
public:
    /// A schema that declares a guard is read by `guarded_reader` instead: here each of its requests is `schema_guarded`.
    explicit reader(schema::definition schema) noexcept : reader(std::move(schema), false) {}

    /// Reads a request into `out`, whose memory is reused and whose schema is set.
    ///
    /// All mistakes stand in `found`, in place of what it held, in document order, each with its pointer; where there is an error, `out`
    /// has no meaning. Warnings are reported too, and leave `out` valid. Complexity: linear in `text`.
    bool read(std::string_view text, expr::query& out, core::diagnostics& found);

    /// The schema of the requests.
    [[nodiscard]] schema::definition const& schema() const noexcept { return schema_; }

private:
    friend struct detail::guard_access;

    reader(schema::definition schema, bool guarded) noexcept : schema_(std::move(schema)), guarded_(guarded) {}

    template <class FormReader>
    void read_json(FormReader& form, std::span<syntax::spelling const> spellings, std::string_view text,
                   expr::query& out, core::diagnostics& found);

    schema::definition schema_;
    bool guarded_; // by what is done with the queries
    detail::plain_rules plain_;
    json::document document_;
    json::rules_reader rules_;
    json::condition_reader condition_;
    json::lookup_reader lookup_;
    syntax::request request_;
};

/// Reads a request that a client sent: the schema's form says what it looks like.
///
/// Errors: all mistakes of the request, in document order. Warnings stand in the query.
/// Complexity: linear in `text`; a `reader` serves many requests with less work.
[[nodiscard]] core::result<expr::query> read(schema::definition const& schema, std::string_view text);

} // namespace quern::bind

#ifndef QUERN_COMPILED
#include <quern/bind/impl/read.hpp>
#endif
