#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/timestamp_text.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace quern::core {

namespace detail {

inline constexpr std::int64_t microseconds_per_second = 1'000'000;
inline constexpr std::int64_t microseconds_per_minute = 60 * microseconds_per_second;
inline constexpr std::int64_t microseconds_per_day = 1'440 * microseconds_per_minute;

/// The days since 1970-01-01 of a date.
[[nodiscard]] constexpr std::int64_t day_number(std::chrono::year_month_day date) noexcept {
    return std::chrono::sys_days(date).time_since_epoch().count();
}

inline constexpr std::int64_t first_day = day_number(std::chrono::year(1) / 1 / 1);
inline constexpr std::int64_t last_day = day_number(std::chrono::year(9999) / 12 / 31);

/// The bytes of `2006-01-02T15:04:05`, with which every layout begins.
inline constexpr std::size_t whole_seconds = 19;

[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// The number of leading characters that fit a pattern, in which a digit stands for any digit.
[[nodiscard]] constexpr std::size_t fitting(std::string_view text, std::string_view pattern) noexcept {
    std::size_t const size = text.size() < pattern.size() ? text.size() : pattern.size();
    std::size_t at = 0;
    while (at != size && (is_digit(pattern[at]) ? is_digit(text[at]) : text[at] == pattern[at])) {
        ++at;
    }
    return at;
}

/// True where eight characters fit eight of a pattern.
[[nodiscard]] QUERN_INLINE bool fit(char const* text, char const* pattern) noexcept {
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;
    std::uint64_t written = 0;
    std::uint64_t wanted = 0;
    std::memcpy(&written, text, sizeof written);
    std::memcpy(&wanted, pattern, sizeof wanted);
    auto const no_digits = [](std::uint64_t w) { // 0x80 in each byte that is none
        w ^= '0' * ones;
        return (((w & 0x7F * ones) + 0x76 * ones) | w) & 0x80 * ones;
    };
    std::uint64_t const separators = no_digits(wanted);
    return ((no_digits(written) & ~separators) | ((written ^ wanted) & (separators >> 7U) * 0xFF)) == 0;
}

/// The same as `fitting` of a pattern of whole seconds and at most one character more, in fewer steps where all of it
/// fits.
[[nodiscard]] QUERN_INLINE std::size_t fitting_seconds(std::string_view text, std::string_view pattern) noexcept {
    char const* const from = text.data();
    char const* const form = pattern.data();
    bool const fits = text.size() >= pattern.size() && fit(from, form) && fit(from + 8, form + 8) &&
                      fit(from + whole_seconds - 8, form + whole_seconds - 8) &&
                      (pattern.size() == whole_seconds || text[whole_seconds] == pattern[whole_seconds]);
    return fits ? pattern.size() : fitting(text, pattern);
}

/// The number that digits write. Precondition: there are no other characters, and at most nine.
[[nodiscard]] constexpr int digits_at(std::string_view text, std::size_t at, std::size_t count) noexcept {
    int number = 0;
    for (std::size_t i = 0; i != count; ++i) {
        number = number * 10 + (text[at + i] - '0');
    }
    return number;
}

/// Writes a number in exactly `count` digits.
constexpr void put_digits(char* out, std::size_t count, std::int64_t number) noexcept {
    for (; count != 0; number /= 10) {
        out[--count] = static_cast<char>('0' + number % 10);
    }
}

/// The fault of a text that does not fit its layout from a place on; covers a whole UTF-8 character.
[[nodiscard]] constexpr time_fault layout_fault(std::string_view text, std::size_t at) noexcept {
    std::size_t end = at < text.size() ? at + 1 : at;
    while (end < text.size() && end < at + 4 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        ++end;
    }
    return {code::time_layout, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at), {}};
}

/// The fault of a part of a time that does not exist.
[[nodiscard]] constexpr time_fault range_fault(term part, std::size_t at, std::size_t length) noexcept {
    return {code::time_out_of_range, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(length), part};
}

/// An instant as the clock and the calendar of a zone show it; never overflows.
struct local_time {
    std::int64_t day;         ///< since 1970-01-01
    std::int64_t microsecond; ///< since midnight
};

[[nodiscard]] constexpr local_time to_local(timestamp instant, utc_offset zone) noexcept {
    std::int64_t day = instant.microseconds / microseconds_per_day;
    std::int64_t rest = instant.microseconds % microseconds_per_day + zone.minutes * microseconds_per_minute;
    day += rest / microseconds_per_day;
    rest %= microseconds_per_day;
    if (rest < 0) {
        rest += microseconds_per_day;
        --day;
    }
    return {day, rest};
}

/// The zone that a layout shows an instant in.
[[nodiscard]] constexpr utc_offset shown_zone(time_layout layout, utc_offset zone) noexcept {
    return layout == time_layout::rfc3339_utc ? utc_offset{} : zone;
}

} // namespace detail

