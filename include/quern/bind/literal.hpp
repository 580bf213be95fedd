#pragma once

#include <quern/bind/trust.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/limits.hpp>
#include <quern/core/value.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/operation.hpp>
#include <quern/syntax/tree.hpp>

#include <optional>

namespace quern::bind {

/// The constant that a literal stands for in a predicate on a field; none, and one diagnostic, where it stands for none.
///
/// A number has the field's type where that holds it exactly; else it is the int64, uint64 or double that is it. For a
/// field of doubles the shortest spelling of a double is that double (`1152921504606847000` is 2^60).
/// A digit string that is no number (a NaN, an infinity) is `number_out_of_range`, and so is an instant outside of the
/// years 1 to 9999. The length of strings and the values of enumerations are enforced for clients alone.
/// Complexity: O(length), O(enumerators) for the value of an enumeration. Lifetime: a string views the literal's text.
[[nodiscard]] std::optional<core::value> bind_literal(syntax::literal const& written, schema::field const& field,
                                                      schema::operation operation, core::limits const& limits,
                                                      core::diagnostics& found, trust who = trust::client);

} // namespace quern::bind

#ifndef QUERN_COMPILED
#include <quern/bind/impl/literal.hpp>
#endif
