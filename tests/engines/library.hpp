#pragma once

#include "harness.hpp"

#include <dlfcn.h>

#include <cstdlib>
#include <string>

namespace engines {

/// A shared library that an environment variable names. It stays loaded, as engines have threads of their own.
class library {
public:
    explicit library(char const* variable) {
        char const* const path = std::getenv(variable); // NOLINT(concurrency-mt-unsafe)
        BOOST_TEST_REQUIRE(path != nullptr, "run this by tests/engines/with_libraries");
        handle_ = dlopen(path, RTLD_NOW | RTLD_LOCAL);
        BOOST_TEST_REQUIRE(handle_ != nullptr, dlerror());
    }

    /// A function of the library.
    template <class Function>
    void get(Function*& f, char const* name) const {
        f = reinterpret_cast<Function*>(dlsym(handle_, name));
        BOOST_TEST_REQUIRE(f != nullptr, name << " is not in the library");
    }

private:
    void* handle_ = nullptr;
};

} // namespace engines
