#pragma once

#include <quern/core/detail/whole_number.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/syntax/tree.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <ratio>
#include <string_view>
#include <type_traits>

namespace quern::syntax {

/// The kinds of constants that a field of a C++ expression may be compared with, and whether it may be absent.
struct operands {
    bool boolean = false;
    bool number = false;
    bool string = false;
    bool timestamp = false;
    bool absence = false;

    [[nodiscard]] constexpr bool take(literal::kind k) const noexcept {
        switch (k) {
        case literal::kind::boolean:
            return boolean;
        case literal::kind::number:
            return number;
        case literal::kind::string:
            return string;
        case literal::kind::timestamp:
            return timestamp;
        }
        return false;
    }
};

namespace detail {

using core::detail::whole_number;

/// Characters that know their length: no pointer, and no buffer that may be filled in part.
template <class T>
concept text = (std::is_class_v<std::remove_cvref_t<T>> && std::convertible_to<T, std::string_view>) ||
               (std::is_array_v<std::remove_reference_t<T>> &&
                std::same_as<std::remove_extent_t<std::remove_reference_t<T>>, char const>);

/// An instant of the system clock that microseconds hold exactly.
template <class T>
concept time_point = std::convertible_to<T, std::chrono::sys_time<std::chrono::microseconds>>;

/// The kind of constant that a C++ value is; none for what is no constant, a pointer or a character among them.
template <class T>
[[nodiscard]] consteval std::optional<literal::kind> kind_of() noexcept {
    using plain = std::remove_cvref_t<T>;
    if constexpr (std::same_as<plain, bool>) {
        return literal::kind::boolean;
    } else if constexpr (whole_number<plain> || std::same_as<plain, double> || std::same_as<plain, float>) {
        return literal::kind::number;
    } else if constexpr (text<T>) {
        return literal::kind::string;
    } else if constexpr (std::same_as<plain, core::timestamp> || time_point<plain>) {
        return literal::kind::timestamp;
    } else {
        return std::nullopt;
    }
}

template <class T, literal::kind Kind>
concept of_kind = kind_of<T>() == Kind;

template <class T, operands Takes>
concept operand = kind_of<T>().has_value() && Takes.take(*kind_of<T>());

/// All characters; a literal ends in one that does not count.
template <class T>
[[nodiscard]] constexpr std::string_view characters_of(T const& constant) noexcept {
    if constexpr (std::is_array_v<T>) {
        std::size_t const size = std::extent_v<T>;
        return {constant, constant[size - 1] == '\0' ? size - 1 : size};
    } else {
        return std::string_view(constant);
    }
}

/// The instant, or the first or the last that there is where it lies outside of them.
template <class Duration>
[[nodiscard]] constexpr core::timestamp instant_of(std::chrono::sys_time<Duration> time) noexcept {
    using limits = std::numeric_limits<std::int64_t>;
    double const rough = std::chrono::duration<double, std::micro>(time.time_since_epoch()).count();
    if (rough >= 0x1p63) {
        return {limits::max()};
    }
    if (rough <= -0x1p63) {
        return {limits::min()};
    }
    return {
        std::chrono::duration_cast<std::chrono::duration<std::int64_t, std::micro>>(time.time_since_epoch()).count()};
}

} // namespace detail

} // namespace quern::syntax
