#pragma once

#include <quern/schema/definition.hpp>
#include <quern/schema/guarded.hpp>

namespace audit {

/// A table of records. `Asked` is what clients' requests are held to: the documented schema, and under a guard a guarded
/// one, whose queries nothing runs before the guard is conjoined.
template <class Asked>
struct table_of {
    Asked asked;
    quern::schema::definition stored; ///< the same fields, and behind them the columns that only answers show
};
using table = table_of<quern::schema::definition>;
using guarded_table = table_of<quern::schema::guarded_definition>;

/// The field that a business is guarded by.
inline constexpr char const* business_field = "bk_biz_id";

/// The tables of the service, each built once. JSON values are stored as text.
guarded_table const& hcm_audits();
guarded_table const& hcm_async_flows();
quern::schema::definition const& hcm_async_tasks(); ///< no endpoint: the tasks of a flow
table const& cmdb_audits();
table const& monitor_events();

} // namespace audit
