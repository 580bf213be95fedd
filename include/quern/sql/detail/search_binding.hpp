#pragma once

#include <quern/core/code.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/span.hpp>
#include <quern/expr/view.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/operation.hpp>
#include <quern/sql/detail/pattern.hpp>
#include <quern/sql/detail/writer.hpp>
#include <quern/sql/dialect.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace quern::sql::detail {

/// How a dialect says a search in a field. Precondition: the operation is one.
[[nodiscard]] constexpr containment const& search_of(dialect const& d, schema::field const& f,
                                                     schema::operation operation) noexcept {
    switch (operation) {
    case schema::operation::begins_with:
        return d.begins_with;
    case schema::operation::ends_with:
        return d.ends_with;
    case schema::operation::icontains:
        return f.folding == schema::case_folding::ascii ? d.contains_ascii : d.contains_unicode;
    default:
        return d.contains;
    }
}

/// What is bound for what is searched for, in the writer's memory; finds what the dialect cannot search for.
inline std::string_view make_needle(expr::predicate_view const& p, needle how, core::span place, writer& to) {
    std::string& needle_text = to.memory.needle;
    needle_text.clear();
    auto const sought = std::get<std::string_view>(p.constants.front());
    append_needle(needle_text, sought, how);
    if (std::string_view const blurred = blurred_by_glob(sought); how == needle::glob && !blurred.empty()) {
        to.refuse(core::code::not_expressible, place, {core::quote_text(blurred), std::string(to.dialect.name)});
    }
    if (is_pattern(how)) {
        to.check(core::code::pattern_too_long, place, to.dialect.pattern_bytes, needle_text.size());
    }
    return needle_text;
}

} // namespace quern::sql::detail
