#pragma once

#include <cstdint>

namespace quern::core {

/// What a diagnostic can advise.
enum class hint : std::uint8_t {
    none,
    did_you_mean,        ///< the nearest names
    expected_one_of,     ///< the legal spellings
    remove_one,          ///< two things exclude each other
    use_lt,              ///< `le` stands for `lt`
    match_all,           ///< how to select everything on purpose
    omit_instead,        ///< leave the key out
    write_as,            ///< a layout or spelling to follow
    use_list_operator,   ///< an array needs `in` or `nin`
    use_scalar_operator, ///< a scalar needs `eq` or `neq`
    split_request,       ///< more than a limit allows
    nest_rules,          ///< more rules than a group may have
    encode_utf8,         ///< save as UTF-8 without a byte-order mark
    quote_text,          ///< write the value in quotes
    unquote,             ///< write the value without quotes
    add_sort,            ///< `order` needs `sort`
    select_everything,   ///< how the text language selects everything
};

/// The number of hints.
inline constexpr int hint_count = static_cast<int>(hint::select_everything) + 1;

} // namespace quern::core
