#pragma once

#include <quern/schema/builder.hpp>
#include <quern/schema/definition.hpp>

namespace quern::api {

/// The schema `hcm.async_flow`: the request of `POST /api/v1/cloud/bizs/{bk_biz_id}/audits/async_flow/list` (form 6).
///
/// Three-valued logic over the table `async_flow`, key `flow_id` (column `id`). Built once, by the first caller; safe to
/// call from many threads.
[[nodiscard]] inline schema::definition const& hcm_async_flow() {
    static schema::definition const built = [] {
        using schema::argument;
        using schema::scalar;
        schema::builder b("hcm.async_flow");
        b.source("async_flow").form(schema::form::lookup).key("flow_id");
        b.add({.name = "audit_id", .type = scalar::uint64, .argument = argument::value, .required = true})
            .add({.name = "flow_id", .column = "id", .path = "id", .argument = argument::value, .required = true})
            .add({.name = "name"})
            .add({.name = "state"})
            .add({.name = "creator"})
            .add({.name = "reviser"})
            .add({.name = "created_at", .type = scalar::timestamp})
            .add({.name = "updated_at", .type = scalar::timestamp});
        return b.build().value();
    }();
    return built;
}

} // namespace quern::api
