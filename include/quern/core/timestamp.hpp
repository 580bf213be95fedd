#pragma once

#include <compare>
#include <cstdint>

namespace quern::core {

/// An instant: microseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time).
struct timestamp {
    std::int64_t microseconds = 0;

    friend constexpr auto operator<=>(timestamp const&, timestamp const&) = default;
};

} // namespace quern::core
