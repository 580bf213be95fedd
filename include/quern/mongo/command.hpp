#pragma once

#include <quern/core/result.hpp>
#include <quern/expr/query.hpp>
#include <quern/mongo/notation.hpp>

#include <boost/json/object.hpp>

namespace quern::mongo {

/// The command that runs a query on the schema's source: `find`, or `count` where the query asks for a count.
///
///     {"find": "people", "filter": {"age": {"$gt": 18}}, "projection": {"age": 1, "_id": 0}, "sort": {"id": 1}, "limit": 10}
///     {"count": "people", "query": {"age": {"$gt": 18}}}
///
/// The projection names the fields that clients may query, as the columns of SQL do. `skip` and `limit` are left out
/// where the query has none.
/// Errors: those of `emit`; `identifier_not_allowed` for a collection's name that is empty, begins with `system.`, begins or
/// ends with a point, or holds `$`, and for a path of any field that would be among the results; `identifier_too_long`.
/// Complexity: O(size of the query + fields²).
[[nodiscard]] core::result<boost::json::object> command(expr::query const& q, notation in = notation::relaxed);

} // namespace quern::mongo

#ifndef QUERN_COMPILED
#include <quern/mongo/impl/command.hpp>
#endif
