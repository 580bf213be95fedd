#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/expr/query.hpp>

#include <span>
#include <string>
#include <string_view>

namespace quern::tool {

/// What queries can be compiled to.
struct target {
    std::string_view name;

    /// Appends what the target makes of a query: the members of a JSON object, on one line, without its braces.
    ///
    /// False, and diagnostics, where the target cannot say the query.
    bool (*compile)(expr::query const& query, std::string& members, core::diagnostics& found);
};

/// The names of all targets.
[[nodiscard]] std::span<std::string_view const> target_names();

/// The target of a name. Throws `failure` of status `usage`.
[[nodiscard]] target const& find_target(std::string_view name);

} // namespace quern::tool
