#pragma once

#include <quern/core/code.hpp>
#include <quern/core/hint.hpp>
#include <quern/core/language.hpp>
#include <quern/core/term.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace quern::core {

/// A text in both languages. `{0}`, `{1}` … stand for arguments, `{*}` for all of them as a list.
struct message_text {
    std::string_view english;
    std::string_view chinese;

    [[nodiscard]] constexpr std::string_view in(language l) const noexcept {
        return l == language::chinese ? chinese : english;
    }
};

/// A row of the table of codes.
struct message_row {
    code id;
    std::string_view name;
    core::severity severity;
    message_text text;
};

/// A row of the table of hints.
struct hint_row {
    hint id;
    message_text text;
};

/// A row of the table of terms.
struct term_row {
    term id;
    message_text text;
};

// clang-format off

/// Every code: its stable spelling, its severity, and its message.
inline constexpr std::array<message_row, code_count> messages{{
    {code::request_too_large, "request_too_large", severity::error,
     {"the request has {0} bytes, the limit is {1}", "请求共 {0} 字节，上限为 {1} 字节"}},
    {code::json_syntax, "json_syntax", severity::error,
     {"this is not JSON: {0} cannot stand here", "不是合法的 JSON：此处不能出现 {0}"}},
    {code::json_incomplete, "json_incomplete", severity::error,
     {"the JSON text ends too early", "JSON 文本不完整"}},
    {code::json_trailing_text, "json_trailing_text", severity::error,
     {"there is more text after the JSON value", "JSON 值之后还有多余内容"}},
    {code::json_byte_order_mark, "json_byte_order_mark", severity::error,
     {"the request begins with a byte-order mark", "请求以字节顺序标记（BOM）开头"}},
    {code::json_control_character, "json_control_character", severity::error,
     {"a control character in a string must be escaped", "字符串中的控制字符必须转义"}},
    {code::json_escape, "json_escape", severity::error,
     {"this is not a JSON escape sequence", "不是合法的 JSON 转义序列"}},
    {code::json_number, "json_number", severity::error,
     {"this is not a JSON number", "不是合法的 JSON 数字"}},
    {code::invalid_utf8, "invalid_utf8", severity::error,
     {"these bytes are not UTF-8", "字节序列不是合法的 UTF-8"}},
    {code::lone_surrogate, "lone_surrogate", severity::error,
     {"half of a surrogate pair stands alone", "代理对只有一半"}},
    {code::nesting_too_deep, "nesting_too_deep", severity::error,
     {"the JSON is nested more than {0} levels deep", "JSON 嵌套超过 {0} 层"}},
    {code::duplicate_key, "duplicate_key", severity::error,
     {"the key {0} stands twice in one object", "键 {0} 在同一对象中重复出现"}},
    {code::unknown_key, "unknown_key", severity::error,
     {"unknown key {0}", "未知的键 {0}"}},
    {code::missing_key, "missing_key", severity::error,
     {"the key {0} is missing", "缺少键 {0}"}},
    {code::wrong_type, "wrong_type", severity::error,
     {"expected {0}, found {1}", "应为{0}，实际为{1}"}},
    {code::ambiguous_rule, "ambiguous_rule", severity::error,
     {"{0} and {1} exclude each other: this is neither a rule nor a group", "{0} 与 {1} 不能同时出现：既不是规则也不是规则组"}},
    {code::empty_group, "empty_group", severity::error,
     {"a nested group must have at least one rule", "嵌套的规则组至少要有一条规则"}},
    {code::unknown_connective, "unknown_connective", severity::error,
     {"{0} does not join rules", "{0} 不是规则之间的连接符"}},
    {code::unknown_operator, "unknown_operator", severity::error,
     {"unknown operator {0}", "未知的操作符 {0}"}},
    {code::operator_alias, "operator_alias", severity::warning,
     {"{0} is read as {1}, less than", "{0} 按 {1}（小于）处理"}},
    {code::operator_retired, "operator_retired", severity::error,
     {"{0} is not accepted here", "此处不接受 {0}"}},
    {code::group_too_deep, "group_too_deep", severity::error,
     {"groups are nested more than {0} levels deep", "规则组嵌套超过 {0} 层"}},
    {code::group_too_large, "group_too_large", severity::error,
     {"{0} rules in one group, the limit is {1}", "一个规则组中有 {0} 条规则，上限为 {1} 条"}},
    {code::too_many_rules, "too_many_rules", severity::error,
     {"more than {0} rules and groups in all", "规则与规则组总数超过 {0}"}},
    {code::unknown_field, "unknown_field", severity::error,
     {"there is no field {0} to query", "没有可查询的字段 {0}"}},
    {code::operator_not_allowed, "operator_not_allowed", severity::error,
     {"the field {1} does not allow the operator {0}", "字段 {1} 不支持操作符 {0}"}},
    {code::empty_string, "empty_string", severity::error,
     {"the operator {0} needs a string that is not empty", "操作符 {0} 的值不能为空字符串"}},
    {code::empty_list, "empty_list", severity::error,
     {"the operator {0} needs at least one element", "操作符 {0} 的数组至少要有一个元素"}},
    {code::list_too_long, "list_too_long", severity::error,
     {"{0} elements, the limit is {1}", "共 {0} 个元素，上限为 {1} 个"}},
    {code::string_too_long, "string_too_long", severity::error,
     {"a string of {0} bytes, the limit is {1}", "字符串共 {0} 字节，上限为 {1} 字节"}},
    {code::null_character, "null_character", severity::error,
     {"a string may not hold the character U+0000", "字符串不能包含字符 U+0000"}},
    {code::unknown_enumerator, "unknown_enumerator", severity::error,
     {"{0} is not a value of the field {1}", "{0} 不是字段 {1} 的取值"}},
    {code::unlisted_enumerator, "unlisted_enumerator", severity::warning,
     {"{0} is not a listed value of the field {1}; it is compared all the same",
      "{0} 不在字段 {1} 列出的取值中，仍按该值比较"}},
    {code::duplicate_element, "duplicate_element", severity::error,
     {"{0} stands in the list already", "列表中已有 {0}"}},
    {code::repeated_element, "repeated_element", severity::warning,
     {"{0} stands in the list already, and changes nothing", "列表中已有 {0}，重复不影响结果"}},
    {code::number_not_exact, "number_not_exact", severity::error,
     {"{0} cannot be held exactly", "{0} 无法精确表示"}},
    {code::number_out_of_range, "number_out_of_range", severity::error,
     {"{0} is out of range", "{0} 超出范围"}},
    {code::decimal_text, "decimal_text", severity::error,
     {"{0} is not an integer in decimal text", "{0} 不是十进制整数文本"}},
    {code::time_layout, "time_layout", severity::error,
     {"the time is not written as {0}", "时间格式应为 {0}"}},
    {code::time_out_of_range, "time_out_of_range", severity::error,
     {"the {0} {1} does not exist", "不存在的{0}：{1}"}},
    {code::page_out_of_range, "page_out_of_range", severity::error,
     {"{0} must be an integer from {1} to {2}", "{0} 必须是 {1} 到 {2} 之间的整数"}},
    {code::page_with_count, "page_with_count", severity::error,
     {"{0} has no meaning where \"count\" is true", "\"count\" 为 true 时不能使用 {0}"}},
    {code::order_without_sort, "order_without_sort", severity::error,
     {"\"order\" has no meaning without \"sort\"", "没有 \"sort\" 时不能使用 \"order\""}},
    {code::unknown_order, "unknown_order", severity::error,
     {"{0} is not an order", "{0} 不是排序顺序"}},
    {code::field_not_sortable, "field_not_sortable", severity::error,
     {"the field {0} cannot be sorted by", "字段 {0} 不能用于排序"}},
    {code::sort_empty_item, "sort_empty_item", severity::error,
     {"a field name is missing here", "此处缺少字段名"}},
    {code::sort_sign, "sort_sign", severity::error,
     {"a second sign {0}", "多余的符号 {0}"}},
    {code::sort_sign_with_suffix, "sort_sign_with_suffix", severity::error,
     {"the suffix {0} excludes the sign in front", "后缀 {0} 不能与前面的符号同时使用"}},
    {code::sort_suffix, "sort_suffix", severity::error,
     {"the suffix {0} is no direction", "后缀 {0} 不是排序方向"}},
    {code::sort_field_twice, "sort_field_twice", severity::error,
     {"the field {0} is sorted by twice", "字段 {0} 在排序中重复出现"}},
    {code::too_many_sort_keys, "too_many_sort_keys", severity::error,
     {"{0} fields to sort by, the limit is {1}", "排序字段共 {0} 个，上限为 {1} 个"}},
    {code::empty_argument, "empty_argument", severity::error,
     {"{0} may not be empty", "{0} 不能为空"}},
    {code::range_empty, "range_empty", severity::error,
     {"{0} needs \"start\", \"end\", or both", "{0} 需要 \"start\" 或 \"end\"，也可同时提供"}},
    {code::range_reversed, "range_reversed", severity::error,
     {"\"start\" lies after \"end\"", "\"start\" 晚于 \"end\""}},
    {code::arguments_exclude, "arguments_exclude", severity::error,
     {"{0} and {1} exclude each other", "{0} 与 {1} 不能同时提供"}},
    {code::fuzzy_ignored, "fuzzy_ignored", severity::warning,
     {"{0} has no effect here: {1} is not given", "{0} 在此处不起作用：未提供 {1}"}},
    {code::unknown_choice, "unknown_choice", severity::error,
     {"{0} is not one of the choices here", "{0} 不在可选范围内"}},
    {code::schema_name, "schema_name", severity::error,
     {"{0} cannot be a name", "{0} 不能用作名称"}},
    {code::schema_duplicate_field, "schema_duplicate_field", severity::error,
     {"the field {0} is declared twice", "字段 {0} 重复声明"}},
    {code::schema_no_fields, "schema_no_fields", severity::error,
     {"a schema needs at least one field", "模式至少要有一个字段"}},
    {code::schema_no_arguments, "schema_no_arguments", severity::error,
     {"the form {0} needs a field with \"argument\" or \"items\"", "形式 {0} 至少要有一个带 \"argument\" 或 \"items\" 的字段"}},
    {code::schema_unknown_field, "schema_unknown_field", severity::error,
     {"the schema has no field {0}", "模式中没有字段 {0}"}},
    {code::schema_key_nullable, "schema_key_nullable", severity::error,
     {"the key {0} may not be nullable", "主键 {0} 不能为空"}},
    {code::schema_operator_type, "schema_operator_type", severity::error,
     {"the operator {0} has no meaning for the field {1}", "操作符 {0} 对字段 {1} 没有意义"}},
    {code::schema_property_type, "schema_property_type", severity::error,
     {"{0} has no meaning for the field {1}", "{0} 对字段 {1} 没有意义"}},
    {code::schema_enumerator, "schema_enumerator", severity::error,
     {"the value {0} of the field {1} is empty or stands twice", "字段 {1} 的取值 {0} 为空或重复"}},
    {code::schema_limit, "schema_limit", severity::error,
     {"the limit {0} must be from {1} to {2}", "限制 {0} 必须在 {1} 到 {2} 之间"}},
    {code::schema_form, "schema_form", severity::error,
     {"{0} has no meaning in the form {1}", "{0} 在形式 {1} 中没有意义"}},
    {code::schema_reads_text, "schema_reads_text", severity::error,
     {"requests of {0} are texts, not JSON", "{0} 的请求是查询文本，不是 JSON"}},
    {code::schema_guarded, "schema_guarded", severity::error,
     {"the schema {0} declares a guard: its queries must be guarded", "模式 {0} 声明了守卫条件：其查询必须带守卫条件"}},
    {code::schema_unguarded, "schema_unguarded", severity::error,
     {"the schema {0} declares no guard", "模式 {0} 没有声明守卫条件"}},
    {code::guard_incomplete, "guard_incomplete", severity::error,
     {"the guard must fix the field {0} on every branch, by == or in", "守卫条件必须在每个分支上用 == 或 in 限定字段 {0}"}},
    {code::identifier_too_long, "identifier_too_long", severity::error,
     {"{0} takes names of at most {1} {3}: {2} is longer", "{0} 的名称最多 {1} {3}，{2} 过长"}},
    {code::identifier_not_allowed, "identifier_not_allowed", severity::error,
     {"{0} does not allow the name {1}", "{0} 不允许名称 {1}"}},
    {code::pattern_too_long, "pattern_too_long", severity::error,
     {"{0} takes patterns of at most {1} bytes, this one needs {2}", "{0} 的匹配模式最多 {1} 字节，此处需要 {2} 字节"}},
    {code::statement_too_deep, "statement_too_deep", severity::error,
     {"{0} takes at most {1} levels of groups, this query needs {2}", "{0} 最多支持 {1} 层规则组，此查询需要 {2} 层"}},
    {code::statement_too_long, "statement_too_long", severity::error,
     {"{0} takes statements of at most {1} bytes, this query needs {2}", "{0} 的语句最多 {1} 字节，此查询需要 {2} 字节"}},
    {code::too_many_parameters, "too_many_parameters", severity::error,
     {"{0} takes at most {1} parameters, this query needs {2}", "{0} 最多支持 {1} 个参数，此查询需要 {2} 个"}},
    {code::not_expressible, "not_expressible", severity::error,
     {"{0} cannot be said in the form {1}", "{1} 形式无法表达{0}"}},
    {code::no_member, "no_member", severity::error,
     {"the record type has no member for the field {0}", "记录类型没有与字段 {0} 对应的成员"}},
    {code::member_type, "member_type", severity::error,
     {"the member for the field {0} holds {1}, not {2}", "与字段 {0} 对应的成员类型为 {1}，应为 {2}"}},
    {code::text_syntax, "text_syntax", severity::error,
     {"{0} cannot stand here", "此处不能出现 {0}"}},
    {code::text_incomplete, "text_incomplete", severity::error,
     {"the text ends too early", "文本不完整"}},
    {code::too_many_diagnostics, "too_many_diagnostics", severity::note,
     {"diagnostics not shown: {0}", "另有 {0} 条诊断未显示"}},
}};

