#pragma once

#include <quern/expr/tree.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace quern::normalise {

namespace detail {

/// False where a group stands directly in one of its kind, has fewer than two children, or has a constant child.
[[nodiscard]] inline bool is_flat(expr::tree const& filter) {
    auto const nodes = filter.nodes();
    std::vector<std::uint32_t> groups;
    for (std::uint32_t i = 0; i != nodes.size(); ++i) {
        while (!groups.empty() && nodes[groups.back()].end <= i) {
            groups.pop_back();
        }
        expr::node const& n = nodes[i];
        if (n.is_leaf()) {
            continue;
        }
        bool const group = n.kind == expr::node_kind::conjunction || n.kind == expr::node_kind::disjunction;
        bool const nested = !groups.empty() && (!group || nodes[groups.back()].kind == n.kind);
        if (nested || (group && (n.end == i + 1 || nodes[i + 1].end == n.end))) {
            return false;
        }
        groups.push_back(i);
    }
    return true;
}

} // namespace detail

/// Takes groups out of groups of their own kind, and constants and groups of one out of groups.
///
/// The result selects the same rows. A conjunction without children is `everything`, a disjunction without `nothing`;
/// `nothing` in a conjunction is all of it, `everything` in a disjunction likewise. Precondition: no `negation`.
/// Complexity: O(nodes + constants), no recursion.
inline void flatten(expr::tree& filter) {
    if (detail::is_flat(filter)) {
        return;
    }
    auto const nodes = filter.nodes();

    // Bottom up, which in preorder is back to front: what each subtree comes to.
    enum class worth : std::uint8_t { everything, nothing, one, many };
    struct verdict {
        worth is;
        std::uint32_t sole; // where `one`: the node that stands for the subtree
    };
    std::vector<verdict> verdicts(nodes.size());
    for (std::uint32_t i = filter.size(); i-- != 0;) {
        expr::node const& n = nodes[i];
        if (n.kind == expr::node_kind::everything || n.kind == expr::node_kind::nothing) {
            verdicts[i] = {n.kind == expr::node_kind::everything ? worth::everything : worth::nothing, i};
            continue;
        }
        if (n.is_leaf()) {
            verdicts[i] = {worth::one, i};
            continue;
        }
        bool const all = n.kind == expr::node_kind::conjunction;
        worth const neutral = all ? worth::everything : worth::nothing;
        worth const absorbing = all ? worth::nothing : worth::everything;
        verdict v{neutral, i};
        for (std::uint32_t c = i + 1; c != n.end; c = nodes[c].end) {
            if (verdicts[c].is == absorbing) {
                v = {absorbing, i};
                break;
            }
            if (verdicts[c].is == neutral) {
                continue;
            }
            v = v.is == neutral ? verdict{verdicts[c].is, verdicts[c].sole} : verdict{worth::many, i};
        }
        verdicts[i] = v;
    }

    struct group {
        std::uint32_t end;    // of the source subtree
        std::uint32_t opened; // in the result; none where its children join the enclosing group
        expr::node_kind kind; // that the children join
    };
    constexpr std::uint32_t none = 0xffffffff;
    constexpr auto no_group = expr::node_kind::negation;
    expr::tree out;
    std::vector<group> groups;
    for (std::uint32_t i = 0; i != nodes.size();) {
        while (!groups.empty() && groups.back().end <= i) {
            if (groups.back().opened != none) {
                out.close(groups.back().opened);
            }
            groups.pop_back();
        }
        expr::node const& n = nodes[i];
        verdict const v = verdicts[i];
        if (v.is == worth::everything || v.is == worth::nothing) {
            if (groups.empty()) {
                out.constant(v.is == worth::everything, filter.place(i));
            }
            i = n.end;
        } else if (n.is_leaf()) {
            out.leaf(n.kind, n.field, n.operation, filter.place(i));
            for (std::uint32_t c = 0; c != n.value_count; ++c) {
                out.value(filter.values()[n.first_value + c]);
            }
            ++i;
        } else {
            auto const enclosing = groups.empty() ? no_group : groups.back().kind;
            bool const joins = v.sole != i || enclosing == n.kind;
            auto const kind = v.sole != i ? enclosing : n.kind;
            groups.push_back({n.end, joins ? none : out.open(n.kind, filter.place(i)), kind});
            ++i;
        }
    }
    while (!groups.empty()) {
        if (groups.back().opened != none) {
            out.close(groups.back().opened);
        }
        groups.pop_back();
    }
    filter = std::move(out);
}

} // namespace quern::normalise
