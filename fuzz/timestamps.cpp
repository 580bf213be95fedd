// Times, against the calendar of std::chrono: a byte for the layout, two for the zone, then a text, or eight bytes that are an instant.

#include "support/target.hpp"

#include <quern/core/timestamp_text.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <optional>

namespace quern::fuzz {

namespace {

using core::time_layout;

/// The digits of a text where the pattern has digits; none where the text does not fit it.
std::optional<std::array<int, 6>> fit(std::string_view text, std::string_view pattern) {
    std::array<int, 6> parts{};
    std::size_t part = 0;
    bool inside = false;
    if (text.size() != pattern.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i != pattern.size(); ++i) {
        if (pattern[i] != '0') {
            if (text[i] != pattern[i]) {
                return std::nullopt;
            }
            part += inside ? 1U : 0U;
            inside = false;
            continue;
        }
        if (text[i] < '0' || text[i] > '9') {
            return std::nullopt;
        }
        inside = true;
        parts[part] = parts[part] * 10 + (text[i] - '0');
    }
    return parts;
}

/// Microseconds since 1970, as the calendar of std::chrono counts them.
std::optional<std::int64_t> calendar(std::string_view text, time_layout layout, std::int32_t zone) {
    using namespace std::chrono;
    char const between = layout == time_layout::datetime ? ' ' : 'T';
    std::int64_t fraction = 0;
    std::string_view whole = text;
    if (layout == time_layout::rfc3339_utc) {
        if (!whole.ends_with('Z')) {
            return std::nullopt;
        }
        whole.remove_suffix(1);
        zone = 0;
    } else if (layout == time_layout::rfc3339) {
        if (whole.ends_with('Z')) {
            whole.remove_suffix(1);
            zone = 0;
        } else {
            if (whole.size() < 6) {
                return std::nullopt;
            }
            std::string_view const offset = whole.substr(whole.size() - 6);
            whole.remove_suffix(6);
            auto const parts = fit(offset.substr(1), "00:00");
            if ((offset[0] != '+' && offset[0] != '-') || !parts || (*parts)[0] > 23 || (*parts)[1] > 59) {
                return std::nullopt;
            }
            zone = ((*parts)[0] * 60 + (*parts)[1]) * (offset[0] == '-' ? -1 : 1);
        }
        if (whole.size() > 19) {
            std::string_view const digits = whole.substr(20);
            if (whole[19] != '.' || digits.empty() || digits.size() > 6) {
                return std::nullopt;
            }
            for (std::size_t i = 0; i != 6; ++i) {
                char const c = i < digits.size() ? digits[i] : '0';
                if (c < '0' || c > '9') {
                    return std::nullopt;
                }
                fraction = fraction * 10 + (c - '0');
            }
            whole = whole.substr(0, 19);
        }
    }
    auto const parts = fit(whole, between == ' ' ? "0000-00-00 00:00:00" : "0000-00-00T00:00:00");
    if (!parts) {
        return std::nullopt;
    }
    auto const [y, mo, d, h, mi, s] = *parts;
    year_month_day const date{year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d))};
    if (!date.ok() || y == 0 || h > 23 || mi > 59 || s > 59) {
        return std::nullopt;
    }
    sys_time<microseconds> const instant =
        sys_days(date) + hours(h) + minutes(mi) + seconds(s) + microseconds(fraction) - minutes(zone);
    int const utc = static_cast<int>(year_month_day(floor<days>(instant)).year());
    return utc < 1 || utc > 9999 ? std::nullopt : std::optional(instant.time_since_epoch().count());
}

