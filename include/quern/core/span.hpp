#pragma once

#include <compare>
#include <cstdint>

namespace quern::core {

/// A range of bytes of a request: where something was written.
struct span {
    std::uint32_t offset = 0; ///< bytes before the first byte
    std::uint32_t length = 0; ///< bytes covered; 0 marks a place between two bytes

    /// The offset behind the last byte.
    [[nodiscard]] constexpr std::uint32_t end() const noexcept { return offset + length; }

    /// Orders by offset, then by length: document order.
    friend constexpr auto operator<=>(span const&, span const&) = default;
};

/// The smallest span that covers both.
[[nodiscard]] constexpr span cover(span a, span b) noexcept {
    std::uint32_t const first = a.offset < b.offset ? a.offset : b.offset;
    std::uint32_t const last = a.end() > b.end() ? a.end() : b.end();
    return {first, last - first};
}

} // namespace quern::core
