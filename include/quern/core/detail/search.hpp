#pragma once

#include <quern/core/case_folding.hpp>
#include <quern/core/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
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

/// True where every byte is ASCII.
[[nodiscard]] inline bool is_ascii(std::string_view text) noexcept {
    std::uint64_t all = 0;
    std::size_t at = 0;
    for (; text.size() - at >= sizeof all; at += sizeof all) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, sizeof word);
        all |= word;
    }
    for (; at != text.size(); ++at) {
        all |= static_cast<unsigned char>(text[at]);
    }
    return (all & 0x8080'8080'8080'8080U) == 0;
}

/// What is searched for: its units, and for each place in it where to go on after a mismatch (Knuth, Morris, Pratt).
struct needle {
    std::string text; ///< as it was written
    std::vector<char32_t> units;
    std::vector<std::uint32_t> borders; ///< of the prefix that ends before a place: the longest proper one
};

template <class Units>
[[nodiscard]] needle make_needle(std::string_view text) {
    needle made{.text = std::string(text), .units = {}, .borders = {}};
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

/// True where the text has the needle as a substring, unit by unit. Complexity: O(text), whatever the needle.
template <class Units>
[[nodiscard]] bool has_by_borders(std::string_view text, needle const& wanted) noexcept {
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

/// The same of bytes: each place with the first byte is tried, as long as that costs no more than the other way.
[[nodiscard]] inline bool has_bytes(std::string_view text, needle const& wanted) noexcept {
    std::string_view const sought = wanted.text;
    if (sought.empty()) {
        return true;
    }
    std::size_t left = 4 * text.size() + 64; // bytes that may be compared
    for (std::size_t at = 0; text.size() - at >= sought.size(); ++at) {
        void const* const found = std::memchr(text.data() + at, sought.front(), text.size() - at - sought.size() + 1);
        if (found == nullptr) {
            return false;
        }
        at = static_cast<std::size_t>(static_cast<char const*>(found) - text.data());
        if (std::memcmp(text.data() + at, sought.data(), sought.size()) == 0) {
            return true;
        }
        if (left < sought.size()) {
            return has_by_borders<plain_units>(text, wanted);
        }
        left -= sought.size();
    }
    return false;
}

/// True where the text has the needle as a substring. Complexity: O(text), whatever the needle.
template <class Units>
[[nodiscard]] bool has(std::string_view text, needle const& wanted) noexcept {
    if constexpr (std::is_same_v<Units, plain_units>) {
        return has_bytes(text, wanted);
    } else if (std::is_same_v<Units, folded_units> && is_ascii(text)) {
        return has_by_borders<ascii_units>(text, wanted); // needs no tables
    } else {
        return has_by_borders<Units>(text, wanted);
    }
}

} // namespace quern::core::detail
