#pragma once

#include <cstdint>

namespace quern::core {

/// Words that messages are filled with and that differ by language.
enum class term : std::uint8_t {
    // kinds of JSON values, found or expected
    object,
    array,
    string,
    number,
    integer,
    boolean,
    null,
    scalar, ///< a boolean, a number or a string
    array_of_scalars,
    time,         ///< an instant that is not in a string
    time_string,  ///< a string that holds a time
    integer_text, ///< an integer, or a string that holds one
    // parts of a time
    year,
    month,
    day,
    hour,
    minute,
    second,
    fraction,
    zone,
    // what a form cannot say
    negation,
    constant_filter, ///< `everything` or `nothing`
    empty_group,
    no_limit,
    // parts of a text
    field_name,
    value_token,
    end_of_text,
    // units
    bytes,
    characters,
};

/// The number of terms.
inline constexpr int term_count = static_cast<int>(term::characters) + 1;

} // namespace quern::core
