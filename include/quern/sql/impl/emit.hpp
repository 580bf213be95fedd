#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/expr/detail/fixes.hpp>
#include <quern/normalise/detail/is_normal.hpp>
#include <quern/normalise/normalise.hpp>
#include <quern/sql/detail/filter_writer.hpp>
#include <quern/sql/detail/names.hpp>
#include <quern/sql/detail/page_writer.hpp>
#include <quern/sql/detail/shapes.hpp>
#include <quern/sql/detail/writer.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/impl/value_plan.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace quern::sql {

namespace detail {

/// Writes a statement for a query that is normalised.
QUERN_INLINE void write_statement(expr::query const& q, writer& to, statement& out) {
    to.check_identifier(q.schema.source(), {});
    if (!q.page.count && !to.names.all_fit()) {
        for (schema::field const& f : q.schema.fields()) {
            to.check_identifier(f.column, {});
        }
    }
    to.text(q.page.count ? to.names.count() : to.names.select());
    out.where_part.offset = to.here();
    filter_writer(q, to).write();
    out.where_part.length = to.here() - out.where_part.offset;
    if (!q.page.count) {
        page_writer page(q, to);
        to.text(" ORDER BY ");
        out.order_by_part.offset = to.here();
        page.write_order();
        out.order_by_part.length = to.here() - out.order_by_part.offset;
        page.write_page();
    }
    to.check(core::code::statement_too_long, whole(q), to.dialect.text_bytes, to.here());
    to.check(core::code::too_many_parameters, whole(q), to.dialect.parameters, out.placeholders.size());
}

/// True where no error stands behind the first of some diagnostics.
[[nodiscard]] QUERN_INLINE bool are_harmless(core::diagnostics const& found, std::size_t before) noexcept {
    return found.size() == before ||
           std::all_of(found.begin() + static_cast<std::ptrdiff_t>(before), found.end(),
                       [](core::diagnostic const& d) { return d.severity() != core::severity::error; });
}

} // namespace detail

QUERN_INLINE bool emitter::emit(expr::query const& q, statement& out, core::diagnostics& found) {
    detail::shape const* const known = names_.are_of(q.schema) ? shapes_.find(q) : nullptr;
    if (known == nullptr || !known->fits(q, *dialect_)) {
        return emit_anew(q, out, found);
    }
    std::size_t const before = found.size();
    detail::writer to(*dialect_, names_, workspace_, out, found);
    known->write(q, to, out);
    return detail::are_harmless(found, before);
}

QUERN_INLINE bool emitter::emit_anew(expr::query const& q, statement& out, core::diagnostics& found) {
    if (!expr::detail::check_guard(q, found)) {
        return false;
    }
    normalise::domains const domains = detail::domains_of(*dialect_);
    bool const normal = normalise::detail::is_normal(q, domains);
    if (!normal) {
        normal_ = q;
        normalise::normalise(*normal_, domains);
    }
    out.clear();
    workspace_.clear();
    std::size_t const before = found.size();
    if (names_.prepare(q.schema, *dialect_)) {
        shapes_.clear();
    }
    detail::writer to(*dialect_, names_, workspace_, out, found);
    detail::write_statement(normal ? q : *normal_, to, out);
    out.text = workspace_.text.view();
    // With `both_zeros` a value may need another beside it.
    if (normal && !dialect_->both_zeros && found.size() == before) {
        shapes_.see(q, *dialect_, to, out);
    }
    return detail::are_harmless(found, before);
}

QUERN_INLINE core::result<statement> emit(expr::query const& q, dialect const& d) {
    statement out;
    core::diagnostics found;
    if (!emitter(d).emit(q, out, found)) {
        return found;
    }
    return out;
}

} // namespace quern::sql
