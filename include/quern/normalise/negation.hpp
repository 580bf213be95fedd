#pragma once

#include <quern/expr/tree.hpp>
#include <quern/schema/declaration.hpp>
#include <quern/schema/operation.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace quern::normalise {

namespace detail {

/// The predicate that is true where this one is not, under a logic.
///
/// Three-valued logic turns an ordering round: both are unknown on an absent field. Two-valued logic does not: the
/// complement of `lt` is true there, `ge` is not.
[[nodiscard]] inline std::pair<expr::node_kind, schema::operation> negate(schema::operation o,
                                                                          schema::logic logic) noexcept {
    using enum schema::operation;
    constexpr auto predicate = expr::node_kind::predicate;
    constexpr auto complement = expr::node_kind::complement;
    bool const kleene = logic == schema::logic::three_valued;
    switch (o) {
    case eq:
        return {predicate, ne};
    case ne:
        return {predicate, eq};
    case in:
        return {predicate, not_in};
    case not_in:
        return {predicate, in};
    case is_null:
        return {predicate, not_null};
    case not_null:
        return {predicate, is_null};
    case lt:
        return kleene ? std::pair{predicate, ge} : std::pair{complement, lt};
    case le:
        return kleene ? std::pair{predicate, gt} : std::pair{complement, le};
    case gt:
        return kleene ? std::pair{predicate, le} : std::pair{complement, gt};
    case ge:
        return kleene ? std::pair{predicate, lt} : std::pair{complement, ge};
    case contains:
    case icontains:
    case begins_with:
    case ends_with:
        return {complement, o};
    }
    return {complement, o};
}

} // namespace detail

/// Pushes negation down to the leaves: the result has no `negation`, and selects the same rows.
///
/// By De Morgan's laws, which hold in both logics. In three-valued logic the complement of `contains` is unknown on an
/// absent field, as `contains` is. Complexity: O(nodes + constants), no recursion.
inline void push_negation(expr::tree& filter, schema::logic logic) {
    auto const nodes = filter.nodes();
    auto const is_negation = [](expr::node const& n) { return n.kind == expr::node_kind::negation; };
    if (std::none_of(nodes.begin(), nodes.end(), is_negation)) {
        return;
    }
    struct scope {
        std::uint32_t end;    // of the source subtree
        std::uint32_t opened; // in the result; none for a negation, which leaves no node
        bool negated;         // what its children are under
    };
    constexpr std::uint32_t none = 0xffffffff;
    expr::tree out;
    std::vector<scope> scopes;
    auto const close_until = [&](std::uint32_t index) {
        while (!scopes.empty() && scopes.back().end <= index) {
            if (scopes.back().opened != none) {
                out.close(scopes.back().opened);
            }
            scopes.pop_back();
        }
    };
    for (std::uint32_t i = 0; i != nodes.size(); ++i) {
        close_until(i);
        expr::node const& n = nodes[i];
        bool const negated = !scopes.empty() && scopes.back().negated;
        core::span const place = filter.place(i);
        switch (n.kind) {
        case expr::node_kind::everything:
        case expr::node_kind::nothing:
            out.constant((n.kind == expr::node_kind::everything) != negated, place);
            break;
        case expr::node_kind::negation:
            scopes.push_back({n.end, none, !negated});
            break;
        case expr::node_kind::conjunction:
        case expr::node_kind::disjunction: {
            bool const all = (n.kind == expr::node_kind::conjunction) != negated;
            auto const kind = all ? expr::node_kind::conjunction : expr::node_kind::disjunction;
            scopes.push_back({n.end, out.open(kind, place), negated});
            break;
        }
        case expr::node_kind::predicate:
        case expr::node_kind::complement: {
            std::pair kind_and_operation{n.kind, n.operation};
            if (negated && n.kind == expr::node_kind::complement) {
                kind_and_operation.first = expr::node_kind::predicate;
            } else if (negated) {
                kind_and_operation = detail::negate(n.operation, logic);
            }
            out.leaf(kind_and_operation.first, n.field, kind_and_operation.second, place);
            for (std::uint32_t v = 0; v != n.value_count; ++v) {
                out.value(filter.values()[n.first_value + v]);
            }
            break;
        }
        }
    }
    close_until(static_cast<std::uint32_t>(nodes.size()));
    filter = std::move(out);
}

} // namespace quern::normalise
