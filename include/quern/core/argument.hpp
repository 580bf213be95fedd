#pragma once

#include <quern/core/term.hpp>

#include <optional>
#include <string>
#include <utility>

namespace quern::core {

/// What fills a place in a message: text that is shown as it stands (already quoted and escaped), or a term.
///
/// No `std::variant`: that of libstdc++ 12 takes a variant of a string and a term for one that is never without a
/// value, and destroys a string that was not made when a copy throws.
class argument {
public:
    argument(std::string text) noexcept : text_(std::move(text)) {}
    argument(char const* text) : text_(text) {}
    argument(core::term word) noexcept : term_(word) {}

    /// The text; null where this is a term. It lives as long as the argument.
    [[nodiscard]] std::string const* text() const noexcept { return term_ ? nullptr : &text_; }

    /// The term, where this is one.
    [[nodiscard]] std::optional<core::term> term() const noexcept { return term_; }

    friend bool operator==(argument const&, argument const&) = default;

private:
    std::string text_;
    std::optional<core::term> term_;
};

} // namespace quern::core
