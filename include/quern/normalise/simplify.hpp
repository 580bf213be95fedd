#pragma once

#include <quern/expr/query.hpp>
#include <quern/normalise/domain.hpp>

namespace quern::normalise {

/// Makes a query shorter by what its constants are; the result is normalised, and selects the same rows.
///
/// Of one field in one group, one set is made: ranges meet at the tighter bounds, lists intersect under `and` and unite
/// under `or`, a list of one is an equality, and values that a range or a search beside them excludes are gone. What
/// cannot be true becomes `nothing`, what is true on every row `everything`. Duplicates go, and what a sibling decides.
/// A filter never gets longer. No rule turns on whether rows are absent or unknown: only what selects is kept, so a
/// simplified filter may not be negated afterwards.
///
/// Text that is made of the result depends on the constants. Backends in memory call it; for SQL and MongoDB it is the
/// caller's choice. Complexity: O(n log n) of nodes and constants, and at most 32 searches × constants of one field.
void simplify(expr::query& q, domains const& d = {});

/// True where a simplified query selects no row, whatever the store holds: no database is needed. O(1).
[[nodiscard]] inline bool selects_nothing(expr::query const& q) noexcept {
    return q.filter.size() != 0 && q.filter.nodes().front().kind == expr::node_kind::nothing;
}

/// True where a simplified query's filter selects every row, whatever the store holds. O(1).
[[nodiscard]] inline bool selects_everything(expr::query const& q) noexcept {
    return q.filter.size() == 0 || q.filter.nodes().front().kind == expr::node_kind::everything;
}

} // namespace quern::normalise

#ifndef QUERN_COMPILED
#include <quern/normalise/impl/simplify.hpp>
#endif
