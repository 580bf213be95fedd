#include "harness.hpp"

#include <quern/api/hcm_async_flow.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(hcm_async_flow)

BOOST_AUTO_TEST_CASE(both_arguments_are_required) {
    schema::definition const& s = api::hcm_async_flow();
    std::vector<std::string_view> required;
    for (schema::field const& f : s.fields()) {
        BOOST_TEST((f.argument == (f.required ? schema::argument::value : schema::argument::none)));
        if (f.required) {
            required.push_back(f.name);
        }
    }
    std::vector<std::string_view> const expected{"audit_id", "flow_id"};
    BOOST_TEST(required == expected, boost::test_tools::per_element());
    BOOST_TEST((s[s.find("audit_id").value()].type == schema::scalar::uint64));
    schema::field const& flow = s[s.find("flow_id").value()];
    BOOST_TEST((flow.type == schema::scalar::string));
    BOOST_TEST(flow.column == "id"); // `flow.id` of the response
    BOOST_TEST(flow.path == "id");
}

BOOST_AUTO_TEST_CASE(the_rest) {
    schema::definition const& s = api::hcm_async_flow();
    BOOST_TEST(s.name() == "hcm.async_flow");
    BOOST_TEST(s.source() == "async_flow");
    BOOST_TEST((s.form() == schema::form::lookup));
    BOOST_TEST((s.logic() == schema::logic::three_valued));
    BOOST_TEST(s[s.key()].name == "flow_id");
    BOOST_TEST(!s.common_arguments());
}

BOOST_AUTO_TEST_SUITE_END()
