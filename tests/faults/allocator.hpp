#pragma once

#include <cstddef>

/// An `operator new` that fails on command.
namespace faults {

/// Lets the allocation of that number fail, counted from 1 since now, once; until the end of its life.
class failing_allocation {
public:
    explicit failing_allocation(std::size_t number) noexcept;
    ~failing_allocation();
    failing_allocation(failing_allocation const&) = delete;
    failing_allocation& operator=(failing_allocation const&) = delete;

    /// True where it has failed.
    [[nodiscard]] bool met() const noexcept;
};

/// Lets every allocation fail by which more than so many bytes are in use beyond those in use now.
class allocation_cap {
public:
    explicit allocation_cap(std::size_t bytes) noexcept;
    ~allocation_cap();
    allocation_cap(allocation_cap const&) = delete;
    allocation_cap& operator=(allocation_cap const&) = delete;
};

/// The number of blocks that were allocated and not freed.
[[nodiscard]] std::size_t blocks_in_use() noexcept;

/// The number of allocations until now.
[[nodiscard]] std::size_t allocations() noexcept;

} // namespace faults