void check_text(std::string_view text, time_layout layout, core::utc_offset zone) {
    auto const read = core::parse_timestamp(text, layout, zone);
    auto const expected = calendar(text, layout, zone.minutes);
    require(read.has_value() == expected.has_value(), "what the calendar has is read, and nothing else", text);
    if (!read) {
        core::time_fault const& f = read.error();
        require(std::size_t{f.offset} + f.length <= text.size(), "a fault lies within the text", text);
        require(f.code == core::code::time_layout || f.code == core::code::time_out_of_range, "and is one of two",
                text);
        return;
    }
    require(read->microseconds == *expected, "a text is the instant of the calendar", text);
    if (!core::representable(*read, layout, zone)) {
        return; // the year in the zone of the schema is none from 1 to 9999
    }
    std::string written;
    core::append_timestamp(written, *read, layout, zone);
    if (layout != time_layout::rfc3339) {
        require(written == text, "an instant is written as it was read", text);
    }
    require(core::parse_timestamp(written, layout, zone) == read, "what was written reads back", written);
}

void check_instant(std::int64_t microseconds, time_layout layout, core::utc_offset zone) {
    core::timestamp const t{microseconds};
    std::string written;
    core::append_timestamp(written, t, layout, zone);
    auto const read = core::parse_timestamp(written, layout, zone);
    if (core::representable(t, layout, zone) && read) {
        auto const step = layout == time_layout::rfc3339 ? 1 : 1'000'000;
        std::int64_t const floor = t.microseconds - ((t.microseconds % step) + step) % step;
        require(read->microseconds == floor, "an instant is written as the second at or before it", written);
        require(calendar(written, layout, zone.minutes) == floor, "and as the calendar has it", written);
    }
    // An instant whose local year is written may lie outside of years 1 to 9999 in UTC: then it is not read.
    std::size_t const least = layout == time_layout::rfc3339_utc ? 20 : layout == time_layout::datetime ? 19 : 20;
    require(written.size() >= least && written.size() <= 32, "a time has the length of its layout", written);
}

void run(std::string_view input) {
    if (input.size() < 3) {
        return;
    }
    auto const first = static_cast<unsigned char>(input[0]);
    auto const layout = static_cast<time_layout>(first % 3);
    auto const zone = static_cast<std::int16_t>(
        (static_cast<unsigned char>(input[1]) * 256 + static_cast<unsigned char>(input[2])) % 2879 - 1439);
    input.remove_prefix(3);
    if (first < 128) {
        check_text(input, layout, {zone});
    } else if (input.size() >= 8) {
        std::int64_t microseconds = 0;
        std::memcpy(&microseconds, input.data(), 8);
        if (first % 2 == 0) {
            microseconds %= 400'000'000'000'000'000;
        }
        check_instant(microseconds, layout, {zone});
    }
}

/// Texts of times change digit by digit.
std::size_t mutate(std::span<std::uint8_t> data, std::size_t size, std::uint32_t seed) {
    static constexpr std::array<std::string_view, 8> texts{"2023-02-05T15:29:15Z",        "2024-02-29 23:59:59",
                                                           "0001-01-01T00:00:00+23:59",   "9999-12-31T23:59:59.999999Z",
                                                           "1970-01-01T00:00:00-00:01",   "1900-02-29T00:00:00Z",
                                                           "2000-12-31T23:59:60.5+08:00", "2023-06-31 24:00:00"};
    static constexpr std::string_view characters = "0123456789012345678901234569T Z:-+.z";
    if (size < 4 || seed % 3 == 0) {
        std::string_view const text = texts[seed / 3 % texts.size()];
        if (data.size() < 3 + text.size()) {
            return 0;
        }
        data[0] = static_cast<std::uint8_t>(seed / 32 % 3);
        data[1] = static_cast<std::uint8_t>(seed / 128);
        data[2] = static_cast<std::uint8_t>(seed / 65'536);
        std::ranges::copy(text, data.begin() + 3);
        return 3 + text.size();
    }
    data[3 + seed / 3 % (size - 3)] = static_cast<std::uint8_t>(characters[seed / 1'024 % characters.size()]);
    return size;
}

target const here("timestamps", run, mutate);

} // namespace

} // namespace quern::fuzz
