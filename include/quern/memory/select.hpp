#pragma once

#include <quern/memory/compile.hpp>

#include <cstddef>
#include <ranges>
#include <vector>

namespace quern::memory {

/// The places of the records that a predicate selects, in their order. Complexity: one call a record.
template <std::ranges::input_range Records, class Record>
[[nodiscard]] std::vector<std::size_t> select(Records const& records, predicate<Record> const& wanted) {
    std::vector<std::size_t> places;
    std::size_t place = 0;
    for (auto const& r : records) {
        if (wanted(r)) {
            places.push_back(place);
        }
        ++place;
    }
    return places;
}

} // namespace quern::memory
