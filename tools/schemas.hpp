#pragma once

#include "failure.hpp"
#include "options.hpp"
#include "output.hpp"

#include <quern/schema/definition.hpp>

#include <optional>
#include <string>

namespace quern::tool {

/// The schema that the command line names, with the logic that it asks for: a built-in one, or else one in a file.
///
/// Nothing where the file holds no valid schema; its diagnostics are then on standard error. Throws `failure` of status
/// `usage` where there is neither, and of status `input_output` where the file cannot be read.
[[nodiscard]] std::optional<schema::definition> find_schema(options const& asked, output& out);

/// Lists the schemas that are built in, or prints the one that the command line names.
exit_status print_schemas(options const& asked, output& out);

} // namespace quern::tool
