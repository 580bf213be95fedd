#pragma once

#include <quern/core/case_folding.hpp>
#include <quern/core/utf8.hpp>
#include <quern/sql/dialect.hpp>

#include <cstddef>
#include <string>
#include <string_view>

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

/// Appends a regular expression that matches every string with the text in it, if case does not count: a class, or an
/// alternation where a member is beyond U+FFFF, for each character that folds as others do.
///
/// Any other character of ASCII but letters, digits and `_` is escaped, so that it means itself in POSIX AREs, PCRE,
/// RE2, ICU and ECMAScript alike.
template <class Equivalents>
void append_regex(std::string& out, std::string_view text, Equivalents&& equivalents) {
    for (std::size_t at = 0; at < text.size();) {
        core::decoded const d = core::decode(text, at);
        at += d.length;
        core::fold_class const same = equivalents(d.code_point);
        if (same.size() == 1) {
            char32_t const c = d.code_point;
            bool const letter = (c | 0x20U) >= U'a' && (c | 0x20U) <= U'z';
            bool const plain = c >= 0x80 || letter || (c >= U'0' && c <= U'9') || c == U'_';
            out.append(plain ? "" : "\\");
            core::append_utf8(out, c);
            continue;
        }
        bool const alternation = *(same.end() - 1) > 0xffff;
        out.append(alternation ? "(?:" : "[");
        for (char32_t const& c : same) {
            out.append(alternation && &c != same.begin() ? "|" : "");
            core::append_utf8(out, c);
        }
        out.push_back(alternation ? ')' : ']');
    }
}

/// True for needles that are bound as patterns, whose length an engine may limit.
[[nodiscard]] constexpr bool is_pattern(needle how) noexcept {
    return how == needle::glob || how == needle::regex || how == needle::regex_ascii;
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
