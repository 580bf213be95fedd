#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/quote.hpp>
#include <quern/expr/detail/fixes.hpp>
#include <quern/expr/node.hpp>
#include <quern/expr/query.hpp>
#include <quern/expr/tree.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/operation.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace quern::expr::detail {

/// True where the leaf says which values of its field a row may have, one by one.
[[nodiscard]] QUERN_INLINE bool names_values(node const& n) noexcept {
    using enum schema::operation;
    return n.kind == node_kind::predicate && (n.operation == eq || n.operation == in || n.operation == is_null);
}

QUERN_INLINE bool fixes(tree const& filter, schema::field_index field) {
    std::span<node const> const nodes = filter.nodes();
    std::vector<bool> fixed(nodes.size());
    for (std::size_t i = nodes.size(); i-- != 0;) {
        node const& n = nodes[i];
        bool const any = n.kind == node_kind::conjunction;
        bool const every = n.kind == node_kind::disjunction;
        bool result = n.kind == node_kind::nothing || every || (names_values(n) && n.field == field);
        for (std::size_t child = i + 1; (any || every) && child != n.end; child = nodes[child].end) {
            result = any ? result || fixed[child] : result && fixed[child];
        }
        fixed[i] = result;
    }
    return !nodes.empty() && fixed.front();
}

QUERN_INLINE bool check_guard(query const& q, core::diagnostics& found) {
    bool holds = true;
    for (std::string const& name : q.schema.declaration().guard) {
        if (!fixes(q.filter, *q.schema.find(name))) {
            found.add(core::code::guard_incomplete, {}, {core::quote_name(name)});
            holds = false;
        }
    }
    return holds;
}

} // namespace quern::expr::detail
