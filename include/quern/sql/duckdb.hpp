#pragma once

#include <quern/sql/dialect.hpp>

namespace quern::sql {

/// DuckDB 0.9 or later.
///
/// Columns are to have the types BOOLEAN, BIGINT, UBIGINT, DOUBLE, VARCHAR, and TIMESTAMP in UTC for native timestamps,
/// whose constants are microseconds. Strings are compared by bytes unless a column declares a collation.
/// Sources: the pages on prepared statements, pattern matching and timestamps of its documentation.
inline constexpr dialect duckdb{
    .name = "duckdb",
    .placeholders = placeholder_style::numbered_dollar,
    .native_value = "make_timestamp({p})",
    .pattern_bytes = 8'000,
    .parentheses = 500,
    .parameters = 65'535,
    .contains = {"contains({c}, {p})", needle::verbatim},
    .contains_ascii = {"regexp_matches({c}, {p})", needle::regex_ascii},
    .contains_unicode = {"regexp_matches({c}, {p})", needle::regex},
    .begins_with = {"starts_with({c}, {p})", needle::verbatim},
    .ends_with = {"suffix({c}, {p})", needle::verbatim},
    .absent_first = " NULLS FIRST",
    .absent_last = " NULLS LAST",
};

} // namespace quern::sql
