#pragma once

#include <quern/core/utf8.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <tuple>
#include <utility>

namespace quern::bind::detail {

/// A short word as it stands in JSON: its bytes in one integer.
struct short_word {
    std::uint64_t bytes = 0; ///< the first is the lowest
    std::uint64_t mask = 0;
    std::uint32_t length = 0;

    constexpr void add(char c) noexcept {
        std::uint32_t const shift = 8 * length++;
        bytes |= std::uint64_t{static_cast<unsigned char>(c)} << shift;
        mask |= std::uint64_t{0xFF} << shift;
    }
};

/// Precondition: at most eight bytes.
[[nodiscard]] constexpr short_word bare(std::string_view word) noexcept {
    short_word made;
    for (char const c : word) {
        made.add(c);
    }
    return made;
}

/// A word between quotes. Precondition: at most six bytes.
[[nodiscard]] constexpr short_word quoted(std::string_view word) noexcept {
    short_word made = bare("\"");
    for (char const c : word) {
        made.add(c);
    }
    made.add('"');
    return made;
}

/// Reads what is written plainly in JSON: strings without escapes, numbers without exponents.
///
/// Each function takes the place where to read, and gives the place behind what it read; null where that is not there,
/// or not plainly. It never looks behind the end of the text, which is its last brace: there is a byte to look at
/// wherever the byte before is no brace.
class plain_scanner {
public:
    using place = char const*;

    plain_scanner() = default;

    /// Blanks at the end of the text are left out.
    explicit plain_scanner(std::string_view text) noexcept : begin_(text.data()), end_(text.data() + text.size()) {
        while (end_ != begin_ && is_blank(end_[-1])) {
            --end_;
        }
    }

    /// True where the text ends in a brace, without which nothing else may be asked.
    [[nodiscard]] bool ends_in_brace() const noexcept { return end_ != begin_ && end_[-1] == '}'; }

    [[nodiscard]] place begin() const noexcept { return begin_; }
    [[nodiscard]] place end() const noexcept { return end_; }
    [[nodiscard]] std::uint32_t offset(place at) const noexcept { return static_cast<std::uint32_t>(at - begin_); }

    /// Steps over blanks.
    [[nodiscard]] place skip_blanks(place at) const noexcept {
        return static_cast<unsigned char>(*at) > ' ' ? at : skip_more_blanks(at);
    }

    /// The same where a line break and so many spaces less one are guessed: the place behind them is then known before
    /// they are read.
    [[nodiscard]] place skip_blanks(place at, std::uint32_t guess) const noexcept {
        if (static_cast<unsigned char>(*at) > ' ') {
            return at;
        }
        return is_line(at, guess) ? at + guess : skip_more_blanks(at);
    }

    /// Steps over a colon and the blanks around it.
    [[nodiscard]] place skip_colon(place at) const noexcept {
        at = skip_blanks(at);
        if (*at != ':') {
            return nullptr;
        }
        ++at;
        if (*at == ' ' && static_cast<unsigned char>(at[1]) > ' ') {
            return at + 1;
        }
        return skip_blanks(at);
    }

    /// The place among some words of the one that stands there; their number where there is none.
    template <auto const& words>
    [[nodiscard]] std::size_t find_word(place at) const noexcept {
        std::uint64_t const bytes = end_ - at >= 8 ? word(at) : last_word(at);
        std::size_t found = words.size();
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            std::ignore = ((((bytes ^ words[i].bytes) & words[i].mask) == 0 && (found = i, true)) || ...);
        }(std::make_index_sequence<words.size()>());
        return found;
    }

    /// Reads `true` or `false`.
    [[nodiscard]] place read_boolean(place at, bool& out) const noexcept {
        std::size_t const found = find_word<booleans>(at);
        out = found == 1;
        return found == booleans.size() ? nullptr : at + booleans[found].length;
    }

    /// Reads a string without escapes: what stands between its quotes. Precondition: its first quote stands there.
    [[nodiscard]] place read_string(place at, std::string_view& out) const noexcept {
        place const first = ++at;
        while (end_ - at >= block) {
            auto const found = marked(at);
            if (found != 0) {
                at += std::countr_zero(found) / bits_a_byte;
                break;
            }
            at += block;
        }
        if (at == end_ || *at != '"') {
            at = find_quote(first, at);
            if (at == nullptr) {
                return nullptr;
            }
        }
        out = {first, static_cast<std::size_t>(at - first)};
        return at + 1;
    }

    /// A number as it is written, and which it is where that is an integer.
    struct number {
        std::int64_t integer = 0;
        bool is_integer = false;
    };

    /// Reads a number without exponent, of at most eighteen digits and as many behind a point. `-0` is no integer.
    [[nodiscard]] place read_number(place at, number& out) const noexcept {
        bool const negative = *at == '-';
        place const digits = at + (negative ? 1 : 0);
        std::uint64_t natural = 0;
        at = read_digits(digits, natural);
        if (at == nullptr || (*digits == '0' && at - digits > 1)) {
            return nullptr;
        }
        out.integer = negative ? -static_cast<std::int64_t>(natural) : static_cast<std::int64_t>(natural);
        out.is_integer = *at != '.' && !(negative && natural == 0);
        return *at == '.' ? read_digits(at + 1, natural) : at;
    }

