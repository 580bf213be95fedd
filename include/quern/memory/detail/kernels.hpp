#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define QUERN_MEMORY_X86 1
#else
#define QUERN_MEMORY_X86 0
#endif

namespace quern::memory::detail {

/// Rows that a bitmap of one word tells of.
inline constexpr std::size_t word_rows = 64;

/// Rows that are tested at once: what is read of a column then stays in the nearest cache.
inline constexpr std::size_t block_rows = 4'096;
inline constexpr std::size_t block_words = block_rows / word_rows;

/// Instructions that kernels are made of.
enum class instructions : std::uint8_t { baseline, sse2, avx2 };

/// What a processor is asked to do for whole words of rows: bit i of a word is the answer for its row i.
///
/// A kernel reads 64 rows a word and no more: rows that do not fill a word are copied by who calls.
struct kernels {
    /// Numbers, as bits, from `from` on, `width` further at most, modulo 2^64.
    void (*whole)(std::uint64_t const* values, std::size_t words, std::uint64_t from, std::uint64_t width,
                  std::uint64_t* bits) noexcept;
    /// Doubles from `low` to `high`; a NaN is none.
    void (*real)(double const* values, std::size_t words, double low, double high, std::uint64_t* bits) noexcept;
    /// Codes from `from` on, `width` further at most, modulo 2^32.
    void (*code)(std::uint32_t const* values, std::size_t words, std::uint32_t from, std::uint32_t width,
                 std::uint64_t* bits) noexcept;
    /// Codes whose bit in `set` is one. Precondition: they are below 32.
    void (*code_set)(std::uint32_t const* values, std::size_t words, std::uint32_t set, std::uint64_t* bits) noexcept;
};

inline void whole_baseline(std::uint64_t const* values, std::size_t words, std::uint64_t from, std::uint64_t width,
                           std::uint64_t* bits) noexcept {
    for (std::size_t w = 0; w != words; ++w, values += word_rows) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i != word_rows; ++i) {
            word |= std::uint64_t{values[i] - from <= width} << i;
        }
        bits[w] = word;
    }
}

inline void real_baseline(double const* values, std::size_t words, double low, double high,
                          std::uint64_t* bits) noexcept {
    for (std::size_t w = 0; w != words; ++w, values += word_rows) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i != word_rows; ++i) {
            word |= (std::uint64_t{low <= values[i]} & std::uint64_t{values[i] <= high}) << i;
        }
        bits[w] = word;
    }
}

inline void code_baseline(std::uint32_t const* values, std::size_t words, std::uint32_t from, std::uint32_t width,
                          std::uint64_t* bits) noexcept {
    for (std::size_t w = 0; w != words; ++w, values += word_rows) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i != word_rows; ++i) {
            word |= std::uint64_t{values[i] - from <= width} << i;
        }
        bits[w] = word;
    }
}

inline void code_set_baseline(std::uint32_t const* values, std::size_t words, std::uint32_t set,
                              std::uint64_t* bits) noexcept {
    for (std::size_t w = 0; w != words; ++w, values += word_rows) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i != word_rows; ++i) {
            word |= std::uint64_t{set >> (values[i] & 31U) & 1U} << i;
        }
        bits[w] = word;
    }
}

#if QUERN_MEMORY_X86

template <class T, std::size_t Bytes>
struct vector_of {
    using type [[gnu::vector_size(Bytes)]] = T;
};

// Unsigned values are compared as signed ones, moved by half of all. Before AVX2 there is no comparison of 64 bits: of
// `width - x`, the sign of what is borrowed says whether x is beyond.

inline void whole_sse2(std::uint64_t const* values, std::size_t words, std::uint64_t from, std::uint64_t width,
                       std::uint64_t* bits) noexcept {
    using vector = vector_of<std::uint64_t, 16>::type;
    using doubles = vector_of<double, 16>::type;
    constexpr std::size_t lanes = 2;
    vector const first{from, from};
    vector const most{width, width};
    for (std::size_t w = 0; w != words; ++w) {
        std::uint64_t beyond = 0;
        for (std::size_t i = 0; i != word_rows; i += lanes, values += lanes) {
            vector x;
            std::memcpy(&x, values, sizeof x);
            x -= first;
            vector const borrowed = (~most & x) | (~(most ^ x) & (most - x));
            beyond |= std::uint64_t{static_cast<unsigned>(__builtin_ia32_movmskpd(reinterpret_cast<doubles>(borrowed)))}
                      << i;
        }
        bits[w] = ~beyond;
    }
}

