#pragma once

#include <quern/core/value.hpp>
#include <quern/expr/query.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <ranges>
#include <utility>

namespace quern::expr {

/// The constants of one leaf, as a range of `core::value`.
class constants : public std::ranges::view_interface<constants> {
public:
    constants() = default;
    constants(core::values const& all, std::uint32_t first, std::uint32_t count) noexcept
        : all_(&all),
          first_(first),
          count_(count) {}

    [[nodiscard]] std::size_t size() const noexcept { return count_; }
    [[nodiscard]] core::value operator[](std::size_t i) const noexcept { return (*all_)[first_ + i]; }
    [[nodiscard]] core::value front() const noexcept { return (*this)[0]; }

    class iterator {
    public:
        using value_type = core::value;
        using difference_type = std::ptrdiff_t;
        iterator() = default;
        iterator(core::values const* all, std::uint32_t at) noexcept : all_(all), at_(at) {}
        core::value operator*() const noexcept { return (*all_)[at_]; }
        iterator& operator++() noexcept {
            ++at_;
            return *this;
        }
        iterator operator++(int) noexcept { return {all_, at_++}; }
        friend bool operator==(iterator const&, iterator const&) = default;

    private:
        core::values const* all_ = nullptr;
        std::uint32_t at_ = 0;
    };

    [[nodiscard]] iterator begin() const noexcept { return {all_, first_}; }
    [[nodiscard]] iterator end() const noexcept { return {all_, first_ + count_}; }

private:
    core::values const* all_ = nullptr;
    std::uint32_t first_ = 0;
    std::uint32_t count_ = 0;
};

class view;

/// The children of a node, in order.
class children : public std::ranges::view_interface<children> {
public:
    class iterator;
    children() = default;
    children(query const& q, std::uint32_t first, std::uint32_t last) noexcept
        : query_(&q),
          first_(first),
          last_(last) {}
    [[nodiscard]] iterator begin() const noexcept;
    [[nodiscard]] iterator end() const noexcept;

private:
    query const* query_ = nullptr;
    std::uint32_t first_ = 0;
    std::uint32_t last_ = 0;
};

/// `everything`: selects every row.
struct everything_view {};

/// `nothing`: selects no row.
struct nothing_view {};

/// `conjunction`: all of its operands.
struct conjunction_view {
    children operands;
};

/// `disjunction`: any of its operands.
struct disjunction_view {
    children operands;
};

/// A predicate of no, one or many constants; `complement` says that the rows where it is not true are meant.
struct predicate_view {
    schema::field const& field;
    schema::operation operation;
    expr::constants constants;
    bool complement;
};

struct negation_view;

/// A light view of a node: a query and an index. Lifetime: the query's.
class view {
public:
    view(query const& q, std::uint32_t index) noexcept : query_(&q), index_(index) {}

    [[nodiscard]] node const& get() const noexcept { return query_->filter.nodes()[index_]; }
    [[nodiscard]] std::uint32_t index() const noexcept { return index_; }

    /// Where it was written.
    [[nodiscard]] core::span place() const noexcept { return query_->filter.place(index_); }

    /// Its children; none for a leaf.
    [[nodiscard]] expr::children operands() const noexcept { return {*query_, index_ + 1, get().end}; }

    /// As a predicate. Precondition: `get().is_leaf()`.
    [[nodiscard]] predicate_view predicate() const noexcept {
        node const& n = get();
        return {query_->schema[n.field],
                n.operation,
                {query_->filter.values(), n.first_value, n.value_count},
                n.kind == node_kind::complement};
    }

private:
    query const* query_;
    std::uint32_t index_;
};

/// `negation`: not its operand.
struct negation_view {
    view operand;
};

/// Walks the children of a node.
class children::iterator {
public:
    using value_type = view;
    using difference_type = std::ptrdiff_t;
    iterator() = default;
    iterator(query const* q, std::uint32_t at) noexcept : query_(q), at_(at) {}
    view operator*() const noexcept { return {*query_, at_}; }
    iterator& operator++() noexcept {
        at_ = query_->filter.nodes()[at_].end;
        return *this;
    }
    iterator operator++(int) noexcept {
        iterator const before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(iterator const&, iterator const&) = default;

private:
    query const* query_ = nullptr;
    std::uint32_t at_ = 0;
};

inline children::iterator children::begin() const noexcept { return {query_, first_}; }
inline children::iterator children::end() const noexcept { return {query_, last_}; }

/// Calls the visitor with the view of the node's kind. A visitor that does not take every kind does not compile.
template <class Visitor>
decltype(auto) visit(Visitor&& visitor, view v) {
    switch (v.get().kind) {
    case node_kind::everything:
        return std::forward<Visitor>(visitor)(everything_view{});
    case node_kind::nothing:
        return std::forward<Visitor>(visitor)(nothing_view{});
    case node_kind::conjunction:
        return std::forward<Visitor>(visitor)(conjunction_view{v.operands()});
    case node_kind::disjunction:
        return std::forward<Visitor>(visitor)(disjunction_view{v.operands()});
    case node_kind::negation:
        return std::forward<Visitor>(visitor)(negation_view{*v.operands().begin()});
    case node_kind::predicate:
    case node_kind::complement:
        break;
    }
    return std::forward<Visitor>(visitor)(v.predicate());
}

} // namespace quern::expr
