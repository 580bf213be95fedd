#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/normalise/detail/workspace.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace quern::normalise::detail {

/// Keeps one of equal operands: `a and b and a` becomes `a and b`. Groups are equal in any order of their operands.
/// Complexity: O(n log n).
QUERN_INLINE bool drop_duplicates(workspace& w, open_group& g) {
    std::vector<std::uint32_t> ids;
    ids.reserve(g.operands.size());
    for (std::uint32_t const o : g.operands) {
        ids.push_back(w[o].id);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (ids.size() == g.operands.size()) {
        return false;
    }
    std::vector<bool> seen(ids.size());
    std::vector<std::uint32_t> operands;
    for (std::uint32_t const o : g.operands) {
        auto const at = static_cast<std::size_t>(std::lower_bound(ids.begin(), ids.end(), w[o].id) - ids.begin());
        if (!seen[at]) {
            seen[at] = true;
            operands.push_back(o);
        }
    }
    g.operands = std::move(operands);
    w.count(rule::duplicates);
    return true;
}

} // namespace quern::normalise::detail
