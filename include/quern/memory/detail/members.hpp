#pragma once

#include <quern/core/code.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/quote.hpp>
#include <quern/expr/query.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/scalar.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quern::memory::detail {

/// True for the name, and for the name with an underscore, since C++ reserves some.
[[nodiscard]] constexpr bool is_called(std::string_view member, std::string_view path) noexcept {
    return member == path || (member.size() == path.size() + 1 && member.ends_with('_') && member.starts_with(path));
}

/// Of each field, whether a record type has to have it: those that clients may query or that the query uses, and the
/// key.
[[nodiscard]] inline std::vector<bool> needed_fields(expr::query const& q) {
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

/// True where a member holds what its field does; `held` is none where there is no member. Errors: `no_member`,
/// `member_type`, of fields that are needed.
inline bool check_member(schema::field const& f, std::optional<schema::scalar> held, bool needed,
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
