#include <quern/api/cmdb_audit_record.hpp>

#include "harness.hpp"

#include "sample.hpp"

using namespace quern;

BOOST_AUTO_TEST_SUITE(cmdb_audit_record)

BOOST_AUTO_TEST_CASE(the_sample) {
    auto const read = there_and_back<api::cmdb_audit_response>("cmdb.audit.json");
    BOOST_TEST(read.result);
    BOOST_TEST(read.permission.is_null());
    BOOST_TEST(read.request_id == "e43da4ef221746868dc4c837d36f3807");
    BOOST_TEST(read.data->count == 2);
    BOOST_TEST_REQUIRE(read.data->info.size() == 2U);
    api::cmdb_audit_record const& r = read.data->info.front();
    BOOST_TEST(r.id == 7);
    BOOST_TEST(r.operation_detail.is_null());
    BOOST_TEST(r.operation_time.microseconds == 1'602'250'251'000'000); // 2020-10-09T13:30:51Z
    BOOST_TEST(r.resource_name == "2.2.2.2");
}

BOOST_AUTO_TEST_CASE(operation_details_survive) {
    std::string text = api::write_record(api::cmdb_audit_record{});
    std::string_view const null = R"("operation_detail":null)";
    std::size_t const at = text.find(null);
    BOOST_TEST_REQUIRE(at != std::string::npos);
    text.replace(at, null.size(), R"("operation_detail":{"details":{"pre_data":{"n":9007199254740993}}})");
    BOOST_TEST(api::write_record(api::read_record<api::cmdb_audit_record>(text).value()) == text);
}

BOOST_AUTO_TEST_SUITE_END()
