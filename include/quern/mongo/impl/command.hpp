#pragma once

#include <quern/core/code.hpp>
#include <quern/core/detail/compiled.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/term.hpp>
#include <quern/mongo/command.hpp>
#include <quern/mongo/detail/extended_json.hpp>
#include <quern/mongo/detail/limits.hpp>
#include <quern/mongo/detail/path.hpp>
#include <quern/mongo/emit.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/field.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::mongo {

namespace detail {

/// The paths of the fields that clients may query, or of the key where there are none; each once, and none that another leads to.
[[nodiscard]] QUERN_INLINE std::vector<std::string_view> projected(schema::definition const& schema) {
    std::vector<std::string_view> all;
    for (schema::field const& f : schema.fields()) {
        if (f.queryable) {
            all.push_back(f.path);
        }
    }
    if (all.empty()) {
        all.push_back(schema[schema.key()].path);
    }
    std::vector<std::string_view> made;
    for (std::string_view const path : all) {
        bool const reached = std::any_of(all.begin(), all.end(),
                                         [&](std::string_view other) { return other != path && covers(other, path); });
        if (!reached && std::find(made.begin(), made.end(), path) == made.end()) {
            made.push_back(path);
        }
    }
    return made;
}

/// MongoDB gives `_id` unless it is told not to.
[[nodiscard]] QUERN_INLINE boost::json::object projection(std::vector<std::string_view> const& paths, notation in) {
    boost::json::object made;
    bool identified = false;
    for (std::string_view const path : paths) {
        made.emplace(path, small(1, in));
        identified = identified || covers("_id", path);
    }
    if (!identified) {
        made.emplace("_id", small(0, in));
    }
    return made;
}

QUERN_INLINE void check_collection(std::string_view name, core::diagnostics& found) {
    if (!is_collection(name)) {
        found.add(core::code::identifier_not_allowed, {}, {std::string(target), core::quote_name(name)});
    } else if (name.size() > most_collection_bytes) {
        found.add(
            core::code::identifier_too_long, {},
            {std::string(target), std::to_string(most_collection_bytes), core::quote_name(name), core::term::bytes});
    }
}

} // namespace detail

QUERN_INLINE core::result<boost::json::object> command(expr::query const& q, notation in) {
    core::diagnostics found;
    detail::check_collection(q.schema.source(), found);
    std::vector<std::string_view> paths;
    if (!q.page.count) {
        paths = detail::projected(q.schema);
    }
    for (std::string_view const path : paths) {
        if (!detail::is_path(path)) {
            found.add(core::code::identifier_not_allowed, {}, {std::string(detail::target), core::quote_name(path)});
        }
    }
    core::result<document> emitted = emit(q, in);
    if (!emitted || found.has_errors()) {
        core::diagnostics all = emitted ? core::diagnostics() : emitted.error();
        for (core::diagnostic const& d : found) {
            bool const said = std::ranges::any_of(
                all, [&](core::diagnostic const& o) { return o.code == d.code && o.arguments == d.arguments; });
            if (!said) {
                all.add(d.code, d.where, d.arguments);
            }
        }
        return all;
    }
    boost::json::object made;
    if (q.page.count) {
        made.emplace("count", detail::text(q.schema.source()));
        made.emplace("query", std::move(emitted->filter));
        return made;
    }
    made.emplace("find", detail::text(q.schema.source()));
    made.emplace("filter", std::move(emitted->filter));
    made.emplace("projection", detail::projection(paths, in));
    made.emplace("sort", std::move(emitted->sort));
    if (emitted->skip != 0) {
        made.emplace("skip", detail::integer(static_cast<std::int64_t>(emitted->skip), in));
    }
    if (emitted->limit) {
        made.emplace("limit", detail::integer(static_cast<std::int64_t>(*emitted->limit), in));
    }
    return made;
}

} // namespace quern::mongo
