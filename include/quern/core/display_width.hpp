#pragma once

#include <quern/core/detail/glyph.hpp>

namespace quern::core {

/// The columns that a code point takes on a terminal: 0, 1 or 2.
///
/// East_Asian_Width W and F take 2 (emoji presentation is W); marks without an advance, format and control characters,
/// and the medial and final jamo of Hangul take 0; everything else takes 1, ambiguous widths too.
/// Source: UAX #11 of the Unicode version that scripts/generate_width_table.py found.
/// Complexity: O(log ranges).
[[nodiscard]] constexpr int display_width(char32_t code_point) noexcept { return detail::glyph_of(code_point).columns; }

} // namespace quern::core
