#include "target.hpp"

#include <cstdio>
#include <cstdlib>

namespace quern::fuzz {

namespace {

target const*& list() noexcept {
    static target const* head = nullptr;
    return head;
}

} // namespace

target::target(std::string_view name, void (*run)(std::string_view input), mutate* structured)
    : name_(name),
      run_(run),
      mutator_(structured),
      next_(list()) {
    list() = this;
}

target const* target::first() noexcept { return list(); }

void require(bool holds, std::string_view promise, std::string_view subject) {
    if (holds) {
        return;
    }
    std::fprintf(stderr, "does not hold: %.*s\n%.*s\n", static_cast<int>(promise.size()), promise.data(),
                 static_cast<int>(subject.size()), subject.data());
    std::abort();
}

} // namespace quern::fuzz
