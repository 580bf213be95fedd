#include <quern/api/monitor_event_record.hpp>

#include "harness.hpp"

#include "sample.hpp"

#include <quern/api/monitor_event_log.hpp>

using namespace quern;

namespace {

std::string with(std::string_view operate, std::string_view info) {
    return R"({"status":"SUCCESS","event_id":"1","message":"","operate":")" + std::string(operate) +
           R"(","extend_info":)" + std::string(info) + R"(,"create_time":"2020-01-01 00:00:00"})";
}

} // namespace

BOOST_AUTO_TEST_SUITE(monitor_event_record)

BOOST_AUTO_TEST_CASE(the_sample) {
    auto const read = there_and_back<api::monitor_event_response>("monitor.event_log.json");
    BOOST_TEST(read.code == 200);
    BOOST_TEST_REQUIRE(read.data->size() == 1U);
    api::monitor_event_record const& r = read.data->front();
    BOOST_TEST((r.status == api::event_status::success));
    BOOST_TEST((r.operate == api::event_operate::create));
    BOOST_TEST(r.event_id == "164239028644167");
    BOOST_TEST(std::holds_alternative<api::no_event_info>(r.extend_info));
    BOOST_TEST(r.create_time.microseconds == 1'577'808'000'000'000); // 2019-12-31T16:00:00Z
}

BOOST_AUTO_TEST_CASE(the_samples_of_extend_info) {
    auto const notice = there_and_back<api::event_notice>("monitor.anomaly_notice.json");
    BOOST_TEST(notice.action.value().text() == "{}");
    auto const converge = there_and_back<api::event_convergence>("monitor.converge.json");
    BOOST_TEST(converge.process_time.value().max == 1'583'914'154);
    BOOST_TEST(converge.data_time.value().min == 1'583'911'080);
    BOOST_TEST(converge.anomaly_count.value() == 50);
}

BOOST_AUTO_TEST_CASE(extend_info_by_kind) {
    struct row {
        std::string_view operate;
        std::string_view info;
        std::size_t alternative;
    };
    row const rows[] = {
        {"CREATE", R"("")", 0},
        {"CONVERGE", R"("")", 0},
        {"ANOMALY_NOTICE", R"({"action":{"id":1.50},"more":null})", 1},
        {"CONVERGE", R"({"process_time":{"max":2,"min":1,"mean":1.5},"anomaly_count":50,"more":[]})", 2},
        {"CONVERGE", "{}", 2},
        {"CONVERGE", "null", 3},
        {"CREATE", R"({"action":{}})", 3},
        {"A_NEW_KIND", R"({"n":12345678901234567890123})", 3},
        {"A_NEW_KIND", R"("text")", 3},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.operate << ' ' << r.info) {
            std::string const text = with(r.operate, r.info);
            auto const read = api::read_record<api::monitor_event_record>(text);
            BOOST_TEST_REQUIRE(read.has_value());
            BOOST_TEST(read->extend_info.index() == r.alternative);
            BOOST_TEST(read->operate.word() == r.operate);
            BOOST_TEST(api::write_record(*read) == text);
        }
    }
}

BOOST_AUTO_TEST_CASE(mistakes_inside_extend_info) {
    auto const read = api::read_record<api::monitor_event_record>(
        with("CONVERGE", R"({"anomaly_count":"50","data_time":{"max":1}})"));
    BOOST_TEST_REQUIRE(read.has_error());
    BOOST_TEST_REQUIRE(read.error().size() == 2U);
    BOOST_TEST(read.error()[0].pointer == "/extend_info/anomaly_count");
    BOOST_TEST((read.error()[1].code == core::code::missing_key));
}

BOOST_AUTO_TEST_CASE(words_are_those_of_the_schema) {
    schema::definition const& s = api::monitor_event_log();
    auto const& operate = s[s.find("operate").value()].enumerators;
    BOOST_TEST(std::ranges::equal(operate, api::event_operate_words));
    BOOST_TEST(std::ranges::equal(s[s.find("status").value()].enumerators, api::event_status_words));
}

BOOST_AUTO_TEST_SUITE_END()
