#pragma once

#include <quern/bind/detail/guard_access.hpp>
#include <quern/bind/filter.hpp>
#include <quern/bind/guarded.hpp>
#include <quern/core/detail/compiled.hpp>
#include <quern/core/quote.hpp>
#include <quern/expr/detail/fixes.hpp>
#include <quern/expr/node.hpp>
#include <quern/expr/tree.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace quern::bind {

namespace detail {

/// Appends a tree below what is open in another; the tree without nodes is `everything`.
QUERN_INLINE void append(expr::tree const& from, expr::tree& to) {
    if (from.nodes().empty()) {
        to.constant(true);
    }
    std::uint32_t const first = to.size();
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i != from.size(); ++i) {
        expr::node const& n = from.nodes()[i];
        while (!open.empty() && from.nodes()[open.back()].end == i) {
            to.close(first + open.back());
            open.pop_back();
        }
        if (n.is_leaf()) {
            to.leaf(n.kind, n.field, n.operation, from.place(i));
            for (std::uint32_t v = 0; v != n.value_count; ++v) {
                to.value(from.values()[n.first_value + v]);
            }
        } else if (n.kind == expr::node_kind::everything || n.kind == expr::node_kind::nothing) {
            to.constant(n.kind == expr::node_kind::everything, from.place(i));
        } else {
            to.open(n.kind, from.place(i));
            open.push_back(i);
        }
    }
    while (!open.empty()) {
        to.close(first + open.back());
        open.pop_back();
    }
}

/// Conjoins a guard, which must fix the schema's guard fields.
[[nodiscard]] QUERN_INLINE core::result<expr::guarded_query> join(expr::query query, syntax::filter const& guard) {
    core::result<expr::query> const bound = bind_any_filter(query.schema, guard, {}, trust::internal);
    if (!bound) {
        return bound.error();
    }
    core::diagnostics found;
    for (std::string const& name : query.schema.declaration().guard) {
        if (!expr::detail::fixes(bound->filter, *query.schema.find(name))) {
            found.add(core::code::guard_incomplete, {}, {core::quote_name(name)});
        }
    }
    if (found.has_errors()) {
        return found;
    }
    expr::tree both;
    std::uint32_t const all = both.open(expr::node_kind::conjunction);
    append(bound->filter, both);
    append(query.filter, both);
    both.close(all);
    query.filter = std::move(both);
    return guard_access::guarded(std::move(query));
}

} // namespace detail

QUERN_INLINE core::result<expr::unguarded_query> bind_filter(schema::guarded_definition const& schema,
                                                             syntax::filter const& filter, filter_page const& page,
                                                             trust who) {
    core::result<expr::query> bound = detail::bind_any_filter(detail::guard_access::inner(schema), filter, page, who);
    if (!bound) {
        return std::move(bound).error();
    }
    return detail::guard_access::unguarded(*std::move(bound));
}

QUERN_INLINE core::result<expr::guarded_query> guarded(expr::unguarded_query query, syntax::filter const& guard) {
    return detail::join(std::move(detail::guard_access::inner(query)), guard);
}

QUERN_INLINE core::result<expr::guarded_query> guarded(expr::query query, syntax::filter const& guard) {
    return detail::join(std::move(query), guard);
}

} // namespace quern::bind
