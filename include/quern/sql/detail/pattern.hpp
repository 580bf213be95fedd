#pragma once

#include <quern/core/case_folding.hpp>
#include <quern/core/utf8.hpp>
#include <quern/sql/dialect.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace quern::sql::detail {

/// Appends a GLOB pattern that matches every string with the needle in it, under simple case folding.
///
/// `*`, `?` and `[` stand in classes of their own, so that they mean themselves; `]`, `^` and `-` mean themselves
/// outside a class and never stand in one.
inline void append_glob(std::string& out, std::string_view text) {
    out.push_back('*');
    for (std::size_t at = 0; at < text.size();) {
        core::decoded const d = core::decode(text, at);
        at += d.length;
        core::fold_class const same = core::equivalents(d.code_point);
        bool const special = d.code_point == U'*' || d.code_point == U'?' || d.code_point == U'[';
        if (same.size() > 1 || special) {
            out.push_back('[');
        }
        for (char32_t const c : same) {
            core::append_utf8(out, c);
        }
        if (same.size() > 1 || special) {
            out.push_back(']');
        }
    }
    out.push_back('*');
}

/// True for what ASCII has beside letters and digits.
[[nodiscard]] constexpr bool is_ascii_symbol(char32_t c) noexcept {
    bool const digit = c >= U'0' && c <= U'9';
    bool const letter = (c | 0x20U) >= U'a' && (c | 0x20U) <= U'z';
    return c < 0x80 && !digit && !letter;
}

/// Appends a regular expression that matches the needle, each character as any of those that `same_as` gives for it.
///
/// What is not a letter or a digit of ASCII is escaped, so that it means itself. Characters beyond U+FFFF stand in
/// alternations, since not every engine reads them as one in a class.
template <class Equivalents>
void append_regex(std::string& out, std::string_view text, Equivalents same_as) {
    for (std::size_t at = 0; at < text.size();) {
        core::decoded const d = core::decode(text, at);
        at += d.length;
        core::fold_class const same = same_as(d.code_point);
        if (same.size() == 1) {
            out.append(is_ascii_symbol(d.code_point) ? "\\" : "");
            core::append_utf8(out, d.code_point);
            continue;
        }
        bool const astral = same[same.size() - 1] > 0xffff;
        std::string_view separator = astral ? "(?:" : "[";
        for (char32_t const c : same) {
            out.append(std::exchange(separator, astral ? "|" : ""));
            core::append_utf8(out, c);
        }
        out.append(astral ? ")" : "]");
    }
}

/// True where a needle becomes a pattern, which engines limit.
[[nodiscard]] constexpr bool is_pattern(needle how) noexcept {
    switch (how) {
    case needle::verbatim:
    case needle::ascii_lower:
        return false;
    case needle::glob:
    case needle::regex:
    case needle::regex_ascii:
        return true;
    }
    return true;
}

/// Appends what is bound for a needle.
inline void append_needle(std::string& out, std::string_view text, needle how) {
    switch (how) {
    case needle::verbatim:
        out.append(text);
        return;
    case needle::ascii_lower:
        for (char const c : text) {
            out.push_back(core::fold_ascii(c));
        }
        return;
    case needle::glob:
        append_glob(out, text);
        return;
    case needle::regex:
        append_regex(out, text, core::equivalents);
        return;
    case needle::regex_ascii:
        append_regex(out, text, core::equivalents_ascii);
        return;
    }
}

} // namespace quern::sql::detail