    /// Reads a natural number of at most ten digits.
    [[nodiscard]] place read_natural(place at, std::uint64_t& out) const noexcept {
        place const first = at;
        out = 0;
        at = read_digits(first, out);
        return at == nullptr || at - first > 10 || (*first == '0' && at - first > 1) ? nullptr : at;
    }

private:
    static constexpr std::array booleans{bare("false"), bare("true")};

    [[nodiscard]] static bool is_blank(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

    [[nodiscard]] place skip_more_blanks(place at) const noexcept {
        while (end_ - at >= block) {
            auto const found = others(at);
            if (found != 0) {
                return at + std::countr_zero(found) / bits_a_byte;
            }
            at += block;
        }
        while (is_blank(*at)) {
            ++at;
        }
        return at;
    }

    /// Reads eighteen digits at most.
    [[nodiscard]] static place read_digits(place at, std::uint64_t& out) noexcept {
        place const first = at;
        for (; *at >= '0' && *at <= '9'; ++at) {
            out = out * 10 + static_cast<std::uint64_t>(*at - '0');
        }
        return at != first && at - first <= 18 ? at : nullptr;
    }

    /// The quote that ends a string, of which some characters are read and are plain; it may not be all of ASCII.
    [[nodiscard]] place find_quote(place first, place at) const noexcept {
        bool ascii = true;
        for (; at != end_; ++at) {
            auto const c = static_cast<unsigned char>(*at);
            if (c == '"') {
                bool const valid = ascii || core::is_utf8({first, static_cast<std::size_t>(at - first)});
                return valid ? at : nullptr;
            }
            if (c < 0x20 || c == '\\') {
                return nullptr;
            }
            ascii = ascii && c < 0x80;
        }
        return nullptr;
    }

    /// The next eight bytes.
    [[nodiscard]] static std::uint64_t word(place at) noexcept {
        std::uint64_t made = 0;
        std::memcpy(&made, at, sizeof made);
        return made;
    }

    /// The word that ends with the text, and zeros behind it.
    [[nodiscard]] std::uint64_t last_word(place at) const noexcept {
        std::uint64_t made = 0;
        std::memcpy(&made, at, static_cast<std::size_t>(end_ - at));
        return made;
    }

#ifdef __SSE2__
    using unsigned_bytes = char __attribute__((vector_size(16)));
    using signed_bytes = signed char __attribute__((vector_size(16)));
    static constexpr std::ptrdiff_t block = sizeof(signed_bytes);
    static constexpr int bits_a_byte = 1;

    /// A bit for each byte of a block that is a quote, a backslash, a control character or not ASCII.
    [[nodiscard]] static unsigned marked(place at) noexcept {
        signed_bytes const all = load(at);
        return mask((all == '"') | (all == '\\') | (all < 0x20));
    }

    /// A bit for each byte of a block that is no blank.
    [[nodiscard]] static unsigned others(place at) noexcept {
        signed_bytes const all = load(at);
        return mask((all == ' ') | (all == '\n') | (all == '\r') | (all == '\t')) ^ 0xFFFFU;
    }

    /// True for a line break and spaces, `length` in all; they are fewer than sixteen.
    [[nodiscard]] bool is_line(place at, std::uint32_t length) const noexcept {
        constexpr signed_bytes line{'\n', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '};
        if (length >= sizeof line || end_ - at < block) {
            return false;
        }
        std::uint32_t const all = (1U << length) - 1;
        return (mask(load(at) == line) & all) == all && static_cast<unsigned char>(at[length]) > ' ';
    }

    [[nodiscard]] static signed_bytes load(place at) noexcept {
        signed_bytes all;
        std::memcpy(&all, at, sizeof all);
        return all;
    }

    [[nodiscard]] static unsigned mask(signed_bytes found) noexcept {
        return static_cast<unsigned>(__builtin_ia32_pmovmskb128(reinterpret_cast<unsigned_bytes>(found)));
    }
#else
    static constexpr std::ptrdiff_t block = 8;
    static constexpr int bits_a_byte = 8;
    static constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;

    /// A bit in each byte of a block that is a quote, a backslash, a control character or not ASCII, perhaps in bytes
    /// above the first of them too.
    [[nodiscard]] static std::uint64_t marked(place at) noexcept {
        std::uint64_t const all = word(at);
        auto const zeros = [](std::uint64_t w) { return (w - ones) & ~w; };
        std::uint64_t const controls = (all - 0x20 * ones) & ~all;
        return (zeros(all ^ '"' * ones) | zeros(all ^ '\\' * ones) | controls | all) & 0x80 * ones;
    }

    /// A bit in each byte of a block that is no blank.
    [[nodiscard]] static std::uint64_t others(place at) noexcept {
        std::uint64_t const all = word(at);
        auto const differ = [all](char c) {
            std::uint64_t const w = all ^ static_cast<unsigned char>(c) * ones;
            return (((w & 0x7F * ones) + 0x7F * ones) | w) & 0x80 * ones;
        };
        return differ(' ') & differ('\n') & differ('\r') & differ('\t');
    }

    /// Not looked for: true would be right only for a line break and spaces, `length` in all.
    [[nodiscard]] static bool is_line(place, std::uint32_t) noexcept { return false; }
#endif

    place begin_ = nullptr;
    place end_ = nullptr;
};

} // namespace quern::bind::detail
