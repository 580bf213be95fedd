#include "schemas.hpp"

#include <quern/api/schemas.hpp>
#include <quern/schema/builder.hpp>

#include <string>
#include <utility>
#include <vector>

namespace audit {

namespace {

using quern::schema::definition;
using quern::schema::field;
using quern::schema::scalar;

/// A documented schema in a table of that name.
///
/// `hidden` are fields that the service may guard by, and no client may name; `shown` stand in answers alone.
table make(definition const& documented, std::string name, std::vector<field> const& hidden,
           std::vector<field> const& shown) {
    quern::schema::declaration declared = documented.declaration();
    declared.source = std::move(name);
    for (field f : hidden) {
        f.queryable = false;
        declared.fields.push_back(std::move(f));
    }
    definition const asked = quern::schema::define(declared).value();
    declared.fields.insert(declared.fields.end(), shown.begin(), shown.end());
    for (field& f : declared.fields) {
        f.queryable = true; // what is queryable is selected
    }
    return {asked, quern::schema::define(declared).value()};
}

} // namespace

table const& hcm_audits() {
    static table const made = make(quern::api::hcm_audit(), "audit", {}, {{.name = "detail"}});
    return made;
}

table const& hcm_async_flows() {
    static table const made =
        make(quern::api::hcm_async_flow(), "async_flow", {{.name = "bk_biz_id", .type = scalar::int64}},
             {{.name = "reason"}, {.name = "share_data"}});
    return made;
}

definition const& hcm_async_tasks() {
    static definition const made = quern::schema::builder("hcm.async_task")
                                       .source("async_task")
                                       .key("id")
                                       .add({.name = "id"})
                                       .add({.name = "flow_id"})
                                       .add({.name = "action_id"})
                                       .add({.name = "action_name"})
                                       .add({.name = "state"})
                                       .add({.name = "reason"})
                                       .add({.name = "creator"})
                                       .add({.name = "reviser"})
                                       .add({.name = "created_at", .type = scalar::timestamp})
                                       .add({.name = "updated_at", .type = scalar::timestamp})
                                       .build()
                                       .value();
    return made;
}

table const& cmdb_audits() {
    static table const made = make(quern::api::cmdb_audit(), "operation_audit", {}, {{.name = "operation_detail"}});
    return made;
}

table const& monitor_events() {
    static table const made = make(quern::api::monitor_event_log(), "event_log", {}, {{.name = "extend_info"}});
    return made;
}

quern::expr::query over_stored(quern::expr::query q, table const& t) {
    q.schema = t.stored; // its fields have the same places
    return q;
}

} // namespace audit
