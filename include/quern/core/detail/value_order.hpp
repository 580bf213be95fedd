#pragma once

#include <quern/core/timestamp.hpp>
#include <quern/core/value.hpp>

#include <compare>
#include <cstdint>
#include <string_view>
#include <variant>

namespace quern::core::detail {

/// What `<=>` says of two values: that of their kinds, and of values of one kind their own; a NaN is unordered.
[[nodiscard]] inline std::partial_ordering value_order(value const& a, value const& b) noexcept {
    if (a.index() != b.index()) {
        return a.index() <=> b.index();
    }
    switch (kind_of(a)) {
    case value_kind::boolean:
        return *std::get_if<bool>(&a) <=> *std::get_if<bool>(&b);
    case value_kind::int64:
        return *std::get_if<std::int64_t>(&a) <=> *std::get_if<std::int64_t>(&b);
    case value_kind::uint64:
        return *std::get_if<std::uint64_t>(&a) <=> *std::get_if<std::uint64_t>(&b);
    case value_kind::real:
        return *std::get_if<double>(&a) <=> *std::get_if<double>(&b);
    case value_kind::string:
        return *std::get_if<std::string_view>(&a) <=> *std::get_if<std::string_view>(&b);
    case value_kind::timestamp:
        break;
    }
    return *std::get_if<timestamp>(&a) <=> *std::get_if<timestamp>(&b);
}

} // namespace quern::core::detail
