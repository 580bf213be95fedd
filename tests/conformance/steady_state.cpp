#include "allocations.hpp"

#include "harness.hpp"

#include <quern/api/hcm_audit.hpp>
#include <quern/bind/read.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/postgresql.hpp>
#include <quern/sql/sqlite.hpp>

// A service that reuses its reader, query, emitter and statement allocates nothing once they have their memory.

using namespace conformance;
using namespace quern;

BOOST_AUTO_TEST_SUITE(conformance_steady_state)

BOOST_AUTO_TEST_CASE(requests_to_statements_allocate_nothing) {
    std::string_view const requests[] = {
        R"({"filter":{"op":"and","rules":[{"field":"operator","op":"eq","value":"Jim"}]},)"
        R"("page":{"count":false,"start":0,"limit":500}})",
        R"({"filter":{"op":"and","rules":[{"field":"res_type","op":"in","value":["cvm","disk","vpc"]},)"
        R"({"field":"created_at","op":"gte","value":"2023-02-05T15:29:15Z"},)"
        R"({"field":"bk_biz_id","op":"eq","value":310},{"op":"or","rules":[)"
        R"({"field":"operator","op":"eq","value":"a name that is longer than any short string"},)"
        R"({"field":"res_name","op":"cis","value":"web"},{"field":"action","op":"neq","value":"delete"}]}]},)"
        R"("page":{"count":false,"start":100,"limit":50,"sort":"created_at","order":"DESC"}})",
    };
    for (sql::dialect const* const dialect : {&sql::sqlite, &sql::postgresql}) {
        bind::reader reader(api::hcm_audit());
        sql::emitter emitter(*dialect);
        expr::query query(api::hcm_audit());
        sql::statement statement;
        core::diagnostics found;
        auto const serve = [&] {
            bool served = true;
            for (std::string_view const text : requests) {
                served = served && reader.read(text, query, found) && emitter.emit(query, statement, found);
            }
            return served;
        };
        BOOST_TEST((serve() && serve()));
        allocation_meter const meter;
        bool const served = serve();
        std::size_t const allocations = meter.count();
        BOOST_TEST(served);
        BOOST_TEST(allocations == 0U, dialect->name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
