#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace quern::memory::detail {

#if defined(__GNUC__)
#define QUERN_MEMORY_INLINE [[gnu::always_inline]] inline // g++ leaves out calls of what does nothing but ask
#else
#define QUERN_MEMORY_INLINE inline
#endif

/// Asks the second level cache for what stands at an address. The nearest one can ask for so few lines at once that
/// memory would be waited for.
QUERN_MEMORY_INLINE void ask_for([[maybe_unused]] void const* address) noexcept {
#if defined(__GNUC__)
    __builtin_prefetch(address, 0, 2);
#endif
}

/// What memory is asked for while a record is tested: places of a record that stands a distance behind it.
struct ahead {
    std::size_t distance = 0;
    std::span<std::size_t const> places{};
};

template <class Record>
QUERN_MEMORY_INLINE void ask_for(Record const& r, ahead const& next) noexcept {
    for (std::size_t const place : next.places) {
        ask_for(reinterpret_cast<std::byte const*>(std::addressof(r)) + next.distance + place);
    }
}

/// Of places in records those that are needed to ask for each line of memory once, where these records stand.
template <class Record>
[[nodiscard]] std::vector<std::size_t> one_a_line(std::span<Record const> records,
                                                  std::span<std::size_t const> places) {
    constexpr std::size_t line = 64; // bytes that memory gives at once
    std::size_t const begin = reinterpret_cast<std::uintptr_t>(records.data()) % line;
    std::vector<std::size_t> few;
    for (std::size_t const place : places) {
        bool const asked = std::ranges::any_of(few, [&](std::size_t other) {
            if constexpr (sizeof(Record) % line == 0) { // the last line of a record may be the first of the next one
                constexpr std::size_t lines = sizeof(Record) / line;
                return (begin + place) / line % lines == (begin + other) / line % lines;
            } else {
                return std::max(place, other) - std::min(place, other) < line / 2;
            }
        });
        if (!asked) {
            few.push_back(place);
        }
    }
    return few;
}

} // namespace quern::memory::detail
