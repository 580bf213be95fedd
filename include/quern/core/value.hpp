#pragma once

#include <quern/core/timestamp.hpp>

#include <concepts>
#include <cstdint>
#include <string_view>
#include <variant>

namespace quern::core {

/// One scalar, not owning its characters.
///
/// Alternatives stand in the order of `value_kind`. Lifetime: a string is valid as long as what it was taken from.
using value = std::variant<bool, std::int64_t, std::uint64_t, double, std::string_view, timestamp>;

/// The types that a `value` holds.
template <class T>
concept value_alternative = std::same_as<T, bool> || std::same_as<T, std::int64_t> || std::same_as<T, std::uint64_t> ||
                            std::same_as<T, double> || std::same_as<T, std::string_view> || std::same_as<T, timestamp>;

/// The kind of a `value`: the index of its alternative.
enum class value_kind : std::uint8_t { boolean, int64, uint64, real, string, timestamp };

/// The kind of a value.
[[nodiscard]] constexpr value_kind kind_of(value const& v) noexcept { return static_cast<value_kind>(v.index()); }

} // namespace quern::core
