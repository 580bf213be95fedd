#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/message.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <stdexcept>
#include <string>
#include <utility>

namespace quern::core {

/// A value, or all the diagnostics that stand in its way.
template <class T>
using result = boost::system::result<T, diagnostics>;

/// What `result::value` throws where there is none; `what` lists the codes.
class invalid_request : public std::runtime_error {
public:
    explicit invalid_request(diagnostics found) : std::runtime_error(codes(found)), found_(std::move(found)) {}

    /// What was found wrong.
    [[nodiscard]] diagnostics const& found() const noexcept { return found_; }

private:
    static std::string codes(diagnostics const& found) {
        std::string text = "quern:";
        for (diagnostic const& d : found) {
            text.append(" ").append(name(d.code));
        }
        return text;
    }

    diagnostics found_;
};

/// Called by Boost.System for `value()` of a result without a value.
[[noreturn]] inline void throw_exception_from_error(diagnostics const& found, boost::source_location const&) {
    throw invalid_request(found);
}

} // namespace quern::core