/// Every hint.
inline constexpr std::array<hint_row, hint_count> hints{{
    {hint::none, {"", ""}},
    {hint::did_you_mean, {"did you mean {*}?", "是否想用 {*}？"}},
    {hint::expected_one_of, {"expected {*}", "可用：{*}"}},
    {hint::remove_one, {"remove one of the two", "请删除其中之一"}},
    {hint::use_lt, {"write \"lt\" for less than, \"lte\" for less than or equal", "小于请写 \"lt\"，小于等于请写 \"lte\""}},
    {hint::match_all, {"write \"rules\": [] to select everything", "如需查询全部，请写 \"rules\": []"}},
    {hint::omit_instead, {"leave {0} out", "请去掉 {0}"}},
    {hint::write_as, {"write it as {0}", "请写成 {0}"}},
    {hint::use_list_operator, {"for a list, use {*}", "数组请使用 {*}"}},
    {hint::use_scalar_operator, {"for one value, use {*}", "单个值请使用 {*}"}},
    {hint::split_request, {"send several requests", "请拆分为多个请求"}},
    {hint::nest_rules, {"put some of the rules into a group of their own", "请将部分规则放入嵌套的规则组"}},
    {hint::encode_utf8, {"encode the request as UTF-8, without a byte-order mark", "请使用 UTF-8 编码，且不带字节顺序标记"}},
    {hint::quote_text, {"write it in quotes: {0}", "请加引号：{0}"}},
    {hint::unquote, {"write it without quotes: {0}", "请去掉引号：{0}"}},
    {hint::add_sort, {"name the field in \"sort\"", "请在 \"sort\" 中指定字段"}},
    {hint::select_everything, {"write \"everything\" to select everything", "如需查询全部，请写 \"everything\""}},
}};

