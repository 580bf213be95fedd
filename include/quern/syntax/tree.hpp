#pragma once

#include <quern/core/span.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/schema/operation.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace quern::syntax {

/// A name as it was written. An absent one has been reported already.
struct name {
    std::string_view text{};
    core::span where{};
    bool present = false;
};

/// A scalar as it was written.
struct literal {
    enum class kind : std::uint8_t {
        boolean,
        number,    ///< `text` is the number's digits
        string,    ///< `text` is the decoded string
        timestamp, ///< `instant`
    };

    literal::kind type = kind::string;
    bool truth = false; ///< of a boolean
    std::string_view text{};
    core::span where{};
    core::timestamp instant{}; ///< of a timestamp
};

/// What a node of the tree is.
enum class node_kind : std::uint8_t { conjunction, disjunction, negation, predicate, everything, nothing };

/// A node; a tree is its nodes in preorder.
struct node {
    node_kind kind = node_kind::predicate;
    core::span where{};
    std::uint32_t end = 0; ///< the index behind the last node of the subtree

    // of a predicate
    std::optional<schema::operation> operation{}; ///< absent where its spelling was reported already
    name field{};
    core::span operation_where{};
    std::string_view operation_text{}; ///< as it was written, for messages
    core::span value_where{};
    std::uint32_t first_literal = 0;
    std::uint32_t literal_count = 0;
    bool ends_range = false; ///< the predicate before it is the start of the same range: it may not lie after this
};

/// A field to sort by, as it was written.
struct sort_item {
    name field;
    bool descending = false;
};

/// A request as it was written: not yet held against the fields of a schema.
///
/// Lifetime: texts view what the request was read from, and `decoded`. `clear` keeps the memory.
struct request {
    std::vector<node> nodes; ///< preorder; empty where everything is selected
    std::vector<literal> literals;
    std::vector<char> decoded; ///< the characters of texts that were written with escapes
    std::vector<sort_item> sort;
    std::optional<std::uint64_t> limit;
    std::uint64_t offset = 0;
    bool count = false; ///< only the number of rows is wanted

    void clear() noexcept {
        nodes.clear();
        literals.clear();
        decoded.clear();
        sort.clear();
        limit.reset();
        offset = 0;
        count = false;
    }
};

} // namespace quern::syntax
