#pragma once

#include <quern/core/utf8.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace quern::bind::detail {

/// A short word as it stands in JSON: its bytes with both quotes in one integer.
struct quoted_word {
    std::uint64_t bytes = 0;
    std::uint64_t mask = 0;
    std::uint32_t length = 0; ///< with both quotes
};

/// Precondition: at most six bytes.
[[nodiscard]] constexpr quoted_word quoted(std::string_view word) noexcept {
    quoted_word made;
    auto const add = [&made](char c) {
        made.bytes |= std::uint64_t{static_cast<unsigned char>(c)} << 8U * made.length++;
    };
    add('"');
    for (char const c : word) {
        add(c);
    }
    add('"');
    made.mask = made.length == 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << 8U * made.length) - 1;
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

    /// Steps over a colon and the blanks around it.
    [[nodiscard]] place skip_colon(place at) const noexcept {
        at = skip_blanks(at);
        return *at == ':' ? skip_blanks(at + 1) : nullptr;
    }

    /// The place among some words of the one that stands there; their number where there is none.
    template <class Words>
    [[nodiscard]] std::size_t find_word(place at, Words const& words) const noexcept {
        std::uint64_t const next = end_ - at >= 8 ? word(at) : last_word(at);
        std::size_t i = 0;
        while (i != words.size() && ((next ^ words[i].bytes) & words[i].mask) != 0) {
            ++i;
        }
        return i;
    }

    /// Reads `true` or `false`.
    [[nodiscard]] place read_boolean(place at, bool& out) const noexcept {
        std::string_view const rest(at, static_cast<std::size_t>(end_ - at));
        out = rest.starts_with("true");
        return out ? at + 4 : rest.starts_with("false") ? at + 5 : nullptr;
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
    [[nodiscard]] static bool is_blank(char c) noexcept {
        constexpr std::uint64_t blanks = std::uint64_t{1} << ' ' | 1U << '\n' | 1U << '\r' | 1U << '\t';
        auto const byte = static_cast<unsigned char>(c);
        return byte <= ' ' && (blanks >> byte & 1U) != 0;
    }

    /// Most blanks are a line break and spaces.
    [[nodiscard]] place skip_more_blanks(place at) const noexcept {
        constexpr std::uint64_t spaces = 0x2020'2020'2020'2020U;
        while (is_blank(*at)) {
            ++at;
            while (end_ - at >= 8) {
                std::uint64_t const others = word(at) ^ spaces;
                if (others != 0) {
                    at += std::countr_zero(others) / 8;
                    break;
                }
                at += 8;
            }
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
    static constexpr std::ptrdiff_t block = 16;
    static constexpr int bits_a_byte = 1;

    /// A bit for each of sixteen bytes that is a quote, a backslash, a control character or not ASCII.
    [[nodiscard]] static unsigned marked(place at) noexcept {
        using signed_bytes = signed char __attribute__((vector_size(16)));
        using bytes = char __attribute__((vector_size(16)));
        signed_bytes next;
        std::memcpy(&next, at, sizeof next);
        auto const found = (next == '"') | (next == '\\') | (next < 0x20);
        return static_cast<unsigned>(__builtin_ia32_pmovmskb128(reinterpret_cast<bytes>(found)));
    }
#else
    static constexpr std::ptrdiff_t block = 8;
    static constexpr int bits_a_byte = 8;

    /// A bit in each of eight bytes that is a quote, a backslash, a control character or not ASCII, perhaps in bytes
    /// above the first of them too.
    [[nodiscard]] static std::uint64_t marked(place at) noexcept {
        constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;
        std::uint64_t const bytes = word(at);
        auto const zeros = [](std::uint64_t w) { return (w - ones) & ~w; };
        std::uint64_t const controls = (bytes - 0x20 * ones) & ~bytes;
        return (zeros(bytes ^ '"' * ones) | zeros(bytes ^ '\\' * ones) | controls | bytes) & 0x80 * ones;
    }
#endif

    place begin_ = nullptr;
    place end_ = nullptr;
};

} // namespace quern::bind::detail
