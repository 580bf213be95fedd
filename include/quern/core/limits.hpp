#pragma once

#include <cstdint>

namespace quern::core {

/// What a request may cost. Every limit is inclusive, and is enforced before the memory that it bounds is taken.
struct limits {
    std::uint32_t bytes = 65'536;      ///< of a request
    std::uint32_t depth = 4;           ///< groups within groups; the outermost group is at depth 1
    std::uint32_t rules_per_group = 5; ///< rules and groups that stand directly in one group
    std::uint32_t rules = 64;          ///< rules and groups in all, the outermost group not counted
    std::uint32_t list = 100;          ///< elements of a list
    std::uint32_t string = 4'096;      ///< bytes of UTF-8 in one string value
    std::uint32_t sort_keys = 4;       ///< fields to sort by
    std::uint32_t page = 500;          ///< the largest `limit` of a page
    std::uint32_t diagnostics = 100;   ///< diagnostics kept of one request; the rest are counted

    friend constexpr bool operator==(limits const&, limits const&) = default;
};

} // namespace quern::core
