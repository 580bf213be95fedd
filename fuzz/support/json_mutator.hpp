#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace quern::fuzz {

/// The words of a grammar of JSON: what its keys are, and what stands in its strings; and values whole, as JSON texts.
struct json_words {
    std::span<std::string_view const> keys;
    std::span<std::string_view const> strings;
    std::span<std::string_view const> values;
};

/// Changes a JSON text that stands behind a prefix, as a tree: replaces, removes, repeats, moves, wraps and renames.
///
/// Returns 0 where the text is not JSON, or where the result is too long.
[[nodiscard]] std::size_t mutate_json(std::span<std::uint8_t> data, std::size_t size, std::size_t prefix,
                                      std::uint32_t seed, json_words const& words);

} // namespace quern::fuzz
