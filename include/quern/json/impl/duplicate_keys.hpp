#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/quote.hpp>
#include <quern/json/document.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::json {

QUERN_INLINE void document::report_duplicates(std::uint32_t object, core::diagnostics& found) {
    keys_.clear();
    for (std::uint32_t i = object + 1; i != storage_[object].end; i = storage_[i + 1].end) {
        keys_.push_back(i);
    }
    std::sort(keys_.begin(), keys_.end(), [this](std::uint32_t a, std::uint32_t b) {
        std::string_view const x = text(storage_[a]);
        std::string_view const y = text(storage_[b]);
        if (x.size() != y.size()) {
            return x.size() < y.size();
        }
        int const order = x.compare(y);
        return order != 0 ? order < 0 : a < b;
    });
    struct repetition {
        std::uint32_t later;
        std::uint32_t first;
    };
    std::vector<repetition> repetitions;
    std::size_t first = 0;
    for (std::size_t i = 1; i < keys_.size(); ++i) {
        if (text(storage_[keys_[i]]) == text(storage_[keys_[first]])) {
            repetitions.push_back({keys_[i], keys_[first]});
        } else {
            first = i;
        }
    }
    std::sort(repetitions.begin(), repetitions.end(),
              [](repetition const& a, repetition const& b) { return a.later < b.later; });
    for (repetition const& r : repetitions) {
        token const& later = storage_[r.later];
        found.add(core::code::duplicate_key, where(later), {core::quote_name(text(later))})
            .relate(where(storage_[r.first]));
    }
}

} // namespace quern::json
