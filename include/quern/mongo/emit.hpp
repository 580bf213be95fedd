#pragma once

#include <quern/core/result.hpp>
#include <quern/expr/query.hpp>
#include <quern/mongo/document.hpp>
#include <quern/mongo/notation.hpp>

namespace quern::mongo {

/// Compiles a query to what MongoDB's `find` takes: a filter, an order that ends in the schema's key, a page.
///
/// Operators and paths come from quern and the schema; whatever a client wrote is a string, a number, a boolean or a
/// date, or stands escaped in a regular expression. The filter obeys the schema's logic, not MongoDB's.
/// A native timestamp is a date, in milliseconds; a constant that is finer, and a uint64 above 2^63 - 1, are decided as
/// `normalise::fold_domains` does. A limit of 0, which MongoDB takes for none, selects nothing.
/// Errors: `guard_incomplete` where the schema declares a guard and the filter leaves it open; `identifier_not_allowed` for a path of the query that is not names joined by points, none of them empty or
/// with `$` at its beginning; `pattern_too_long`, `statement_too_deep`, `statement_too_long`, `too_many_sort_keys`.
/// Complexity: O(size of the query).
[[nodiscard]] core::result<document> emit(expr::query const& q, notation in = notation::relaxed);

} // namespace quern::mongo

#ifndef QUERN_COMPILED
#include <quern/mongo/impl/emit.hpp>
#endif
