#include "allocations.hpp"

#include "harness.hpp"

#include <atomic>
#include <cstdlib>
#include <malloc.h>
#include <new>

namespace {

std::atomic<std::size_t> in_use{0};
std::atomic<std::size_t> most{0};
std::atomic<std::size_t> allocations{0};

} // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
    void* const memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    std::size_t const now = in_use += malloc_usable_size(memory);
    for (std::size_t seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
    }
    ++allocations;
    return memory;
}

[[gnu::noinline]] void operator delete(void* memory) noexcept {
    in_use -= memory == nullptr ? 0 : malloc_usable_size(memory);
    std::free(memory);
}

[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

namespace conformance {

allocation_meter::allocation_meter() noexcept : base_(in_use), first_(allocations) { most = base_; }

std::size_t allocation_meter::peak() const noexcept { return most - base_; }

std::size_t allocation_meter::count() const noexcept { return allocations - first_; }

} // namespace conformance
