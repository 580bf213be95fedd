#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/normalise/detail/workspace.hpp>
#include <quern/normalise/equalities.hpp>
#include <quern/normalise/impl/searches.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace quern::normalise::detail {

/// Operands of a group that are about one field.
struct field_operands {
    schema::field_index field = 0;
    std::vector<std::uint32_t> sets{};     ///< leaves, and groups of leaves
    std::vector<std::uint32_t> searches{}; ///< leaves
    std::uint32_t first = 0;               ///< of all
};

/// The operands of each field, in the order in which the fields come first. Complexity: O(n log n).
[[nodiscard]] QUERN_INLINE std::vector<field_operands> by_field(workspace const& w, open_group const& g) {
    std::vector<field_operands> all;
    std::map<schema::field_index, std::size_t> places;
    auto const of = [&](schema::field_index f, std::uint32_t o) -> field_operands& {
        auto const [row, is_new] = places.emplace(f, all.size());
        if (is_new) {
            all.push_back({.field = f, .first = o});
        }
        return all[row->second];
    };
    for (std::uint32_t const o : g.operands) {
        if (w.is_search(w[o])) {
            of(w[o].field, o).searches.push_back(o);
        } else if (auto const f = w.field_of_set(w[o])) {
            of(*f, o).sets.push_back(o);
        }
    }
    return all;
}

/// The rule to which a change of one field's operands is due.
[[nodiscard]] QUERN_INLINE rule cause(workspace const& w, field_operands const& from, bool settled,
                                      spelling const& to) {
    if (settled) {
        return rule::searches;
    }
    if (to.operands.empty()) {
        return to.joint == expr::node_kind::conjunction ? rule::tautologies : rule::contradictions;
    }
    bool const lists = std::all_of(from.sets.begin(), from.sets.end(), [&](std::uint32_t s) {
        return w[s].is_leaf() && list_form({.kind = w[s].kind, .operation = w[s].operation}).has_value();
    });
    return lists ? rule::lists : rule::ranges;
}

/// How many constants stand in inequalities, of which there may be groups. Complexity: O(leaves).
[[nodiscard]] QUERN_INLINE std::size_t excluded_values(workspace const& w, std::vector<std::uint32_t> const& operands) {
    std::size_t count = 0;
    auto const add = [&](part const& p) {
        bool const excludes = list_form({.kind = p.kind, .operation = p.operation}) == schema::operation::not_in;
        count += excludes ? p.value_count : 0;
    };
    for (std::uint32_t const o : operands) {
        add(w[o]);
        for (std::uint32_t const inner : w[o].operands) {
            add(w[inner]);
        }
    }
    return count;
}

/// Makes one set of a group's operands that are about one field, and writes it anew where that is shorter.
///
/// Ranges meet at the tighter bounds, lists under `and` in what both have, under `or` in what one has; values that are
/// outside a range leave the list; a set of no value is `nothing`, one of all values and the absent `everything`. Only
/// what is true selects and nothing stands above that negates, so unknown is taken for false.
/// Complexity: O(n log n) of constants.
QUERN_INLINE bool merge_fields(workspace& w, open_group& g) {
    std::vector<std::pair<std::uint32_t, std::vector<std::uint32_t>>>
        replaced; // the first that is gone; what it is now
    std::vector<std::uint32_t> gone;
    for (field_operands const& of : by_field(w, g)) {
        if (of.sets.empty() && of.searches.size() < 2) {
            continue;
        }
        domain_line const line = w.line(of.field);
        searched found{w.joined_sets(g.kind, of.field, of.sets)};
        if (of.sets.empty() && g.is_conjunction()) {
            found.set = {{{{cut::where::first, {}}, {cut::where::last, {}}}}, w.field(of.field).nullable};
        }
        if (!of.searches.empty()) {
            found = settle_searches(w, line, g.is_conjunction(), found.set, of.searches);
        }
        speller const pen(line, w.field(of.field), w.logic(), excluded_values(w, of.sets));
        spelling to = pen.spell(found.set, g.kind);
        if (found.either_way) {
            found.set.absent = !found.set.absent;
            if (spelling other = pen.spell(found.set, g.kind); other.cost() < to.cost()) {
                to = std::move(other);
            }
        }
        std::vector<std::uint32_t> leaving = of.sets;
        if (found.settled) {
            leaving.insert(leaving.end(), of.searches.begin(), of.searches.end());
        }
        cost before;
        std::uint32_t age = 0;
        for (std::uint32_t const o : leaving) {
            cost const each = w.cost_of(w[o]);
            before = {before.leaves + each.leaves, before.constants + each.constants, before.awkward + each.awkward};
            age = std::max(age, w[o].age);
        }
        if (leaving.empty() || !(to.cost() < before)) {
            continue;
        }
        w.count(cause(w, of, found.settled || found.either_way, to));
        bool const joins = to.joint == g.kind || to.operands.size() == 1;
        std::uint32_t const first = found.settled ? of.first : of.sets.front();
        core::span const place = leaving.size() == g.operands.size() ? g.place : w[first].place;
        if (to.operands.empty() && to.joint != g.kind) {
            g.decided = !g.is_conjunction();
            return true;
        }
        std::vector<std::uint32_t> made;
        for (auto const& operand : to.operands) {
            std::vector<std::uint32_t> leaves;
            leaves.reserve(operand.size());
            for (spelt_leaf const& l : operand) {
                leaves.push_back(w.add_leaf(of.field, l, age + 1, place));
            }
            auto const other =
                to.joint == expr::node_kind::conjunction ? expr::node_kind::disjunction : expr::node_kind::conjunction;
            made.push_back(leaves.size() == 1 ? leaves.front() : w.add_group(other, std::move(leaves), age + 1, place));
        }
        if (!joins) {
            made = {w.add_group(to.joint, std::move(made), age + 1, place)};
        }
        replaced.emplace_back(first, std::move(made));
        gone.insert(gone.end(), leaving.begin(), leaving.end());
    }
    if (replaced.empty()) {
        return false;
    }
    std::sort(gone.begin(), gone.end());
    std::sort(replaced.begin(), replaced.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
    std::vector<std::uint32_t> operands;
    for (std::uint32_t const o : g.operands) {
        auto const row = std::lower_bound(replaced.begin(), replaced.end(), o,
                                          [](auto const& r, std::uint32_t sought) { return r.first < sought; });
        if (row != replaced.end() && row->first == o) {
            operands.insert(operands.end(), row->second.begin(), row->second.end());
        } else if (!std::binary_search(gone.begin(), gone.end(), o)) {
            operands.push_back(o);
        }
    }
    g.operands = std::move(operands);
    return true;
}

} // namespace quern::normalise::detail
