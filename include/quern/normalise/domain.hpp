#pragma once

#include <quern/expr/query.hpp>
#include <quern/normalise/domains.hpp>

namespace quern::normalise {

/// Brings every constant into the domain of its field's store: `i < 1.5` becomes `i <= 1`, a constant that the store
/// cannot hold decides its predicate, and leaves a null test where absent fields differ.
///
/// Numbers are compared mathematically; an instant that is finer than its field's storage lies between two. The result selects the same rows, and each constant has its field's type.
/// A predicate that is left undecided on absent fields under three-valued logic keeps that: `i <> 1.5` becomes a test
/// for presence. Precondition: no `negation` (see `push_negation`). Complexity: O(nodes + constants).
void fold_domains(expr::query& q, domains const& d);

} // namespace quern::normalise

#ifndef QUERN_COMPILED
#include <quern/normalise/impl/domain.hpp>
#endif
