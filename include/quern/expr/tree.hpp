#pragma once

#include <quern/core/span.hpp>
#include <quern/core/values.hpp>
#include <quern/expr/node.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace quern::expr {

/// A typed tree in flat buffers: nodes in preorder, their constants, and where each was written.
///
/// Never empty of meaning: a tree without nodes is `everything`. Built front to back by `open`, `close` and `leaf`.
/// Copying, comparing, hashing and destroying are loops: no depth can overflow the stack. `clear` keeps the memory.
class tree {
public:
    /// The nodes in preorder; one root, or none.
    [[nodiscard]] std::span<node const> nodes() const noexcept { return {nodes_.data(), nodes_.size()}; }

    /// The constants of all leaves.
    [[nodiscard]] core::values const& values() const noexcept { return values_; }

    /// Where a node was written.
    [[nodiscard]] core::span place(std::uint32_t index) const noexcept { return places_[index]; }

    /// Begins a conjunction, disjunction or negation; returns its index for `close`.
    std::uint32_t open(node_kind kind, core::span where = {}) { return append({.kind = kind}, where); }

    /// Ends a node that was opened: what was appended since is its subtree.
    void close(std::uint32_t index) noexcept { nodes_[index].end = size(); }

    /// Says where a node was written, which may not be known before its end.
    void place(std::uint32_t index, core::span where) noexcept { places_[index] = where; }

    /// Takes a group out and leaves its one operand. Precondition: it was opened, has one operand, and is not closed.
    /// Complexity: O(nodes of the operand).
    void dissolve(std::uint32_t index) {
        if (index + 2 == size()) {
            nodes_[index] = nodes_.back();
            nodes_[index].end = index + 1;
            places_[index] = places_.back();
            nodes_.pop_back();
            places_.pop_back();
            return;
        }
        nodes_.erase(nodes_.begin() + index);
        places_.erase(places_.begin() + index);
        for (std::uint32_t i = index; i != size(); ++i) {
            --nodes_[i].end;
        }
    }

    /// Appends `everything` or `nothing`.
    void constant(bool truth, core::span where = {}) {
        append({.kind = truth ? node_kind::everything : node_kind::nothing}, where);
    }

    /// Begins a predicate or complement; its constants follow by `value`.
    void leaf(node_kind kind, schema::field_index field, schema::operation operation, core::span where = {}) {
        append({.kind = kind,
                .operation = operation,
                .field = field,
                .first_value = static_cast<std::uint32_t>(values_.size())},
               where);
    }

    /// Appends a constant to the last leaf.
    void value(core::value const& v) {
        values_.push_back(v);
        ++nodes_.back().value_count;
    }

    /// The same where its type is known.
    template <core::value_alternative Scalar>
    void value(Scalar v) {
        values_.push_back(v);
        ++nodes_.back().value_count;
    }

    /// The number of nodes.
    [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(nodes_.size()); }

    /// Removes the nodes, keeps the memory.
    void clear() noexcept {
        nodes_.clear();
        places_.clear();
        values_.clear();
    }

    /// Equal structure, operators, fields and constants, wherever they were written.
    [[nodiscard]] friend bool operator==(tree const& a, tree const& b) noexcept {
        return a.nodes_ == b.nodes_ && a.values_ == b.values_;
    }

private:
    std::uint32_t append(node n, core::span where) {
        std::uint32_t const index = size();
        n.end = index + 1;
        nodes_.push_back(n);
        try {
            places_.push_back(where);
        } catch (...) {
            nodes_.pop_back();
            throw;
        }
        return index;
    }

    std::vector<node> nodes_;
    std::vector<core::span> places_;
    core::values values_;
};

} // namespace quern::expr
