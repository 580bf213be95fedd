#pragma once

#include <quern/expr/query.hpp>
#include <quern/normalise/domain.hpp>
#include <quern/normalise/equalities.hpp>
#include <quern/normalise/flatten.hpp>
#include <quern/normalise/negation.hpp>

namespace quern::normalise {

/// Brings a query into the form that backends compile: `push_negation`, `fold_domains`, `flatten`, `merge_equalities`,
/// in this order.
///
/// The result selects the same rows. Its filter has no `negation`, no constant outside its field's domain, no group in
/// a group of its kind, no group of fewer than two, no two lists where one would do, and `everything` or `nothing` only
/// as the whole. The result's structure depends on the query's structure alone, and on which constants lie outside
/// their domains: never on a value inside.
/// Complexity: O(nodes + constants).
inline void normalise(expr::query& q, domains const& d = {}) {
    push_negation(q.filter, q.schema.logic());
    fold_domains(q, d);
    flatten(q.filter);
    merge_equalities(q.filter);
}

} // namespace quern::normalise
