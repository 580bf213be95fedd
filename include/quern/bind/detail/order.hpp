#pragma once

#include <quern/core/compare_numbers.hpp>
#include <quern/core/detail/value_order.hpp>
#include <quern/core/value.hpp>

#include <compare>

namespace quern::bind::detail {

/// The order of two constants of one field: numbers mathematically, whatever their types.
[[nodiscard]] inline std::partial_ordering order(core::value const& a, core::value const& b) noexcept {
    auto const numbers = core::compare_numbers(a, b);
    return numbers == std::partial_ordering::unordered ? core::detail::value_order(a, b) : numbers;
}

} // namespace quern::bind::detail
