#pragma once

#include <quern/core/language.hpp>

namespace quern::tool {

/// The language of the locale for messages: LC_ALL, LC_MESSAGES or LANG, the first that is set.
[[nodiscard]] core::language language_of_locale();

/// True where standard error is a terminal that can show colours, and NO_COLOR does not forbid them.
[[nodiscard]] bool color_is_welcome();

/// True where somebody would have to type what standard input holds.
[[nodiscard]] bool input_is_terminal();

} // namespace quern::tool
