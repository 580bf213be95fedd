#pragma once

#include <cstdint>

namespace quern::sql {

/// The type of SQL of a parameter, which the parameters of a shape always have.
enum class parameter_type : std::uint8_t {
    boolean,
    int64,
    uint64,
    real,
    text,
    timestamp, ///< of the engine's own type; the value is its text, such as `2023-02-05 15:29:15.5`
};

/// The number of parameter types.
inline constexpr int parameter_type_count = static_cast<int>(parameter_type::timestamp) + 1;

/// What is bound to a placeholder: some of a statement's values.
struct parameter {
    std::uint32_t first = 0;                    ///< the first value; two placeholders may have the same
    std::uint32_t count = 1;                    ///< the number of values; of a list, it may differ within a shape
    bool list = false;                          ///< the values are one array; if not, there is one value
    parameter_type type = parameter_type::text; ///< of the value, or of each element

    [[nodiscard]] friend bool operator==(parameter const&, parameter const&) = default;
};

} // namespace quern::sql
