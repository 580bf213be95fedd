#pragma once

#include "failure.hpp"
#include "options.hpp"
#include "output.hpp"

#include <quern/schema/definition.hpp>
#include <quern/syntax/filter.hpp>

#include <optional>
#include <string>

namespace quern::tool {

/// What requests are read by: a schema, and the guard that all of them are held to.
struct scope {
    schema::definition schema; ///< declares no guard: it is here
    std::optional<syntax::filter> guard;
};

/// The schema that the command line names, with the logic and the guard that it asks for: a built-in one, or else one in
/// a file.
///
/// Nothing where the file holds no valid schema; its diagnostics are then on standard error. Throws `failure` of status
/// `usage` where there is neither, where a guard does not fit the schema, and where a schema that demands a guard has
/// none, which only `check` allows; of status `input_output` where the file cannot be read.
[[nodiscard]] std::optional<scope> find_scope(options const& asked, output& out);

/// Lists the schemas that are built in, or prints the one that the command line names.
exit_status print_schemas(options const& asked, output& out);

} // namespace quern::tool
