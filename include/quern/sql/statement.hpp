#pragma once

#include <quern/core/span.hpp>
#include <quern/core/values.hpp>
#include <quern/sql/parameter.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace quern::sql {

/// A statement, its placeholders in the order of their numbers, and the values that are bound to them.
///
/// No byte of a value stands in the text. A timestamp is a value as the store holds it: text or an integer.
/// `clear` keeps the memory.
struct statement {
    std::string text;
    core::values parameters;             ///< one value a placeholder, but where the dialect has lists or plain `?`
    std::vector<parameter> placeholders; ///< which of the values is bound to each placeholder, and its type
    core::span where_part;               ///< in the text: the condition, without `WHERE`
    core::span order_by_part;            ///< in the text: the sort expressions, without `ORDER BY`; empty for a count

    /// The condition alone, to stand in parentheses in another statement; its placeholders are the first.
    [[nodiscard]] std::string_view where() const noexcept { return part(where_part); }

    /// The sort expressions alone.
    [[nodiscard]] std::string_view order_by() const noexcept { return part(order_by_part); }

    void clear() noexcept {
        text.clear();
        parameters.clear();
        placeholders.clear();
        where_part = {};
        order_by_part = {};
    }

    [[nodiscard]] friend bool operator==(statement const&, statement const&) = default;

private:
    [[nodiscard]] std::string_view part(core::span s) const noexcept {
        return std::string_view(text).substr(s.offset, s.length);
    }
};

} // namespace quern::sql
