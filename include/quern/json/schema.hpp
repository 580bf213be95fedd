#pragma once

#include <quern/core/result.hpp>
#include <quern/json/document.hpp>
#include <quern/schema/definition.hpp>

#include <string>
#include <string_view>

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
[[nodiscard]] core::result<schema::definition> read_schema(std::string_view text);

/// Appends a schema in its JSON form, indented, with every default written out; `read_schema` gives an equal one.
void append_schema(std::string& out, schema::definition const& schema);

} // namespace quern::json

#include <quern/json/impl/schema.hpp>
