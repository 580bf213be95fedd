#include "harness.hpp"

#include <quern/api/monitor_event_log.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(monitor_event_log)

BOOST_AUTO_TEST_CASE(one_argument_text_or_integer) {
    schema::definition const& s = api::monitor_event_log();
    for (schema::field const& f : s.fields()) {
        bool const id = f.name == "id";
        BOOST_TEST_CONTEXT(f.name) {
            BOOST_TEST(f.required == id);
            BOOST_TEST((f.argument == (id ? schema::argument::value : schema::argument::none)));
            BOOST_TEST(f.integer_text == id);
        }
    }
    schema::field const& id = s[s.find("id").value()];
    BOOST_TEST((id.type == schema::scalar::string));
    BOOST_TEST(id.column == "event_id");
    BOOST_TEST(id.path == "event_id");
}

BOOST_AUTO_TEST_CASE(the_key_is_the_store_s_own) {
    schema::definition const& s = api::monitor_event_log();
    schema::field const& key = s[s.key()];
    BOOST_TEST(key.name == "_id");
    BOOST_TEST(!key.queryable);
    BOOST_TEST(!key.sortable);
    BOOST_TEST(!key.nullable);
}

BOOST_AUTO_TEST_CASE(the_rest) {
    schema::definition const& s = api::monitor_event_log();
    BOOST_TEST(s.name() == "monitor.event_log");
    BOOST_TEST(s.source() == "event_log");
    BOOST_TEST((s.form() == schema::form::lookup));
    BOOST_TEST((s.logic() == schema::logic::two_valued));
    BOOST_TEST(s.common_arguments());
    auto const& operate = s[s.find("operate").value()].enumerators;
    for (std::string_view const kind : {"ANOMALY_NOTICE", "CONVERGE"}) { // the kinds that the document shows
        BOOST_TEST((std::ranges::find(operate, kind) != operate.end()));
    }
}

BOOST_AUTO_TEST_SUITE_END()
