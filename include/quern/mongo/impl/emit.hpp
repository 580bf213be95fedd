#pragma once

#include <quern/core/code.hpp>
#include <quern/core/detail/compiled.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/span.hpp>
#include <quern/expr/detail/fixes.hpp>
#include <quern/mongo/detail/extended_json.hpp>
#include <quern/mongo/detail/filter_writer.hpp>
#include <quern/mongo/detail/limits.hpp>
#include <quern/mongo/detail/path.hpp>
#include <quern/mongo/detail/size.hpp>
#include <quern/mongo/emit.hpp>
#include <quern/normalise/normalise.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace quern::mongo {

namespace detail {

/// How deep groups stand in groups.
[[nodiscard]] QUERN_INLINE std::size_t nesting(expr::tree const& filter) {
    std::vector<std::uint32_t> ends;
    std::size_t deepest = 0;
    auto const nodes = filter.nodes();
    for (std::uint32_t i = 0; i != nodes.size(); ++i) {
        while (!ends.empty() && ends.back() <= i) {
            ends.pop_back();
        }
        if (nodes[i].end > i + 1) {
            ends.push_back(nodes[i].end);
            deepest = std::max(deepest, ends.size());
        }
    }
    return deepest;
}

QUERN_INLINE void exceeds(core::diagnostics& found, core::code code, core::span where, std::size_t most,
                          std::size_t needed) {
    found.add(code, where, {std::string(target), std::to_string(most), std::to_string(needed)});
}

/// The order, which ends in the schema's key: what follows a unique key cannot matter.
[[nodiscard]] QUERN_INLINE boost::json::object order(expr::query const& q, notation in, core::diagnostics& found) {
    std::vector<expr::sort_key> keys = q.page.sort;
    auto const key =
        std::find_if(keys.begin(), keys.end(), [&q](expr::sort_key const& k) { return k.field == q.schema.key(); });
    if (key == keys.end()) {
        keys.push_back({q.schema.key(), false});
    } else {
        keys.erase(key + 1, keys.end());
    }
    boost::json::object made;
    for (expr::sort_key const& k : keys) {
        std::string const& path = q.schema[k.field].path;
        if (!is_path(path)) {
            found.add(core::code::identifier_not_allowed, {}, {std::string(target), core::quote_name(path)});
        }
        made.emplace(path, small(k.descending ? -1 : 1, in)); // of two fields at one path the first decides
    }
    if (made.size() > most_sort_keys) {
        found.add(core::code::too_many_sort_keys, {}, {std::to_string(made.size()), std::to_string(most_sort_keys)});
    }
    return made;
}

} // namespace detail

QUERN_INLINE core::result<document> emit(expr::query const& q, notation in) {
    expr::query normal = q;
    normalise::normalise(normal, detail::domains);
    document made{.count = q.page.count, .notation = in};
    core::diagnostics found;
    if (!expr::detail::check_guard(q, found)) {
        return found;
    }
    core::span const whole = normal.filter.size() == 0 ? core::span{} : normal.filter.place(0);
    if (std::size_t const groups = detail::nesting(normal.filter); groups > detail::most_groups) {
        detail::exceeds(found, core::code::statement_too_deep, whole, detail::most_groups, groups);
        return found;
    }
    made.filter = detail::filter_writer(normal, in, found).write();
    if (std::size_t const size = detail::bson_size(made.filter); size > detail::most_bytes) {
        detail::exceeds(found, core::code::statement_too_long, whole, detail::most_bytes, size);
    }
    if (!q.page.count) {
        made.sort = detail::order(q, in, found);
        made.skip = std::min(q.page.offset, detail::most_documents);
        if (q.page.limit) {
            made.limit = std::min(*q.page.limit, detail::most_documents);
        }
        if (made.limit == 0) {
            made.filter = detail::filter_writer::nothing();
        }
    }
    if (found.has_errors()) {
        return found;
    }
    return made;
}

} // namespace quern::mongo
