#include "routes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

namespace audit {

namespace {

constexpr std::array<route, 8> routes{{
    {"/api/v1/cloud/bizs/{bk_biz_id}/audits/list", resource::hcm_audit, method::post},
    {"/api/v1/cloud/bizs/{bk_biz_id}/audits/async_flow/list", resource::hcm_async_flow, method::post},
    {"/api/v1/operation_audits/search", resource::cmdb_audit, method::post},
    {"/api/v1/event_logs/search", resource::monitor_event_log, method::post},
    {"/api/v1/explanations", resource::explanation, method::post},
    {"/", resource::file, method::get, "index.html", "text/html; charset=utf-8"},
    {"/page.css", resource::file, method::get, "page.css", "text/css; charset=utf-8"},
    {"/page.js", resource::file, method::get, "page.js", "text/javascript; charset=utf-8"},
}};

/// Matches a path, and finds what stands for the segment in braces.
bool fits(std::string_view pattern, std::string_view path, std::string_view& segment) noexcept {
    std::size_t const brace = pattern.find('{');
    if (brace == std::string_view::npos) {
        return path == pattern;
    }
    std::string_view const behind = pattern.substr(pattern.find('}') + 1);
    if (!path.starts_with(pattern.substr(0, brace)) || path.size() < brace + behind.size() || !path.ends_with(behind)) {
        return false;
    }
    segment = path.substr(brace, path.size() - brace - behind.size());
    return segment.find('/') == std::string_view::npos;
}

} // namespace

matched match(std::string_view target) noexcept {
    std::size_t const mark = std::min(target.find('?'), target.size());
    matched found;
    found.query = target.substr(std::min(mark + 1, target.size()));
    for (route const& r : routes) {
        if (fits(r.pattern, target.substr(0, mark), found.business)) {
            found.route = &r;
            break;
        }
    }
    return found;
}

std::string_view argument(std::string_view query, std::string_view name) noexcept {
    while (!query.empty()) {
        std::size_t const end = std::min(query.find('&'), query.size());
        std::string_view const part = query.substr(0, end);
        if (part.starts_with(name) && part.substr(name.size()).starts_with('=')) {
            return part.substr(name.size() + 1);
        }
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return {};
}

std::optional<std::int64_t> read_business(std::string_view segment) noexcept {
    std::int64_t number = 0;
    char const* const end = segment.data() + segment.size();
    auto const [stop, error] = std::from_chars(segment.data(), end, number);
    bool const is_whole = error == std::errc() && stop == end;
    bool const is_padded = segment.starts_with("-0") || (segment.starts_with('0') && segment.size() > 1);
    return is_whole && !is_padded ? std::optional(number) : std::nullopt;
}

} // namespace audit
