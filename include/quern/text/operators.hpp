#pragma once

#include <quern/schema/operation.hpp>
#include <quern/syntax/spelling.hpp>

#include <array>
#include <cstddef>

namespace quern::text {

/// The operators of the text language; an alias is read, and never written. Words are parted by any blanks.
inline constexpr std::array<syntax::spelling, 15> operators{{
    {"=", schema::operation::eq},
    {"!=", schema::operation::ne},
    {"<>", schema::operation::ne, true},
    {"<", schema::operation::lt},
    {"<=", schema::operation::le},
    {">", schema::operation::gt},
    {">=", schema::operation::ge},
    {"in", schema::operation::in},
    {"not in", schema::operation::not_in},
    {"contains", schema::operation::contains},
    {"icontains", schema::operation::icontains},
    {"begins with", schema::operation::begins_with},
    {"ends with", schema::operation::ends_with},
    {"is null", schema::operation::is_null},
    {"is not null", schema::operation::not_null},
}};

/// The operators whose negation has a spelling of its own: `name not contains "x"` is `not name contains "x"`.
inline constexpr std::array<syntax::spelling, 4> negated_operators{{
    {"not contains", schema::operation::contains},
    {"not icontains", schema::operation::icontains},
    {"not begins with", schema::operation::begins_with},
    {"not ends with", schema::operation::ends_with},
}};

namespace detail {

[[nodiscard]] consteval bool every_operation_is_spelt() {
    for (std::size_t i = 0; i != schema::operation_count; ++i) {
        if (syntax::spelling_of(operators, static_cast<schema::operation>(i)).empty()) {
            return false;
        }
    }
    return true;
}

static_assert(every_operation_is_spelt(), "whatever a query can say can be written");

} // namespace detail

} // namespace quern::text
