#pragma once

#include <cstdint>

namespace quern::sql::detail {

/// The most operands that stand side by side; more are halved in parentheses, so that no parser nests by their number.
inline constexpr std::uint32_t widest_group = 32;

/// The most operands of a conjunction whose disjunctions a planner may look into.
inline constexpr std::uint32_t widest_planned_group = 256;

/// The parentheses before and behind one operand of a group that is halved until `widest_group` stand side by side.
struct halving {
    std::uint32_t opening = 0;
    std::uint32_t closing = 0;
};

[[nodiscard]] constexpr halving halve(std::uint32_t index, std::uint32_t count) noexcept {
    halving result;
    std::uint32_t first = 0;
    std::uint32_t last = count;
    while (last - first > widest_group) {
        std::uint32_t const middle = first + (last - first) / 2;
        (index < middle ? last : first) = middle;
        result.opening += index == first ? 1 : 0;
        result.closing += index + 1 == last ? 1 : 0;
    }
    return result;
}

} // namespace quern::sql::detail
