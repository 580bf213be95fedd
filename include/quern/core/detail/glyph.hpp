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
    auto const& rows = width_rows::table;
    auto const row = std::lower_bound(rows.begin(), rows.end(), code_point,
                                      [](glyph_range const& r, char32_t sought) { return r.last < sought; });
    if (row == rows.end() || code_point < row->first) {
        return {1, glyph_kind::plain};
    }
    return {row->columns, row->kind};
}

} // namespace quern::core::detail
