#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/expr/query.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace quern::tool {

/// What the result of a target is.
enum class result_kind : std::uint8_t {
    members, ///< the members of a JSON object, without its braces
    json,    ///< a JSON value
    text,    ///< a text
};

/// What queries can be compiled to.
struct target {
    std::string_view name;
    result_kind result;

    /// Appends what the target makes of a query, on one line.
    ///
    /// False, and diagnostics, where the target cannot say the query.
    bool (*compile)(expr::query const& query, std::string& result, core::diagnostics& found);
};

/// The names of all targets.
[[nodiscard]] std::span<std::string_view const> target_names();

/// The target of a name; `canonical` asks for the notation that says every type, which `mongo` alone has.
///
/// Throws `failure` of status `usage`.
[[nodiscard]] target const& find_target(std::string_view name, bool canonical);

} // namespace quern::tool
