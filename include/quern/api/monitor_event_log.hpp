#pragma once

#include <quern/schema/builder.hpp>
#include <quern/schema/definition.hpp>

namespace quern::api {

/// The schema `monitor.event_log`: the request for event flow records (form 6).
///
/// `id` is the id of the alert, which many records share: a string that may be written as an integer of any size, with
/// every digit kept. Two-valued logic over the collection `event_log`; the key is the store's own `_id`.
/// Built once, by the first caller; safe to call from many threads.
[[nodiscard]] inline schema::definition const& monitor_event_log() {
    static schema::definition const built = [] {
        using schema::argument;
        using schema::scalar;
        schema::builder b("monitor.event_log");
        b.source("event_log").form(schema::form::lookup).logic(schema::logic::two_valued).key("_id").common_arguments();
        b.add({.name = "_id", .queryable = false})
            .add({.name = "id",
                  .column = "event_id",
                  .path = "event_id",
                  .integer_text = true,
                  .argument = argument::value,
                  .required = true})
            .add({.name = "status", .enumerators = {"SUCCESS"}})
            .add({.name = "message"})
            .add({.name = "operate",
                  .enumerators = {"CREATE", "CONVERGE", "RECOVER", "CLOSE", "DELAY_RECOVER", "ABORT_RECOVER",
                                  "SYSTEM_RECOVER", "SYSTEM_CLOSE", "ACK", "SEVERITY_UP", "ACTION", "ANOMALY_NOTICE"}})
            .add({.name = "create_time",
                  .type = scalar::timestamp,
                  .layout = core::time_layout::datetime,
                  .zone = {480}});
        return b.build().value();
    }();
    return built;
}

} // namespace quern::api
