#pragma once

#include <quern/sql/dialect.hpp>

#include <cstdint>
#include <limits>

namespace quern::sql {

/// SQLite 3.32 or later.
///
/// Columns stand with their table, since a bare `"c"` that names no column would be read as a string. Booleans are
/// integers, and native timestamps are microseconds in integers. Text is to be stored in UTF-8, SQLite's default.
/// GLOB takes the noncharacters U+FFFE and U+FFFF for U+FFFD: to search for one of the three without regard to case is an
/// error. Sources: lang_expr.html, limits.html, datatype3.html of
/// the SQLite documentation; for `parentheses` YYSTACKDEPTH, the 100 entries of its parser's stack, which later
/// releases grow: a level `a AND (` takes three, the statement and its longest predicate 19, and nine are left for what
/// stands around it. For each disjunction of a conjunction its planner joins all other terms to one chain, which must not
/// be deeper than 1,000: in wide ones a `+` says that no index serves the disjunction (optoverview.html, 5).
inline constexpr dialect sqlite{
    .name = "sqlite",
    .uint64_max = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()),
    .pattern_bytes = 50'000,
    .parentheses = 24,
    .parameters = 32'766,
    .equality_of_text = "{c} {o} {p} COLLATE BINARY",
    .ordering_of_text = "{c} {o} {p} COLLATE BINARY",
    .in_of_text = "{c} COLLATE BINARY IN ({l})",
    .not_in_of_text = "{c} COLLATE BINARY NOT IN ({l})",
    .contains = {"instr({c}, {p}) > 0", needle::verbatim},
    .contains_ascii = {"instr(lower({c}), {p}) > 0", needle::ascii_lower},
    .contains_unicode = {"{c} GLOB {p}", needle::glob},
    .begins_with = {"substr({c}, 1, length({p})) = {p} COLLATE BINARY", needle::verbatim},
    .ends_with = {"substr({c}, length({c}) - length({p}) + 1) = {p} COLLATE BINARY", needle::verbatim},
    .aside = "+",
    .order_of_text = "{c} COLLATE BINARY {d}",
    .no_limit = "LIMIT -1",
};

} // namespace quern::sql
