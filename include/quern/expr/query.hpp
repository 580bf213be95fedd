#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/expr/tree.hpp>
#include <quern/schema/definition.hpp>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace quern::expr {

/// A field to sort by. Absent values come first ascending, last descending.
struct sort_key {
    schema::field_index field = 0;
    bool descending = false;

    friend constexpr bool operator==(sort_key const&, sort_key const&) = default;
};

/// Which of the selected rows are wanted, and in what order.
struct page {
    std::vector<sort_key> sort{};         ///< before the schema's key, which ends every order
    std::optional<std::uint64_t> limit{}; ///< all where absent
    std::uint64_t offset = 0;             ///< rows skipped
    bool count = false;                   ///< only their number is wanted

    friend bool operator==(page const&, page const&) = default;
};

/// A validated, typed query: what every backend compiles.
///
/// It shares the definition that it was bound to, so it may outlive the caller's copy.
struct query {
    explicit query(schema::definition of) noexcept : schema(std::move(of)) {}

    schema::definition schema;
    tree filter;
    expr::page page;
    core::diagnostics warnings; ///< what was read differently from how it was written; not part of the query's identity

    /// The same schema, filter and page.
    [[nodiscard]] friend bool operator==(query const& a, query const& b) {
        return a.filter == b.filter && a.page == b.page && a.schema == b.schema;
    }
};

} // namespace quern::expr
