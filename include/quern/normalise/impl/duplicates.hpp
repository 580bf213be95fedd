#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/normalise/detail/workspace.hpp>

#include <cstdint>
#include <set>
#include <vector>

namespace quern::normalise::detail {

/// Keeps one of equal operands: `a and b and a` becomes `a and b`. Groups are equal in any order of their operands.
/// Complexity: O(n log n).
QUERN_INLINE bool drop_duplicates(workspace& w, open_group& g) {
    std::set<std::uint32_t> seen;
    auto const again = [&](std::uint32_t o) { return !seen.insert(w[o].id).second; };
    if (std::erase_if(g.operands, again) == 0) {
        return false;
    }
    w.count(rule::duplicates);
    return true;
}

} // namespace quern::normalise::detail
