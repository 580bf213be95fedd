#pragma once

#include <cstddef>

namespace conformance {

/// Measures what is allocated by `operator new` while it lives, on all threads. One at a time.
class allocation_meter {
public:
    allocation_meter() noexcept;

    /// The most bytes that were in use at once, beyond those in use at the beginning.
    [[nodiscard]] std::size_t peak() const noexcept;

    /// The number of allocations.
    [[nodiscard]] std::size_t count() const noexcept;

private:
    std::size_t base_;
    std::size_t first_;
};

} // namespace conformance
