#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/mongo/detail/extended_json.hpp>
#include <quern/mongo/document.hpp>

#include <cstdint>

namespace quern::mongo {

QUERN_INLINE boost::json::object to_json(document const& d) {
    boost::json::object made;
    made.emplace("filter", d.filter);
    if (d.count) {
        made.emplace("count", true);
        return made;
    }
    made.emplace("sort", d.sort);
    made.emplace("skip", detail::integer(static_cast<std::int64_t>(d.skip), d.notation));
    if (d.limit) {
        made.emplace("limit", detail::integer(static_cast<std::int64_t>(*d.limit), d.notation));
    }
    return made;
}

} // namespace quern::mongo
