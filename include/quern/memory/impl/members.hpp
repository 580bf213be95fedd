#pragma once

#include <quern/core/code.hpp>
#include <quern/core/detail/compiled.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/quote.hpp>
#include <quern/expr/node.hpp>
#include <quern/expr/query.hpp>
#include <quern/memory/detail/members.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/scalar.hpp>

#include <optional>
#include <string>
#include <vector>

namespace quern::memory::detail {

QUERN_INLINE std::vector<bool> needed_fields(expr::query const& q) {
    std::vector<bool> needed;
    for (schema::field const& f : q.schema.fields()) {
        needed.push_back(f.queryable);
    }
    needed[q.schema.key()] = true;
    for (expr::node const& n : q.filter.nodes()) {
        needed[n.field] = needed[n.field] || n.is_leaf();
    }
    for (expr::sort_key const& k : q.page.sort) {
        needed[k.field] = true;
    }
    return needed;
}

QUERN_INLINE bool check_member(schema::field const& f, std::optional<schema::scalar> held, bool needed,
                               core::diagnostics& found) {
    if (held == f.type) {
        return true;
    }
    if (needed && !held) {
        found.add(core::code::no_member, {}, {core::quote_text(f.name)});
    } else if (needed) {
        found.add(core::code::member_type, {},
                  {core::quote_text(f.name), std::string(schema::name(*held)), std::string(schema::name(f.type))});
    }
    return false;
}

} // namespace quern::memory::detail
