#pragma once

#include <quern/sql/dialect.hpp>

namespace quern::sql {

/// MySQL 8.0.17 or later.
///
/// Strings are compared by bytes and without padding, whatever the column's collation; the collation stands on the
/// parameter, so that an index of that collation serves. Columns are to have the types BOOLEAN, BIGINT, BIGINT UNSIGNED,
/// DOUBLE, VARCHAR or TEXT in utf8mb4, and DATETIME(6) in UTC for native timestamps (TIMESTAMP ends in 2038, and moves with
/// the session's zone). The connection's character set is to be utf8mb4.
/// Sources: 10.10.1, 12.8.2 and 9.2.1 of the manual.
inline constexpr dialect mysql{
    .name = "mysql",
    .identifier_quote = '`',
    .placeholders = placeholder_style::question,
    .native = native_time::text,
    .native_value = "CAST({p} AS DATETIME(6))",
    .native_least = first_written_instant,
    .native_most = last_written_instant,
    .identifier_characters = 64,
    .pattern_bytes = 7'800,
    .parentheses = 500,
    .parameters = 65'535,
    .equality_of_text = "{c} {o} {p} COLLATE utf8mb4_0900_bin",
    .ordering_of_text = "{c} {o} {p} COLLATE utf8mb4_0900_bin",
    .element_of_text = "{p} COLLATE utf8mb4_0900_bin",
    .contains = {"LOCATE({p} COLLATE utf8mb4_0900_bin, {c}) > 0", needle::verbatim},
    .contains_ascii = {"REGEXP_LIKE({c}, {p}, 'c')", needle::regex_ascii},
    .contains_unicode = {"REGEXP_LIKE({c}, {p}, 'c')", needle::regex},
    .begins_with = {"LOCATE({p} COLLATE utf8mb4_0900_bin, {c}) = 1", needle::verbatim},
    .ends_with = {"RIGHT({c}, CHAR_LENGTH({p})) = {p} COLLATE utf8mb4_0900_bin", needle::verbatim},
    .order_of_text = "{c} COLLATE utf8mb4_0900_bin {d}",
    .no_limit = "LIMIT 18446744073709551615",
};

} // namespace quern::sql
