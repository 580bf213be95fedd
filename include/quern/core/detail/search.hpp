#pragma once

#include <quern/core/case_folding.hpp>
#include <quern/core/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace quern::core::detail {

/// Steps through text byte by byte.
struct plain_units {
    [[nodiscard]] static char32_t next(std::string_view text, std::size_t& at) noexcept {
        return static_cast<unsigned char>(text[at++]);
    }
};

/// Steps through text byte by byte, letters of ASCII in lower case.
struct ascii_units {
    [[nodiscard]] static char32_t next(std::string_view text, std::size_t& at) noexcept {
        return static_cast<unsigned char>(fold_ascii(text[at++]));
    }
};

/// Steps through text by folded code points; a byte that is not UTF-8 is equal to itself alone.
struct folded_units {
    [[nodiscard]] static char32_t next(std::string_view text, std::size_t& at) noexcept {
        auto const byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            ++at;
            return fold(byte);
        }
        decoded const d = decode(text, at);
        at += d.length;
        constexpr char32_t past_unicode = 0x11'0000;
        return d.valid ? fold(d.code_point) : past_unicode + byte;
    }
};

/// What is searched for: its units, and for each place in it where to go on after a mismatch (Knuth, Morris, Pratt).
struct needle {
    std::vector<char32_t> units;
    std::vector<std::uint32_t> borders; ///< of the prefix that ends before a place: the longest proper one
};

template <class Units>
[[nodiscard]] needle make_needle(std::string_view text) {
    needle made;
    for (std::size_t at = 0; at != text.size();) {
        made.units.push_back(Units::next(text, at));
    }
    made.borders.assign(made.units.size() + 1, 0);
    std::uint32_t border = 0;
    for (std::size_t i = 1; i < made.units.size(); ++i) {
        while (border != 0 && made.units[border] != made.units[i]) {
            border = made.borders[border];
        }
        border += made.units[border] == made.units[i] ? 1U : 0U;
        made.borders[i + 1] = border;
    }
    return made;
}

/// True where the text has the needle as a substring. Complexity: O(text), whatever the needle.
template <class Units>
[[nodiscard]] bool has(std::string_view text, needle const& wanted) noexcept {
    std::uint32_t matched = 0;
    for (std::size_t at = 0; at != text.size() && matched != wanted.units.size();) {
        char32_t const unit = Units::next(text, at);
        while (matched != 0 && wanted.units[matched] != unit) {
            matched = wanted.borders[matched];
        }
        matched += wanted.units[matched] == unit ? 1U : 0U;
    }
    return matched == wanted.units.size();
}

} // namespace quern::core::detail
