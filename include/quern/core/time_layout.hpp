#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace quern::core {

/// How an instant is written as text.
enum class time_layout : std::uint8_t {
    rfc3339_utc, ///< whole seconds, in UTC
    datetime,    ///< whole seconds, a blank between date and time, in a zone that is not written
    rfc3339,     ///< an optional fraction of one to six digits, and `Z` or an offset
};

/// A row of the table of layouts.
struct time_layout_row {
    time_layout id;
    std::string_view name;
    std::string_view pattern; ///< an example; each of its digits stands for any digit
};

/// Every layout. The fraction of `rfc3339` may be left out, and `Z` may stand for its offset.
inline constexpr std::array<time_layout_row, 3> time_layouts{{
    {time_layout::rfc3339_utc, "rfc3339_utc", "2006-01-02T15:04:05Z"},
    {time_layout::datetime, "datetime", "2006-01-02 15:04:05"},
    {time_layout::rfc3339, "rfc3339", "2006-01-02T15:04:05.999999+08:00"},
}};

/// The stable spelling of a layout, such as `datetime`.
[[nodiscard]] constexpr std::string_view name(time_layout layout) noexcept {
    return time_layouts[static_cast<std::size_t>(layout)].name;
}

/// An example of a layout, for messages.
[[nodiscard]] constexpr std::string_view pattern(time_layout layout) noexcept {
    return time_layouts[static_cast<std::size_t>(layout)].pattern;
}

/// The layout of that spelling, or nothing.
[[nodiscard]] constexpr std::optional<time_layout> find_time_layout(std::string_view spelling) noexcept {
    for (time_layout_row const& row : time_layouts) {
        if (row.name == spelling) {
            return row.id;
        }
    }
    return std::nullopt;
}

} // namespace quern::core
