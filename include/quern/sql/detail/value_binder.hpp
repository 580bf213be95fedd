#pragma once

#include <quern/expr/query.hpp>
#include <quern/expr/view.hpp>
#include <quern/schema/operation.hpp>
#include <quern/sql/detail/page_writer.hpp>
#include <quern/sql/detail/search_binding.hpp>
#include <quern/sql/detail/writer.hpp>

#include <cstdint>

namespace quern::sql::detail {

/// Binds the values of a query as `filter_writer` and `page_writer` do, and writes no text.
inline void bind_values(expr::query const& q, writer& to) {
    auto const nodes = q.filter.nodes();
    for (std::uint32_t i = 0; i != nodes.size(); ++i) {
        if (!nodes[i].is_leaf()) {
            continue;
        }
        expr::view const v(q, i);
        expr::predicate_view const p = v.predicate();
        if (schema::is_text_search(p.operation)) {
            bind_needle(p, search_of(to.dialect, p.field, p.operation).needle, v.place(), to);
            continue;
        }
        for (core::value const& constant : p.constants) {
            to.bind_constant(constant, p.field);
        }
    }
    if (!q.page.count) {
        page_writer(q, to).bind_page();
    }
}

} // namespace quern::sql::detail