/// Every term.
inline constexpr std::array<term_row, term_count> terms{{
    {term::object, {"an object", "对象"}},
    {term::array, {"an array", "数组"}},
    {term::string, {"a string", "字符串"}},
    {term::number, {"a number", "数字"}},
    {term::integer, {"an integer", "整数"}},
    {term::boolean, {"a boolean", "布尔值"}},
    {term::null, {"null", "空值（null）"}},
    {term::scalar, {"a boolean, a number or a string", "布尔值、数字或字符串"}},
    {term::array_of_scalars, {"an array of booleans, numbers or strings", "由布尔值、数字或字符串组成的数组"}},
    {term::time, {"a time", "时间"}},
    {term::time_string, {"a time in a string", "时间字符串"}},
    {term::integer_text, {"an integer, or its decimal text in a string", "整数或其十进制文本"}},
    {term::year, {"year", "年份"}},
    {term::month, {"month", "月份"}},
    {term::day, {"day", "日期"}},
    {term::hour, {"hour", "小时"}},
    {term::minute, {"minute", "分钟"}},
    {term::second, {"second", "秒"}},
    {term::fraction, {"fraction of a second", "秒的小数部分"}},
    {term::zone, {"zone", "时区"}},
    {term::negation, {"a negation", "否定"}},
    {term::constant_filter, {"a filter that is always true or always false", "恒真或恒假的条件"}},
    {term::empty_group, {"an empty group", "空的规则组"}},
    {term::no_limit, {"a page without a limit", "不限行数的分页"}},
    {term::field_name, {"a field name", "字段名"}},
    {term::value_token, {"a value", "值"}},
    {term::end_of_text, {"the end", "文本结尾"}},
    {term::bytes, {"bytes", "字节"}},
    {term::characters, {"characters", "字符"}},
}};

// clang-format on

/// The stable spelling of a code, such as `unknown_field`.
[[nodiscard]] constexpr std::string_view name(code c) noexcept { return messages[static_cast<std::size_t>(c)].name; }

/// The severity that every diagnostic of a code has.
[[nodiscard]] constexpr severity severity_of(code c) noexcept { return messages[static_cast<std::size_t>(c)].severity; }

namespace detail {

template <class Table>
[[nodiscard]] consteval bool in_order(Table const& table) {
    for (std::size_t i = 0; i != table.size(); ++i) {
        if (static_cast<std::size_t>(table[i].id) != i) {
            return false;
        }
    }
    return true;
}

static_assert(in_order(messages) && in_order(hints) && in_order(terms), "tables are indexed by identifier");

} // namespace detail

} // namespace quern::core
