#include "seeds.hpp"

#include "../demo/audit_records.hpp"
#include "schemas.hpp"

#include <quern/core/timestamp.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <utility>

namespace audit {

namespace {

using quern::core::timestamp;
using quern::core::value;

constexpr std::int64_t second = 1'000'000;

/// The texts that a row views, which stay where they are until the next row.
class texts {
public:
    void clear() { kept_.clear(); }
    std::string_view keep(std::string text) { return kept_.emplace_back(std::move(text)); }

private:
    std::deque<std::string> kept_;
};

std::string padded(std::size_t number, std::size_t width = 8) {
    std::string const digits = std::to_string(number);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
}

/// The audit records of the demonstration; an update has a detail.
struct audit_rows {
    demo::audit_records records{};
    demo::chance chance{};
    texts kept{};
    std::size_t made = 0;

    void operator()(cells& row) {
        kept.clear();
        demo::audit_record const record = records.next();
        row.assign(record.begin(), record.end());
        static constexpr std::size_t action = 9;
        if (++made > 1 && record[action] == value(std::string_view("update")) && chance(2) == 0) {
            std::string const before = padded(chance(1'000));
            row.emplace_back(
                kept.keep(R"({"data":{"memo":")" + before + R"("},"changed":{"memo":")" + padded(made) + R"("}})"));
        } else {
            row.emplace_back();
        }
    }
};

/// Flows: the first is the sample of the document, of business 100.
struct flow_rows {
    demo::chance chance{};
    texts kept{};
    std::size_t made = 0;

    void operator()(cells& row) {
        static constexpr std::array<std::string_view, 4> names{"add_rs", "remove_rs", "create_cvm", "start_cvm"};
        static constexpr std::array<std::string_view, 4> states{"success", "failed", "running", "pending"};
        static constexpr std::array<std::string_view, 5> people{"Jim", "Ann", "陈伟", "Olga", "admin"};
        kept.clear();
        ++made;
        bool const sample = made == 1;
        std::string_view const state = sample ? states[0] : chance.pick(states);
        std::string_view const who = sample ? people[0] : chance.pick(people);
        timestamp const created{(1'676'213'259 + static_cast<std::int64_t>(made - 1) * 311) * second};
        timestamp const updated{created.microseconds +
                                (sample ? 481 : static_cast<std::int64_t>(chance(900))) * second};
        std::optional<value> reason;
        if (sample || state == "failed") {
            reason = R"({"message":"some tasks failed to be executed"})";
        }
        row = {std::uint64_t{1'000 + made},
               kept.keep(padded(made)),
               sample ? names[0] : chance.pick(names),
               state,
               who,
               who,
               created,
               updated,
               static_cast<std::int64_t>(100 + (made - 1) % 40),
               reason,
               kept.keep(R"({"lb_id":")" + padded(made) + R"("})")};
    }
};

/// Three tasks a flow, but one of the first: the sample of the document.
struct task_rows {
    demo::chance chance{};
    texts kept{};
    std::size_t made = 0;

    void operator()(cells& row) {
        static constexpr std::array<std::string_view, 3> states{"success", "failed", "pending"};
        static constexpr std::array<std::string_view, 3> actions{"add_rs", "check_rs", "notify"};
        static constexpr std::size_t sample_id = 4;
        kept.clear();
        bool const sample = made++ == 0;
        std::size_t const flow = sample ? 1 : 2 + (made - 2) / 3;
        std::size_t const action = sample ? 0 : (made - 2) % 3;
        std::string_view const state = sample ? states[1] : chance.pick(states);
        std::optional<value> reason;
        if (state == "failed") {
            reason = R"({"message":"some tasks failed to be executed"})";
        }
        timestamp const created{(1'677'349'726 + static_cast<std::int64_t>(made - 1) * 104) * second};
        timestamp const updated{created.microseconds +
                                (sample ? 175'547 : static_cast<std::int64_t>(chance(300))) * second};
        row = {kept.keep(padded(sample ? sample_id : sample_id + made - 1)),
               kept.keep(padded(flow)),
               kept.keep(padded(action + 1)),
               actions[action],
               state,
               reason,
               "sync-timing-admin",
               "sync-timing-admin",
               created,
               updated};
    }
};

/// Operation audit records: 2 and 7 are the sample of the document, 3 and 5 answer its sample requests.
struct operation_rows {
    demo::chance chance{};
    texts kept{};
    std::size_t made = 0;

    void operator()(cells& row) {
        static constexpr std::array<std::string_view, 12> types{
            "host",  "host",  "host", "business", "biz_set",          "model_instance",
            "model", "event", "kube", "project",  "dynamic_grouping", "platform_setting"};
        static constexpr std::array<std::string_view, 5> actions{"create", "update", "delete", "transfer", "archive"};
        static constexpr std::array<std::string_view, 5> people{"admin", "Jim", "王芳", "Maria", "system"};
        static constexpr std::array<std::string_view, 3> platforms{"web", "api", ""};
        kept.clear();
        auto const id = static_cast<std::int64_t>(++made);
        timestamp const when{(1'600'790'400 + id * 97) * second}; // from 2020-09-23 00:00:00 at +08:00
        std::optional<value> const no_detail;
        switch (id) {
        case 2:
            row = {id,        "",
                   "",        std::int64_t{1},
                   "host",    "delete",
                   "",        timestamp{1'602'234'835 * second},
                   "admin",   std::int64_t{1},
                   "1.1.1.1", no_detail};
            return;
        case 7:
            row = {id,        "",
                   "",        std::int64_t{1},
                   "host",    "delete",
                   "",        timestamp{1'602'250'251 * second},
                   "admin",   std::int64_t{4},
                   "2.2.2.2", no_detail};
            return;
        case 3:
        case 5:
            row = {id,    "host", "0",     std::int64_t{2}, "host",    id == 3 ? "create" : "delete",
                   "web", when,   "admin", std::int64_t{1}, "1.1.1.1", R"({"details":null})"};
            return;
        default:
            break;
        }
        std::string_view const type = chance.pick(types);
        std::string name = "10." + std::to_string(chance(4)) + "." + std::to_string(chance(256)) + "." +
                           std::to_string(1 + chance(254));
        if (type != "host") {
            name = std::string(type) + "-" + padded(chance(400), 3);
        }
        row = {id,
               type,
               "0",
               static_cast<std::int64_t>(1 + chance(20)),
               type,
               chance.pick(actions),
               chance.pick(platforms),
               when,
               chance.pick(people),
               static_cast<std::int64_t>(1 + chance(5'000)),
               kept.keep(std::move(name)),
               chance(3) == 0 ? std::optional<value>(R"({"details":{"bk_cloud_id":0}})") : no_detail};
    }
};

/// Event records, four an alert, but one of the first alert: the sample of the document.
struct event_rows {
    demo::chance chance{};
    texts kept{};
    std::size_t made = 0;

    void operator()(cells& row) {
        struct step {
            std::string_view operate;
            std::string_view info;
            std::string_view message;
        };
        static constexpr std::array<step, 4> steps{{
            {"CREATE", R"("")", ""},
            {"ANOMALY_NOTICE", R"({"action":{}})", "通知已发送"},
            {"CONVERGE",
             R"({"process_time":{"max":1583914154,"min":1583911227},"anomaly_record":{},)"
             R"("data_time":{"max":1583914020,"min":1583911080},"anomaly_count":50})",
             "50 anomalies as one"},
            {"RECOVER", R"({"by":"policy"})", ""},
        }};
        static constexpr std::uint64_t first_alert = 164'239'028'644'167;
        kept.clear();
        bool const sample = made++ == 0;
        std::size_t const alert = sample ? 0 : 1 + (made - 2) / steps.size();
        step const& s = steps[sample ? 0 : (made - 2) % steps.size()];
        timestamp const when{(1'577'808'000 + static_cast<std::int64_t>(made - 1) * 61) *
                             second}; // 2020-01-01 at +08:00
        row = {kept.keep(padded(made, 24)),
               kept.keep(std::to_string(first_alert + alert * 4'099)),
               "SUCCESS",
               s.message,
               s.operate,
               when,
               s.info};
    }
};

} // namespace

seeds::seeds(std::size_t audit_records) {
    std::size_t const quarter = std::max<std::size_t>(audit_records / 4, 16);
    std::size_t const flows = std::max<std::size_t>(audit_records / 40, 8);
    tables = {
        {hcm_audits().stored,
         std::max<std::size_t>(audit_records, 16),
         audit_rows{},
         {{"bk_biz_id", "operator"}, {"bk_biz_id", "created_at"}}},
        {hcm_async_flows().stored, flows, flow_rows{}},
        {hcm_async_tasks(), 1 + 3 * (flows - 1), task_rows{}, {{"flow_id"}}},
        {cmdb_audits().stored, quarter, operation_rows{}, {{"operation_time"}, {"user"}}},
        {monitor_events().stored, quarter, event_rows{}, {{"event_id"}}},
    };
}

std::size_t seeds::size() const {
    std::size_t all = 0;
    for (seed const& s : tables) {
        all += s.rows;
    }
    return all;
}

} // namespace audit
