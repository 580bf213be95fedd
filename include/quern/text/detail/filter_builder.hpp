#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/limits.hpp>
#include <quern/core/span.hpp>
#include <quern/syntax/tree.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace quern::text::detail {

/// Builds the nodes of a filter in preorder while it is read from left to right: `or` binds less than `and`, and `and`
/// less than `not`.
///
/// A node that joins others is a placeholder until its first `and` or `or` is read; `finish` takes out those that never
/// joined anything. What returns false has reported why the text can be read no further.
/// Complexity: O(nodes), without recursion.
class filter_builder {
public:
    filter_builder(core::limits const& limits, syntax::request& out, core::diagnostics& found)
        : limits_(limits),
          out_(out),
          found_(found) {
        begin(group_);
    }

    /// True between an opening parenthesis and the closing one.
    [[nodiscard]] bool inside() const noexcept { return !open_.empty(); }

    /// Reads `(`.
    [[nodiscard]] bool open(core::span token) {
        if (open_.size() == limits_.depth) {
            return too_deep(token);
        }
        std::uint32_t const above = group_.above + (joins(group_.any) ? 1U : 0U) + (joins(group_.all) ? 1U : 0U);
        group_.negations = std::exchange(negations_, 0);
        open_.push_back(group_);
        group_ = {.above = above, .parenthesis = token};
        begin(group_);
        return true;
    }

    /// Reads `)`. Precondition: `inside()`.
    void close(core::span token) {
        std::uint32_t const first = group_.any.node;
        operand whole = end(group_);
        core::span const where = core::cover(group_.parenthesis, token);
        out_.nodes[first + (out_.nodes[first].end == 0 ? 1 : 0)].where = where;
        whole.where = where;
        group_ = open_.back();
        open_.pop_back();
        negations_ = group_.negations;
        add(first, whole);
    }

    /// Reads `not`.
    [[nodiscard]] bool negate(core::span token) {
        if (!count(token)) {
            return false;
        }
        out_.nodes.push_back({.kind = syntax::node_kind::negation, .where = token});
        ++negations_;
        return true;
    }

    /// Reads `and`.
    [[nodiscard]] bool conjoin(core::span token) {
        return join(group_.all, group_.above + (joins(group_.any) ? 1 : 0), token);
    }

    /// Reads `or`.
    [[nodiscard]] bool disjoin(core::span token) {
        add_to(group_.any, end(group_.all, group_.above + 2));
        begin(group_.all, syntax::node_kind::conjunction);
        return join(group_.any, group_.above, token);
    }

    /// Adds a node without operands.
    [[nodiscard]] bool leaf(syntax::node n) {
        if (!count(n.where)) {
            return false;
        }
        n.end = 1;
        out_.nodes.push_back(n);
        add(static_cast<std::uint32_t>(out_.nodes.size() - 1), {1, 0, n.where});
        return true;
    }

    /// Completes the nodes; `everything` alone is written as no nodes.
    void finish() {
        end(group_);
        std::vector<syntax::node>& nodes = out_.nodes;
        std::uint32_t kept = 0;
        for (syntax::node const& n : nodes) {
            if (n.end != 0) {
                syntax::node& to = nodes[kept];
                to = n;
                to.end += kept++;
            }
        }
        nodes.resize(kept);
        if (kept == 1 && nodes.front().kind == syntax::node_kind::everything) {
            nodes.clear();
        }
    }

private:
    /// What was read of an operand; until `finish`, a node's `end` is the size of its subtree, 0 for a placeholder.
    struct operand {
        std::uint32_t size;
        std::uint32_t height; ///< groups within groups
        core::span where;
    };

    /// The operands that one connective joins.
    struct chain {
        std::uint32_t node = 0;
        std::uint32_t operands = 0;
        operand sum{0, 0, {}};
        core::span surplus{}; ///< the connective before the first operand that is one too many
    };

    struct group {
        chain any{};                 ///< joined by `or`
        chain all{};                 ///< joined by `and`, the last operand of `any`
        std::uint32_t above = 0;     ///< groups that this one stands in
        std::uint32_t negations = 0; ///< before the parenthesis of a group within
        core::span parenthesis{};
    };

    /// True where a connective of the chain was read. Precondition: an operand is due.
    [[nodiscard]] static bool joins(chain const& c) noexcept { return c.operands != 0; }

    void begin(chain& c, syntax::node_kind kind) {
        c = {.node = static_cast<std::uint32_t>(out_.nodes.size())};
        out_.nodes.push_back({.kind = kind});
    }

    void begin(group& g) {
        begin(g.any, syntax::node_kind::disjunction);
        begin(g.all, syntax::node_kind::conjunction);
    }

    static void add_to(chain& c, operand const& o) noexcept {
        c.sum = {c.sum.size + o.size, std::max(c.sum.height, o.height),
                 c.operands == 0 ? o.where : core::cover(c.sum.where, o.where)};
        ++c.operands;
    }

    /// Adds an operand that begins at a node, and the negations before it.
    void add(std::uint32_t first, operand o) {
        for (; negations_ != 0; --negations_) {
            syntax::node& n = out_.nodes[--first];
            n.end = ++o.size;
            o.where = n.where = core::cover(n.where, o.where);
        }
        add_to(group_.all, o);
    }

    [[nodiscard]] bool join(chain& c, std::uint32_t above, core::span token) {
        if (c.operands == 1) {
            if (!count(token)) {
                return false;
            }
            if (above + 1 + c.sum.height > limits_.depth) {
                return too_deep(token);
            }
        }
        if (c.operands == limits_.rules_per_group) {
            c.surplus = token;
        }
        return true;
    }

    /// `level` is the depth of the group that the chain is, if it joins anything.
    operand end(chain const& c, std::uint32_t level) {
        if (c.operands > limits_.rules_per_group) {
            found_
                .add(core::code::group_too_large, c.surplus,
                     {std::to_string(c.operands), std::to_string(limits_.rules_per_group)})
                .advise(level < limits_.depth ? core::hint::nest_rules : core::hint::split_request);
        }
        if (c.operands < 2) {
            return c.sum;
        }
        out_.nodes[c.node].where = c.sum.where;
        out_.nodes[c.node].end = c.sum.size + 1;
        return {c.sum.size + 1, c.sum.height + 1, c.sum.where};
    }

    operand end(group& g) {
        add_to(g.any, end(g.all, g.above + (joins(g.any) ? 2 : 1)));
        return end(g.any, g.above + 1);
    }

    /// Counts a node; the outermost group is not counted.
    [[nodiscard]] bool count(core::span token) {
        if (counted_ > limits_.rules) {
            found_.add(core::code::too_many_rules, token, {std::to_string(limits_.rules)})
                .advise(core::hint::split_request);
            return false;
        }
        ++counted_;
        return true;
    }

    [[nodiscard]] bool too_deep(core::span token) {
        found_.add(core::code::group_too_deep, token, {std::to_string(limits_.depth)});
        return false;
    }

    core::limits const& limits_;
    syntax::request& out_;
    core::diagnostics& found_;
    std::vector<group> open_;
    group group_;
    std::uint32_t negations_ = 0; ///< before the operand that is due
    std::uint32_t counted_ = 0;
};

} // namespace quern::text::detail
