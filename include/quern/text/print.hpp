#pragma once

#include <quern/expr/query.hpp>

#include <string>

namespace quern::text {

/// Appends a query in the text language: one line, canonical spellings, no parentheses but those that are needed.
///
///     operator = "Jim" and created_at >= 2023-02-05T15:29:15Z sort -id limit 10
///
/// What was read and bound reads back as an equal query. Of what only code can build: the complement of a predicate is
/// written as its negation, a group of one operand as that operand, an empty one as the constant that it is; with
/// `count`, the rest of the page has no meaning and is left out.
/// Characters that nobody can see are escaped in strings. Complexity: O(size), without recursion.
void print(std::string& out, expr::query const& q);

/// The same as a string.
[[nodiscard]] std::string print(expr::query const& q);

} // namespace quern::text

#ifndef QUERN_COMPILED
#include <quern/text/impl/print.hpp>
#endif
