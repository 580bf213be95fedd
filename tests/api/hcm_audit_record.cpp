#include <quern/api/hcm_audit_record.hpp>

#include "harness.hpp"

#include "sample.hpp"

#include <quern/api/hcm_audit.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(hcm_audit_record)

BOOST_AUTO_TEST_CASE(the_sample_of_a_page) {
    auto const read = there_and_back<api::hcm_audit_response>("hcm.audit.page.json");
    BOOST_TEST(read.code == 0);
    BOOST_TEST(read.message.empty());
    BOOST_TEST_REQUIRE(read.data->details.has_value());
    BOOST_TEST_REQUIRE(read.data->details->size() == 1U);
    api::hcm_audit_record const& r = read.data->details->front();
    BOOST_TEST(r.id == 1U);
    BOOST_TEST(r.operator_ == "Jim");
    BOOST_TEST(r.bk_biz_id == -1);
    BOOST_TEST(r.created_at.microseconds == 1'675'610'955'000'000); // 2023-02-05T15:29:15Z
    BOOST_TEST(!r.detail.has_value());
}

BOOST_AUTO_TEST_CASE(the_sample_of_a_count) {
    auto const read = there_and_back<api::hcm_audit_response>("hcm.audit.count.json");
    BOOST_TEST(read.message == "ok");
    BOOST_TEST(read.data->count == 1U);
    BOOST_TEST(!read.data->details.has_value());
}

BOOST_AUTO_TEST_CASE(details_survive) {
    std::string text = api::write_record(api::hcm_audit_record{});
    text.pop_back();
    for (std::string_view const detail :
         {"null", "{}", R"({"data":{"id":18446744073709551616,"x":[]}})", R"({"data":null,"changed":{"a":1.50}})",
          R"({"changed":[],"res_flow":{"flow_id":"1"}})"}) {
        BOOST_TEST_CONTEXT(detail) {
            std::string const with = text + R"(,"detail":)" + std::string(detail) + R"(,"revision":{"creator":"a"}})";
            BOOST_TEST(api::write_record(api::read_record<api::hcm_audit_record>(with).value()) == with);
        }
    }
}

BOOST_AUTO_TEST_CASE(members_are_the_fields_of_the_schema) {
    auto const& names = api::detail::record_names<api::hcm_audit_record>;
    auto const fields = api::hcm_audit().fields();
    BOOST_TEST_REQUIRE(names.size() == fields.size() + 2); // detail and others
    for (std::size_t i = 0; i != fields.size(); ++i) {
        BOOST_TEST(names[i] == fields[i].name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
