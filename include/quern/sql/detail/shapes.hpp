#pragma once

#include <quern/core/span.hpp>
#include <quern/expr/hash.hpp>
#include <quern/expr/node.hpp>
#include <quern/expr/query.hpp>
#include <quern/sql/parameter.hpp>
#include <quern/sql/statement.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace quern::sql::detail {

/// The text of one shape of query, of one schema.
class shape {
public:
    /// True where the text is that of a query. Precondition: the hash is that of the query's shape.
    [[nodiscard]] bool is_of(expr::query const& q, std::uint64_t hash) const noexcept {
        return is_kept_ && hash_ == hash && std::ranges::equal(nodes_, q.filter.nodes()) && sort_ == q.page.sort &&
               page_ == page_of(q.page);
    }

    /// Writes all of a statement but its values.
    void write(statement& to) const {
        to.text = text_;
        to.placeholders = placeholders_;
        to.where_part = where_part_;
        to.order_by_part = order_by_part_;
    }

    /// True where a shape was the last to be seen here, and comes again.
    [[nodiscard]] bool comes_again(std::uint64_t hash) noexcept {
        bool const again = hash_ == hash && !is_kept_;
        hash_ = hash;
        is_kept_ = false;
        return again;
    }

    void keep(expr::query const& q, statement const& s) {
        nodes_.assign(q.filter.nodes().begin(), q.filter.nodes().end());
        sort_ = q.page.sort;
        page_ = page_of(q.page);
        text_ = s.text;
        placeholders_ = s.placeholders;
        where_part_ = s.where_part;
        order_by_part_ = s.order_by_part;
        is_kept_ = true;
    }

private:
    /// What of a page is part of the shape, beside the order.
    [[nodiscard]] static unsigned page_of(expr::page const& p) noexcept {
        return (p.count ? 1U : 0U) | (p.limit ? 2U : 0U) | (p.limit || p.offset != 0 ? 4U : 0U);
    }

    std::uint64_t hash_ = 0;
    bool is_kept_ = false;
    std::vector<expr::node> nodes_;
    std::vector<expr::sort_key> sort_;
    unsigned page_ = 0;
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
    /// A filter of more nodes is not looked for.
    static constexpr std::size_t most_nodes = 64;

    /// Where a shape is kept or may be; null for the first, since an emitter may be used once.
    [[nodiscard]] shape* at(std::uint64_t hash) {
        if (kept_.empty()) {
            if (!first_) {
                first_ = hash;
                return nullptr;
            }
            kept_.resize(most);
            std::ignore = kept_[*first_ % most].comes_again(*first_);
        }
        return &kept_[hash % most];
    }

    void clear() noexcept {
        kept_.clear();
        first_.reset();
    }

private:
    static constexpr std::size_t most = 16;

    std::vector<shape> kept_;
    std::optional<std::uint64_t> first_;
};

} // namespace quern::sql::detail
