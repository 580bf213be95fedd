#pragma once

#include <quern/core/case_folding.hpp>
#include <quern/core/regex.hpp>
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
        char const lower = core::fold_ascii(text[at]);
        if (lower >= 'a' && lower <= 'z' && core::folds_within_ascii(static_cast<unsigned char>(lower))) {
            out.append({'[', static_cast<char>(lower - ('a' - 'A')), lower, ']'});
            ++at;
            continue;
        }
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

/// The first character that GLOB takes for others too: U+FFFD, U+FFFE and U+FFFF are one to it. Empty where there is none.
[[nodiscard]] constexpr std::string_view blurred_by_glob(std::string_view text) noexcept {
    for (std::size_t at = text.find("\xEF\xBF"); at != std::string_view::npos; at = text.find("\xEF\xBF", at + 1)) {
        if (at + 2 < text.size() && static_cast<unsigned char>(text[at + 2]) >= 0xBD) {
            return text.substr(at, 3);
        }
    }
    return {};
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
        break;
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
        core::append_regex(out, text, core::equivalents);
        return;
    case needle::regex_ascii:
        core::append_regex(out, text, core::equivalents_ascii);
        return;
    }
}

} // namespace quern::sql::detail
