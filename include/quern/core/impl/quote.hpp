#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/detail/escape.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/utf8.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace quern::core {

namespace detail {

enum class quotation : bool { name, text };

[[nodiscard]] constexpr char short_escape(char32_t code_point) noexcept {
    switch (code_point) {
    case U'"':
        return '"';
    case U'\\':
        return '\\';
    case U'\b':
        return 'b';
    case U'\f':
        return 'f';
    case U'\n':
        return 'n';
    case U'\r':
        return 'r';
    case U'\t':
        return 't';
    default:
        return 0;
    }
}

QUERN_INLINE void append_quotation(std::string& out, std::string_view text, quotation kind) {
    out += '"';
    bool base = false;
    std::size_t count = 0;
    for (std::size_t at = 0; at != text.size(); ++count) {
        if (count == quote_limit) {
            out += "…";
            break;
        }
        decoded const d = decode(text, at);
        glyph const g = glyph_of(d.code_point);
        char const letter = d.valid ? short_escape(d.code_point) : char{};
        bool const stands = g.kind == glyph_kind::plain || (g.kind == glyph_kind::mark && base);
        base = d.valid && letter == 0 && stands && (kind == quotation::text || d.code_point < 0x80);
        if (base) {
            out.append(text.substr(at, d.length));
        } else if (letter != 0) {
            out += '\\';
            out += letter;
        } else {
            append_escape(out, d);
        }
        at += d.length;
    }
    out += '"';
}

} // namespace detail

QUERN_INLINE void append_quoted_name(std::string& out, std::string_view name) {
    detail::append_quotation(out, name, detail::quotation::name);
}

QUERN_INLINE void append_quoted_text(std::string& out, std::string_view text) {
    detail::append_quotation(out, text, detail::quotation::text);
}

QUERN_INLINE std::string quote_name(std::string_view name) {
    std::string out;
    append_quoted_name(out, name);
    return out;
}

QUERN_INLINE std::string quote_text(std::string_view text) {
    std::string out;
    append_quoted_text(out, text);
    return out;
}

} // namespace quern::core
