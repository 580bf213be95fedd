#pragma once

#include <quern/core/detail/width_table.hpp>

#include <algorithm>
#include <cstdint>

namespace quern::core::detail {

/// How a code point is shown, and in how many columns.
struct glyph {
    std::uint8_t columns;
    glyph_kind kind;
};

[[nodiscard]] constexpr glyph glyph_of(char32_t code_point) noexcept {
    if (code_point >= 0x20 && code_point < 0x7f) {
        return {1, glyph_kind::plain};
    }
    if (code_point > 0x10ffff) {
        return {1, glyph_kind::hidden};
    }
    auto const row = std::ranges::lower_bound(width_rows::table, code_point, {}, &glyph_range::last);
    if (row == width_rows::table.end() || code_point < row->first) {
        return {1, glyph_kind::plain};
    }
    return {row->columns, row->kind};
}

} // namespace quern::core::detail
