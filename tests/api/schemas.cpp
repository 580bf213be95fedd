#include "harness.hpp"

#include <quern/api/schemas.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(schemas)

BOOST_AUTO_TEST_CASE(the_documented_endpoints) {
    std::string_view const names[] = {"cmdb.audit", "hcm.async_flow", "hcm.audit", "monitor.event_log"};
    BOOST_TEST(api::built_in_schemas.size() == std::size(names));
    for (std::size_t i = 0; i != std::size(names); ++i) {
        BOOST_TEST_CONTEXT(names[i]) {
            BOOST_TEST(api::built_in_schemas[i].name == names[i]);
            schema::definition const* const found = api::find_schema(names[i]);
            BOOST_TEST_REQUIRE(found != nullptr);
            BOOST_TEST(found->name() == names[i]);
            BOOST_TEST((found == api::find_schema(names[i]))); // built once
        }
    }
}

BOOST_AUTO_TEST_CASE(there_are_no_others) {
    for (std::string_view const name : {"", "hcm", "HCM.AUDIT", "hcm.audit ", "audit"}) {
        BOOST_TEST_CONTEXT(name) { BOOST_TEST((api::find_schema(name) == nullptr)); }
    }
}

BOOST_AUTO_TEST_SUITE_END()
