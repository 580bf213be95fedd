#pragma once

#include <concepts>
#include <cstdint>

namespace quern::core::detail {

template <class T>
concept character = std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> ||
                    std::same_as<T, char16_t> || std::same_as<T, char32_t>;

/// An integer of at most 64 bits that is meant as a number.
template <class T>
concept whole_number =
    std::integral<T> && !character<T> && !std::same_as<T, bool> && sizeof(T) <= sizeof(std::uint64_t);

} // namespace quern::core::detail
