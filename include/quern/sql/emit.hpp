#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/result.hpp>
#include <quern/expr/query.hpp>
#include <quern/sql/detail/names.hpp>
#include <quern/sql/detail/shapes.hpp>
#include <quern/sql/detail/workspace.hpp>
#include <quern/sql/dialect.hpp>
#include <quern/sql/statement.hpp>

#include <optional>

namespace quern::sql {

/// Compiles queries one after another, and keeps its memory between them. Not for use by two threads at once.
///
/// It keeps the text of shapes that come again too, of at most 16, whose filters have at most 64 nodes.
class emitter {
public:
    explicit emitter(dialect const& d) : dialect_(&d) {}

    /// Compiles a query into `out`, whose memory is reused. See `emit`.
    ///
    /// False, and diagnostics behind those in `found`, where the dialect cannot say the query; `out` then has no meaning.
    bool emit(expr::query const& q, statement& out, core::diagnostics& found);

private:
    bool emit_anew(expr::query const& q, statement& out, core::diagnostics& found);

    dialect const* dialect_;
    detail::names names_;
    detail::workspace workspace_;
    detail::shapes shapes_;
    std::optional<expr::query> normal_; // what was normalised last, kept for its memory
};

/// Compiles a query to a parameterised statement: `SELECT` with `WHERE`, `ORDER BY` that ends in the schema's key, and
/// `LIMIT` and `OFFSET`; `SELECT COUNT(*)` where the query asks for a count.
///
/// The text depends on the query's shape alone, and on which constants lie outside their fields' domains; every value
/// is a parameter, the limit and the offset too. Identifiers come from the schema.
/// Errors: `guard_incomplete` where the schema declares a guard and the filter leaves it open; `identifier_not_allowed`,
/// `identifier_too_long`, `not_expressible`, `pattern_too_long`, `statement_too_deep`, `statement_too_long`, `too_many_parameters` where the dialect cannot say the query.
/// Complexity: O(size of the query). Lifetime: the statement owns its values.
[[nodiscard]] core::result<statement> emit(expr::query const& q, dialect const& d);

} // namespace quern::sql

#ifndef QUERN_COMPILED
#include <quern/sql/impl/emit.hpp>
#endif
