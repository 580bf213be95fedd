#pragma once

#include <cstdint>

namespace quern::bind {

/// Who wrote a filter, and so what is enforced.
enum class trust : std::uint8_t {
    client,   ///< all that the schema says: operators, what may be queried and sorted by, enumerations, limits
    internal, ///< fields, types and the operators that a type has: for guards, and for queries of the service itself
};

} // namespace quern::bind
