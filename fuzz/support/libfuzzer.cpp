// The entry points of libFuzzer, for a program with one target.

#include "target.hpp"

#include <algorithm>
#include <cstring>

extern "C" {

// Their names and signatures are libFuzzer's.
// NOLINTBEGIN(readability-identifier-naming)

std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    // A copy of exactly its size: what is read behind its end is found.
    std::string const input(reinterpret_cast<char const*>(data), size);
    (*quern::fuzz::target::first())(input);
    return 0;
}

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
    quern::fuzz::mutate* const structured = quern::fuzz::target::first()->mutator();
    std::size_t const made = structured == nullptr || seed % 4 == 0 ? 0 : structured({data, max_size}, size, seed);
    return made != 0 ? made : LLVMFuzzerMutate(data, size, max_size);
}

// NOLINTEND(readability-identifier-naming)

} // extern "C"
