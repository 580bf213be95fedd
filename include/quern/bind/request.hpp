#pragma once

#include <quern/bind/trust.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/expr/query.hpp>
#include <quern/syntax/spelling.hpp>
#include <quern/syntax/tree.hpp>

#include <span>

namespace quern::bind {

/// Holds a request against the schema of `out`, and writes the typed query there.
///
/// Every name is looked up, every operator is checked against its field, and every literal becomes a constant of its
/// field's type: nothing is coerced but an integral number. A number that the field's type cannot hold is kept exactly
/// and compared mathematically (`id < 1.5`). A field that may not be queried is reported as one that does not exist.
/// Errors: all mistakes go to `found`; `out` is meaningful only if there are no errors.
/// Complexity: O(nodes + literals), and O(fields) for each unknown name.
/// `spellings` are the operators of the request's form, for messages. See `trust` for what is enforced.
void bind_request(syntax::request const& request, std::span<syntax::spelling const> spellings, expr::query& out,
                  core::diagnostics& found, trust who = trust::client);

} // namespace quern::bind

#ifndef QUERN_COMPILED
#include <quern/bind/impl/request.hpp>
#endif
