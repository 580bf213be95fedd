#pragma once

#include <quern/normalise/domains.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace quern::mongo::detail {

/// How messages name the target.
inline constexpr std::string_view target = "mongo";

// Sources: "MongoDB Limits and Thresholds"; `RegexMatchExpression::kMaxPatternSize`; `LINK_SIZE` of its PCRE2.

/// The groups in groups of a filter. BSON nests 100 levels: a group is two, its array and its operand, and six are left
/// for the command, the filter, and the longest predicate.
inline constexpr std::uint32_t most_groups = 47;

/// The bytes of a document; a command has 16 KiB more for what stands beside the filter.
inline constexpr std::size_t most_bytes = 16'777'216;

/// The fields to sort by.
inline constexpr std::size_t most_sort_keys = 32;

/// The bytes of a regular expression without classes.
inline constexpr std::size_t most_pattern_bytes = 32'764;

/// The bytes of a regular expression with classes: PCRE, which MongoDB used before 6.1, holds a pattern in 64 KiB, of
/// which `[Aa]`, the worst class, takes 33 bytes.
inline constexpr std::size_t most_folded_pattern_bytes = 7'900;

/// The parts of a path.
inline constexpr std::size_t most_path_parts = 100;

/// The bytes of a collection's name: 255, with a database's name of one and the point between them.
inline constexpr std::size_t most_collection_bytes = 253;

/// The largest limit and offset, whose sum MongoDB keeps in an int64.
inline constexpr std::uint64_t most_documents = (std::uint64_t{1} << 62U) - 1;

/// The dates of BSON are milliseconds; it has no unsigned integers.
inline constexpr normalise::domains domains{
    .uint64_max = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()), .native_time = 1'000};

} // namespace quern::mongo::detail
