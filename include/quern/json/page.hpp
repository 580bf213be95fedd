#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/limits.hpp>
#include <quern/json/document.hpp>
#include <quern/syntax/tree.hpp>

namespace quern::json {

/// Reads form 2, the page of form 1: `count`, and with `count` false `start`, `limit`, `sort` and `order`.
///
/// Source: the table of `page` in the audit list document. Every mistake is reported. Complexity: O(members).
void read_page(node page, core::limits const& limits, syntax::request& out, core::diagnostics& found);

/// Reads form 5, the page of form 3: `start`, `limit` and the sort string `sort`.
///
/// Source: the table of `page` in the operation audit document; see `text::read_sort` for sort strings.
/// Every mistake is reported. Complexity: O(members + length of the sort string).
void read_sorted_page(node page, core::limits const& limits, syntax::request& out, core::diagnostics& found);

} // namespace quern::json

#ifndef QUERN_COMPILED
#include <quern/json/impl/page.hpp>
#endif
