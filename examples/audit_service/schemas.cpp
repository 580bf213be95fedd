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

/// The documented schema over a table of that name.
quern::schema::declaration over(definition const& documented, std::string name) {
    quern::schema::declaration declared = documented.declaration();
    declared.source = std::move(name);
    return declared;
}

/// What is selected of the table: all that is asked, in the same places, and what stands in answers alone.
definition stored(quern::schema::declaration asked, std::vector<field> const& shown) {
    asked.guard.clear();
    asked.fields.insert(asked.fields.end(), shown.begin(), shown.end());
    for (field& f : asked.fields) {
        f.queryable = true;
    }
    return quern::schema::define(std::move(asked)).value();
}

guarded_table guarded(quern::schema::declaration asked, std::vector<field> const& shown) {
    asked.guard = {business_field};
    return {quern::schema::define_guarded(asked).value(), stored(asked, shown)};
}

table open(quern::schema::declaration const& asked, std::vector<field> const& shown) {
    return {quern::schema::define(asked).value(), stored(asked, shown)};
}

} // namespace

guarded_table const& hcm_audits() {
    static guarded_table const made = guarded(over(quern::api::hcm_audit(), "audit"), {{.name = "detail"}});
    return made;
}

guarded_table const& hcm_async_flows() {
    static guarded_table const made = [] {
        quern::schema::declaration asked = over(quern::api::hcm_async_flow(), "async_flow");
        asked.fields.push_back({.name = business_field, .type = scalar::int64, .queryable = false});
        return guarded(std::move(asked), {{.name = "reason"}, {.name = "share_data"}});
    }();
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
    static table const made = open(over(quern::api::cmdb_audit(), "operation_audit"), {{.name = "operation_detail"}});
    return made;
}

table const& monitor_events() {
    static table const made = open(over(quern::api::monitor_event_log(), "event_log"), {{.name = "extend_info"}});
    return made;
}

} // namespace audit
