#include "endpoint.hpp"
#include "record_rows.hpp"
#include "schemas.hpp"

#include <quern/api/hcm_audit_record.hpp>

#include <vector>

namespace audit {

namespace {

/// `POST /api/v1/cloud/bizs/{bk_biz_id}/audits/list`
class hcm_audit_endpoint : public endpoint {
public:
    hcm_audit_endpoint() : endpoint(hcm_audits()) {}

    std::string answer(store& from, call const& c, quern::api::kept_json const& warnings) override {
        quern::api::hcm_audit_response r;
        quern::api::hcm_audit_page page;
        if (query_.page.count) {
            page.count = from.count(query_);
            r.message = "ok";
        } else {
            auto& details = page.details.emplace();
            from.select(query_, [&](cells const& row) { details.push_back(records_.make(row)); });
            c.log.rows = details.size();
        }
        r.data = std::move(page);
        if (!warnings.is_null()) {
            r.others.emplace_back("diagnostics", warnings);
        }
        return quern::api::write_record(r);
    }

    std::string refuse(failure const& f, std::string_view request_id) const override {
        return envelope<quern::api::hcm_audit_response>(f, request_id);
    }

private:
    record_rows<quern::api::hcm_audit_record> records_{hcm_audits().stored};
};

} // namespace

std::unique_ptr<endpoint> make_hcm_audit() { return std::make_unique<hcm_audit_endpoint>(); }

} // namespace audit
