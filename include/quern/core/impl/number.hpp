#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/number.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <system_error>
#include <variant>

namespace quern::core {

namespace detail {

inline constexpr double two_to_the_63 = 9'223'372'036'854'775'808.0;
inline constexpr double two_to_the_64 = 18'446'744'073'709'551'616.0;

/// The digits of a decimal, in two pieces, times ten to the exponent; without leading or trailing zeros.
struct decimal {
    std::string_view head;
    std::string_view tail;
    std::int64_t exponent = 0;
    bool negative = false;

    [[nodiscard]] std::size_t size() const noexcept { return head.size() + tail.size(); }
    [[nodiscard]] char digit(std::size_t at) const noexcept {
        return at < head.size() ? head[at] : tail[at - head.size()];
    }
};

/// Removes the leading digits from a text and returns them.
[[nodiscard]] QUERN_INLINE std::string_view take_digits(std::string_view& text) noexcept {
    std::size_t count = 0;
    while (count != text.size() && text[count] >= '0' && text[count] <= '9') {
        ++count;
    }
    std::string_view const digits = text.substr(0, count);
    text.remove_prefix(count);
    return digits;
}

QUERN_INLINE void drop_leading_zeros(std::string_view& digits) noexcept {
    std::size_t const first = digits.find_first_not_of('0');
    digits.remove_prefix(first == std::string_view::npos ? digits.size() : first);
}

QUERN_INLINE void drop_trailing_zeros(std::string_view& digits) noexcept {
    digits = digits.substr(0, digits.find_last_not_of('0') + 1);
}

/// The number that the digits of an exponent write, or 10^18 where it is larger: far more than any text has digits.
[[nodiscard]] QUERN_INLINE std::int64_t bounded_exponent(std::string_view digits) noexcept {
    constexpr std::int64_t bound = 1'000'000'000'000'000'000;
    drop_leading_zeros(digits);
    if (digits.empty()) {
        return 0;
    }
    std::int64_t exponent = 0;
    auto const error = std::from_chars(digits.data(), digits.data() + digits.size(), exponent).ec;
    return error != std::errc{} || exponent > bound ? bound : exponent;
}

/// Takes a JSON number apart; nothing where the text is not one.
[[nodiscard]] QUERN_INLINE std::optional<decimal> split_number(std::string_view text) noexcept {
    decimal d;
    auto const take = [&text](char c) {
        bool const found = text.starts_with(c);
        text.remove_prefix(found ? 1 : 0);
        return found;
    };
    d.negative = take('-');
    d.head = take_digits(text);
    if (d.head.empty() || (d.head.size() > 1 && d.head.front() == '0')) {
        return std::nullopt;
    }
    if (take('.')) {
        d.tail = take_digits(text);
        if (d.tail.empty()) {
            return std::nullopt;
        }
    }
    if (take('e') || take('E')) {
        bool const negative = take('-');
        if (!negative) {
            take('+');
        }
        std::string_view const digits = take_digits(text);
        if (digits.empty()) {
            return std::nullopt;
        }
        d.exponent = negative ? -bounded_exponent(digits) : bounded_exponent(digits);
    }
    if (!text.empty()) {
        return std::nullopt;
    }
    drop_trailing_zeros(d.tail);
    d.exponent -= static_cast<std::int64_t>(d.tail.size());
    drop_leading_zeros(d.head);
    if (d.head.empty()) {
        drop_leading_zeros(d.tail);
    }
    if (d.tail.empty()) {
        std::size_t const written = d.head.size();
        drop_trailing_zeros(d.head);
        d.exponent += static_cast<std::int64_t>(written - d.head.size());
    }
    return d;
}

/// The integer of at most eighteen digits that a text writes without fraction and exponent; nothing for other texts.
[[nodiscard]] QUERN_INLINE std::optional<std::int64_t> short_integer(std::string_view text) noexcept {
    bool const negative = text.starts_with('-');
    text.remove_prefix(negative ? 1 : 0);
    if (text.empty() || text.size() > 18 || (text.front() == '0' && text.size() > 1)) {
        return std::nullopt;
    }
    std::int64_t number = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        number = number * 10 + (c - '0');
    }
    return negative ? -number : number;
}

/// The magnitude of an integer, where it fits.
[[nodiscard]] QUERN_INLINE std::optional<std::uint64_t> magnitude(decimal const& d) noexcept {
    std::array<char, 20> text;
    if (d.exponent < 0 || d.size() > text.size() || d.exponent > static_cast<std::int64_t>(text.size() - d.size())) {
        return std::nullopt;
    }
    char* end = text.data();
    end += d.head.copy(end, d.head.size());
    end += d.tail.copy(end, d.tail.size());
    for (std::int64_t i = 0; i != d.exponent; ++i) {
        *end++ = '0';
    }
    std::uint64_t number = 0;
    if (std::from_chars(text.data(), end, number).ec != std::errc{}) {
        return std::nullopt;
    }
    return number;
}

/// An integer in the first kind that holds it, if any does.
[[nodiscard]] QUERN_INLINE std::optional<value> integer_of(bool negative, std::uint64_t magnitude) noexcept {
    constexpr std::uint64_t sign = std::uint64_t{1} << 63U;
    if (negative) {
        return magnitude <= sign ? std::optional<value>(static_cast<std::int64_t>(~magnitude + 1)) : std::nullopt;
    }
    return magnitude < sign ? value(static_cast<std::int64_t>(magnitude)) : value(magnitude);
}

/// True where a finite double is an integer.
[[nodiscard]] QUERN_INLINE bool is_integral(double d) noexcept {
    return d >= two_to_the_63 || d < -two_to_the_63 || static_cast<double>(static_cast<std::int64_t>(d)) == d;
}

/// A finite double, as an integer where it is one that fits.
[[nodiscard]] QUERN_INLINE value canonical(double d) noexcept {
    if (is_integral(d)) {
        if (d >= -two_to_the_63 && d < two_to_the_63) {
            return static_cast<std::int64_t>(d);
        }
        if (d >= two_to_the_63 && d < two_to_the_64) {
            return static_cast<std::uint64_t>(d);
        }
    }
    return d;
}

/// True where an integral double is, digit for digit, the decimal.
[[nodiscard]] QUERN_INLINE bool same_digits(decimal const& d, double integer) noexcept {
    std::array<char, std::numeric_limits<double>::max_exponent10 + 1> text;
    char const* const end = std::to_chars(text.data(), text.data() + text.size(), integer < 0 ? -integer : integer,
                                          std::chars_format::fixed)
                                .ptr;
    std::string_view digits(text.data(), static_cast<std::size_t>(end - text.data()));
    std::size_t const written = digits.size();
    drop_trailing_zeros(digits);
    return digits.size() == d.size() && static_cast<std::int64_t>(written - digits.size()) == d.exponent &&
           digits.starts_with(d.head) && digits.ends_with(d.tail);
}

} // namespace detail

