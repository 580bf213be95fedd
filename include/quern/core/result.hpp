#pragma once

#include <quern/core/diagnostics.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <stdexcept>

namespace quern::core {

/// A value, or all the diagnostics that stand in its way.
template <class T>
using result = boost::system::result<T, diagnostics>;

/// What `result::value` throws where there is none; `what` lists the codes.
class invalid_request : public std::runtime_error {
public:
    explicit invalid_request(diagnostics found);

    /// What was found wrong.
    [[nodiscard]] diagnostics const& found() const noexcept { return found_; }

private:
    diagnostics found_;
};

/// Called by Boost.System for `value()` of a result without a value.
[[noreturn]] void throw_exception_from_error(diagnostics const& found, boost::source_location const&);

} // namespace quern::core

#ifndef QUERN_COMPILED
#include <quern/core/impl/result.hpp>
#endif
