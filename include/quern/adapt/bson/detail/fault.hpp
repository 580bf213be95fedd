#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace quern::adapt {

/// Why a document is not made into BSON.
enum class bson_fault : std::uint8_t {
    not_utf8,
    null_character,
    too_deep,
    too_large,
    not_extended_json,
};

/// What a fault is, for logs.
[[nodiscard]] constexpr std::string_view message(bson_fault fault) noexcept {
    constexpr std::array<std::string_view, 5> messages{
        "a string is not UTF-8",
        "a string holds the character U+0000",
        "documents are nested more than 100 levels deep",
        "the document is larger than MongoDB takes",
        "a value is none of Extended JSON",
    };
    return messages[static_cast<std::size_t>(fault)];
}

} // namespace quern::adapt
