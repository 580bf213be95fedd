#pragma once

#include <quern/core/value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace quern::schema {

/// The type of a field: the kind of value that it holds where it is not absent.
using scalar = core::value_kind;

/// The spellings of the types in schema files, in the order of `scalar`.
inline constexpr std::array<std::string_view, 6> scalar_names{"bool",   "int64",  "uint64",
                                                              "double", "string", "timestamp"};

/// The spelling of a type, such as `uint64`.
[[nodiscard]] constexpr std::string_view name(scalar s) noexcept { return scalar_names[static_cast<std::size_t>(s)]; }

/// The type of a spelling.
[[nodiscard]] constexpr std::optional<scalar> find_scalar(std::string_view spelling) noexcept {
    for (std::size_t i = 0; i != scalar_names.size(); ++i) {
        if (scalar_names[i] == spelling) {
            return static_cast<scalar>(i);
        }
    }
    return std::nullopt;
}

/// True for the types that are compared as numbers.
[[nodiscard]] constexpr bool is_number(scalar s) noexcept {
    return s == scalar::int64 || s == scalar::uint64 || s == scalar::real;
}

/// True for the types that hold integers alone.
[[nodiscard]] constexpr bool is_integer(scalar s) noexcept { return s == scalar::int64 || s == scalar::uint64; }

} // namespace quern::schema
