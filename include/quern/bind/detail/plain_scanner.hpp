#pragma once

#include <quern/core/utf8.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace quern::bind::detail {

/// A short word as it stands in JSON behind its first quote: its bytes and the last quote in one integer.
struct quoted_word {
    std::uint64_t bytes = 0;
    std::uint64_t mask = 0;
    std::uint32_t length = 0; ///< with the last quote
};

/// Precondition: at most seven bytes.
[[nodiscard]] constexpr quoted_word quoted(std::string_view word) noexcept {
    quoted_word made;
    for (char const c : word) {
        made.bytes |= std::uint64_t{static_cast<unsigned char>(c)} << 8U * made.length++;
    }
    made.bytes |= std::uint64_t{'"'} << 8U * made.length++;
    made.mask = made.length == 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << 8U * made.length) - 1;
    return made;
}

/// Reads what is written plainly in JSON: strings without escapes, numbers without exponents.
///
/// Each step gives up on what is not JSON, and on some that is. It never looks behind the end of the text.
class plain_scanner {
public:
    plain_scanner() = default;
    explicit plain_scanner(std::string_view text) noexcept
        : begin_(text.data()),
          at_(text.data()),
          end_(text.data() + text.size()) {}

    [[nodiscard]] std::uint32_t offset() const noexcept { return static_cast<std::uint32_t>(at_ - begin_); }
    [[nodiscard]] bool at_end() const noexcept { return at_ == end_; }

    /// The next character; U+0000 at the end.
    [[nodiscard]] char peek() const noexcept { return at_ == end_ ? '\0' : *at_; }

    /// Steps over blanks, and over a character where it is the next.
    bool take(char c) noexcept {
        skip_blanks();
        return take_here(c);
    }

    bool take_here(char c) noexcept {
        bool const found = peek() == c;
        at_ += found ? 1 : 0;
        return found;
    }

    void skip_blanks() noexcept {
        if (is_blank(peek())) {
            ++at_;
            if (is_blank(peek())) {
                skip_more_blanks();
            }
        }
    }

    /// Steps over one of some words in quotes, and gives its place among them; their number where there is none.
    template <class Words>
    [[nodiscard]] std::size_t take_word(Words const& words) noexcept {
        if (take_here('"')) {
            std::uint64_t const next = end_ - at_ >= 8 ? word(at_) : last_word();
            for (std::size_t i = 0; i != words.size(); ++i) {
                if (((next ^ words[i].bytes) & words[i].mask) == 0) {
                    at_ += words[i].length;
                    return i;
                }
            }
        }
        return words.size();
    }

    /// Steps over `true` or `false`.
    [[nodiscard]] std::optional<bool> take_boolean() noexcept {
        for (std::string_view const written : {std::string_view("true"), std::string_view("false")}) {
            if (std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(written)) {
                at_ += written.size();
                return written.size() == 4;
            }
        }
        return std::nullopt;
    }

    /// Steps over a string without escapes, and gives what stands between its quotes.
    [[nodiscard]] std::optional<std::string_view> take_string() noexcept {
        if (!take_here('"')) {
            return std::nullopt;
        }
        char const* const first = at_;
        bool ascii = true;
        for (;;) {
            while (end_ - at_ >= 8) {
                std::uint64_t const found = marked(word(at_));
                if (found != 0) {
                    at_ += std::countr_zero(found) / 8;
                    break;
                }
                at_ += 8;
            }
            if (at_ == end_) {
                return std::nullopt;
            }
            auto const c = static_cast<unsigned char>(*at_++);
            if (c == '"') {
                std::string_view const text(first, static_cast<std::size_t>(at_ - 1 - first));
                return ascii || core::is_utf8(text) ? std::optional(text) : std::nullopt;
            }
            if (c < 0x20 || c == '\\') {
                return std::nullopt;
            }
            ascii = ascii && c < 0x80;
        }
    }

    /// Steps over a number without exponent, of at most eighteen digits and as many behind a point; gives its characters.
    [[nodiscard]] std::optional<std::string_view> take_number() noexcept {
        char const* const first = at_;
        take_here('-');
        char const* const digits = at_;
        if (!take_digits() || (*digits == '0' && at_ - digits > 1) || (take_here('.') && !take_digits())) {
            return std::nullopt;
        }
        return std::string_view(first, static_cast<std::size_t>(at_ - first));
    }

    /// Steps over a natural number of at most ten digits.
    [[nodiscard]] std::optional<std::uint64_t> take_natural() noexcept {
        char const* const first = at_;
        std::uint64_t number = 0;
        while (at_ != end_ && *at_ >= '0' && *at_ <= '9') {
            number = number * 10 + static_cast<std::uint64_t>(*at_++ - '0');
            if (at_ - first > 10) {
                return std::nullopt;
            }
        }
        if (at_ == first || (*first == '0' && at_ - first > 1)) {
            return std::nullopt;
        }
        return number;
    }

private:
    [[nodiscard]] static bool is_blank(char c) noexcept {
        constexpr std::uint64_t blanks = std::uint64_t{1} << ' ' | 1U << '\n' | 1U << '\r' | 1U << '\t';
        auto const byte = static_cast<unsigned char>(c);
        return byte <= ' ' && (blanks >> byte & 1U) != 0;
    }

    void skip_more_blanks() noexcept {
        constexpr std::uint64_t spaces = 0x2020'2020'2020'2020U;
        char const* at = at_;
        do {
            ++at;
            while (end_ - at >= 8) {
                std::uint64_t const others = word(at) ^ spaces;
                if (others != 0) {
                    at += std::countr_zero(others) / 8;
                    break;
                }
                at += 8;
            }
        } while (at != end_ && is_blank(*at));
        at_ = at;
    }

    [[nodiscard]] bool take_digits() noexcept {
        char const* const first = at_;
        while (at_ != end_ && *at_ >= '0' && *at_ <= '9') {
            ++at_;
        }
        return at_ != first && at_ - first <= 18;
    }

    /// The next eight bytes.
    [[nodiscard]] static std::uint64_t word(char const* at) noexcept {
        std::uint64_t made = 0;
        std::memcpy(&made, at, sizeof made);
        return made;
    }

    /// The word that ends with the text, and zeros behind it.
    [[nodiscard]] std::uint64_t last_word() const noexcept {
        std::uint64_t made = 0;
        std::memcpy(&made, at_, static_cast<std::size_t>(end_ - at_));
        return made;
    }

    /// A bit in each byte that is a quote, a backslash, a control character or not ASCII, perhaps in bytes above the
    /// first of them too.
    [[nodiscard]] static std::uint64_t marked(std::uint64_t bytes) noexcept {
        constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;
        auto const zeros = [](std::uint64_t w) { return (w - ones) & ~w; };
        std::uint64_t const controls = (bytes - 0x20 * ones) & ~bytes;
        return (zeros(bytes ^ '"' * ones) | zeros(bytes ^ '\\' * ones) | controls | bytes) & 0x80 * ones;
    }

    char const* begin_ = nullptr;
    char const* at_ = nullptr;
    char const* end_ = nullptr;
};

} // namespace quern::bind::detail
