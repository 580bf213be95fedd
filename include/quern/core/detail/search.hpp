#pragma once

#include <quern/core/case_folding.hpp>
#include <quern/core/utf8.hpp>

#include <algorithm>
#include <bit>
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
    bool narrow = true;                 ///< all units are ASCII
};

template <class Units>
[[nodiscard]] needle make_needle(std::string_view text) {
    needle made{.text = std::string(text), .units = {}, .borders = {}};
    for (std::size_t at = 0; at != text.size();) {
        made.units.push_back(Units::next(text, at));
        made.narrow = made.narrow && made.units.back() < 0x80;
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

/// How many bytes may be compared before a search goes on by borders.
[[nodiscard]] constexpr std::size_t most_compared(std::string_view text) noexcept { return 4 * text.size() + 64; }

#if defined(__x86_64__) && defined(__GNUC__)

/// Sixteen bytes that are compared at once.
struct bytes_16 {
    using vector [[gnu::vector_size(16)]] = char;

    static constexpr std::size_t count = sizeof(vector);

    /// Those that begin somewhere.
    [[nodiscard]] static vector at(char const* begin) noexcept {
        vector v;
        std::memcpy(&v, begin, sizeof v);
        return v;
    }

    /// The same one sixteen times.
    [[nodiscard]] static vector of(char c) noexcept { return vector{c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c}; }
};

/// Searches sixteen places of a text at once for those where the first unit of a needle stands, and its last where it
/// would end; there `same` compares all. `Units` are bytes, as they are or folded by ASCII.
/// Precondition: the text has sixteen places where the needle would fit.
template <class Units, class Same>
[[nodiscard]] bool has_at_candidates(std::string_view text, needle const& wanted, Same&& same) noexcept {
    std::size_t const size = wanted.units.size();
    std::size_t const last_block = text.size() - size + 1 - bytes_16::count;
    // A letter is compared in lower case: with the bit that upper case lacks.
    auto const bit_of = [](char32_t unit) {
        bool const folded = std::is_same_v<Units, ascii_units> && unit >= U'a' && unit <= U'z';
        return bytes_16::of(folded ? static_cast<char>('a' - 'A') : '\0');
    };
    auto const first = bytes_16::of(static_cast<char>(wanted.units.front()));
    auto const last = bytes_16::of(static_cast<char>(wanted.units.back()));
    auto const first_bit = bit_of(wanted.units.front());
    auto const last_bit = bit_of(wanted.units.back());
    std::size_t left = most_compared(text);
    for (std::size_t block = 0;; block = std::min(block + bytes_16::count, last_block)) {
        char const* const begin = text.data() + block;
        auto const both =
            ((bytes_16::at(begin) | first_bit) == first) & ((bytes_16::at(begin + size - 1) | last_bit) == last);
        auto found = static_cast<unsigned>(__builtin_ia32_pmovmskb128(reinterpret_cast<bytes_16::vector>(both)));
        for (; found != 0; found &= found - 1) {
            if (same(begin + std::countr_zero(found))) {
                return true;
            }
            if (left < size) {
                return has_by_borders<Units>(text, wanted);
            }
            left -= size;
        }
        if (block == last_block) {
            return false;
        }
    }
}

#endif

/// The same of bytes: each place with the first byte is tried, as long as that costs no more than the other way.
[[nodiscard]] inline bool has_bytes(std::string_view text, needle const& wanted) noexcept {
    std::string_view const sought = wanted.text;
    if (sought.empty()) {
        return true;
    }
#if defined(__x86_64__) && defined(__GNUC__)
    if (text.size() >= sought.size() + bytes_16::count - 1) {
        return has_at_candidates<plain_units>(
            text, wanted, [sought](char const* at) { return std::memcmp(at, sought.data(), sought.size()) == 0; });
    }
#endif
    std::size_t left = most_compared(text);
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

/// The same of bytes that are folded by ASCII, if the units of the needle are such.
[[nodiscard]] inline bool has_ascii(std::string_view text, needle const& wanted) noexcept {
#if defined(__x86_64__) && defined(__GNUC__)
    if (!wanted.units.empty() && text.size() >= wanted.units.size() + bytes_16::count - 1) {
        return has_at_candidates<ascii_units>(text, wanted, [&wanted](char const* at) {
            return std::equal(wanted.units.begin(), wanted.units.end(), at, [](char32_t unit, char c) {
                return unit == char32_t{static_cast<unsigned char>(fold_ascii(c))};
            });
        });
    }
#endif
    return has_by_borders<ascii_units>(text, wanted);
}

/// True where the text has the needle as a substring. Complexity: O(text), whatever the needle.
template <class Units>
[[nodiscard]] bool has(std::string_view text, needle const& wanted) noexcept {
    if constexpr (std::is_same_v<Units, plain_units>) {
        return has_bytes(text, wanted);
    } else if constexpr (std::is_same_v<Units, ascii_units>) {
        return has_ascii(text, wanted);
    } else if (is_ascii(text)) { // needs no tables
        return wanted.narrow && has_ascii(text, wanted);
    } else {
        return has_by_borders<Units>(text, wanted);
    }
}

} // namespace quern::core::detail
