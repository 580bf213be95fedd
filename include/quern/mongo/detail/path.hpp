#pragma once

#include <quern/mongo/detail/limits.hpp>

#include <cstddef>
#include <string_view>

namespace quern::mongo::detail {

/// True for a path that MongoDB takes for the name of a field, and nothing else: names joined by points, none of them
/// empty or with `$` at its beginning.
[[nodiscard]] constexpr bool is_path(std::string_view path) noexcept {
    std::size_t parts = 0;
    for (std::size_t at = 0; at <= path.size(); ++parts) {
        std::size_t const point = path.substr(at).find('.');
        std::string_view const part = path.substr(at, point);
        if (part.empty() || part.front() == '$' || part.find('\0') != std::string_view::npos) {
            return false;
        }
        at = point == std::string_view::npos ? path.size() + 1 : at + point + 1;
    }
    return parts <= most_path_parts;
}

/// True for what may be the name of a collection that a client reads.
[[nodiscard]] constexpr bool is_collection(std::string_view name) noexcept {
    bool const edges = !name.empty() && name.front() != '.' && name.back() != '.';
    return edges && name.find('$') == std::string_view::npos && name.find('\0') == std::string_view::npos &&
           !name.starts_with("system.");
}

/// True where one path is the other, or leads to it.
[[nodiscard]] constexpr bool covers(std::string_view path, std::string_view other) noexcept {
    return other.starts_with(path) && (other.size() == path.size() || other[path.size()] == '.');
}

} // namespace quern::mongo::detail
