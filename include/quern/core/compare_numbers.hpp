#pragma once

#include <quern/core/value.hpp>

#include <compare>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#include <variant>

namespace quern::core {

namespace detail {

/// The kinds of numbers that a `value` may hold.
template <class T>
concept numeric = std::same_as<T, std::int64_t> || std::same_as<T, std::uint64_t> || std::same_as<T, double>;

template <std::integral Integer>
[[nodiscard]] constexpr std::partial_ordering compare_with_real(Integer i, double d) noexcept {
    constexpr double past_last =
        2.0 * static_cast<double>(std::uint64_t{1} << (std::numeric_limits<Integer>::digits - 1));
    constexpr double first = static_cast<double>(std::numeric_limits<Integer>::min());
    if (d != d) {
        return std::partial_ordering::unordered;
    }
    if (d >= past_last) {
        return std::partial_ordering::less;
    }
    if (d < first) {
        return std::partial_ordering::greater;
    }
    auto const whole = static_cast<Integer>(d);
    return i != whole ? std::partial_ordering(i <=> whole) : static_cast<double>(whole) <=> d;
}

} // namespace detail

/// Compares two numbers as mathematics does, across kinds and without rounding; −0 equals 0, a NaN is unordered.
template <detail::numeric A, detail::numeric B>
[[nodiscard]] constexpr std::partial_ordering compare_numbers(A a, B b) noexcept {
    if constexpr (std::same_as<A, B>) {
        return a <=> b;
    } else if constexpr (std::same_as<B, double>) {
        return detail::compare_with_real(a, b);
    } else if constexpr (std::same_as<A, double>) {
        return 0 <=> detail::compare_with_real(b, a);
    } else {
        return std::cmp_less(a, b)    ? std::partial_ordering::less
               : std::cmp_equal(a, b) ? std::partial_ordering::equivalent
                                      : std::partial_ordering::greater;
    }
}

namespace detail {

template <numeric A>
[[nodiscard]] constexpr std::partial_ordering compare_with_value(A a, value const& b) noexcept {
    if (auto const* i = std::get_if<std::int64_t>(&b)) {
        return compare_numbers(a, *i);
    }
    if (auto const* u = std::get_if<std::uint64_t>(&b)) {
        return compare_numbers(a, *u);
    }
    auto const* d = std::get_if<double>(&b);
    return d == nullptr ? std::partial_ordering::unordered : compare_numbers(a, *d);
}

} // namespace detail

/// The same for two values; unordered where one of them is not a number.
[[nodiscard]] constexpr std::partial_ordering compare_numbers(value const& a, value const& b) noexcept {
    if (auto const* i = std::get_if<std::int64_t>(&a)) {
        return detail::compare_with_value(*i, b);
    }
    if (auto const* u = std::get_if<std::uint64_t>(&a)) {
        return detail::compare_with_value(*u, b);
    }
    auto const* d = std::get_if<double>(&a);
    return d == nullptr ? std::partial_ordering::unordered : detail::compare_with_value(*d, b);
}

} // namespace quern::core
