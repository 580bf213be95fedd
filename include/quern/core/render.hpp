#pragma once

#include <quern/core/diagnostic.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/language.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace quern::core {

/// How diagnostics are shown to a person.
struct render_options {
    core::language language = language::english;
    bool color = false;                ///< ANSI escape sequences
    std::string_view name = "request"; ///< what the source is called
    std::uint32_t first_line = 1;      ///< the number of the source's first line
};

/// Appends the message of a diagnostic, its places filled with the arguments, without a line's end.
///
/// What a terminal could obey in an argument is escaped; so is every line's end.
void append_message(std::string& out, diagnostic const& d, language l);

/// Appends the hint of a diagnostic in the same way; nothing where it has none.
void append_hint(std::string& out, diagnostic const& d, language l);

/// Appends the diagnostics with the lines of the source that they speak of, every line ended by `\n`.
///
/// ```text
/// error[unknown_field]: there is no field "operater" to query
///  --> request:1:41 (/filter/rules/0/field)
///   |
/// 1 | {"filter":{"op":"and","rules":[{"field":"operater","op":"eq","value":"Jim"}]}}
///   |                                         ^^^^^^^^^^
///   = hint: did you mean "operator"?
/// ```
///
/// A line of more than 120 columns is cut. Concealed bytes are shown as eight asterisks, how many there may be.
/// Characters without a glyph, and bytes that are not UTF-8, are escaped: nothing of the source is obeyed by a terminal.
/// Complexity: O(source + diagnostics * log(source)).
void render(std::string& out, diagnostics const& found, std::string_view source, render_options const& options = {});

/// The same in a string of its own.
[[nodiscard]] std::string render(diagnostics const& found, std::string_view source, render_options const& options = {});

} // namespace quern::core

#ifndef QUERN_COMPILED
#include <quern/core/impl/render.hpp>
#endif
