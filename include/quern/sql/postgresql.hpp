#pragma once

#include <quern/sql/dialect.hpp>

namespace quern::sql {

/// PostgreSQL 12 or later, a database in UTF-8.
///
/// A list is one array, so that the text does not depend on its length. A uint64 column is `numeric(20,0)`, and a native
/// timestamp `timestamptz`, of the years 1 to 9999. Equality needs a deterministic collation of the column, which all
/// are by default; order and ranges are by bytes, `COLLATE "C"`. Sources: NAMEDATALEN, which is 64 bytes with the end;
/// 16 bits count parameters in the protocol; chapter 9.7.3 for regular expressions. Seen in PostgreSQL 15: patterns of
/// 80,000 bytes are taken, and 2,000 levels of parentheses; 4,000 are not.
inline constexpr dialect postgresql{
    .name = "postgresql",
    .qualified = false,
    .placeholders = placeholder_style::numbered_dollar,
    .lists = true,
    .native = native_time::text_in_zone,
    .native_least = -62'135'596'800'000'000, // 0001-01-01T00:00:00Z
    .native_most = 253'402'300'799'999'999,  // 9999-12-31T23:59:59.999999Z
    .identifier_bytes = 63,
    .pattern_bytes = 64'000,
    .parentheses = 1'000,
    .parameters = 65'535,
    .ordering_of_text = "{c} COLLATE \"C\" {o} {p}",
    .in = "{c} = ANY({l})",
    .not_in = "{c} <> ALL({l})",
    .in_of_text = "{c} = ANY({l})",
    .not_in_of_text = "{c} <> ALL({l})",
    .contains = {"strpos({c} COLLATE \"C\", {p}) > 0", needle::verbatim},
    .contains_ascii = {"strpos(lower({c} COLLATE \"C\"), {p}) > 0", needle::ascii_lower},
    .contains_unicode = {"{c} COLLATE \"C\" ~ {p}", needle::regex},
    .begins_with = {"starts_with({c} COLLATE \"C\", {p})", needle::verbatim},
    .ends_with = {"right({c}, length({p})) = {p} COLLATE \"C\"", needle::verbatim},
    .order_of_text = "{c} COLLATE \"C\" {d}",
    .absent_first = " NULLS FIRST",
    .absent_last = " NULLS LAST",
};

} // namespace quern::sql
