#include "harness.hpp"

#include <quern/memory/record.hpp>

#include <quern/bind/filter.hpp>
#include <quern/memory/compile.hpp>
#include <quern/schema/builder.hpp>

#include <boost/json/parse.hpp>

using namespace quern;
using syntax::field;

namespace {

schema::definition const& hosts() {
    using enum schema::scalar;
    using enum schema::time_storage;
    static schema::definition const built = schema::builder("hosts")
                                                .logic(schema::logic::two_valued)
                                                .key("id")
                                                .add({.name = "id", .type = uint64})
                                                .add({.name = "rank", .type = int64})
                                                .add({.name = "load", .type = real})
                                                .add({.name = "live", .type = boolean})
                                                .add({.name = "town", .path = "address.town.name"})
                                                .add({.name = "born", .type = timestamp})
                                                .add({.name = "seen", .type = timestamp, .storage = epoch_milliseconds})
                                                .add({.name = "local",
                                                      .type = timestamp,
                                                      .layout = core::time_layout::datetime,
                                                      .zone = {480},
                                                      .storage = text})
                                                .build()
                                                .value();
    return built;
}

template <class Filter>
bool selects(Filter const& filter, std::string_view record) {
    auto const q = bind::bind_filter(hosts(), filter).value();
    boost::json::value const read = boost::json::parse(record);
    return memory::compile(q).value()(read);
}

} // namespace

BOOST_AUTO_TEST_SUITE(record)

BOOST_AUTO_TEST_CASE(members_and_paths) {
    BOOST_TEST(selects(field("id") == 1, R"({"id": 1})"));
    BOOST_TEST(selects(field("town") == "Ulm", R"({"address": {"town": {"name": "Ulm"}}})"));
    BOOST_TEST(selects(field("town").is_null(), R"({"town": "Ulm", "address.town.name": "Ulm"})"));
    for (std::string_view const absent :
         {R"({})", R"([])", R"(1)", R"(null)", R"({"address": null})", R"({"address": 1})",
          R"({"address": {"town": []}})", R"({"address": {"town": {}}})", R"({"address": {"town": {"name": null}}})"}) {
        BOOST_TEST_CONTEXT(absent) { BOOST_TEST(selects(field("town").is_null(), absent)); }
    }
}

BOOST_AUTO_TEST_CASE(numbers) {
    BOOST_TEST(selects(field("id") == 18446744073709551615U, R"({"id": 18446744073709551615})"));
    BOOST_TEST(selects(field("rank") == 9007199254740993, R"({"rank": 9007199254740993})"));
    BOOST_TEST(selects(field("rank") == 2, R"({"rank": 2.0})"));
    BOOST_TEST(selects(field("load") == 2, R"({"load": 2})"));
}

BOOST_AUTO_TEST_CASE(times) {
    core::timestamp const t{1'675'610'955'250'000}; // 2023-02-05T15:29:15.25Z
    core::timestamp const whole{1'675'610'955'000'000};
    BOOST_TEST(selects(field("born") == t, R"({"born": "2023-02-05T15:29:15.25Z"})"));
    BOOST_TEST(selects(field("born") == t, R"({"born": "2023-02-05T16:29:15.250000+01:00"})"));
    BOOST_TEST(selects(field("seen") == t, R"({"seen": 1675610955250})"));
    BOOST_TEST(selects(field("local") == whole, R"({"local": "2023-02-05 23:29:15"})"));
}

BOOST_AUTO_TEST_CASE(what_does_not_conform_is_absent) {
    BOOST_TEST(selects(field("rank").is_null(), R"({"rank": 1.5})"));
    BOOST_TEST(selects(field("rank").is_null(), R"({"rank": "1"})"));
    BOOST_TEST(selects(field("rank").is_null(), R"({"rank": 9223372036854775808})"));
    BOOST_TEST(selects(field("live").is_null(), R"({"live": 1})"));
    BOOST_TEST(selects(field("born").is_null(), R"({"born": "2023-02-05"})"));
    BOOST_TEST(selects(field("born").is_null(), R"({"born": 1675610955})"));
    BOOST_TEST(selects(field("seen").is_null(), R"({"seen": "2023-02-05T15:29:15Z"})"));
}

BOOST_AUTO_TEST_CASE(an_object_is_a_record_too) {
    auto const wanted = memory::compile(bind::bind_filter(hosts(), field("rank") < 0).value()).value();
    boost::json::object const record{{"rank", -1}};
    BOOST_TEST(wanted(record));
    BOOST_TEST((memory::json_record(record).object() == &record));
    BOOST_TEST((memory::json_record(boost::json::value(1)).object() == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