inline void real_sse2(double const* values, std::size_t words, double low, double high, std::uint64_t* bits) noexcept {
    using vector = vector_of<double, 16>::type;
    constexpr std::size_t lanes = 2;
    vector const least{low, low};
    vector const most{high, high};
    for (std::size_t w = 0; w != words; ++w) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i != word_rows; i += lanes, values += lanes) {
            vector x;
            std::memcpy(&x, values, sizeof x);
            auto const inside = (least <= x) & (x <= most);
            word |= std::uint64_t{static_cast<unsigned>(__builtin_ia32_movmskpd(reinterpret_cast<vector>(inside)))}
                    << i;
        }
        bits[w] = word;
    }
}

inline void code_sse2(std::uint32_t const* values, std::size_t words, std::uint32_t from, std::uint32_t width,
                      std::uint64_t* bits) noexcept {
    using vector = vector_of<std::uint32_t, 16>::type;
    using integers = vector_of<std::int32_t, 16>::type;
    using floats = vector_of<float, 16>::type;
    constexpr std::size_t lanes = 4;
    std::uint32_t const moved = from + (1U << 31U);
    auto const limit = static_cast<std::int32_t>(width + (1U << 31U));
    vector const first{moved, moved, moved, moved};
    integers const most{limit, limit, limit, limit};
    for (std::size_t w = 0; w != words; ++w) {
        std::uint64_t beyond = 0;
        for (std::size_t i = 0; i != word_rows; i += lanes, values += lanes) {
            vector x;
            std::memcpy(&x, values, sizeof x);
            auto const over = reinterpret_cast<integers>(x - first) > most;
            beyond |= std::uint64_t{static_cast<unsigned>(__builtin_ia32_movmskps(reinterpret_cast<floats>(over)))}
                      << i;
        }
        bits[w] = ~beyond;
    }
}

/// There is no shift by as much as a lane says: a float's exponent makes the power of two.
inline void code_set_sse2(std::uint32_t const* values, std::size_t words, std::uint32_t set,
                          std::uint64_t* bits) noexcept {
    using vector = vector_of<std::uint32_t, 16>::type;
    using integers = vector_of<std::int32_t, 16>::type;
    using floats = vector_of<float, 16>::type;
    constexpr std::size_t lanes = 4;
    vector const table{set, set, set, set};
    vector const bias{127, 127, 127, 127};
    vector const mantissa{23, 23, 23, 23};
    for (std::size_t w = 0; w != words; ++w) {
        std::uint64_t others = 0;
        for (std::size_t i = 0; i != word_rows; i += lanes, values += lanes) {
            vector x;
            std::memcpy(&x, values, sizeof x);
            auto const power = reinterpret_cast<floats>((x + bias) << mantissa);
            integers const zero{};
            auto const outside =
                reinterpret_cast<integers>(reinterpret_cast<vector>(__builtin_ia32_cvttps2dq(power)) & table) == zero;
            others |= std::uint64_t{static_cast<unsigned>(__builtin_ia32_movmskps(reinterpret_cast<floats>(outside)))}
                      << i;
        }
        bits[w] = ~others;
    }
}

[[gnu::target("avx2")]] inline void whole_avx2(std::uint64_t const* values, std::size_t words, std::uint64_t from,
                                               std::uint64_t width, std::uint64_t* bits) noexcept {
    using vector = vector_of<std::uint64_t, 32>::type;
    using integers = vector_of<std::int64_t, 32>::type;
    using doubles = vector_of<double, 32>::type;
    constexpr std::size_t lanes = 4;
    std::uint64_t const moved = from + (std::uint64_t{1} << 63U);
    auto const limit = static_cast<std::int64_t>(width + (std::uint64_t{1} << 63U));
    vector const first{moved, moved, moved, moved};
    integers const most{limit, limit, limit, limit};
    for (std::size_t w = 0; w != words; ++w) {
        std::uint64_t beyond = 0;
        for (std::size_t i = 0; i != word_rows; i += 2 * lanes, values += 2 * lanes) {
            vector x;
            vector y;
            std::memcpy(&x, values, sizeof x);
            std::memcpy(&y, values + lanes, sizeof y);
            auto const over_x = reinterpret_cast<integers>(x - first) > most;
            auto const over_y = reinterpret_cast<integers>(y - first) > most;
            auto const low = static_cast<unsigned>(__builtin_ia32_movmskpd256(reinterpret_cast<doubles>(over_x)));
            auto const high = static_cast<unsigned>(__builtin_ia32_movmskpd256(reinterpret_cast<doubles>(over_y)));
            beyond |= std::uint64_t{low | high << lanes} << i;
        }
        bits[w] = ~beyond;
    }
}

