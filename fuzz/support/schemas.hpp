#pragma once

#include <quern/api/schemas.hpp>
#include <quern/schema/builder.hpp>

#include <vector>

namespace quern::fuzz {

namespace detail {

/// A field of each type and each property that a request may meet.
[[nodiscard]] inline schema::builder people(schema::logic logic) {
    using schema::scalar;
    schema::builder b("people");
    b.source("people of \"all\" kinds").logic(logic).key("id");
    b.add({.name = "id", .type = scalar::uint64})
        .add({.name = "name"})
        .add({.name = "age", .type = scalar::int64, .nullable = false})
        .add({.name = "height", .type = scalar::real})
        .add({.name = "active", .type = scalar::boolean})
        .add({.name = "born", .type = scalar::timestamp, .layout = core::time_layout::datetime, .zone = {480}})
        .add({.name = "seen", .type = scalar::timestamp, .layout = core::time_layout::rfc3339})
        .add({.name = "left", .type = scalar::timestamp, .storage = schema::time_storage::epoch_seconds})
        .add({.name = "servers", .column = "ser\"ve`rs", .folding = schema::case_folding::ascii})
        .add({.name = "level", .enumerators = {"low", "middle", "high"}})
        .add({.name = "kind", .enumerators = {"a", "b"}, .unlisted = schema::unlisted_policy::warn})
        .add({.name = "team", .type = scalar::int64, .decimal_text = true})
        .add({.name = "code", .integer_text = true})
        .add({.name = "note", .sortable = false})
        .add({.name = "salary", .type = scalar::int64, .queryable = false});
    b.limits({.bytes = 65'536, .depth = 6, .rules_per_group = 40, .rules = 200, .list = 100, .string = 512});
    return b;
}

/// A condition with an argument of each type and kind.
[[nodiscard]] inline schema::builder orders() {
    using enum schema::operation;
    using schema::argument;
    using schema::scalar;
    schema::builder b("orders");
    b.form(schema::form::condition).logic(schema::logic::two_valued).key("id").common_arguments();
    b.add({.name = "id", .type = scalar::uint64, .argument = argument::value, .items = {in, not_in}})
        .add({.name = "price", .type = scalar::real, .argument = argument::range})
        .add({.name = "amount", .type = scalar::int64, .argument = argument::list})
        .add({.name = "paid", .type = scalar::boolean, .argument = argument::value})
        .add({.name = "state", .enumerators = {"open", "sent", "gone"}, .argument = argument::list, .items = {in}})
        .add({.name = "title", .argument = argument::value, .items = {icontains}})
        .add({.name = "note", .sortable = false, .items = {not_in, icontains}})
        .add({.name = "placed",
              .type = scalar::timestamp,
              .layout = core::time_layout::rfc3339,
              .argument = argument::range})
        .add({.name = "shop", .type = scalar::int64, .decimal_text = true, .argument = argument::value})
        .add({.name = "code", .integer_text = true, .argument = argument::value, .items = {in}})
        .add({.name = "purpose"})
        .add({.name = "margin", .type = scalar::int64, .queryable = false});
    b.category({.argument = "kind", .field = "purpose", .sets = {{"private", {"gift", "own"}}, {"trade", {"resale"}}}});
    b.fuzzy({.argument = "loosely", .field = "title"});
    return b;
}

/// A lookup with an argument of each kind.
[[nodiscard]] inline schema::builder card() {
    using schema::argument;
    using schema::scalar;
    schema::builder b("card");
    b.form(schema::form::lookup).key("number").common_arguments();
    b.add({.name = "number", .integer_text = true, .argument = argument::value})
        .add({.name = "owner", .argument = argument::list})
        .add({.name = "issued", .type = scalar::timestamp, .argument = argument::range})
        .add({.name = "open", .type = scalar::boolean, .argument = argument::value})
        .add({.name = "balance", .type = scalar::real, .argument = argument::value})
        .add({.name = "pin", .queryable = false});
    return b;
}

} // namespace detail

/// What JSON requests are read as, in an order that kept inputs rely on: each begins with the digit of its schema.
[[nodiscard]] inline std::vector<schema::definition> const& request_schemas() {
    static std::vector<schema::definition> const all{
        detail::people(schema::logic::three_valued).build().value(),
        detail::people(schema::logic::two_valued)
            .le(schema::le_policy::reject)
            .duplicates(schema::duplicates_policy::reject)
            .limits({.bytes = 700,
                     .depth = 2,
                     .rules_per_group = 3,
                     .rules = 5,
                     .list = 3,
                     .string = 8,
                     .page = 10,
                     .diagnostics = 4})
            .build()
            .value(),
        detail::orders().build().value(),
        detail::card().build().value(),
        api::hcm_audit(),
        api::cmdb_audit(),
        api::hcm_async_flow(),
        api::monitor_event_log(),
    };
    return all;
}

} // namespace quern::fuzz
