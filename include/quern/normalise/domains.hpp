#pragma once

#include <quern/core/timestamp.hpp>

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

} // namespace quern::normalise
