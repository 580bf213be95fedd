#pragma once

#include <quern/api/cmdb_audit.hpp>
#include <quern/api/hcm_async_flow.hpp>
#include <quern/api/hcm_audit.hpp>
#include <quern/api/monitor_event_log.hpp>
#include <quern/schema/definition.hpp>

#include <array>
#include <string_view>

namespace quern::api {

/// A schema that is built in.
struct built_in_schema {
    std::string_view name;
    schema::definition const& (*get)();
};

/// The schemas of the documented endpoints, by name.
inline constexpr std::array<built_in_schema, 4> built_in_schemas{{
    {"cmdb.audit", &cmdb_audit},
    {"hcm.async_flow", &hcm_async_flow},
    {"hcm.audit", &hcm_audit},
    {"monitor.event_log", &monitor_event_log},
}};

/// The built-in schema of a name; null where there is none.
[[nodiscard]] inline schema::definition const* find_schema(std::string_view name) {
    for (built_in_schema const& row : built_in_schemas) {
        if (row.name == name) {
            return &row.get();
        }
    }
    return nullptr;
}

} // namespace quern::api
