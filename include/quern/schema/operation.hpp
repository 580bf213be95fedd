#pragma once

#include <quern/schema/scalar.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace quern::schema {

/// The operators of a predicate on one field.
enum class operation : std::uint8_t {
    eq,          ///< equal
    ne,          ///< not equal
    lt,          ///< less than
    le,          ///< less than or equal
    gt,          ///< greater than
    ge,          ///< greater than or equal
    in,          ///< equal to a member of a list
    not_in,      ///< equal to no member of a list
    contains,    ///< has a substring, byte for byte
    icontains,   ///< has a substring under case folding
    begins_with, ///< begins with a string, byte for byte
    ends_with,   ///< ends with a string, byte for byte
    is_null,     ///< is absent
    not_null,    ///< is not absent
};

/// The number of operators.
inline constexpr std::size_t operation_count = static_cast<std::size_t>(operation::not_null) + 1;

/// How many constants an operator takes.
enum class arity : std::uint8_t { none, one, list };

/// The number of constants that an operator takes.
[[nodiscard]] constexpr arity arity_of(operation o) noexcept {
    switch (o) {
    case operation::eq:
    case operation::ne:
    case operation::lt:
    case operation::le:
    case operation::gt:
    case operation::ge:
    case operation::contains:
    case operation::icontains:
    case operation::begins_with:
    case operation::ends_with:
        return arity::one;
    case operation::in:
    case operation::not_in:
        return arity::list;
    case operation::is_null:
    case operation::not_null:
        return arity::none;
    }
    return arity::none;
}

/// True for `lt`, `le`, `gt` and `ge`.
[[nodiscard]] constexpr bool is_ordering(operation o) noexcept { return o >= operation::lt && o <= operation::ge; }

/// True for the operators that look for a string within a string.
[[nodiscard]] constexpr bool is_text_search(operation o) noexcept {
    return o >= operation::contains && o <= operation::ends_with;
}

/// The operator that is true where this one is false; itself where there is none.
[[nodiscard]] constexpr operation opposite(operation o) noexcept {
    using enum operation;
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

/// A set of operators.
class operation_set {
public:
    constexpr operation_set() = default;
    constexpr operation_set(std::initializer_list<operation> members) {
        for (operation const o : members) {
            insert(o);
        }
    }

    [[nodiscard]] constexpr bool contains(operation o) const noexcept { return (bits_ & bit(o)) != 0; }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
    constexpr void insert(operation o) noexcept { bits_ |= bit(o); }
    constexpr void erase(operation o) noexcept { bits_ &= ~bit(o); }

    friend constexpr bool operator==(operation_set, operation_set) = default;

private:
    [[nodiscard]] static constexpr std::uint32_t bit(operation o) noexcept { return 1U << static_cast<unsigned>(o); }

    std::uint32_t bits_ = 0;
};

/// The operators that have a meaning for a type.
[[nodiscard]] constexpr operation_set operations_of(scalar s) noexcept {
    using enum operation;
    switch (s) {
    case scalar::boolean:
        return {eq, ne, in, not_in, is_null, not_null};
    case scalar::int64:
    case scalar::uint64:
    case scalar::real:
    case scalar::timestamp:
        return {eq, ne, lt, le, gt, ge, in, not_in, is_null, not_null};
    case scalar::string:
        return {eq, ne, lt, le, gt, ge, in, not_in, contains, icontains, begins_with, ends_with, is_null, not_null};
    }
    return {};
}

/// The spellings of the operators in schema files, in the order of `operation`; those of form 1 where it has one.
inline constexpr std::array<std::string_view, operation_count> operation_names{
    "eq", "neq", "lt", "lte", "gt", "gte", "in", "nin", "cs", "cis", "begins_with", "ends_with", "null", "not_null"};

/// The spelling of an operator in schema files, such as `neq`.
[[nodiscard]] constexpr std::string_view name(operation o) noexcept {
    return operation_names[static_cast<std::size_t>(o)];
}

/// The operator of a spelling.
[[nodiscard]] constexpr std::optional<operation> find_operation(std::string_view spelling) noexcept {
    for (std::size_t i = 0; i != operation_names.size(); ++i) {
        if (operation_names[i] == spelling) {
            return static_cast<operation>(i);
        }
    }
    return std::nullopt;
}

} // namespace quern::schema
