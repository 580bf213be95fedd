#pragma once

#include <quern/core/timestamp.hpp>
#include <quern/schema/scalar.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace quern::memory {

/// Which rows of a column hold a value: bit i % 64 of word i / 64 is one where row i does; without words, all do.
using presence = std::span<std::uint64_t const>;

/// The types that a column can hold as they are.
template <class T>
concept column_value = std::same_as<T, bool> || std::same_as<T, std::int64_t> || std::same_as<T, std::uint64_t> ||
                       std::same_as<T, double> || std::same_as<T, core::timestamp> || std::same_as<T, std::string_view>;

/// A field's values of all rows, side by side. What stands in a row that holds no value is of no matter, and a NaN is
/// no value. Lifetime: a view.
template <column_value T>
struct column {
    using value_type = T;

    std::span<T const> values{};
    presence present{};
};

/// A field's strings of all rows, as places in a list of words; each has one. Words may be there twice, or in no row.
/// Lifetime: a view.
struct dictionary {
    using value_type = std::string_view;

    std::span<std::string_view const> words{};
    std::span<std::uint32_t const> values{};
    presence present{};
};

/// The number of rows that a column tells of.
template <class Column>
[[nodiscard]] constexpr std::size_t rows_of(Column const& c) noexcept {
    constexpr std::size_t word = 64;
    return c.present.empty() ? c.values.size() : std::min(c.values.size(), word * c.present.size());
}

} // namespace quern::memory
