#pragma once

#include <cstdint>

namespace quern::core {

/// The languages that diagnostics are written in.
enum class language : std::uint8_t {
    english,
    chinese, ///< simplified
};

} // namespace quern::core
