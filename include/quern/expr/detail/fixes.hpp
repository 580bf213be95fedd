#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/expr/query.hpp>
#include <quern/expr/tree.hpp>
#include <quern/schema/definition.hpp>

namespace quern::expr::detail {

/// True where no row passes the filter but those whose field has a value that the filter names.
///
/// Complexity: O(nodes); the tree is walked from its end, so that children are known before their parent.
[[nodiscard]] bool fixes(tree const& filter, schema::field_index field);

/// Finds each field of the schema's guard that the filter leaves open: no backend compiles such a query, however it was
/// made.
bool check_guard(query const& q, core::diagnostics& found);

} // namespace quern::expr::detail

#ifndef QUERN_COMPILED
#include <quern/expr/impl/fixes.hpp>
#endif
