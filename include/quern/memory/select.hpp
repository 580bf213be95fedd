#pragma once

#include <quern/memory/compile.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <span>
#include <vector>

namespace quern::memory {

namespace detail {

/// Structs side by side, over which a filter runs leaf by leaf.
struct whole_spans {
    template <class Records, class Record>
    static constexpr bool apply_to =
        std::ranges::contiguous_range<Records const> && std::ranges::sized_range<Records const> &&
        std::same_as<std::ranges::range_value_t<Records const>, Record> && has_members<access<Record>>;

    template <class Records, class Record, class Take>
    static void select(Records const& records, predicate<Record> const& wanted, Take&& take) {
        wanted.filter_->select(std::span<Record const>(std::ranges::data(records), std::ranges::size(records)), take);
    }
};

} // namespace detail

/// The places of the records that a predicate selects, in their order. Complexity: one call a record; structs side by
/// side, in a vector or a span, are tested many at a time, operator by operator.
template <std::ranges::input_range Records, class Record>
[[nodiscard]] std::vector<std::size_t> select(Records const& records, predicate<Record> const& wanted) {
    std::vector<std::size_t> places;
    if constexpr (detail::whole_spans::apply_to<Records, Record>) {
        detail::whole_spans::select(records, wanted, [&places](std::uint64_t selected, std::size_t first) {
            for (; selected != 0; selected &= selected - 1) {
                places.push_back(first + static_cast<unsigned>(std::countr_zero(selected)));
            }
        });
    } else {
        std::size_t place = 0;
        for (auto const& r : records) {
            if (wanted(r)) {
                places.push_back(place);
            }
            ++place;
        }
    }
    return places;
}

/// The number of the records that a predicate selects. Complexity: as that of `select`.
template <std::ranges::input_range Records, class Record>
[[nodiscard]] std::uint64_t count(Records const& records, predicate<Record> const& wanted) {
    std::uint64_t found = 0;
    if constexpr (detail::whole_spans::apply_to<Records, Record>) {
        detail::whole_spans::select(records, wanted, [&found](std::uint64_t selected, std::size_t) {
            found += static_cast<unsigned>(std::popcount(selected));
        });
    } else {
        for (auto const& r : records) {
            found += wanted(r) ? 1U : 0U;
        }
    }
    return found;
}

} // namespace quern::memory
