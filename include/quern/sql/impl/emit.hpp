#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/expr/detail/fixes.hpp>
#include <quern/normalise/detail/is_normal.hpp>
#include <quern/normalise/normalise.hpp>
#include <quern/sql/detail/filter_writer.hpp>
#include <quern/sql/detail/names.hpp>
#include <quern/sql/detail/page_writer.hpp>
#include <quern/sql/detail/writer.hpp>
#include <quern/sql/emit.hpp>

#include <algorithm>
#include <cstddef>

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

/// What the columns of a dialect hold.
[[nodiscard]] constexpr normalise::domains domains_of(dialect const& d) noexcept {
    return {.uint64_max = d.uint64_max, .native_least = {d.native_least}, .native_most = {d.native_most}};
}

} // namespace detail

QUERN_INLINE bool emitter::emit(expr::query const& q, statement& out, core::diagnostics& found) {
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
    names_.prepare(q.schema, *dialect_);
    detail::writer to(*dialect_, names_, workspace_, out, found);
    detail::write_statement(normal ? q : *normal_, to, out);
    out.text = workspace_.text.view();
    return found.size() == before ||
           std::all_of(found.begin() + static_cast<std::ptrdiff_t>(before), found.end(),
                       [](core::diagnostic const& d) { return d.severity() != core::severity::error; });
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
