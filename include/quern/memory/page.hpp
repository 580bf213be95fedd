#pragma once

#include <quern/core/result.hpp>
#include <quern/expr/query.hpp>
#include <quern/memory/compile.hpp>
#include <quern/memory/order.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <ranges>
#include <utility>
#include <vector>

namespace quern::memory {

/// The first so many of what is added, by an order, in as much memory as they need.
///
/// Of two that are equal, the one that was added first comes first.
template <class T, class Before>
class first_of {
public:
    first_of(std::uint64_t most, Before before) : most_(most), before_(std::move(before)) {}

    /// True where `add` would keep it: ask, where what is added is dear to make.
    template <class U>
    [[nodiscard]] bool would_keep(U const& candidate) const {
        return kept_.size() < most_ || (most_ != 0 && before_(candidate, kept_.front().item));
    }

    /// Complexity: O(log of those that are kept).
    void add(T item) {
        if (kept_.size() < most_) {
            kept_.push_back({std::move(item), added_++});
            std::push_heap(kept_.begin(), kept_.end(), in_order());
        } else if (would_keep(item)) {
            std::pop_heap(kept_.begin(), kept_.end(), in_order());
            kept_.back() = {std::move(item), added_++};
            std::push_heap(kept_.begin(), kept_.end(), in_order());
        }
    }

    /// Those that are kept, in order, and none from here on.
    [[nodiscard]] std::vector<T> take() {
        std::sort(kept_.begin(), kept_.end(), in_order());
        std::vector<T> items;
        items.reserve(kept_.size());
        for (entry& e : kept_) {
            items.push_back(std::move(e.item));
        }
        kept_.clear();
        return items;
    }

private:
    struct entry {
        T item;
        std::uint64_t number;
    };

    [[nodiscard]] auto in_order() const {
        return [this](entry const& a, entry const& b) {
            return before_(a.item, b.item) || (!before_(b.item, a.item) && a.number < b.number);
        };
    }

    std::uint64_t most_;
    Before before_;
    std::vector<entry> kept_; // a heap, the last of them in front
    std::uint64_t added_ = 0;
};

/// How many records at the front of the order a page needs: those that it skips, and those that it shows.
[[nodiscard]] constexpr std::uint64_t reach(expr::page const& p) noexcept {
    constexpr auto all = std::numeric_limits<std::uint64_t>::max();
    return p.count ? 0 : !p.limit || *p.limit > all - p.offset ? all : p.offset + *p.limit;
}

/// What a query gives of some records.
struct rows {
    std::vector<std::size_t> places{}; ///< of the records of the page, in the query's order; none for a count
    std::uint64_t total = 0;           ///< of the records that the filter selects
};

/// Runs a query on records: filter, order, offset and limit, or the count alone.
///
/// Errors: those of `compile`. Complexity: one call of the predicate a record, and O(n log k) of the n that it selects
/// to order the k at the front; O(k) memory.
template <std::ranges::random_access_range Records>
    requires detail::record_type<std::ranges::range_value_t<Records>>
[[nodiscard]] core::result<rows> page(Records const& records, expr::query const& q) {
    using record = std::ranges::range_value_t<Records>;
    auto const wanted = compile<record>(q);
    if (!wanted) {
        return wanted.error();
    }
    auto const before = order_of<record>(q);
    if (!before) {
        return before.error();
    }
    auto const at = [&](std::size_t place) -> auto const& {
        return std::ranges::begin(records)[static_cast<std::ranges::range_difference_t<Records>>(place)];
    };
    auto const before_at = [&](std::size_t a, std::size_t b) { return (*before)(at(a), at(b)); };
    first_of<std::size_t, decltype(before_at)> front(reach(q.page), before_at);
    rows found;
    for (std::size_t place = 0; place != std::ranges::size(records); ++place) {
        if ((*wanted)(at(place))) {
            ++found.total;
            front.add(place);
        }
    }
    found.places = front.take();
    auto const skipped = std::min<std::uint64_t>(q.page.offset, found.places.size());
    found.places.erase(found.places.begin(), found.places.begin() + static_cast<std::ptrdiff_t>(skipped));
    return found;
}

} // namespace quern::memory
