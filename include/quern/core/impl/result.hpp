#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/message.hpp>
#include <quern/core/result.hpp>

#include <boost/assert/source_location.hpp>

#include <string>
#include <utility>

namespace quern::core {

namespace detail {

[[nodiscard]] QUERN_INLINE std::string codes(diagnostics const& found) {
    std::string text = "quern:";
    for (diagnostic const& d : found) {
        text.append(" ").append(name(d.code));
    }
    return text;
}

} // namespace detail

QUERN_INLINE invalid_request::invalid_request(diagnostics found)
    : std::runtime_error(detail::codes(found)),
      found_(std::move(found)) {}

QUERN_INLINE void throw_exception_from_error(diagnostics const& found, boost::source_location const&) {
    throw invalid_request(found);
}

} // namespace quern::core
