#pragma once

#include <quern/core/span.hpp>
#include <quern/core/values.hpp>
#include <quern/expr/node.hpp>
#include <quern/expr/query.hpp>
#include <quern/sql/detail/value_plan.hpp>
#include <quern/sql/dialect.hpp>
#include <quern/sql/parameter.hpp>
#include <quern/sql/statement.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace quern::sql::detail {

/// What of a page is part of a query's shape, beside the order.
[[nodiscard]] inline unsigned shape_of(expr::page const& p) noexcept {
    return (p.count ? 1U : 0U) | (p.limit ? 2U : 0U) | (p.limit || p.offset != 0 ? 4U : 0U);
}

/// The text of one shape of query, of one schema.
class shape {
public:
    /// True where the text is that of a query, if only its constants fit.
    [[nodiscard]] bool is_of(expr::query const& q) const noexcept {
        std::span<expr::node const> const nodes = q.filter.nodes();
        static_assert(std::has_unique_object_representations_v<expr::node>);
        return is_kept_ && nodes.size() == nodes_.size() && page_ == shape_of(q.page) &&
               (nodes.empty() || std::memcmp(nodes.data(), nodes_.data(), nodes.size_bytes()) == 0) &&
               sort_ == q.page.sort;
    }

    /// True where each constant is one that the columns hold. Precondition: the text is that of the query.
    [[nodiscard]] bool fits(expr::query const& q, dialect const& d) const noexcept { return values_.fits(q, d); }

    /// Writes a statement; `to` finds what the dialect cannot search for. Precondition: the constants fit.
    void write(expr::query const& q, writer& to, statement& out) const {
        values_.bind(q, to, out.parameters);
        out.text = text_;
        out.placeholders = placeholders_;
        out.where_part = where_part_;
        out.order_by_part = order_by_part_;
    }

    /// True where a shape was the last to be seen here, and comes again.
    [[nodiscard]] bool comes_again(std::uint64_t hash) noexcept {
        bool const again = hash_ == hash && !is_kept_;
        hash_ = hash;
        is_kept_ = false;
        return again;
    }

    /// Keeps the text of a query's statement, where its values can be bound without it: the forms of a dialect say how
    /// often each is.
    void keep(expr::query const& q, dialect const& d, writer& to, statement const& s) {
        core::values bound;
        if (!values_.make(q, d)) {
            return;
        }
        values_.bind(q, to, bound);
        if (bound != s.parameters) {
            return;
        }
        nodes_.assign(q.filter.nodes().begin(), q.filter.nodes().end());
        sort_ = q.page.sort;
        page_ = shape_of(q.page);
        text_ = s.text;
        placeholders_ = s.placeholders;
        where_part_ = s.where_part;
        order_by_part_ = s.order_by_part;
        is_kept_ = true;
    }

private:
    std::uint64_t hash_ = 0;
    bool is_kept_ = false;
    unsigned page_ = 0;
    std::vector<expr::node> nodes_;
    std::vector<expr::sort_key> sort_;
    value_plan values_;
    std::string text_;
    std::vector<parameter> placeholders_;
    core::span where_part_;
    core::span order_by_part_;
};

/// The texts of the shapes that come again, for one schema and dialect: a service's requests have few.
///
/// A shape is kept when it comes a second time; one that takes its place drives it out.
class shapes {
public:
    /// The shape of a query where it is kept. The one that was found last is looked at first.
    [[nodiscard]] shape const* find(expr::query const& q) noexcept {
        if (kept_.empty()) {
            return nullptr;
        }
        if (kept_[last_].is_of(q)) {
            return &kept_[last_];
        }
        if (q.filter.size() > most_nodes) {
            return nullptr;
        }
        std::size_t const place = hash_of(q) % most;
        if (!kept_[place].is_of(q)) {
            return nullptr;
        }
        last_ = place;
        return &kept_[place];
    }

    /// Takes note of the shape of a query and its statement: the first alone, since an emitter may be used once.
    void see(expr::query const& q, dialect const& d, writer& to, statement const& s) {
        if (q.filter.size() > most_nodes) {
            return;
        }
        std::uint64_t const hash = hash_of(q);
        if (kept_.empty() && !first_) {
            first_ = hash;
            return;
        }
        if (kept_.empty()) {
            kept_.resize(most);
            std::ignore = kept_[*first_ % most].comes_again(*first_);
        }
        if (shape& here = kept_[hash % most]; here.comes_again(hash)) {
            here.keep(q, d, to, s);
        }
    }

    void clear() noexcept {
        kept_.clear();
        first_.reset();
        last_ = 0;
    }

private:
    static constexpr std::size_t most = 16;
    static constexpr std::size_t most_nodes = 64; // a filter of more is not looked for

    [[nodiscard]] static std::uint64_t hash_of(expr::query const& q) noexcept {
        std::uint64_t hash = shape_of(q.page);
        auto const add = [&hash](std::uint64_t word) {
            hash = (hash ^ word) * 0x9e37'79b9'7f4a'7c15U;
            hash ^= hash >> 32U;
        };
        for (expr::node const& n : q.filter.nodes()) {
            for (std::uint64_t const word : std::bit_cast<std::array<std::uint64_t, 2>>(n)) {
                add(word);
            }
        }
        for (expr::sort_key const& k : q.page.sort) {
            add(static_cast<std::uint64_t>(k.field) << 1U | (k.descending ? 1U : 0U));
        }
        return hash;
    }

    std::vector<shape> kept_;
    std::optional<std::uint64_t> first_;
    std::size_t last_ = 0; // the place of the shape that was found last
};

} // namespace quern::sql::detail
