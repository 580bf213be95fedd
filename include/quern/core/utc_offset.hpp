#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quern::core {

/// A fixed zone: local time is UTC plus the offset.
struct utc_offset {
    std::int16_t minutes = 0; ///< from -1439 to 1439

    friend constexpr auto operator<=>(utc_offset const&, utc_offset const&) = default;
};

/// Reads `Z`, `+hh:mm` or `-hh:mm` up to 23:59 (RFC 3339, time-offset, in upper case); nothing for any other text.
///
/// `-00:00` is read as 0.
[[nodiscard]] constexpr std::optional<utc_offset> parse_utc_offset(std::string_view text) noexcept {
    if (text == "Z") {
        return utc_offset{};
    }
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') {
        return std::nullopt;
    }
    for (std::size_t const at : {1U, 2U, 4U, 5U}) {
        if (text[at] < '0' || text[at] > '9') {
            return std::nullopt;
        }
    }
    int const hours = (text[1] - '0') * 10 + (text[2] - '0');
    int const minutes = (text[4] - '0') * 10 + (text[5] - '0');
    if (hours > 23 || minutes > 59) {
        return std::nullopt;
    }
    int const total = hours * 60 + minutes;
    return utc_offset{static_cast<std::int16_t>(text[0] == '-' ? -total : total)};
}

/// Appends an offset: `Z` for 0, `+hh:mm` or `-hh:mm` for others.
///
/// Precondition: the offset is from -1439 to 1439 minutes.
inline void append_utc_offset(std::string& out, utc_offset offset) {
    if (offset.minutes == 0) {
        out.push_back('Z');
        return;
    }
    int const total = offset.minutes < 0 ? -offset.minutes : offset.minutes;
    auto const digit = [](int number) { return static_cast<char>('0' + number % 10); };
    char const text[] = {offset.minutes < 0 ? '-' : '+', digit(total / 600),    digit(total / 60), ':',
                         digit(total % 60 / 10),         digit(total % 60 % 10)};
    out.append(text, sizeof text);
}

} // namespace quern::core
