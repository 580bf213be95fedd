#pragma once

#include <quern/core/detail/glyph.hpp>
#include <quern/core/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace quern::core::detail {

inline void append_hexadecimal(std::string& out, std::uint32_t number, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
        out += "0123456789abcdef"[(number >> shift) & 0xfU];
    }
}

/// Appends the escape of what was decoded: `\xff`, `\u200b`, `\u{1f600}`.
inline void append_escape(std::string& out, decoded const& d) {
    if (!d.valid) {
        out += "\\x";
        append_hexadecimal(out, d.code_point, 2);
    } else if (d.code_point <= 0xffff) {
        out += "\\u";
        append_hexadecimal(out, d.code_point, 4);
    } else {
        out += "\\u{";
        append_hexadecimal(out, d.code_point, d.code_point <= 0xfffff ? 5 : 6);
        out += '}';
    }
}

/// Appends text of which a reader can see every code point: what has no glyph, and a mark that has nothing to stand on,
/// is escaped. Behind `most` code points the text is cut with `…`.
inline void append_visible(std::string& out, std::string_view text, std::size_t most) {
    bool base = false;
    for (std::size_t at = 0; at != text.size(); --most) {
        if (most == 0) {
            out += "…";
            return;
        }
        decoded const d = decode(text, at);
        glyph const g = glyph_of(d.code_point);
        base = d.valid && (g.kind == glyph_kind::plain || (g.kind == glyph_kind::mark && base));
        if (base) {
            out.append(text.substr(at, d.length));
        } else {
            append_escape(out, d);
        }
        at += d.length;
    }
}

} // namespace quern::core::detail
