#pragma once

#include "options.hpp"
#include "output.hpp"

#include <quern/core/diagnostics.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace quern::tool {

/// Says what was found wrong, in the way that the command line asks for.
class reporter {
public:
    reporter(options const& asked, output& out) noexcept : asked_(asked), out_(out) {}

    /// A result, some members of a JSON object, and diagnostics as one JSON object on a line.
    [[nodiscard]] std::string outcome(bool valid, std::string_view members, core::diagnostics const& found,
                                      std::string_view text) const;

    /// Writes diagnostics to standard error, where there are some; `text` is what they speak of, and begins at a line of
    /// the input.
    void write(bool valid, core::diagnostics const& found, std::string_view text, std::string const& name,
               std::uint32_t first_line = 1);

private:
    [[nodiscard]] std::string line(bool valid, std::string_view members, core::diagnostics const& found,
                                   std::string_view text, std::uint32_t first_line) const;

    options const& asked_;
    output& out_;
    std::string_view separator_;
};

} // namespace quern::tool
