#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/limits.hpp>
#include <quern/syntax/tree.hpp>

#include <string_view>

namespace quern::text {

/// Reads a query in the text language into `out`, whose memory is reused.
///
///     operator = "Jim" and created_at >= 2023-02-05T15:29:15Z  sort -id  limit 10
///
/// Returns true where `out` can be bound. What breaks a limit, or has no meaning beside something else, may be in
/// `found` even then; false means that reading stopped at the last error of `found`, and that `out` has no meaning.
/// Errors: one for the first place that the grammar does not allow, with what is expected there.
/// Limits: bytes, depth, rules, rules_per_group, list, sort_keys and page; that on strings is checked by binding.
/// Complexity: O(text), in constant stack. Lifetime: the texts in `out` view `text` and `out`.
[[nodiscard]] bool read_query(std::string_view text, core::limits const& limits, syntax::request& out,
                              core::diagnostics& found);

} // namespace quern::text

#ifndef QUERN_COMPILED
#include <quern/text/impl/query.hpp>
#endif
