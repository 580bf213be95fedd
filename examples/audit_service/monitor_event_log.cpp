#include "endpoint.hpp"
#include "record_rows.hpp"
#include "schemas.hpp"

#include <quern/api/monitor_event_record.hpp>

#include <vector>

namespace audit {

namespace {

/// `POST /api/v1/event_logs/search`; at most as many records of an alert as the schema allows a page.
class monitor_event_log_endpoint : public endpoint {
public:
    monitor_event_log_endpoint() : endpoint(monitor_events()) {}

    std::string answer(store& from, call const& c, quern::api::kept_json const& warnings) override {
        quern::api::monitor_event_response r;
        std::vector<quern::api::monitor_event_record> records;
        if (!query_.page.limit) {
            query_.page.limit = query_.schema.limits().page;
        }
        from.select(query_, [&](cells const& row) { records.push_back(records_.make(row)); });
        c.log.rows = records.size();
        r.message = "ok";
        r.data = std::move(records);
        if (!warnings.is_null()) {
            r.others.emplace_back("diagnostics", warnings);
        }
        return quern::api::write_record(r);
    }

    std::string refuse(failure const& f, std::string_view request_id) const override {
        return envelope<quern::api::monitor_event_response>(f, request_id);
    }

private:
    record_rows<quern::api::monitor_event_record> records_{monitor_events().stored};
};

} // namespace

std::unique_ptr<endpoint> make_monitor_event_log() { return std::make_unique<monitor_event_log_endpoint>(); }

} // namespace audit
