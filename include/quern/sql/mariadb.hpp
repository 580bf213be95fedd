#pragma once

#include <quern/sql/dialect.hpp>

namespace quern::sql {

/// MariaDB 10.3 or later.
///
/// Strings are compared by bytes and without padding, whatever the column's collation; the collation stands on the
/// parameter, so that an index of that collation serves. Columns are to have the types BOOLEAN, BIGINT, BIGINT UNSIGNED,
/// DOUBLE, VARCHAR or TEXT in utf8mb4, and DATETIME(6) in UTC for native timestamps (TIMESTAMP ends in 2038, and moves with
/// the session's zone). The connection's character set is to be utf8mb4.
/// `pattern_bytes` keeps a pattern below the 64 KiB that PCRE2 compiles: 33 bytes for each class of four.
/// Sources: the pages on collations, REGEXP and identifier names of its documentation.
inline constexpr dialect mariadb{
    .name = "mariadb",
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
    .equality_of_text = "{c} {o} {p} COLLATE utf8mb4_nopad_bin",
    .ordering_of_text = "{c} {o} {p} COLLATE utf8mb4_nopad_bin",
    .element_of_text = "{p} COLLATE utf8mb4_nopad_bin",
    .contains = {"LOCATE({p} COLLATE utf8mb4_nopad_bin, {c}) > 0", needle::verbatim},
    .contains_ascii = {"{c} REGEXP {p} COLLATE utf8mb4_nopad_bin", needle::regex_ascii},
    .contains_unicode = {"{c} REGEXP {p} COLLATE utf8mb4_nopad_bin", needle::regex},
    .begins_with = {"LOCATE({p} COLLATE utf8mb4_nopad_bin, {c}) = 1", needle::verbatim},
    .ends_with = {"RIGHT({c}, CHAR_LENGTH({p})) = {p} COLLATE utf8mb4_nopad_bin", needle::verbatim},
    .order_of_text = "{c} COLLATE utf8mb4_nopad_bin {d}",
    .no_limit = "LIMIT 18446744073709551615",
};

} // namespace quern::sql
