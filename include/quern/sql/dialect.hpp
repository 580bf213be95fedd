#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

namespace quern::sql {

/// How a dialect writes the placeholder of a parameter.
enum class placeholder_style : std::uint8_t {
    numbered_question, ///< `?1`
};

/// What is bound for the needle of a `contains`.
enum class needle : std::uint8_t {
    verbatim,    ///< the needle
    ascii_lower, ///< the needle, its letters of ASCII in lower case
    glob,        ///< a GLOB pattern of one class a character: all that folds alike
};

/// What is bound for an instant whose field's storage is `native`.
enum class native_time : std::uint8_t {
    microseconds, ///< an integer since 1970-01-01T00:00:00Z
};

/// How a dialect says that a string contains, begins with or ends with another.
struct containment {
    std::string_view form{}; ///< `{c}` is the column, `{p}` the placeholder
    sql::needle needle = needle::verbatim;
};

/// A dialect of SQL: data for the one emitter.
///
/// In forms, `{c}` stands for the column, `{o}` for the comparison operator, `{p}` for a placeholder (each time for the
/// same parameter), `{l}` for a list of placeholders, `{d}` for the direction.
struct dialect {
    std::string_view name{};
    char identifier_quote = '"'; ///< doubled inside an identifier
    bool qualified = true;       ///< columns are written with their table
    placeholder_style placeholders = placeholder_style::numbered_question;
    native_time native = native_time::microseconds;
    std::uint64_t uint64_max = std::numeric_limits<std::uint64_t>::max(); ///< the largest integer of a uint64 column
    std::uint32_t identifier_bytes = 0;                                   ///< the longest identifier; 0 for any
    std::uint32_t pattern_bytes = 0; ///< the longest pattern of `contains`; 0 for any
    std::uint32_t parentheses = 0;   ///< the deepest nesting of parentheses; 0 for any
    std::uint32_t parameters = 0;    ///< the most parameters of a statement; 0 for any

    std::string_view comparison = "{c} {o} {p}";
    std::string_view comparison_of_text = "{c} {o} {p}";
    std::string_view in = "{c} IN ({l})";
    std::string_view not_in = "{c} NOT IN ({l})";
    std::string_view in_of_text = "{c} IN ({l})";
    std::string_view not_in_of_text = "{c} NOT IN ({l})";
    containment contains{};
    containment contains_ascii{};
    containment contains_unicode{};
    containment begins_with{};
    containment ends_with{};
    std::string_view is_null = "{c} IS NULL";
    std::string_view not_null = "{c} IS NOT NULL";
    std::string_view everything = "1=1";
    std::string_view nothing = "1=0";
    std::string_view order = "{c} {d}";
    std::string_view order_of_text = "{c} {d}";
    std::string_view limit = "LIMIT {p}";
    std::string_view no_limit{}; ///< what must stand before an offset without a limit
    std::string_view offset = "OFFSET {p}";
};

} // namespace quern::sql
