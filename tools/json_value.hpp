#pragma once

#include <quern/core/value.hpp>

#include <string>

namespace quern::tool {

/// Appends a value as JSON: integers with all their digits, a timestamp as text in RFC 3339.
void append_json(std::string& out, core::value const& v);

} // namespace quern::tool
