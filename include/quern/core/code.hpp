#pragma once

#include <cstdint>
#include <string_view>

namespace quern::core {

/// How grave a diagnostic is.
enum class severity : std::uint8_t {
    error,   ///< the request yields no query
    warning, ///< the request is read, but not as it was written
    note,    ///< about the other diagnostics
};

/// Everything that quern can find wrong. The spelling of a code (`name` in message.hpp) is stable across releases; messages are not.
enum class code : std::uint8_t {
    // the JSON text
    request_too_large,
    json_syntax,
    json_incomplete,
    json_trailing_text,
    json_byte_order_mark,
    json_control_character,
    json_escape,
    json_number,
    invalid_utf8,
    lone_surrogate,
    nesting_too_deep,
    duplicate_key,
    // the form of the request
    unknown_key,
    missing_key,
    wrong_type,
    ambiguous_rule,
    empty_group,
    unknown_connective,
    unknown_operator,
    operator_alias,
    operator_retired,
    group_too_deep,
    group_too_large,
    too_many_rules,
    // names and values
    unknown_field,
    operator_not_allowed,
    empty_string,
    empty_list,
    list_too_long,
    string_too_long,
    null_character,
    unknown_enumerator,
    unlisted_enumerator,
    duplicate_element,
    repeated_element,
    number_not_exact,
    number_out_of_range,
    decimal_text,
    time_layout,
    time_out_of_range,
    // the page
    page_out_of_range,
    page_with_count,
    order_without_sort,
    unknown_order,
    field_not_sortable,
    sort_empty_item,
    sort_sign,
    sort_sign_with_suffix,
    sort_suffix,
    sort_field_twice,
    too_many_sort_keys,
    // the condition
    empty_argument,
    range_empty,
    range_reversed,
    arguments_exclude,
    fuzzy_ignored,
    // the schema
    unknown_choice,
    schema_name,
    schema_duplicate_field,
    schema_no_fields,
    schema_no_arguments,
    schema_unknown_field,
    schema_key_nullable,
    schema_operator_type,
    schema_property_type,
    schema_enumerator,
    schema_limit,
    schema_form,
    schema_reads_text,
    schema_guarded,
    schema_unguarded,
    // the guard
    guard_incomplete,
    // compiling
    identifier_too_long,
    identifier_not_allowed,
    pattern_too_long,
    statement_too_deep,
    statement_too_long,
    too_many_parameters,
    not_expressible,
    no_member,
    member_type,
    // the text language
    text_syntax,
    text_incomplete,
    // about diagnostics
    too_many_diagnostics,
};

/// The number of codes.
inline constexpr int code_count = static_cast<int>(code::too_many_diagnostics) + 1;

/// The stable spelling of a severity: `error`, `warning` or `note`.
[[nodiscard]] constexpr std::string_view name(severity s) noexcept {
    switch (s) {
    case severity::error:
        return "error";
    case severity::warning:
        return "warning";
    case severity::note:
        break;
    }
    return "note";
}

} // namespace quern::core
