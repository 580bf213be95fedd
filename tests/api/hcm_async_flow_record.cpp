#include <quern/api/hcm_async_flow_record.hpp>

#include "harness.hpp"

#include "sample.hpp"

using namespace quern;

BOOST_AUTO_TEST_SUITE(hcm_async_flow_record)

BOOST_AUTO_TEST_CASE(the_sample) {
    auto const read = there_and_back<api::hcm_async_flow_response>("hcm.async_flow.json");
    api::hcm_async_flow_record const& flow = *read.data->flow;
    BOOST_TEST(flow.id == "00000001");
    BOOST_TEST((*flow.reason)->message.value() == "some tasks failed to be executed");
    BOOST_TEST((*flow.share_data)->lb_id.value() == "00000001");
    BOOST_TEST_REQUIRE(read.data->tasks.size() == 1U);
    api::hcm_async_task_record const& task = read.data->tasks.front();
    BOOST_TEST(task.action_name == "add_rs");
    BOOST_TEST((*task.reason)->message.value() == "some tasks failed to be executed");
    BOOST_TEST(task.updated_at.microseconds == 1'677'525'273'000'000); // 2023-02-27T19:14:33Z
}

BOOST_AUTO_TEST_CASE(no_flow_no_reason) {
    for (
        std::string_view const text :
        {R"({"code":0,"message":"","data":{"flow":null,"tasks":[]}})", R"({"code":2000001,"message":"x","data":null})",
         R"({"code":0,"message":"","data":{"flow":{"id":"","name":"","state":"","reason":null,"share_data":{"lb_id":"1","more":[1]},"creator":"","reviser":"","created_at":"2023-02-27T19:14:33Z","updated_at":"2023-02-27T19:14:33Z"},"tasks":[]}})"}) {
        BOOST_TEST_CONTEXT(text) {
            BOOST_TEST(api::write_record(api::read_record<api::hcm_async_flow_response>(text).value()) == text);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
