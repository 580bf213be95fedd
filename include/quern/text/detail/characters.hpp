#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace quern::text::detail {

/// What a byte may be part of.
enum character : unsigned {
    name_begin = 1,  ///< the first of a bare name
    name_part = 2,   ///< the others
    digit = 4,       ///< of a number
    symbol = 8,      ///< of an operator that is no word
    blank = 16,      ///< between tokens
    plain = 32,      ///< of a string, standing for itself
    time_part = 64,  ///< of a time, behind its year
    line_part = 128, ///< of a comment
    unquoted = 256,  ///< of a name in backquotes, standing for itself
    escaped = 512,   ///< behind the `\` of an escape, but for `u`
    hexadecimal = 1024,
    letter_d = 2048,       ///< the first hexadecimal digit of surrogates
    high_surrogate = 4096, ///< the second of a high one
    low_surrogate = 8192,  ///< the second of a low one
    surrogate = high_surrogate | low_surrogate,
};

inline constexpr auto characters = [] {
    std::array<std::uint16_t, 256> table{};
    auto const add = [&table](std::string_view members, unsigned what) {
        for (char const c : members) {
            std::uint16_t& row = table[static_cast<unsigned char>(c)];
            row = static_cast<std::uint16_t>(row | what);
        }
    };
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    constexpr std::string_view digits = "0123456789";
    add(letters, name_begin | name_part | time_part);
    add("_", name_begin | name_part);
    add(digits, name_part | digit | time_part);
    add(".", name_part | time_part);
    add(":+-", time_part);
    add("=!<>&|~", symbol);
    add(" \t\r\n", blank);
    add("\"\\/bfnrt", escaped);
    add("0123456789ABCDEFabcdef", hexadecimal);
    add("Dd", letter_d);
    add("89ABab", high_surrogate);
    add("CDEFcdef", low_surrogate);
    for (unsigned byte = 0; byte != table.size(); ++byte) {
        char const c = static_cast<char>(byte);
        if (byte >= 0x20 && c != '"' && c != '\\') {
            add({&c, 1}, plain);
        }
        if (c != '\r' && c != '\n') {
            add({&c, 1}, line_part);
        }
        if (c != '`') {
            add({&c, 1}, unquoted);
        }
    }
    return table;
}();

[[nodiscard]] constexpr bool is(char c, unsigned what) noexcept {
    return (characters[static_cast<unsigned char>(c)] & what) != 0;
}

} // namespace quern::text::detail
