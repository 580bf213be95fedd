#pragma once

#include <quern/core/nearest.hpp>
#include <quern/core/quote.hpp>

#include <span>
#include <string>
#include <string_view>

namespace quern::tool {

/// A message about a name that is none of those there are: the nearest, then all of them behind a title.
[[nodiscard]] inline std::string no_such(std::string const& kind, std::string_view written, std::string const& title,
                                         std::span<std::string_view const> names) {
    std::string message = "there is no " + kind + " " + core::quote_text(written);
    auto const near = core::nearest(written, names, 1);
    if (!near.empty()) {
        message.append("; did you mean ").append(near.front()).append("?");
    }
    message.append("\n").append(title);
    std::string_view separator = ": ";
    for (std::string_view const name : names) {
        message.append(separator).append(name);
        separator = ", ";
    }
    return message;
}

} // namespace quern::tool