QUERN_INLINE boost::system::result<number, code> parse_number(std::string_view text) noexcept {
    if (auto const integer = detail::short_integer(text)) {
        return number{*integer, true, true};
    }
    auto const parts = detail::split_number(text);
    if (!parts) {
        return code::json_number;
    }
    if (parts->size() == 0) {
        return number{std::int64_t{0}, true, true};
    }
    if (auto const magnitude = detail::magnitude(*parts)) {
        if (auto const integer = detail::integer_of(parts->negative, *magnitude)) {
            return number{*integer, true, true};
        }
    }
    constexpr double largest = std::numeric_limits<double>::max();
    double nearest = 0;
    auto const error = std::from_chars(text.data(), text.data() + text.size(), nearest).ec;
    if (error != std::errc{} || nearest == 0 || nearest > largest || nearest < -largest) {
        return code::number_out_of_range;
    }
    bool const integral = parts->exponent >= 0;
    bool const faithful = integral ? detail::same_digits(*parts, nearest) : !detail::is_integral(nearest);
    return number{detail::canonical(nearest), integral, faithful};
}

QUERN_INLINE std::optional<double> shortest_double(std::string_view text) noexcept {
    auto const written = detail::split_number(text);
    double nearest = 0;
    if (!written || std::from_chars(text.data(), text.data() + text.size(), nearest).ec != std::errc{}) {
        return std::nullopt;
    }
    std::array<char, 32> shortest;
    char const* const end =
        std::to_chars(shortest.data(), shortest.data() + shortest.size(), nearest, std::chars_format::scientific).ptr;
    auto const same = detail::split_number({shortest.data(), static_cast<std::size_t>(end - shortest.data())});
    bool equal = same && same->exponent == written->exponent && same->size() == written->size();
    for (std::size_t i = 0; equal && i != same->size(); ++i) {
        equal = same->digit(i) == written->digit(i);
    }
    return equal ? std::optional(nearest) : std::nullopt;
}

QUERN_INLINE void append_number(std::string& out, value const& v) {
    constexpr double first_inexact = 0x1p53;
    constexpr double past_last = 0x1p64;
    std::array<char, 32> text;
    auto const write = [&](auto... n) {
        char const* const end = std::to_chars(text.data(), text.data() + text.size(), n...).ptr;
        return std::string_view(text.data(), static_cast<std::size_t>(end - text.data()));
    };
    if (auto const* const i = std::get_if<std::int64_t>(&v)) {
        out.append(write(*i));
    } else if (auto const* const u = std::get_if<std::uint64_t>(&v)) {
        out.append(write(*u));
    } else if (auto const* const d = std::get_if<double>(&v)) {
        double const magnitude = *d < 0 ? -*d : *d;
        bool const read_exactly =
            magnitude >= first_inexact && magnitude < past_last; // fewer digits say another integer
        std::string_view const digits = read_exactly ? write(*d, std::chars_format::fixed) : write(*d);
        out.append(digits);
        if (digits.find_first_of(".e") == std::string_view::npos) {
            out.append(".0");
        }
    }
}

QUERN_INLINE void append_exact_number(std::string& out, value const& v) {
    auto const* const d = std::get_if<double>(&v);
    if (d == nullptr || !detail::is_integral(*d)) {
        append_number(out, v);
        return;
    }
    std::array<char, std::numeric_limits<double>::max_exponent10 + 2> text;
    char const* const end =
        std::to_chars(text.data(), text.data() + text.size(), *d == 0 ? 0 : *d, std::chars_format::fixed).ptr;
    out.append(text.data(), static_cast<std::size_t>(end - text.data()));
}

} // namespace quern::core
