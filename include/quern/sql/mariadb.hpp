#pragma once

#include <quern/sql/dialect.hpp>

namespace quern::sql {

/// MariaDB 10.11 or later, over a connection in utf8mb4.
///
/// Strings are compared by bytes and without padding, whatever the column's collation; the collation stands with the
/// parameter, so that an index of a `utf8mb4_nopad_bin` column serves. A uint64 column is `BIGINT UNSIGNED`, and a native
/// timestamp `DATETIME(6)` in UTC, since a `TIMESTAMP` ends in 2038 and moves with the session's zone. Sources:
/// "Identifier Names"; 16 bits count parameters in the protocol; PCRE2 holds a pattern in 64 KiB, of which `[sS\u017f]`, the
/// worst class, takes 40 bytes. Seen in MariaDB 10.11: 1,000 levels of parentheses are taken, 2,000 are not.
inline constexpr dialect mariadb{
    .name = "mariadb",
    .identifier_quote = '`',
    .placeholders = placeholder_style::question,
    .native = native_time::text,
    .native_value = "CAST({p} AS DATETIME(6))",
    .native_least = -62'135'596'800'000'000, // 0001-01-01T00:00:00Z
    .native_most = 253'402'300'799'999'999,  // 9999-12-31T23:59:59.999999Z
    .identifier_characters = 64,
    .identifier_astral = false,
    .identifier_blank = false,
    .pattern_bytes = 9'800,
    .parentheses = 500,
    .parameters = 65'535,
    .equality_of_text = "{c} {o} {p} COLLATE utf8mb4_nopad_bin",
    .ordering_of_text = "{c} {o} {p} COLLATE utf8mb4_nopad_bin",
    .element_of_text = "{p} COLLATE utf8mb4_nopad_bin",
    .contains = {"LOCATE({p} COLLATE utf8mb4_nopad_bin, {c}) > 0", needle::verbatim},
    .contains_ascii = {"{c} REGEXP {p} COLLATE utf8mb4_nopad_bin", needle::regex_ascii},
    .contains_unicode = {"{c} REGEXP {p} COLLATE utf8mb4_nopad_bin", needle::regex},
    .begins_with = {"LEFT({c}, CHAR_LENGTH({p})) = {p} COLLATE utf8mb4_nopad_bin", needle::verbatim},
    .ends_with = {"RIGHT({c}, CHAR_LENGTH({p})) = {p} COLLATE utf8mb4_nopad_bin", needle::verbatim},
    .order_of_text = "{c} COLLATE utf8mb4_nopad_bin {d}",
    .no_limit = "LIMIT 18446744073709551615",
};

} // namespace quern::sql
