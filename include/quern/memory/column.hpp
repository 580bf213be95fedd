#pragma once

#include <quern/core/timestamp.hpp>
#include <quern/schema/scalar.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <span>
#include <string_view>
#include <type_traits>

namespace quern::memory {

/// A span over elements that something else owns; it is not made of a container that ends with the expression.
template <class T>
class view_of : public std::span<T const> {
public:
    constexpr view_of() noexcept = default;

    template <class Range>
        requires std::constructible_from<std::span<T const>, Range&> &&
                 (std::is_lvalue_reference_v<Range> || std::ranges::borrowed_range<Range>)
    constexpr view_of(Range&& range) noexcept // NOLINT(google-explicit-constructor): as a span is made
        : std::span<T const>(range) {}

    constexpr view_of(T const* first, std::size_t size) noexcept : std::span<T const>(first, size) {}
};

/// Which rows of a column hold a value: bit i % 64 of word i / 64 is one where row i does; without words, all do.
using presence = view_of<std::uint64_t>;

/// The types that a column can hold as they are.
template <class T>
concept column_value = std::same_as<T, bool> || std::same_as<T, std::int64_t> || std::same_as<T, std::uint64_t> ||
                       std::same_as<T, double> || std::same_as<T, core::timestamp> || std::same_as<T, std::string_view>;

/// A field's values of all rows, side by side. What stands in a row that holds no value is of no matter, and a NaN is
/// no value. Lifetime: a view.
template <column_value T>
struct column {
    using value_type = T;

    view_of<T> values{};
    presence present{};
};

/// A field's strings of all rows, as places in a list of words; each has one. Words may be there twice, or in no row.
/// Lifetime: a view.
struct dictionary {
    using value_type = std::string_view;

    view_of<std::string_view> words{};
    view_of<std::uint32_t> values{};
    presence present{};
};

/// The number of rows that a column tells of.
template <class Column>
[[nodiscard]] constexpr std::size_t rows_of(Column const& c) noexcept {
    constexpr std::size_t word = 64;
    return c.present.empty() ? c.values.size() : std::min(c.values.size(), word * c.present.size());
}

} // namespace quern::memory
