#pragma once

#include <quern/core/case_folding.hpp>
#include <quern/core/utf8.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace quern::core {

/// True for what ASCII has beside letters and digits.
[[nodiscard]] constexpr bool is_ascii_symbol(char32_t c) noexcept {
    bool const digit = c >= U'0' && c <= U'9';
    bool const letter = (c | 0x20U) >= U'a' && (c | 0x20U) <= U'z';
    return c < 0x80 && !digit && !letter;
}

/// A character alone, for `append_regex`: nothing else is the same.
[[nodiscard]] constexpr fold_class itself(char32_t c) noexcept { return fold_class(c); }

/// Appends a regular expression that matches the text, each character as any of those that `same_as` gives for it:
/// `equivalents`, `equivalents_ascii`, or `itself`.
///
/// What is not a letter or a digit of ASCII is escaped, so that it means itself. Characters beyond U+FFFF stand in
/// alternations, since not every engine reads them as one in a class. PCRE2, RE2, ICU and JavaScript without the flag
/// `u` read it alike. Complexity: O(length).
template <class Equivalents>
void append_regex(std::string& out, std::string_view text, Equivalents same_as) {
    for (std::size_t at = 0; at < text.size();) {
        decoded const d = decode(text, at);
        at += d.length;
        fold_class const same = same_as(d.code_point);
        if (same.size() == 1) {
            out.append(is_ascii_symbol(d.code_point) ? "\\" : "");
            append_utf8(out, d.code_point);
            continue;
        }
        bool const astral = same[same.size() - 1] > 0xffff;
        std::string_view separator = astral ? "(?:" : "[";
        for (char32_t const c : same) {
            out.append(std::exchange(separator, astral ? "|" : ""));
            append_utf8(out, c);
        }
        out.append(astral ? ")" : "]");
    }
}

} // namespace quern::core
