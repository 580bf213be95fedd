#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/result.hpp>
#include <quern/expr/query.hpp>

#include <string>

namespace quern::json {

/// Prints a query as the request of form 1 that says it: canonical, compact, on one line.
///
///     {"filter":{"op":"and","rules":[{"field":"age","op":"gt","value":18}]},"page":{"count":false,"start":0,"limit":10}}
///
/// For every query that was read from form 1 (`bind::read`, a schema of form `rules`), the printed request is read as an
/// equal query; requests that are read as equal queries are printed alike. Integers have all their digits, other numbers
/// the fewest that are read back as them; times are in the layout and the zone of their field.
/// The query is not held against its schema's limits, nor against what clients may ask.
/// A rule that is the whole filter stands in a group `and`.
/// Errors: `not_expressible` at the node, for each thing that form 1 cannot say: a group
/// without rules (`everything` as no node at all is `"rules":[]`), a constant, a negation, a complement, a test for
/// null, an empty string outside of a list, an empty list, an instant that the field's layout cannot write,
/// a string that is not UTF-8 or holds U+0000; no limit, more than one sort key, a start above 2^32 - 1.
/// Precondition: the query is as `bind` makes one. Complexity: O(size of the query); no recursion.
[[nodiscard]] core::result<std::string> print(expr::query const& q);

/// Appends the same; false, nothing appended and diagnostics, where form 1 cannot say the query.
bool print(std::string& out, expr::query const& q, core::diagnostics& found);

/// Appends the page of form 2: `{"count":true}`, or `{"count":false,"start":0,"limit":10,"sort":"id","order":"DESC"}`.
///
/// `sort` and `order` are there where the query sorts. Errors: `not_expressible`, as `print` has them.
bool print_page(std::string& out, expr::query const& q, core::diagnostics& found);

/// Appends the page of form 5: `{"start":0,"limit":10,"sort":"-operation_time,user"}`.
///
/// `sort` is there where the query sorts. Errors: `not_expressible` for a count, for no limit, for a start above 2^63 - 1,
/// and those of `print_sort`.
bool print_sorted_page(std::string& out, expr::query const& q, core::diagnostics& found);

/// Appends the sort string of form 5, such as `-operation_time,user`; nothing where the query does not sort.
///
/// `text::read_sort` reads it. Errors: `not_expressible` for a field whose name holds `,` or `:` or begins with `+` or `-`.
bool print_sort(std::string& out, expr::query const& q, core::diagnostics& found);

} // namespace quern::json

#ifndef QUERN_COMPILED
#include <quern/json/impl/print.hpp>
#endif
