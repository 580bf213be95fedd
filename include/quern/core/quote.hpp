#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace quern::core {

/// The code points of a quotation; what is longer is cut, and `…` stands for the rest.
inline constexpr std::size_t quote_limit = 64;

/// Appends a name in double quotes, in printable ASCII alone, so that no character can pass for another.
///
/// Anything else is escaped: `\"`, `\\`, `\n` and the like, `\u0430`, `\u{1f600}` beyond U+FFFF, `\xff` for a byte that is
/// not UTF-8. Only the `…` of a cut is not ASCII.
void append_quoted_name(std::string& out, std::string_view name);

/// Appends text in double quotes; printable Unicode stands as it is, the rest is escaped as in a name.
///
/// A combining mark is escaped where nothing stands before it that it could join.
void append_quoted_text(std::string& out, std::string_view text);

/// A name as `append_quoted_name` writes it.
[[nodiscard]] std::string quote_name(std::string_view name);

/// Text as `append_quoted_text` writes it.
[[nodiscard]] std::string quote_text(std::string_view text);

} // namespace quern::core

#ifndef QUERN_COMPILED
#include <quern/core/impl/quote.hpp>
#endif
