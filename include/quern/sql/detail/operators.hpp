#pragma once

#include <quern/schema/operation.hpp>

#include <string_view>

namespace quern::sql::detail {

/// The symbol of a comparison; nothing for the other operators.
[[nodiscard]] constexpr std::string_view symbol(schema::operation o) noexcept {
    using enum schema::operation;
    switch (o) {
    case eq:
        return "=";
    case ne:
        return "<>";
    case lt:
        return "<";
    case le:
        return "<=";
    case gt:
        return ">";
    case ge:
        return ">=";
    case in:
    case not_in:
    case contains:
    case icontains:
    case begins_with:
    case ends_with:
    case is_null:
    case not_null:
        break;
    }
    return {};
}

/// The operator that is true where this one is false; itself where there is none.
[[nodiscard]] constexpr schema::operation opposite(schema::operation o) noexcept {
    using enum schema::operation;
    switch (o) {
    case lt:
        return ge;
    case le:
        return gt;
    case gt:
        return le;
    case ge:
        return lt;
    case eq:
        return ne;
    case ne:
        return eq;
    case in:
        return not_in;
    case not_in:
        return in;
    case is_null:
        return not_null;
    case not_null:
        return is_null;
    case contains:
    case icontains:
    case begins_with:
    case ends_with:
        break;
    }
    return o;
}

} // namespace quern::sql::detail
