#pragma once

#include <quern/expr/query.hpp>
#include <quern/normalise/detail/domain.hpp>
#include <quern/normalise/domains.hpp>
#include <quern/normalise/equalities.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace quern::normalise::detail {

/// True only where `normalise` would leave a query as it is: most are, and need no copy then.
///
/// It may be false for such a query too: one that is nested deep, or groups equalities of more than a few fields.
/// Complexity: O(nodes + constants); allocates nothing.
[[nodiscard]] inline bool is_normal(expr::query const& q, domains const& d) noexcept {
    struct group {
        std::uint32_t end;
        expr::node_kind kind;
        std::uint64_t listed; // the fields, modulo 64, of leaves that would join
    };
    constexpr std::size_t deepest = 16;
    std::array<group, deepest> groups; // NOLINT(*-member-init): filled as far as `depth`
    std::size_t depth = 0;
    auto const nodes = q.filter.nodes();
    for (std::uint32_t i = 0; i != nodes.size(); ++i) {
        expr::node const& n = nodes[i];
        while (depth != 0 && groups[depth - 1].end <= i) {
            --depth;
        }
        group* const parent = depth == 0 ? nullptr : &groups[depth - 1];
        if (n.is_leaf()) {
            bool const any = parent != nullptr && parent->kind == expr::node_kind::disjunction;
            if (parent != nullptr && list_form(n) == (any ? schema::operation::in : schema::operation::not_in)) {
                std::uint64_t const bit = std::uint64_t{1} << n.field % 64U;
                if ((parent->listed & bit) != 0) {
                    return false;
                }
                parent->listed |= bit;
            }
            for (std::uint32_t v = 0; v != n.value_count; ++v) {
                if (!in_domain(q.filter.values()[n.first_value + v], q.schema[n.field], d)) {
                    return false;
                }
            }
            continue;
        }
        bool const is_group = n.kind == expr::node_kind::conjunction || n.kind == expr::node_kind::disjunction;
        if (!is_group) {
            return parent == nullptr && n.kind != expr::node_kind::negation;
        }
        bool const nested = parent != nullptr && parent->kind == n.kind;
        if (nested || n.end == i + 1 || nodes[i + 1].end == n.end || depth == deepest) {
            return false;
        }
        groups[depth++] = {n.end, n.kind, 0};
    }
    return true;
}

} // namespace quern::normalise::detail
