#include "endpoint.hpp"
#include "record_rows.hpp"
#include "schemas.hpp"

#include <quern/api/hcm_async_flow_record.hpp>
#include <quern/bind/filter.hpp>
#include <quern/syntax/filter.hpp>

namespace audit {

namespace {

/// `POST /api/v1/cloud/bizs/{bk_biz_id}/audits/async_flow/list`
class hcm_async_flow_endpoint : public endpoint {
public:
    hcm_async_flow_endpoint() : endpoint(hcm_async_flows()) {}

    std::string answer(store& from, call const& c, quern::api::kept_json const& warnings) override {
        quern::api::hcm_async_flow_response r;
        quern::api::hcm_async_flow_data data;
        from.select(query_, [&](cells const& row) { data.flow = flows_.make(row); });
        if (data.flow) {
            from.select(tasks_of(data.flow->id), [&](cells const& row) { data.tasks.push_back(tasks_.make(row)); });
        }
        c.log.rows = data.tasks.size() + (data.flow ? 1U : 0U);
        r.data = std::move(data);
        if (!warnings.is_null()) {
            r.others.emplace_back("diagnostics", warnings);
        }
        return quern::api::write_record(r);
    }

    std::string refuse(failure const& f, std::string_view request_id) const override {
        return envelope<quern::api::hcm_async_flow_response>(f, request_id);
    }

private:
    /// The service's own query: no client has a say in it, so it is held to types alone.
    static quern::expr::query tasks_of(std::string const& flow) {
        return quern::bind::bind_filter(hcm_async_tasks(), quern::syntax::field("flow_id") == flow,
                                        quern::bind::trust::internal)
            .value();
    }

    record_rows<quern::api::hcm_async_flow_record> flows_{hcm_async_flows().stored};
    record_rows<quern::api::hcm_async_task_record> tasks_{hcm_async_tasks()};
};

} // namespace

std::unique_ptr<endpoint> make_hcm_async_flow() { return std::make_unique<hcm_async_flow_endpoint>(); }

} // namespace audit
