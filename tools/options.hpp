#pragma once

#include "output.hpp"

#include <quern/core/language.hpp>
#include <quern/schema/declaration.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace quern::tool {

enum class command : std::uint8_t { check, compile, match, schema };

/// How diagnostics are given, and by `check` the results too.
enum class format : std::uint8_t { text, json };

/// How `schema` prints one schema.
enum class schema_format : std::uint8_t { table, json, json_schema };

/// The command line, and what the environment says where it is silent.
struct options {
    tool::command command = command::check;
    std::string schema;                 ///< a built-in name, or a file; none for a list of them
    std::string target;                 ///< of `compile`
    std::vector<std::string> requests;  ///< files, at least one, but for `schema`
    std::vector<std::string> records;   ///< of `match`: files, at least one
    std::vector<std::string> guards;    ///< FIELD=VALUE, all of which every request is held to
    std::optional<schema::logic> logic; ///< in place of the schema's
    tool::format format = tool::format::text;
    schema_format as = schema_format::table;
    core::language language = core::language::english;
    bool ndjson = false;      ///< a request is a line
    bool text = false;        ///< requests are texts, whatever the form of the schema
    bool canonical = false;   ///< of `compile`: types of BSON are written out
    bool simplify = false;    ///< of `compile`: look at the values first
    bool filter_only = false; ///< of `match`: neither order nor page
    bool quiet = false;
    bool color = false; ///< on standard error
};

/// Reads the command line; nothing where it only asks for help or the version, which are then written.
///
/// Throws `failure` of status `usage`.
[[nodiscard]] std::optional<options> parse_options(int argc, char const* const* argv, output& out);

} // namespace quern::tool
