#pragma once

#include <quern/schema/definition.hpp>

#include <string>

namespace quern::json {

/// Appends a JSON Schema (draft 2020-12) of the requests that a schema reads, indented: for API documents and clients.
///
/// It accepts every request that `bind::read` accepts, and says the keys, operators, value types, enumerations and limits.
/// What JSON Schema cannot say is left to `read`: nesting depth, the total number of rules, duplicate keys, calendar
/// dates, bytes. Fields that clients may not query do not appear. Complexity: O(size of the schema).
void append_json_schema(std::string& out, schema::definition const& schema);

} // namespace quern::json

#ifndef QUERN_COMPILED
#include <quern/json/impl/json_schema.hpp>
#endif
