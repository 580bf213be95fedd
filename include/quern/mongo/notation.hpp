#pragma once

#include <cstdint>

namespace quern::mongo {

/// A notation of MongoDB Extended JSON, version 2, which says the types of BSON that JSON does not have.
enum class notation : std::uint8_t {
    relaxed,   ///< JSON's own numbers wherever every reader keeps them; dates of the years 1970 to 9999 as text
    canonical, ///< each number and each date with its type
};

} // namespace quern::mongo
