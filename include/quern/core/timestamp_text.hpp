#pragma once

#include <quern/core/code.hpp>
#include <quern/core/term.hpp>
#include <quern/core/time_layout.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/core/utc_offset.hpp>

#include <boost/system/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace quern::core {

/// Why a text is not a time, and where.
struct time_fault {
    core::code code;          ///< `time_layout` or `time_out_of_range`
    std::uint32_t offset = 0; ///< of the bytes at fault in the text
    std::uint32_t length = 0; ///< of them; 0 where the text ends too early
    core::term part{};        ///< of a `time_out_of_range`: the part that does not exist, from `year` to `zone`

    friend bool operator==(time_fault const&, time_fault const&) = default;
};

/// Reads an instant written in a layout; `zone` is that of `datetime`, the other layouts name their own.
///
/// The calendar is the proleptic Gregorian one, from year 0001 to 9999 both as written and in UTC.
/// There is no second 60, and no lower case, blank or missing digit is forgiven.
/// Errors: `time_layout` at the first character that does not fit the layout, or else `time_out_of_range`
/// at the first part that does not exist; the year, where only the instant in UTC is out of range.
/// Complexity: constant; allocates nothing.
[[nodiscard]] boost::system::result<timestamp, time_fault> parse_timestamp(std::string_view text, time_layout layout,
                                                                           utc_offset zone = {}) noexcept;

/// True where the layout can write the instant in that zone: the local year is from 0001 to 9999.
[[nodiscard]] bool representable(timestamp instant, time_layout layout, utc_offset zone = {}) noexcept;

/// Appends an instant, written in a layout; `zone` is that of the text, except that `rfc3339_utc` is always in UTC.
///
/// A layout without a fraction writes the whole second at or before the instant. `rfc3339` writes a fraction only
/// where there is one, without trailing zeros. An instant that is not `representable` is written as the nearest
/// one that is.
/// Precondition: the zone is from -1439 to 1439 minutes.
void append_timestamp(std::string& out, timestamp instant, time_layout layout, utc_offset zone = {});

} // namespace quern::core

#ifndef QUERN_COMPILED
#include <quern/core/impl/timestamp_text.hpp>
#endif
