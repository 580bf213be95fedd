#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/value.hpp>
#include <quern/core/values.hpp>
#include <quern/expr/node.hpp>
#include <quern/expr/query.hpp>
#include <quern/expr/view.hpp>
#include <quern/normalise/detail/domain.hpp>
#include <quern/normalise/domains.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/operation.hpp>
#include <quern/sql/detail/binding.hpp>
#include <quern/sql/detail/search_binding.hpp>
#include <quern/sql/detail/value_plan.hpp>
#include <quern/sql/detail/writer.hpp>
#include <quern/sql/dialect.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <variant>

namespace quern::sql::detail {

/// What the columns of a dialect hold.
[[nodiscard]] constexpr normalise::domains domains_of(dialect const& d) noexcept {
    return {.uint64_max = d.uint64_max, .native_least = {d.native_least}, .native_most = {d.native_most}};
}

/// The field of a leaf.
[[nodiscard]] QUERN_INLINE schema::field const& field_of(expr::query const& q, std::uint32_t leaf) noexcept {
    return q.schema[q.filter.nodes()[leaf].field];
}

/// True for a constant of the field's type that its store can hold.
[[nodiscard]] QUERN_INLINE bool holds(core::value const& v, schema::field const& f, dialect const& d) noexcept {
    auto const* const instant = std::get_if<core::timestamp>(&v);
    if (instant != nullptr && f.storage == schema::time_storage::native) {
        return instant->microseconds >= d.native_least && instant->microseconds <= d.native_most;
    }
    return normalise::detail::in_domain(v, f, domains_of(d));
}

QUERN_INLINE bool value_plan::make(expr::query const& q, dialect const& d) {
    steps_.clear();
    auto const nodes = q.filter.nodes();
    for (std::uint32_t i = 0; i != nodes.size(); ++i) {
        expr::node const& n = nodes[i];
        if (!n.is_leaf()) {
            continue;
        }
        if (n.first_value != steps_.size()) {
            return false;
        }
        schema::field const& f = q.schema[n.field];
        change how = change::none;
        if (schema::is_text_search(n.operation)) {
            how = search_of(d, f, n.operation).needle == needle::verbatim ? change::none : change::needle;
        } else if (f.type == schema::scalar::timestamp) {
            bool const native = f.storage == schema::time_storage::native && d.native == native_time::microseconds;
            how = native ? change::native_time : change::time;
        }
        steps_.insert(steps_.end(), n.value_count, {f.type, how, i});
    }
    return steps_.size() == q.filter.values().size();
}

QUERN_INLINE bool value_plan::fits(expr::query const& q, dialect const& d) const noexcept {
    core::values const& all = q.filter.values();
    for (std::size_t i = 0; i != steps_.size(); ++i) {
        step const& s = steps_[i];
        if (all.kind(i) != s.kind) {
            return false;
        }
        bool const any = s.kind != core::value_kind::uint64 && s.kind != core::value_kind::timestamp;
        if (!any && !holds(all[i], field_of(q, s.node), d)) {
            return false;
        }
    }
    return true;
}

QUERN_INLINE void value_plan::bind(expr::query const& q, writer& to, core::values& out) const {
    out = q.filter.values();
    for (std::size_t i = 0; i != steps_.size(); ++i) {
        step const& s = steps_[i];
        switch (s.how) {
        case change::none:
            break;
        case change::native_time:
            out.replace(i, std::get<core::timestamp>(out[i]).microseconds);
            break;
        case change::time:
            out.replace(i, stored(out[i], field_of(q, s.node), to.dialect.native, to.memory.value));
            break;
        case change::needle: {
            expr::view const v(q, s.node);
            expr::predicate_view const p = v.predicate();
            out.replace(i, make_needle(p, search_of(to.dialect, p.field, p.operation).needle, v.place(), to));
            break;
        }
        }
    }
    if (q.page.count) {
        return;
    }
    auto const push = [&](std::uint64_t n) {
        out.push_back(static_cast<std::int64_t>(std::min(n, static_cast<std::uint64_t>(to.dialect.page_max))));
    };
    if (q.page.limit) {
        push(*q.page.limit);
    }
    if (q.page.limit || q.page.offset != 0) {
        push(q.page.offset);
    }
}

} // namespace quern::sql::detail
