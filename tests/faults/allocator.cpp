#include "allocator.hpp"

#include "harness.hpp"

#include <cstdlib>
#include <limits>
#include <malloc.h>
#include <new>

namespace {

constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

std::size_t blocks = 0;
std::size_t bytes = 0;
std::size_t count = 0;
std::size_t fails_at = never;
std::size_t most = never;

} // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
    ++count;
    bool const too_much = most != never && bytes + size > most;
    void* const memory = count == fails_at || too_much ? nullptr : std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    bytes += malloc_usable_size(memory);
    ++blocks;
    return memory;
}

[[gnu::noinline]] void operator delete(void* memory) noexcept {
    if (memory != nullptr) {
        bytes -= malloc_usable_size(memory);
        --blocks;
    }
    std::free(memory);
}

[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

namespace faults {

failing_allocation::failing_allocation(std::size_t number) noexcept { fails_at = count + number; }

failing_allocation::~failing_allocation() { fails_at = never; }

bool failing_allocation::met() const noexcept { return count >= fails_at; }

allocation_cap::allocation_cap(std::size_t limit) noexcept { most = bytes + limit; }

allocation_cap::~allocation_cap() { most = never; }

std::size_t blocks_in_use() noexcept { return blocks; }

std::size_t allocations() noexcept { return count; }

} // namespace faults
