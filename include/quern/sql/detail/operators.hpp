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

} // namespace quern::sql::detail
