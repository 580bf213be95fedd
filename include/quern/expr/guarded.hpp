#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/expr/query.hpp>

#include <utility>

namespace quern::bind::detail {
struct guard_access;
} // namespace quern::bind::detail

namespace quern::expr {

/// What a client asked of a guarded schema: valid, and not to be run.
///
/// It is no `query`, and gives none: every backend compiles queries, so none compiles this. `bind::guarded` makes a
/// `guarded_query` of it.
class unguarded_query {
public:
    /// What was read differently from how it was written.
    [[nodiscard]] core::diagnostics const& warnings() const noexcept { return inner_.warnings; }

    /// Which of the selected rows are wanted, and in what order.
    [[nodiscard]] expr::page const& page() const noexcept { return inner_.page; }

    [[nodiscard]] friend bool operator==(unguarded_query const& a, unguarded_query const& b) {
        return a.inner_ == b.inner_;
    }

    // NOLINTNEXTLINE(*-explicit-conversions): so that compilers show this line
    operator query const&() const = delete; // it has no guard yet: quern::guarded(query, guard)

private:
    friend struct bind::detail::guard_access;

    explicit unguarded_query(query inner) noexcept : inner_(std::move(inner)) {}

    query inner_;
};

/// A query whose filter is a guard and what a client asked: `guard AND (query)`. It never changes.
///
/// It is a `query` to all that takes one: the emitters, predicates, printers. Made by `bind::guarded` alone.
class guarded_query {
public:
    [[nodiscard]] query const& get() const& noexcept { return inner_; }
    query const& get() const&& = delete;

    // NOLINTNEXTLINE(*-explicit-conversions): a guarded query is a query
    [[nodiscard]] operator query const&() const noexcept { return inner_; }

    [[nodiscard]] friend bool operator==(guarded_query const& a, guarded_query const& b) {
        return a.inner_ == b.inner_;
    }

private:
    friend struct bind::detail::guard_access;

    explicit guarded_query(query inner) noexcept : inner_(std::move(inner)) {}

    query inner_;
};

} // namespace quern::expr
