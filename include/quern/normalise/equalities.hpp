#pragma once

#include <quern/expr/tree.hpp>
#include <quern/schema/operation.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace quern::normalise {

namespace detail {

/// The list operator that a leaf is one of: `in` for the forms of equality, `not_in` for those of inequality.
///
/// The complements of these four are exactly their opposites, in both logics.
[[nodiscard]] constexpr std::optional<schema::operation> list_form(expr::node const& n) noexcept {
    using enum schema::operation;
    if (!n.is_leaf()) {
        return std::nullopt;
    }
    bool const complement = n.kind == expr::node_kind::complement;
    switch (n.operation) {
    case eq:
    case in:
        return complement ? not_in : in;
    case ne:
    case not_in:
        return complement ? in : not_in;
    case lt:
    case le:
    case gt:
    case ge:
    case contains:
    case icontains:
    case begins_with:
    case ends_with:
    case is_null:
    case not_null:
        break;
    }
    return std::nullopt;
}

/// Which leaves of a filter become one list, found in one pass over each group's operands.
class equality_lists {
public:
    explicit equality_lists(expr::tree const& filter) : filter_(filter) {
        for (expr::node const& n : filter.nodes()) {
            fields_ = std::max(fields_, n.is_leaf() ? n.field + std::size_t{1} : 0);
        }
    }

    /// False where no two leaves become one.
    [[nodiscard]] bool find() {
        auto const nodes = filter_.nodes();
        roles_.assign(nodes.size(), {});
        std::vector<seen> last(fields_);
        bool found = false;
        for (std::uint32_t i = 0; i != nodes.size(); ++i) {
            if (nodes[i].is_leaf() || nodes[i].end == i + 1) {
                continue;
            }
            auto const joins =
                nodes[i].kind == expr::node_kind::disjunction ? schema::operation::in : schema::operation::not_in;
            bool joined = false;
            std::uint32_t left = 0;
            for (std::uint32_t c = i + 1; c != nodes[i].end; c = nodes[c].end) {
                ++left;
                if (list_form(nodes[c]) != joins) {
                    continue;
                }
                seen& s = last[nodes[c].field];
                if (s.group == i) {
                    roles_[s.leaf].next = c;
                    roles_[c].is = role::follows;
                    joined = true;
                    --left;
                } else {
                    roles_[c].is = role::leads;
                }
                s = {i, c};
            }
            roles_[i].dissolved = joined && left == 1;
            found = found || joined;
        }
        return found;
    }

    [[nodiscard]] expr::tree rewritten() const {
        auto const nodes = filter_.nodes();
        expr::tree out;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> closing;
        auto const close_until = [&](std::uint32_t index) {
            while (!closing.empty() && closing.back().first <= index) {
                out.close(closing.back().second);
                closing.pop_back();
            }
        };
        for (std::uint32_t i = 0; i != nodes.size(); ++i) {
            close_until(i);
            expr::node const& n = nodes[i];
            if (roles_[i].is == role::follows || roles_[i].dissolved) {
                continue;
            }
            if (n.is_leaf()) {
                write(out, i);
            } else if (n.kind == expr::node_kind::everything || n.kind == expr::node_kind::nothing) {
                out.constant(n.kind == expr::node_kind::everything, filter_.place(i));
            } else {
                closing.emplace_back(n.end, out.open(n.kind, filter_.place(i)));
            }
        }
        close_until(static_cast<std::uint32_t>(nodes.size()));
        return out;
    }

private:
    static constexpr std::uint32_t none = 0xffffffff;

    struct seen {
        std::uint32_t group = none;
        std::uint32_t leaf = none; // the last of its field in the group
    };

    struct role {
        enum class part : std::uint8_t { alone, leads, follows };
        using enum part;
        part is = alone;
        bool dissolved = false;    // a group of which one list is left
        std::uint32_t next = none; // the leaf whose constants stand behind these
    };

    void write(expr::tree& out, std::uint32_t leader) const {
        auto const nodes = filter_.nodes();
        expr::node const& n = nodes[leader];
        if (roles_[leader].next == none) {
            out.leaf(n.kind, n.field, n.operation, filter_.place(leader));
        } else {
            bool const whole = leader != 0 && roles_[leader - 1].dissolved;
            out.leaf(expr::node_kind::predicate, n.field, *list_form(n), filter_.place(whole ? leader - 1 : leader));
        }
        for (std::uint32_t l = leader; l != none; l = roles_[l].next) {
            for (std::uint32_t v = 0; v != nodes[l].value_count; ++v) {
                out.value(filter_.values()[nodes[l].first_value + v]);
            }
        }
    }

    expr::tree const& filter_;
    std::size_t fields_ = 0;
    std::vector<role> roles_;
};

} // namespace detail

/// Makes one list of the equalities of one field in a disjunction, and of its inequalities in a conjunction:
/// `a = 1 or b or a in (2, 3)` becomes `a in (1, 2, 3) or b`, `a <> 1 and a <> 2` becomes `a not in (1, 2)`.
///
/// The list stands where its first member stood, its constants in the order in which they were written; which they are
/// makes no difference. A group of which one list is left becomes that list. The result selects the same rows, and is
/// unknown where the filter is. Precondition: no `negation`. Complexity: O(nodes + constants + fields).
inline void merge_equalities(expr::tree& filter) {
    detail::equality_lists lists(filter);
    if (lists.find()) {
        filter = lists.rewritten();
    }
}

} // namespace quern::normalise
