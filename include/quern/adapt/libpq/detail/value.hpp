#pragma once

#include <quern/core/timestamp.hpp>
#include <quern/core/value.hpp>

#include <libpq-fe.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace quern::adapt::detail {

/// An integer in the order of the network.
[[nodiscard]] inline std::uint64_t pq_unsigned(std::string_view bytes) noexcept {
    std::uint64_t n = 0;
    for (char const c : bytes) {
        n = n << 8U | static_cast<unsigned char>(c);
    }
    return n;
}

/// A `numeric` without sign and fraction: the number of digits of base 10000, the exponent of the first, the sign, the
/// digits behind the point, and then the digits. Source: numeric_send of src/backend/utils/adt/numeric.c.
[[nodiscard]] inline std::optional<std::uint64_t> pq_numeric(std::string_view bytes) noexcept {
    constexpr std::size_t header = 8;
    if (bytes.size() < header) {
        return std::nullopt;
    }
    std::size_t const digits = pq_unsigned(bytes.substr(0, 2));
    std::size_t const weight = pq_unsigned(bytes.substr(2, 2));
    bool const positive = pq_unsigned(bytes.substr(4, 2)) == 0;
    if (digits == 0 && positive) {
        return 0;
    }
    constexpr std::size_t most_weight = 4; // 10000^5 - 1 is beyond 2^64
    if (!positive || weight > most_weight || digits > weight + 1 || bytes.size() != header + 2 * digits) {
        return std::nullopt;
    }
    std::uint64_t n = 0;
    for (std::size_t i = 0; i <= weight; ++i) {
        std::uint64_t const digit = i < digits ? pq_unsigned(bytes.substr(header + 2 * i, 2)) : 0;
        if (n > (std::numeric_limits<std::uint64_t>::max() - digit) / 10'000) {
            return std::nullopt;
        }
        n = n * 10'000 + digit;
    }
    return n;
}

/// A value in the binary format of its type. Source: the send functions of src/backend/utils/adt of PostgreSQL 15.
[[nodiscard]] inline std::optional<core::value> pq_value(::Oid type, std::string_view bytes) noexcept {
    constexpr ::Oid boolean = 16, int2 = 21, int4 = 23, int8 = 20, numeric = 1700, float4 = 700, float8 = 701,
                    timestamp = 1114, timestamptz = 1184;
    switch (type) {
    case boolean:
        return core::value(pq_unsigned(bytes) != 0);
    case int2:
        return core::value(std::int64_t{static_cast<std::int16_t>(pq_unsigned(bytes))});
    case int4:
        return core::value(std::int64_t{static_cast<std::int32_t>(pq_unsigned(bytes))});
    case int8:
        return core::value(static_cast<std::int64_t>(pq_unsigned(bytes)));
    case float4:
        return core::value(static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(pq_unsigned(bytes)))));
    case float8:
        return core::value(std::bit_cast<double>(pq_unsigned(bytes)));
    case numeric: {
        std::optional<std::uint64_t> const n = pq_numeric(bytes);
        return n ? std::optional(core::value(*n)) : std::nullopt;
    }
    case timestamp:
    case timestamptz: {
        constexpr std::int64_t year_2000 = 946'684'800'000'000;
        auto const since = static_cast<std::int64_t>(pq_unsigned(bytes));
        bool const finite = since != std::numeric_limits<std::int64_t>::min() &&
                            since <= std::numeric_limits<std::int64_t>::max() - year_2000;
        return finite ? std::optional(core::value(core::timestamp{since + year_2000})) : std::nullopt;
    }
    default:
        return core::value(bytes);
    }
}

} // namespace quern::adapt::detail
