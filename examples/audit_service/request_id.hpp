#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <random>
#include <string>

namespace audit {

/// 32 hexadecimal digits that no other request of this or another process has: a random half, and a counter.
[[nodiscard]] inline std::string new_request_id() {
    static std::uint64_t const process = [] {
        std::random_device random;
        return std::uint64_t{random()} << 32U | random();
    }();
    static std::atomic<std::uint64_t> count{0};
    std::string id;
    id.reserve(32);
    for (std::uint64_t const half : {process, ++count}) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            id.push_back("0123456789abcdef"[half >> static_cast<unsigned>(shift) & 0xfU]);
        }
    }
    return id;
}

} // namespace audit
