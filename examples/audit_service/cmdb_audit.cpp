#include "endpoint.hpp"
#include "record_rows.hpp"
#include "schemas.hpp"

#include <quern/api/cmdb_audit_record.hpp>

namespace audit {

namespace {

/// `POST /api/v1/operation_audits/search`
class cmdb_audit_endpoint : public endpoint {
public:
    cmdb_audit_endpoint() : endpoint(cmdb_audits()) {}

    std::string answer(store& from, call const& c, quern::api::kept_json const& warnings) override {
        quern::api::cmdb_audit_response r;
        quern::api::cmdb_audit_page page;
        page.count = static_cast<std::int64_t>(from.count(query_));
        if (page.count != 0 && !query_.page.count) {
            from.select(query_, [&](cells const& row) { page.info.push_back(records_.make(row)); });
        }
        c.log.rows = page.info.size();
        r.message = "success";
        r.request_id = c.request_id;
        r.data = std::move(page);
        if (!warnings.is_null()) {
            r.others.emplace_back("diagnostics", warnings);
        }
        return quern::api::write_record(r);
    }

    std::string refuse(failure const& f, std::string_view request_id) const override {
        return envelope<quern::api::cmdb_audit_response>(f, request_id);
    }

private:
    record_rows<quern::api::cmdb_audit_record> records_{cmdb_audits().stored};
};

} // namespace

std::unique_ptr<endpoint> make_cmdb_audit() { return std::make_unique<cmdb_audit_endpoint>(); }

} // namespace audit
