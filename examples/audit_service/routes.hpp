#pragma once

#include "http.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace audit {

/// What stands behind a path.
enum class resource : std::uint8_t {
    hcm_audit,
    hcm_async_flow,
    cmdb_audit,
    monitor_event_log,
    explanation, ///< of a request to one of the above
    file,        ///< of the page
};

/// A path of the service; `{bk_biz_id}` stands for one segment.
struct route {
    std::string_view pattern;
    audit::resource resource;
    audit::method method;            ///< GET stands for HEAD too
    std::string_view file{};         ///< of the page: its name
    std::string_view content_type{}; ///< the same
};

/// A path that was matched.
struct matched {
    audit::route const* route = nullptr; ///< none for a path that there is not
    std::string_view business{};         ///< the segment, as it came
    std::string_view query{};            ///< behind the `?`
};

/// Finds the route of a target.
[[nodiscard]] matched match(std::string_view target) noexcept;

/// The value of a name in a query such as `schema=hcm.audit&form=text`, which nothing in it escapes; empty where it has
/// none.
[[nodiscard]] std::string_view argument(std::string_view query, std::string_view name) noexcept;

/// A business in decimal digits; nothing for what is no int64.
[[nodiscard]] std::optional<std::int64_t> read_business(std::string_view segment) noexcept;

} // namespace audit
