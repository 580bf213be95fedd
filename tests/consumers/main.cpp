#include <quern/core/span.hpp>

#include <cstdio>

int second();

int main() {
    quern::core::span const where{3, 4};
    std::printf("%zu\n", static_cast<std::size_t>(where.length));
    return where.length == 4 && second() == 0 ? 0 : 1;
}
