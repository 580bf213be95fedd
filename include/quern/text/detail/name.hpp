#pragma once

#include <quern/text/detail/characters.hpp>
#include <quern/text/keywords.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace quern::text::detail {

/// True for a field name that needs no backquotes.
[[nodiscard]] constexpr bool is_bare_name(std::string_view name) noexcept {
    return !name.empty() && is(name.front(), name_begin) &&
           std::ranges::all_of(name, [](char c) { return is(c, name_part); }) && !is_keyword(name);
}

/// Appends a field name as the text language writes it.
inline void append_name(std::string& out, std::string_view name) {
    if (is_bare_name(name)) {
        out.append(name);
        return;
    }
    out.push_back('`');
    for (char const c : name) {
        out.append(c == '`' ? 2 : 1, c);
    }
    out.push_back('`');
}

} // namespace quern::text::detail
