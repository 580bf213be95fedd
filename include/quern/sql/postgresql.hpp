#pragma once

#include <quern/sql/dialect.hpp>

namespace quern::sql {

/// PostgreSQL 11 or later, with a database in UTF-8.
///
/// A list is one array, so that the text does not depend on its length. Columns are to have the types boolean, bigint,
/// numeric(20,0) for uint64, double precision, text or varchar, and timestamptz for native timestamps, whose constants
/// are text with the zone `+00`. Equality of strings follows the column's collation, which must be deterministic, as it
/// is unless declared otherwise; order and search are by bytes. Sources: 9.7, 9.24, 23.2 and 8.5 of the manual; NAMEDATALEN
/// for identifiers, and the 16 bits of the protocol's Bind message for parameters.
inline constexpr dialect postgresql{
    .name = "postgresql",
    .placeholders = placeholder_style::numbered_dollar,
    .lists = true,
    .native = native_time::text_in_zone,
    .native_least = first_written_instant,
    .native_most = last_written_instant,
    .identifier_bytes = 63,
    .pattern_bytes = 8'000,
    .parentheses = 2'000,
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
