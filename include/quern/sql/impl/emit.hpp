#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/expr/detail/fixes.hpp>
#include <quern/expr/hash.hpp>
#include <quern/normalise/detail/is_normal.hpp>
#include <quern/normalise/normalise.hpp>
#include <quern/sql/detail/filter_writer.hpp>
#include <quern/sql/detail/names.hpp>
#include <quern/sql/detail/page_writer.hpp>
#include <quern/sql/detail/shapes.hpp>
#include <quern/sql/detail/value_binder.hpp>
#include <quern/sql/detail/writer.hpp>
#include <quern/sql/emit.hpp>

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

/// True where `bind_values` binds what a statement of the query has: the forms of a dialect say how often.
[[nodiscard]] QUERN_INLINE bool binds_alike(expr::query const& q, dialect const& d, names const& n,
                                            statement const& s) {
    workspace memory;
    statement bound;
    core::diagnostics found;
    writer to(d, n, memory, bound, found);
    bind_values(q, to);
    return bound.parameters == s.parameters;
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
    if (names_.prepare(q.schema, *dialect_)) {
        shapes_.clear();
    }
    detail::writer to(*dialect_, names_, workspace_, out, found);
    // With `both_zeros` a value may need another beside it.
    bool const keeps = normal && !dialect_->both_zeros && q.filter.size() <= detail::shapes::most_nodes;
    std::uint64_t const hash = keeps ? expr::shape_hash(q) : 0;
    detail::shape* const known = keeps ? shapes_.at(hash) : nullptr;
    if (known != nullptr && known->is_of(q, hash)) {
        detail::bind_values(q, to);
        known->write(out);
    } else {
        detail::write_statement(normal ? q : *normal_, to, out);
        out.text = workspace_.text.view();
        if (known != nullptr && found.size() == before && known->comes_again(hash) &&
            detail::binds_alike(q, *dialect_, names_, out)) {
            known->keep(q, out);
        }
    }
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
