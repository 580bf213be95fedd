#pragma once

#include <quern/sql/dialect.hpp>

namespace quern::sql {

/// DuckDB 1.0 or later.
///
/// A uint64 column is `UBIGINT`, and a native timestamp `TIMESTAMP` in UTC, bound as microseconds. Sources: "Functions",
/// "Timestamp Types", "LIMIT and OFFSET Clauses" of its documentation; `max_expression_depth` is 1,000.
/// Seen in DuckDB 1.5: patterns of 120,000 bytes are taken.
inline constexpr dialect duckdb{
    .name = "duckdb",
    .placeholders = placeholder_style::numbered_dollar,
    .native_value = "make_timestamp({p})",
    .native_least = -9'223'372'022'400'000'000, // 290309-12-22 BC
    .native_most = 9'223'372'036'854'775'806,   // what follows is infinity
    .page_max = 4'611'686'018'427'387'904,
    .pattern_bytes = 64'000,
    .parentheses = 400,
    .contains = {"contains({c}, {p})", needle::verbatim},
    .contains_ascii = {"regexp_matches({c}, {p})", needle::regex_ascii},
    .contains_unicode = {"regexp_matches({c}, {p})", needle::regex},
    .begins_with = {"starts_with({c}, {p})", needle::verbatim},
    .ends_with = {"ends_with({c}, {p})", needle::verbatim},
    .absent_first = " NULLS FIRST",
    .absent_last = " NULLS LAST",
};

} // namespace quern::sql
