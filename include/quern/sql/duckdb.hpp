#pragma once

#include <quern/sql/dialect.hpp>

namespace quern::sql {

/// DuckDB 1.0 or later.
///
/// A uint64 column is `UBIGINT`, and a native timestamp `TIMESTAMP` in UTC, bound as microseconds. Sources: "Functions",
/// "Timestamp Types", "LIMIT and OFFSET Clauses" of its documentation.
inline constexpr dialect duckdb{
    .name = "duckdb",
    .placeholders = placeholder_style::numbered_dollar,
    .native_value = "make_timestamp({p})",
    .page_max = 4'611'686'018'427'387'904,
    .pattern_bytes = 8'000,
    .contains = {"contains({c}, {p})", needle::verbatim},
    .contains_ascii = {"regexp_matches({c}, {p})", needle::regex_ascii},
    .contains_unicode = {"regexp_matches({c}, {p})", needle::regex},
    .begins_with = {"starts_with({c}, {p})", needle::verbatim},
    .ends_with = {"ends_with({c}, {p})", needle::verbatim},
    .absent_first = " NULLS FIRST",
    .absent_last = " NULLS LAST",
};

} // namespace quern::sql
