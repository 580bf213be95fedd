#pragma once

#include <quern/core/timestamp.hpp>
#include <quern/expr/query.hpp>

#include <cstdint>
#include <limits>

namespace quern::normalise {

/// What a store can hold in its columns.
struct domains {
    std::uint64_t uint64_max = std::numeric_limits<std::uint64_t>::max(); ///< the largest value of a uint64 field
    std::int64_t native_time = 1; ///< microseconds from one `native` timestamp to the next
    core::timestamp native_least{std::numeric_limits<std::int64_t>::min()}; ///< the first, not after 1970
    core::timestamp native_most{std::numeric_limits<std::int64_t>::max()};  ///< the last, not before 1970
};

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
