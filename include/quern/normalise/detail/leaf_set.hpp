#pragma once

#include <quern/core/value.hpp>
#include <quern/normalise/detail/value_set.hpp>
#include <quern/schema/declaration.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/operation.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace quern::normalise::detail {

/// True where a leaf searches for a string that is not empty: its values are no set of intervals.
[[nodiscard]] inline bool is_search(schema::operation o, std::span<core::value const> constants) noexcept {
    return schema::is_text_search(o) && !std::get<std::string_view>(constants.front()).empty();
}

/// What a leaf is where its field is absent, unknown taken for false.
[[nodiscard]] constexpr bool true_on_absent(schema::operation o, bool complement, schema::logic logic) noexcept {
    using enum schema::operation;
    if (o == is_null || o == not_null) {
        return (o == is_null) != complement;
    }
    return logic == schema::logic::two_valued && (o == ne || o == not_in) != complement;
}

/// The set of a leaf that is no search. Precondition: its constants lie in the field's domain.
/// Complexity: O(n log n) of constants.
[[nodiscard]] inline value_set set_of_leaf(domain_line const& line, schema::field const& f, schema::logic logic,
                                           schema::operation o, bool complement,
                                           std::span<core::value const> constants) {
    using enum schema::operation;
    cut const first{cut::where::first, {}};
    cut const last{cut::where::last, {}};
    std::vector<interval> parts;
    auto const append = [&](cut const& from, cut const& to) {
        if (line.less(from, to)) {
            parts.push_back({from, to});
        }
    };
    bool outside = complement;
    switch (o) {
    case eq:
    case in:
    case ne:
    case not_in:
        for (core::value const& v : constants) {
            parts.push_back(line.of_point(v));
        }
        outside = complement != (o == ne || o == not_in);
        break;
    case lt:
        append(first, line.before(constants.front()));
        break;
    case le:
        append(first, line.behind(constants.front()));
        break;
    case gt:
        append(line.behind(constants.front()), last);
        break;
    case ge:
        append(line.before(constants.front()), last);
        break;
    case contains:
    case icontains:
    case begins_with:
    case ends_with: // for the empty string, which all have
    case not_null:
        append(first, last);
        break;
    case is_null:
        break;
    }
    value_set made = united(line, std::move(parts), f.nullable && true_on_absent(o, complement, logic));
    if (outside) {
        made.parts = gaps(line, made);
    }
    return made;
}

} // namespace quern::normalise::detail
