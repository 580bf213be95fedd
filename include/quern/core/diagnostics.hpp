#pragma once

#include <quern/core/diagnostic.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace quern::core {

/// All that was found wrong with one request, and the spans of it that must never be shown.
class diagnostics {
public:
    /// Appends a diagnostic; the reference is valid until the next is added.
    diagnostic& add(code c, span where, std::vector<argument> arguments = {});

    /// Marks bytes, such as a password's, that no rendering may show.
    void conceal(span secret);

    /// Forgets everything, keeps the memory.
    void clear() noexcept;

    /// Puts the diagnostics into document order and keeps the first `limit`; a note counts the others.
    ///
    /// An error is kept before a warning, so that what remains of a bad request is never warnings alone.
    /// Complexity: O(n log n) of the diagnostics.
    void arrange(std::uint32_t limit);

    /// True where an error is among them; warnings alone leave a request valid.
    [[nodiscard]] bool has_errors() const noexcept { return has_errors_; }

    [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
    [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
    [[nodiscard]] diagnostic const& operator[](std::size_t index) const noexcept { return items_[index]; }
    [[nodiscard]] auto begin() const noexcept { return items_.begin(); }
    [[nodiscard]] auto end() const noexcept { return items_.end(); }
    [[nodiscard]] auto begin() noexcept { return items_.begin(); }
    [[nodiscard]] auto end() noexcept { return items_.end(); }

    /// The spans that no rendering may show.
    [[nodiscard]] std::vector<span> const& secrets() const noexcept { return secrets_; }

private:
    std::vector<diagnostic> items_;
    std::vector<span> secrets_;
    bool has_errors_ = false;
};

} // namespace quern::core

#ifndef QUERN_COMPILED
#include <quern/core/impl/diagnostics.hpp>
#endif
