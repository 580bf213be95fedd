#pragma once

#include <quern/core/code.hpp>
#include <quern/core/value.hpp>

#include <boost/system/result.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace quern::core {

/// What a JSON number says, and how well `value` says it.
struct number {
    /// An int64 where the number is an integer that fits, else a uint64 where it fits, else a double; never −0.
    core::value value;

    /// True where the decimal that was written is an integer: `1.0`, `1e3` and `100e-2` are.
    bool integral = false;

    /// True where `value` is the decimal that was written, or, for a fraction, the nearest double
    /// and itself no integer, so that it stands to every integer as the fraction does.
    bool faithful = false;

    friend bool operator==(number const&, number const&) = default;
};

/// Reads a JSON number (RFC 8259, section 6). Zero, however written, is the int64 0.
///
/// A number that needs rounding yields the nearest double, as an int64 or uint64 where it is an integer that fits.
/// Errors: `json_number` where the text is anything else; `number_out_of_range` where the nearest double
/// would be infinite, or zero for a number that is not.
/// Complexity: linear in the text, whatever the exponent; allocates nothing.
[[nodiscard]] boost::system::result<number, code> parse_number(std::string_view text) noexcept;

/// The double whose shortest spelling the digits are, in whatever notation: what programs write that have only doubles.
///
///     1152921504606847000   2^60, as JavaScript writes it; it is 1152921504606846976
///
/// Nothing where the text is no JSON number, or has other digits. Complexity: linear in the text; allocates nothing.
[[nodiscard]] std::optional<double> shortest_double(std::string_view text) noexcept;

/// Appends a number: an integer in decimal; a double in the fewest characters that `parse_number` reads as the same
/// number, with a fraction or an exponent, such as `1.0`.
///
/// Precondition: the value is an int64, a uint64 or a finite double.
void append_number(std::string& out, value const& v);

/// The same with all digits of an integer, whatever holds it, and neither fraction nor exponent: `parse_number` reads it
/// back as a faithful number.
///
/// Precondition: the value is an int64, a uint64 or a finite double.
void append_exact_number(std::string& out, value const& v);

} // namespace quern::core

#ifndef QUERN_COMPILED
#include <quern/core/impl/number.hpp>
#endif
