#pragma once

#include <quern/sql/dialect.hpp>

namespace quern::sql {

/// ClickHouse 24 or later.
///
/// A list is one array, so that the text does not depend on its length. A uint64 column is `UInt64`, and a native
/// timestamp `DateTime64(6)` of the years 1900 to 2299. A column that may be absent is `Nullable`. Sources:
/// "Queries with Parameters", "Syntax" (identifiers), "DateTime64"; `max_ast_depth` is 1,000, and a level takes two. Seen in
/// ClickHouse 26: patterns of 144,000 bytes are taken.
inline constexpr dialect clickhouse{
    .name = "clickhouse",
    .identifier_quote = '`',
    .identifier_escape = '\\',
    .qualified = false,
    .placeholders = placeholder_style::typed_braces,
    .lists = true,
    .both_zeros = true, // `0.0 IN (-0.0)` is false
    .types = {"Bool", "Int64", "UInt64", "Float64", "String", "DateTime64(6, 'UTC')"},
    .list_type = "Array({t})",
    .native = native_time::text,
    .native_least = -2'208'988'800'000'000, // 1900-01-01T00:00:00Z
    .native_most = 10'413'791'999'999'999,  // 2299-12-31T23:59:59.999999Z
    .pattern_bytes = 64'000,
    .text_bytes = 262'144, // max_query_size
    .parentheses = 300,
    .contains = {"position({c}, {p}) > 0", needle::verbatim},
    .contains_ascii = {"position(lower({c}), {p}) > 0", needle::ascii_lower},
    .contains_unicode = {"match({c}, {p})", needle::regex},
    .begins_with = {"startsWith({c}, {p})", needle::verbatim},
    .ends_with = {"endsWith({c}, {p})", needle::verbatim},
    .absent_first = " NULLS FIRST",
    .absent_last = " NULLS LAST",
};

} // namespace quern::sql
