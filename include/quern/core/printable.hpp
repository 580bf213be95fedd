#pragma once

#include <quern/core/detail/glyph.hpp>

namespace quern::core {

/// True where a reader can see a code point for what it is.
///
/// Not so are controls, format characters (zero-width, bidirectional), other default-ignorable code points, every space
/// and separator but U+0020, surrogates, private use, and what Unicode has not assigned.
/// Complexity: O(log ranges).
[[nodiscard]] constexpr bool is_printable(char32_t code_point) noexcept {
    return detail::glyph_of(code_point).kind != detail::glyph_kind::hidden;
}

} // namespace quern::core
