#pragma once

#include <quern/sql/parameter.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

namespace quern::sql {

/// How a dialect writes the placeholder of a parameter.
enum class placeholder_style : std::uint8_t {
    question,          ///< `?`, by position
    numbered_question, ///< `?1`
    numbered_dollar,   ///< `$1`
    named_colon,       ///< `:p1`
    typed_braces,      ///< `{p1:Type}`
};

/// What is bound for the needle of a `contains`.
enum class needle : std::uint8_t {
    verbatim,    ///< the needle
    ascii_lower, ///< the needle, its letters of ASCII in lower case
    glob,        ///< a GLOB pattern of one class a character: all that folds alike
    regex,       ///< a regular expression of the same
    regex_ascii, ///< the same, where only letters of ASCII fold
};

/// What is bound for an instant whose field's storage is `native`.
enum class native_time : std::uint8_t {
    microseconds, ///< an integer since 1970-01-01T00:00:00Z
    text,         ///< text in UTC: `2023-02-05 15:29:15.5`
    text_in_zone, ///< the same with the zone: `2023-02-05 15:29:15.5+00`
};

/// How a dialect says that a string contains, begins with or ends with another.
struct containment {
    std::string_view form{}; ///< `{c}` is the column, `{p}` the placeholder
    sql::needle needle = needle::verbatim;
};

/// A dialect of SQL: data for the one emitter.
///
/// In forms, `{c}` stands for the column, `{o}` for the comparison operator, `{p}` for a placeholder (each time for the
/// same parameter), `{l}` for a list of placeholders, or for the placeholder of a list, `{d}` for the direction.
struct dialect {
    std::string_view name{};
    char identifier_quote = '"'; ///< around an identifier
    char identifier_escape = 0;  ///< before a quote or an escape inside an identifier; 0 where quotes are doubled
    bool qualified = true;       ///< columns are written with their table
    placeholder_style placeholders = placeholder_style::numbered_question;
    bool lists = false;      ///< a list is one parameter, whatever its length
    bool both_zeros = false; ///< a list with a zero of doubles needs the other one too
    std::array<std::string_view, parameter_type_count> types{}; ///< of `typed_braces`: the name of each type
    std::string_view list_type{};                               ///< the same of lists; `{t}` is the elements' type

    native_time native = native_time::microseconds;
    std::string_view native_value = "{p}";                                ///< a placeholder as a native timestamp
    std::int64_t native_least = std::numeric_limits<std::int64_t>::min(); ///< the first native timestamp
    std::int64_t native_most = std::numeric_limits<std::int64_t>::max();  ///< the last, in microseconds too
    std::uint64_t uint64_max = std::numeric_limits<std::uint64_t>::max(); ///< the largest integer of a uint64 column
    std::int64_t page_max = std::numeric_limits<std::int64_t>::max();     ///< the largest limit and offset
    std::uint32_t identifier_bytes = 0;                                   ///< the longest identifier; 0 for any
    std::uint32_t identifier_characters = 0;                              ///< the same, counted in characters
    bool identifier_astral = true;   ///< identifiers may hold characters above U+FFFF
    bool identifier_blank = true;    ///< identifiers may end with a blank
    std::uint32_t pattern_bytes = 0; ///< the longest pattern of `contains`; 0 for any
    std::uint32_t text_bytes = 0;    ///< the longest text of a statement; 0 for any
    std::uint32_t parentheses = 0;   ///< the deepest nesting of parentheses; 0 for any
    std::uint32_t parameters = 0;    ///< the most placeholders of a statement; 0 for any

    std::string_view comparison = "{c} {o} {p}";
    std::string_view equality_of_text = "{c} {o} {p}";
    std::string_view ordering_of_text = "{c} {o} {p}";
    std::string_view in = "{c} IN ({l})";
    std::string_view not_in = "{c} NOT IN ({l})";
    std::string_view in_of_text = "{c} IN ({l})";
    std::string_view not_in_of_text = "{c} NOT IN ({l})";
    std::string_view element_of_text = "{p}"; ///< one placeholder of `{l}`
    containment contains{};
    containment contains_ascii{};
    containment contains_unicode{};
    containment begins_with{};
    containment ends_with{};
    std::string_view is_null = "{c} IS NULL";
    std::string_view not_null = "{c} IS NOT NULL";
    std::string_view aside{}; ///< before a disjunction in a wide conjunction: the planner leaves it alone then
    std::string_view everything = "1=1";
    std::string_view nothing = "1=0";
    std::string_view order = "{c} {d}";
    std::string_view order_of_text = "{c} {d}";
    std::string_view absent_first{}; ///< behind `ASC`, where the field may be absent
    std::string_view absent_last{};  ///< behind `DESC`, likewise
    std::string_view limit = "LIMIT {p}";
    std::string_view no_limit{}; ///< what must stand before an offset without a limit
    std::string_view offset = "OFFSET {p}";
};

} // namespace quern::sql
