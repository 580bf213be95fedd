#pragma once

#include <quern/schema/builder.hpp>
#include <quern/schema/definition.hpp>

namespace quern::api {

/// The schema `cmdb.audit`: the request of the operation audit search (forms 3, 4 and 5).
///
/// Two-valued logic over the collection `audit`, key `id`; times are local to +08:00, pages have at most 200 rows.
/// `category` selects by `audit_type`. Built once, by the first caller; safe to call from many threads.
[[nodiscard]] inline schema::definition const& cmdb_audit() {
    static schema::definition const built = [] {
        using schema::argument;
        using schema::scalar;
        using enum schema::operation;
        schema::builder b("cmdb.audit");
        b.source("audit").form(schema::form::condition).logic(schema::logic::two_valued).key("id");
        b.limits({.rules_per_group = 64, .page = 200}).common_arguments();
        b.add({.name = "id", .type = scalar::int64})
            .add({.name = "audit_type"})
            .add({.name = "bk_supplier_account"})
            .add({.name = "bk_biz_id", .type = scalar::int64, .argument = argument::value})
            .add({.name = "resource_type", .argument = argument::value})
            .add({.name = "action", .argument = argument::list})
            .add({.name = "operate_from"})
            .add({.name = "operation_time",
                  .type = scalar::timestamp,
                  .layout = core::time_layout::datetime,
                  .zone = {480},
                  .argument = argument::range,
                  .required = true})
            .add({.name = "user", .argument = argument::value, .items = {in, not_in}})
            .add({.name = "resource_id", .type = scalar::int64})
            .add({.name = "resource_name", .argument = argument::value, .items = {in, not_in, icontains}});
        b.fuzzy({.argument = "fuzzy_query", .field = "resource_name"});
        b.category(
            {.argument = "category",
             .field = "audit_type",
             .sets = {
                 {"business", {"business_resource", "dynamic_grouping"}},
                 {"resource", {"business", "biz_set", "project", "model_instance", "cloud_resource", "kube"}},
                 {"host", {"host"}},
                 {"other",
                  {"model", "association_kind", "event", "dynamic_grouping", "platform_setting", "field_template"}}}});
        return b.build().value();
    }();
    return built;
}

} // namespace quern::api
