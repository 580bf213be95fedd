#pragma once

#include <cstdint>
#include <string_view>

namespace quern::sql::detail {

/// A group of a filter that is being written.
struct open_group {
    std::uint32_t end; ///< the index behind its last node
    std::string_view joint;
    std::uint32_t index; ///< of the operand that is written
    std::uint32_t count; ///< of operands
    bool parenthesised;
};

} // namespace quern::sql::detail
