#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/expr/query.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/scalar.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace quern::memory::detail {

/// True for the name, and for the name with an underscore, since C++ reserves some.
[[nodiscard]] constexpr bool is_called(std::string_view member, std::string_view path) noexcept {
    return member == path || (member.size() == path.size() + 1 && member.ends_with('_') && member.starts_with(path));
}

/// Of each field, whether a record type has to have it: those that clients may query or that the query uses, and the
/// key.
[[nodiscard]] std::vector<bool> needed_fields(expr::query const& q);

/// True where a member holds what its field does; `held` is none where there is no member. Errors: `no_member`,
/// `member_type`, of fields that are needed.
bool check_member(schema::field const& f, std::optional<schema::scalar> held, bool needed, core::diagnostics& found);

} // namespace quern::memory::detail

#ifndef QUERN_COMPILED
#include <quern/memory/impl/members.hpp>
#endif
