#pragma once

#include <quern/api/kept_json.hpp>
#include <quern/api/nullable.hpp>
#include <quern/api/open_enum.hpp>
#include <quern/api/record.hpp>
#include <quern/core/timestamp.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace quern::api {

/// What an event-flow record tells of.
enum class event_operate : std::uint8_t {
    create,
    converge,
    recover,
    close,
    delay_recover,
    abort_recover,
    system_recover,
    system_close,
    ack,
    severity_up,
    action,
    anomaly_notice, ///< named where `extend_info` is described
};

/// The words of the document, in the order of `event_operate`.
inline constexpr std::array<std::string_view, 12> event_operate_words{
    "CREATE",         "CONVERGE",     "RECOVER", "CLOSE",       "DELAY_RECOVER", "ABORT_RECOVER",
    "SYSTEM_RECOVER", "SYSTEM_CLOSE", "ACK",     "SEVERITY_UP", "ACTION",        "ANOMALY_NOTICE"};
[[nodiscard]] constexpr auto const& spellings(event_operate) noexcept { return event_operate_words; }

/// How it went.
enum class event_status : std::uint8_t { success };

/// The words of the document, in the order of `event_status`.
inline constexpr std::array<std::string_view, 1> event_status_words{"SUCCESS"};
[[nodiscard]] constexpr auto const& spellings(event_status) noexcept { return event_status_words; }

/// From one second since 1970 to another.
struct event_period {
    static constexpr time_style times{};

    std::int64_t max = 0;
    std::int64_t min = 0;
    other_members others{};

    [[nodiscard]] friend bool operator==(event_period const&, event_period const&) = default;
};
BOOST_DESCRIBE_STRUCT(event_period, (), (max, min, others))

/// The `extend_info` of an `ANOMALY_NOTICE`.
struct event_notice {
    static constexpr time_style times{};

    std::optional<kept_json> action{};
    other_members others{};

    [[nodiscard]] friend bool operator==(event_notice const&, event_notice const&) = default;
};
BOOST_DESCRIBE_STRUCT(event_notice, (), (action, others))

/// The `extend_info` of a `CONVERGE`.
struct event_convergence {
    static constexpr time_style times{};

    std::optional<event_period> process_time{};
    std::optional<kept_json> anomaly_record{};
    std::optional<event_period> data_time{};
    std::optional<std::int64_t> anomaly_count{};
    other_members others{};

    [[nodiscard]] friend bool operator==(event_convergence const&, event_convergence const&) = default;
};
BOOST_DESCRIBE_STRUCT(event_convergence, (), (process_time, anomaly_record, data_time, anomaly_count, others))

/// No `extend_info`: the empty string in its place.
struct no_event_info {
    [[nodiscard]] friend bool operator==(no_event_info, no_event_info) = default;
};
inline void append_value(std::string& out, no_event_info) { out.append(R"("")"); }

/// The `extend_info` of a record: by its kind, or as it came.
using event_info = std::variant<no_event_info, event_notice, event_convergence, kept_json>;

/// An event-flow record, its members in the order of the document; times are local to +08:00.
struct monitor_event_record {
    static constexpr time_style times{core::time_layout::datetime, {480}};

    open_enum<event_status> status{};
    std::string event_id{};
    std::string message{};
    open_enum<event_operate> operate{};
    event_info extend_info{};
    core::timestamp create_time{};
    other_members others{};

    [[nodiscard]] friend bool operator==(monitor_event_record const&, monitor_event_record const&) = default;
};
BOOST_DESCRIBE_STRUCT(monitor_event_record, (), (status, event_id, message, operate, extend_info, create_time, others))

/// Reads `extend_info` by the record's kind, which is read before it.
inline void read_member(json::node written, monitor_event_record const& owner, event_info& out,
                        core::diagnostics& found) {
    bool const object = written.type() == json::kind::object;
    if (written.type() == json::kind::string && written.text().empty()) {
        out = no_event_info{};
    } else if (object && owner.operate == event_operate::anomaly_notice) {
        read_record(written, out.emplace<event_notice>(), found);
    } else if (object && owner.operate == event_operate::converge) {
        read_record(written, out.emplace<event_convergence>(), found);
    } else {
        out = kept_json(written);
    }
}

/// The answer to a request for event-flow records.
struct monitor_event_response {
    static constexpr time_style times{};

    bool result = true;
    std::int32_t code = 200;
    std::string message{};
    nullable<std::vector<monitor_event_record>> data{};
    other_members others{};

    [[nodiscard]] friend bool operator==(monitor_event_response const&, monitor_event_response const&) = default;
};
BOOST_DESCRIBE_STRUCT(monitor_event_response, (), (result, code, message, data, others))

} // namespace quern::api
