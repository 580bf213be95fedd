#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace engines {

/// How many random queries are asked, both logics together: QUERN_DIFFERENTIAL_QUERIES, or what is usual.
inline std::size_t query_count(std::size_t usual) {
    if (char const* const wanted = std::getenv("QUERN_DIFFERENTIAL_QUERIES")) { // NOLINT(concurrency-mt-unsafe)
        std::string_view const digits = wanted;
        std::from_chars(digits.data(), digits.data() + digits.size(), usual);
    }
    return usual;
}

/// The number of the first random query: QUERN_DIFFERENTIAL_SEED, or 0.
inline std::uint64_t first_query() {
    std::uint64_t first = 0;
    if (char const* const wanted = std::getenv("QUERN_DIFFERENTIAL_SEED")) { // NOLINT(concurrency-mt-unsafe)
        std::string_view const digits = wanted;
        std::from_chars(digits.data(), digits.data() + digits.size(), first);
    }
    return first;
}

} // namespace engines