QUERN_INLINE boost::system::result<timestamp, time_fault> parse_timestamp(std::string_view text, time_layout layout,
                                                                          utc_offset zone) noexcept {
    bool const extended = layout == time_layout::rfc3339;
    std::string_view const shape = extended ? pattern(layout).substr(0, detail::whole_seconds) : pattern(layout);
    std::size_t at = detail::fitting_seconds(text, shape);
    if (at != shape.size()) {
        return detail::layout_fault(text, at);
    }
    std::int64_t fraction = 0;
    std::size_t zone_at = at;
    if (extended) {
        if (at < text.size() && text[at] == '.') {
            std::size_t const count = detail::fitting(text.substr(at + 1), "999999");
            if (count == 0) {
                return detail::layout_fault(text, at + 1);
            }
            fraction = detail::digits_at(text, at + 1, count);
            for (std::size_t i = count; i != 6; ++i) {
                fraction *= 10;
            }
            at += 1 + count;
        }
        zone_at = at;
        if (at == text.size()) {
            return detail::layout_fault(text, at);
        }
        std::string_view const form = text[at] == 'Z' ? "Z" : text[at] == '-' ? "-08:00" : "+08:00";
        std::size_t const count = detail::fitting(text.substr(at), form);
        at += count;
        if (count != form.size()) {
            return detail::layout_fault(text, at);
        }
    }
    if (at != text.size()) {
        return detail::layout_fault(text, at);
    }

    std::chrono::year_month_day const date{std::chrono::year(detail::digits_at(text, 0, 4)),
                                           std::chrono::month(static_cast<unsigned>(detail::digits_at(text, 5, 2))),
                                           std::chrono::day(static_cast<unsigned>(detail::digits_at(text, 8, 2)))};
    int const hour = detail::digits_at(text, 11, 2);
    int const minute = detail::digits_at(text, 14, 2);
    int const second = detail::digits_at(text, 17, 2);
    if (date.year() < std::chrono::year(1)) {
        return detail::range_fault(term::year, 0, 4);
    }
    if (!date.month().ok()) {
        return detail::range_fault(term::month, 5, 2);
    }
    if (!date.ok()) {
        return detail::range_fault(term::day, 8, 2);
    }
    if (hour > 23) {
        return detail::range_fault(term::hour, 11, 2);
    }
    if (minute > 59) {
        return detail::range_fault(term::minute, 14, 2);
    }
    if (second > 59) {
        return detail::range_fault(term::second, 17, 2);
    }
    utc_offset offset = layout == time_layout::datetime ? zone : utc_offset{};
    if (extended) {
        auto const written = parse_utc_offset(text.substr(zone_at));
        if (!written) {
            return detail::range_fault(term::zone, zone_at, text.size() - zone_at);
        }
        offset = *written;
    }
    timestamp const instant{detail::day_number(date) * detail::microseconds_per_day +
                            (hour * 60 + minute - offset.minutes) * detail::microseconds_per_minute +
                            second * detail::microseconds_per_second + fraction};
    bool const far_inside = date.year() > std::chrono::year(1) && date.year() < std::chrono::year(9999);
    if (!far_inside && !representable(instant, time_layout::rfc3339_utc)) {
        return detail::range_fault(term::year, 0, 4);
    }
    return instant;
}

QUERN_INLINE bool representable(timestamp instant, time_layout layout, utc_offset zone) noexcept {
    std::int64_t const day = detail::to_local(instant, detail::shown_zone(layout, zone)).day;
    return day >= detail::first_day && day <= detail::last_day;
}

QUERN_INLINE void append_timestamp(std::string& out, timestamp instant, time_layout layout, utc_offset zone) {
    utc_offset const shown = detail::shown_zone(layout, zone);
    auto [day, rest] = detail::to_local(instant, shown);
    if (day < detail::first_day) {
        day = detail::first_day;
        rest = 0;
    } else if (day > detail::last_day) {
        day = detail::last_day;
        rest = detail::microseconds_per_day - 1;
    }
    std::chrono::year_month_day const date{std::chrono::sys_days(std::chrono::days(day))};
    std::int64_t const fraction = rest % detail::microseconds_per_second;
    std::int64_t const seconds = rest / detail::microseconds_per_second;

    bool const extended = layout == time_layout::rfc3339;
    std::array<char, 32> text{};
    std::size_t size = pattern(layout).copy(text.data(), extended ? detail::whole_seconds : text.size());
    detail::put_digits(&text[0], 4, int{date.year()});
    detail::put_digits(&text[5], 2, unsigned{date.month()});
    detail::put_digits(&text[8], 2, unsigned{date.day()});
    detail::put_digits(&text[11], 2, seconds / 3'600);
    detail::put_digits(&text[14], 2, seconds / 60 % 60);
    detail::put_digits(&text[17], 2, seconds % 60);
    if (extended && fraction != 0) {
        text[size] = '.';
        detail::put_digits(&text[size + 1], 6, fraction);
        size += 7;
        while (text[size - 1] == '0') {
            --size;
        }
    }
    out.append(text.data(), size);
    if (extended) {
        append_utc_offset(out, shown);
    }
}

} // namespace quern::core
