#pragma once

#include <quern/schema/definition.hpp>
#include <quern/schema/operation.hpp>

#include <cstdint>

namespace quern::expr {

/// What a node of the typed tree is.
enum class node_kind : std::uint8_t {
    everything,  ///< true on every row
    nothing,     ///< true on no row
    conjunction, ///< all children
    disjunction, ///< any child
    negation,    ///< not its one child
    predicate,   ///< an operator on a field
    complement, ///< the negation of an operator on a field: in two-valued logic true on an absent field where that is not
};

/// One node, sixteen bytes; a tree is its nodes in preorder.
struct node {
    node_kind kind = node_kind::everything;
    schema::operation operation{}; ///< of a predicate or complement
    schema::field_index field = 0; ///< of a predicate or complement
    std::uint32_t end = 0;         ///< the index behind the last node of the subtree
    std::uint32_t first_value = 0; ///< of a predicate or complement: its constants
    std::uint32_t value_count = 0; ///< likewise

    /// True for the nodes that hold an operator.
    [[nodiscard]] constexpr bool is_leaf() const noexcept {
        return kind == node_kind::predicate || kind == node_kind::complement;
    }

    friend constexpr bool operator==(node const&, node const&) = default;
};

static_assert(sizeof(node) == 16);

} // namespace quern::expr