[[gnu::target("avx2")]] inline void real_avx2(double const* values, std::size_t words, double low, double high,
                                              std::uint64_t* bits) noexcept {
    using vector = vector_of<double, 32>::type;
    constexpr std::size_t lanes = 4;
    vector const least{low, low, low, low};
    vector const most{high, high, high, high};
    for (std::size_t w = 0; w != words; ++w) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i != word_rows; i += 2 * lanes, values += 2 * lanes) {
            vector x;
            vector y;
            std::memcpy(&x, values, sizeof x);
            std::memcpy(&y, values + lanes, sizeof y);
            auto const in_x = (least <= x) & (x <= most);
            auto const in_y = (least <= y) & (y <= most);
            auto const first = static_cast<unsigned>(__builtin_ia32_movmskpd256(reinterpret_cast<vector>(in_x)));
            auto const second = static_cast<unsigned>(__builtin_ia32_movmskpd256(reinterpret_cast<vector>(in_y)));
            word |= std::uint64_t{first | second << lanes} << i;
        }
        bits[w] = word;
    }
}

[[gnu::target("avx2")]] inline void code_avx2(std::uint32_t const* values, std::size_t words, std::uint32_t from,
                                              std::uint32_t width, std::uint64_t* bits) noexcept {
    using vector = vector_of<std::uint32_t, 32>::type;
    using integers = vector_of<std::int32_t, 32>::type;
    using floats = vector_of<float, 32>::type;
    constexpr std::size_t lanes = 8;
    std::uint32_t const moved = from + (1U << 31U);
    auto const limit = static_cast<std::int32_t>(width + (1U << 31U));
    vector const first{moved, moved, moved, moved, moved, moved, moved, moved};
    integers const most{limit, limit, limit, limit, limit, limit, limit, limit};
    for (std::size_t w = 0; w != words; ++w) {
        std::uint64_t beyond = 0;
        for (std::size_t i = 0; i != word_rows; i += lanes, values += lanes) {
            vector x;
            std::memcpy(&x, values, sizeof x);
            auto const over = reinterpret_cast<integers>(x - first) > most;
            beyond |= std::uint64_t{static_cast<unsigned>(__builtin_ia32_movmskps256(reinterpret_cast<floats>(over)))}
                      << i;
        }
        bits[w] = ~beyond;
    }
}

/// A lane's bit is moved to its sign; by more than 31 it is shifted out.
[[gnu::target("avx2")]] inline void code_set_avx2(std::uint32_t const* values, std::size_t words, std::uint32_t set,
                                                  std::uint64_t* bits) noexcept {
    using vector = vector_of<std::uint32_t, 32>::type;
    using integers = vector_of<std::int32_t, 32>::type;
    using floats = vector_of<float, 32>::type;
    constexpr std::size_t lanes = 8;
    auto const signed_set = static_cast<std::int32_t>(set);
    integers const table{signed_set, signed_set, signed_set, signed_set,
                         signed_set, signed_set, signed_set, signed_set};
    vector const last{31, 31, 31, 31, 31, 31, 31, 31};
    for (std::size_t w = 0; w != words; ++w) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i != word_rows; i += lanes, values += lanes) {
            vector x;
            std::memcpy(&x, values, sizeof x);
            auto const signs = __builtin_ia32_psllv8si(table, reinterpret_cast<integers>(last - x));
            word |= std::uint64_t{static_cast<unsigned>(__builtin_ia32_movmskps256(reinterpret_cast<floats>(signs)))}
                    << i;
        }
        bits[w] = word;
    }
}

#endif

/// The best instructions that this processor has.
[[nodiscard]] inline instructions best_instructions() noexcept {
#if QUERN_MEMORY_X86
    static instructions const best = __builtin_cpu_supports("avx2") != 0 ? instructions::avx2 : instructions::sse2;
    return best;
#else
    return instructions::baseline;
#endif
}

/// The kernels of some instructions. Precondition: the processor has them.
[[nodiscard]] inline kernels const& kernels_of(instructions chosen) noexcept {
#if QUERN_MEMORY_X86
    static constexpr std::array<kernels, 3> all{{
        {&whole_baseline, &real_baseline, &code_baseline, &code_set_baseline},
        {&whole_sse2, &real_sse2, &code_sse2, &code_set_sse2},
        {&whole_avx2, &real_avx2, &code_avx2, &code_set_avx2},
    }};
#else
    static constexpr std::array<kernels, 3> all{{
        {&whole_baseline, &real_baseline, &code_baseline, &code_set_baseline},
        {&whole_baseline, &real_baseline, &code_baseline, &code_set_baseline},
        {&whole_baseline, &real_baseline, &code_baseline, &code_set_baseline},
    }};
#endif
    return all[static_cast<std::size_t>(chosen)];
}

} // namespace quern::memory::detail
