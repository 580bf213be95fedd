#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/expr/tree.hpp>
#include <quern/normalise/detail/workspace.hpp>
#include <quern/normalise/flatten.hpp>
#include <quern/normalise/impl/absorption.hpp>
#include <quern/normalise/impl/duplicates.hpp>
#include <quern/normalise/impl/fields.hpp>
#include <quern/normalise/normalise.hpp>
#include <quern/normalise/simplify.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace quern::normalise {

namespace detail {

/// Simplifies a filter that is normalised, group by group from the innermost.
class simplifier {
public:
    simplifier(expr::query const& q, domains const& d) : query_(q), w_(q, d) {}

    [[nodiscard]] expr::tree run() {
        auto const nodes = query_.filter.nodes();
        std::vector<std::uint32_t> result(nodes.size());
        for (std::uint32_t i = query_.filter.size(); i-- != 0;) { // what stands in a node stands behind it
            expr::node const& n = nodes[i];
            core::span const place = query_.filter.place(i);
            if (n.is_leaf()) {
                result[i] = w_.add(n, place);
            } else if (n.kind == expr::node_kind::everything || n.kind == expr::node_kind::nothing) {
                result[i] = w_.add_constant(n.kind == expr::node_kind::everything, place);
            } else {
                open_group g{.kind = n.kind, .place = place};
                for (std::uint32_t c = i + 1; c != n.end; c = nodes[c].end) {
                    g.operands.push_back(result[c]);
                }
                result[i] = settle(std::move(g));
            }
        }
        std::uint32_t root = result.front();
        if (w_[root].is_leaf()) {
            root = settle({.kind = expr::node_kind::conjunction, .place = w_[root].place, .operands = {root}});
        }
        return written(root);
    }

    /// How often each rule changed something.
    [[nodiscard]] std::array<std::size_t, rule_count> const& fired() const noexcept { return w_.fired; }

private:
    /// Groups are looked at again while operands fall together, but not more often.
    static constexpr int most_rounds = 8;

    std::uint32_t settle(open_group&& g) {
        for (int round = 0; round != most_rounds && gather(g); ++round) {
            bool const fewer = drop_duplicates(w_, g);
            bool const merged = merge_fields(w_, g);
            bool const absorbed = !g.decided && absorb(w_, g);
            if (g.decided || !(fewer || merged || absorbed)) {
                break;
            }
        }
        gather(g);
        return w_.close(std::move(g));
    }

    /// Takes constants out of a group, and groups of its kind apart; false where it is decided.
    bool gather(open_group& g) {
        if (g.decided) {
            return false;
        }
        std::vector<std::uint32_t> operands;
        for (std::uint32_t const o : g.operands) {
            part const& p = w_[o];
            if (p.kind == expr::node_kind::everything || p.kind == expr::node_kind::nothing) {
                if ((p.kind == expr::node_kind::everything) != g.is_conjunction()) {
                    g.decided = !g.is_conjunction();
                    return false;
                }
            } else if (p.kind == g.kind && p.age < most_ages) {
                operands.insert(operands.end(), p.operands.begin(), p.operands.end());
                g.age = std::max(g.age, p.age + 1);
            } else {
                operands.push_back(o);
            }
        }
        g.operands = std::move(operands);
        return true;
    }

    [[nodiscard]] expr::tree written(std::uint32_t root) const {
        struct step {
            std::uint32_t part;
            std::uint32_t closes; // a group of the result; none where `part` is to be written
        };
        constexpr std::uint32_t none = 0xffffffff;
        expr::tree out;
        std::vector<step> steps{{root, none}};
        while (!steps.empty()) {
            step const s = steps.back();
            steps.pop_back();
            if (s.closes != none) {
                out.close(s.closes);
                continue;
            }
            part const& p = w_[s.part];
            if (p.is_group()) {
                steps.push_back({0, out.open(p.kind, p.place)});
                for (std::size_t o = p.operands.size(); o-- != 0;) {
                    steps.push_back({p.operands[o], none});
                }
            } else if (p.is_leaf()) {
                out.leaf(p.kind, p.field, p.operation, p.place);
                for (core::value const& v : w_.constants(p)) {
                    out.value(v);
                }
            } else {
                out.constant(p.kind == expr::node_kind::everything, p.place);
            }
        }
        return out;
    }

    expr::query const& query_;
    workspace w_;
};

} // namespace detail

QUERN_INLINE void simplify(expr::query& q, domains const& d) {
    normalise(q, d);
    if (q.filter.size() == 0) {
        return;
    }
    expr::tree simpler = detail::simplifier(q, d).run();
    q.filter = std::move(simpler);
    flatten(q.filter);
}

} // namespace quern::normalise
