#pragma once

#include <quern/bind/detail/guard_access.hpp>
#include <quern/bind/detail/may_read.hpp>
#include <quern/bind/request.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/result.hpp>
#include <quern/expr/guarded.hpp>
#include <quern/expr/query.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/guarded.hpp>
#include <quern/syntax/tree.hpp>
#include <quern/text/operators.hpp>
#include <quern/text/query.hpp>

#include <string_view>
#include <utility>

namespace quern::bind {

/// Reads texts of the text language as requests of one schema, one after another, and keeps its memory between them.
///
/// The schema may have any form: a text asks what a request of that form could ask, and is bound as a client's.
/// Not for use by two threads at once; the schema is.
class text_reader {
public:
    /// A schema that declares a guard is read by `guarded_text_reader` instead: here each text is `schema_guarded`.
    explicit text_reader(schema::definition schema) noexcept : text_reader(std::move(schema), false) {}

    /// Reads a text into `out`, whose memory is reused and whose schema is set.
    ///
    /// All mistakes stand in `found`, in place of what it held, in the order of the text; where there is an error, `out`
    /// has no meaning. Warnings are reported too, and leave `out` valid. Complexity: linear in `text`.
    bool read(std::string_view text, expr::query& out, core::diagnostics& found) {
        found.clear();
        out.schema = schema_;
        out.warnings = {};
        if (!detail::may_read(schema_, guarded_, found)) {
            return false;
        }
        if (text::read_query(text, schema_.limits(), request_, found)) {
            bind_request(request_, text::operators, out, found);
        }
        found.arrange(schema_.limits().diagnostics);
        return !found.has_errors();
    }

    /// The schema of the requests.
    [[nodiscard]] schema::definition const& schema() const noexcept { return schema_; }

private:
    friend struct detail::guard_access;

    text_reader(schema::definition schema, bool guarded) noexcept : schema_(std::move(schema)), guarded_(guarded) {}

    schema::definition schema_;
    bool guarded_; // by what is done with the queries
    syntax::request request_;
};

/// Reads a text of the text language that a client sent. See `text_reader`, which serves many with less work.
///
/// Errors: all mistakes of the text, in its order; behind the first place that the grammar does not allow there are
/// none. Warnings stand in the query.
[[nodiscard]] inline core::result<expr::query> read_text(schema::definition const& schema, std::string_view text) {
    text_reader once(schema);
    expr::query out(schema);
    core::diagnostics found;
    if (!once.read(text, out, found)) {
        return found;
    }
    out.warnings = std::move(found);
    return out;
}

/// Reads texts of one guarded schema one after another, and keeps its memory between them. See `text_reader`.
using guarded_text_reader = basic_guarded_reader<text_reader>;

/// Reads a text that a client sent, of a schema that demands a guard. See `read_text`; no backend takes what it gives
/// before it is `guarded`.
[[nodiscard]] inline core::result<expr::unguarded_query> read_text(schema::guarded_definition const& schema,
                                                                   std::string_view text) {
    return detail::read_guarded<text_reader>(schema, text);
}

} // namespace quern::bind
