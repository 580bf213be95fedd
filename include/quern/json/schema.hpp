#pragma once

#include <quern/core/result.hpp>
#include <quern/json/document.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/guarded.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace quern::json {

/// What a schema file may cost.
inline constexpr read_limits schema_limits{.bytes = 1'048'576, .depth = 16};

/// Reads a schema from its JSON form.
///
///     { "name": "people", "source": "people", "form": "rules", "logic": "three_valued", "key": "id",
///       "fields": [ {"name": "id", "type": "uint64", "column": "id", "sortable": true, "nullable": false}, … ],
///       "limits": {"bytes": 65536, …} }
///
/// What is left out has the default of `schema::declaration` and `schema::field`; the key is not nullable unless said.
/// Errors: all mistakes of the text, or else all that `schema::define` finds, each with pointer and span.
/// Complexity: O(n log n) of the text. Lifetime: the result owns all.
/// A schema that declares a guard (`"guard": ["tenant"]`) is `schema_guarded`.
[[nodiscard]] core::result<schema::definition> read_schema(std::string_view text);

/// Reads a schema that declares a guard from its JSON form. See `read_schema`, and `schema::define_guarded`.
[[nodiscard]] core::result<schema::guarded_definition> read_guarded_schema(std::string_view text);

/// A schema of either kind.
using any_schema = std::variant<schema::definition, schema::guarded_definition>;

/// Reads a schema from its JSON form, whether it declares a guard or not. See `read_schema`.
[[nodiscard]] core::result<any_schema> read_any_schema(std::string_view text);

/// Appends a schema in its JSON form, indented, with every default written out; `read_schema` gives an equal one.
void append_schema(std::string& out, schema::definition const& schema);

/// The same for a schema that declares a guard; `read_guarded_schema` gives an equal one.
void append_schema(std::string& out, schema::guarded_definition const& schema);

} // namespace quern::json

#ifndef QUERN_COMPILED
#include <quern/json/impl/schema.hpp>
#endif
