#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/normalise/detail/workspace.hpp>
#include <quern/normalise/impl/fields.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace quern::normalise::detail {

/// What the operands of a group say about the leaves of the groups that stand in it.
class siblings {
public:
    siblings(workspace const& w, open_group const& g) : w_(w), conjunction_(g.is_conjunction()) {
        std::vector<std::uint32_t> leaves;
        for (std::uint32_t const o : g.operands) {
            ids_.push_back(w[o].id);
            if (w.is_set(w[o])) {
                leaves.push_back(o);
            }
        }
        std::sort(ids_.begin(), ids_.end());
        std::sort(leaves.begin(), leaves.end(),
                  [&w](std::uint32_t a, std::uint32_t b) { return w[a].field < w[b].field; });
        std::vector<std::uint32_t> of_field;
        for (std::size_t i = 0; i != leaves.size(); ++i) {
            of_field.push_back(leaves[i]);
            schema::field_index const field = w[leaves[i]].field;
            if (i + 1 == leaves.size() || w[leaves[i + 1]].field != field) {
                sets_.push_back({field, w.joined_sets(g.kind, field, of_field)});
                of_field.clear();
            }
        }
    }

    enum class verdict : std::uint8_t {
        matters,
        absorbs, ///< its group says no more than the siblings do
        idle,    ///< it adds nothing to its group
    };

    [[nodiscard]] verdict judge(part const& p) const {
        if (std::binary_search(ids_.begin(), ids_.end(), p.id)) {
            return verdict::absorbs;
        }
        if (w_.is_search(p)) {
            bool const certain = conjunction_ || w_.logic() == schema::logic::two_valued || !w_.field(p.field).nullable;
            auto const other = certain ? w_.opposite(p) : std::nullopt;
            return other && std::binary_search(ids_.begin(), ids_.end(), *other) ? verdict::idle : verdict::matters;
        }
        auto const known =
            std::lower_bound(sets_.begin(), sets_.end(), p.field,
                             [](field_set const& s, schema::field_index sought) { return s.field < sought; });
        if (!p.is_leaf() || known == sets_.end() || known->field != p.field) {
            return verdict::matters;
        }
        domain_line const line = w_.line(p.field);
        value_set const& s = known->set;
        value_set const t = w_.set_of(p);
        std::vector<interval> const outside = gaps(line, t);
        bool const nullable = w_.field(p.field).nullable;
        if (conjunction_) {
            if (avoids(line, s, outside) && (!s.absent || t.absent)) {
                return verdict::absorbs;
            }
            return avoids(line, s, t.parts) && !(s.absent && t.absent) ? verdict::idle : verdict::matters;
        }
        if (covers(line, s, t.parts) && (!t.absent || s.absent)) {
            return verdict::absorbs;
        }
        return covers(line, s, outside) && (s.absent || t.absent || !nullable) ? verdict::idle : verdict::matters;
    }

private:
    /// What the leaves of a field come to.
    struct field_set {
        schema::field_index field;
        value_set set;
    };

    workspace const& w_;
    bool conjunction_;
    std::vector<std::uint32_t> ids_;
    std::vector<field_set> sets_; // by field
};

/// Drops what siblings decide: `a or (a and b)` becomes `a`, `a and (not a or b)` becomes `a and b`.
///
/// A leaf counts as another where it is true on more values, or fewer: `i > 3 or (i > 5 and b)` becomes `i > 3`.
/// Complexity: O(n log n) of the group's operands and theirs.
QUERN_INLINE bool absorb(workspace& w, open_group& g) {
    auto const inner = g.is_conjunction() ? expr::node_kind::disjunction : expr::node_kind::conjunction;
    bool const groups =
        std::any_of(g.operands.begin(), g.operands.end(), [&](std::uint32_t o) { return w[o].kind == inner; });
    if (!groups || g.operands.size() < 2) {
        return false;
    }
    siblings const known(w, g);
    std::vector<std::uint32_t> operands;
    bool changed = false;
    for (std::uint32_t const o : g.operands) {
        if (w[o].kind != inner || w[o].age >= most_ages) {
            operands.push_back(o);
            continue;
        }
        std::vector<std::uint32_t> left;
        bool absorbed = false;
        for (std::uint32_t const child : w[o].operands) {
            auto const verdict = known.judge(w[child]);
            absorbed = absorbed || verdict == siblings::verdict::absorbs;
            if (verdict == siblings::verdict::matters) {
                left.push_back(child);
            }
        }
        if (!absorbed && left.size() == w[o].operands.size()) {
            operands.push_back(o);
            continue;
        }
        changed = true;
        w.count(rule::absorption);
        if (absorbed) {
            continue;
        }
        operands.push_back(
            w.close({.kind = inner, .place = w[o].place, .age = w[o].age + 1, .operands = std::move(left)}));
    }
    g.operands = std::move(operands);
    return changed;
}

} // namespace quern::normalise::detail
