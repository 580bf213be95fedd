#pragma once

#include <quern/expr/query.hpp>
#include <quern/schema/definition.hpp>

namespace audit {

/// A table of records.
struct table {
    quern::schema::definition asked;  ///< the documented schema, which clients' requests are held to
    quern::schema::definition stored; ///< the same fields, and behind them the columns that only answers show
};

/// The tables of the service, each built once. JSON values are stored as text.
table const& hcm_audits();
table const& hcm_async_flows();
quern::schema::definition const& hcm_async_tasks(); ///< no endpoint: the tasks of a flow
table const& cmdb_audits();
table const& monitor_events();

/// The query over the stored columns: what was asked stays as it was.
[[nodiscard]] quern::expr::query over_stored(quern::expr::query q, table const& t);

} // namespace audit
