#pragma once

#include <quern/sql/detail/text_buffer.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quern::sql::detail {

/// A group of a filter that is being written.
struct open_group {
    std::uint32_t end; ///< the index behind its last node
    std::string_view joint;
    std::uint32_t index; ///< of the operand that is written
    std::uint32_t count; ///< of operands
    bool parenthesised;
};

/// What an emitter keeps between statements for its memory alone.
struct workspace {
    text_buffer text{};               ///< of the statement
    std::vector<open_group> groups{}; ///< that are being written, the outermost first
    std::string value{};              ///< one that is bound as text
    std::string needle{};             ///< one that is searched for

    void clear() noexcept {
        text.clear();
        groups.clear();
    }
};

} // namespace quern::sql::detail
