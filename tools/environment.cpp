#include "environment.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace quern::tool {

namespace {

/// The value of a variable, empty where it is not set.
std::string_view variable(char const* name) {
    char const* const value = std::getenv(name);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

} // namespace

core::language language_of_locale() {
    for (char const* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        if (std::string_view const locale = variable(name); !locale.empty()) {
            return locale.starts_with("zh") ? core::language::chinese : core::language::english;
        }
    }
    return core::language::english;
}

bool color_is_welcome() {
    return ::isatty(STDERR_FILENO) == 1 && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
}

bool input_is_terminal() { return ::isatty(STDIN_FILENO) == 1; }

} // namespace quern::tool
