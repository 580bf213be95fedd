#pragma once

#include <quern/core/argument.hpp>
#include <quern/core/code.hpp>
#include <quern/core/hint.hpp>
#include <quern/core/message.hpp>
#include <quern/core/span.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace quern::core {

/// The longest pointer of a diagnostic, in bytes.
inline constexpr std::size_t max_pointer = 1'024;

/// One thing found wrong with a request, and where.
struct diagnostic {
    core::code code{};
    span where{};                           ///< the bytes at fault
    std::vector<argument> arguments{};      ///< of the message
    core::hint hint = core::hint::none;     ///< what to do about it
    std::vector<argument> hint_arguments{}; ///< of the hint
    std::vector<span> related{};            ///< the other places that the message speaks of

    /// RFC 6901 JSON Pointer to the value at fault, empty for the whole. Where it would be longer than `max_pointer`, the
    /// one to the innermost value that holds it and can be pointed to.
    std::string pointer{};

    /// The severity of the code.
    [[nodiscard]] core::severity severity() const noexcept { return severity_of(code); }

    /// Adds a hint, unless it would name nothing; returns this, to go on.
    diagnostic& advise(core::hint h, std::vector<argument> arguments_of_hint = {});

    /// Adds a place that the message also speaks of; returns this, to go on.
    diagnostic& relate(span other);

    friend bool operator==(diagnostic const&, diagnostic const&) = default;
};

} // namespace quern::core

#ifndef QUERN_COMPILED
#include <quern/core/impl/diagnostic.hpp>
#endif
