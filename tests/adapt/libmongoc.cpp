#include <quern/adapt/libmongoc.hpp>

#include "harness.hpp"

#include "../engines/mongodb.hpp"

#include <quern/core/value.hpp>

#include <limits>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

using namespace quern;
using namespace std::string_view_literals;
using adapt::mongodb_error;
using adapt::mongodb_result;
using adapt::mongodb_row;
using adapt::mongodb_rows;
using engines::bson;
using engines::bson_of;
using engines::mongodb_session;

static_assert(std::ranges::input_range<mongodb_rows>);

BOOST_AUTO_TEST_SUITE(libmongoc, *boost::unit_test::disabled())

namespace {

using keys = std::vector<std::int64_t>;

/// The field `n` of the documents; -1 where there is none, and an error of the server as its code below zero.
keys found(mongodb_session const& session, std::string_view filter, std::string_view options = R"({"sort":{"n":1}})") {
    bson const f = bson_of(filter), o = bson_of(options);
    keys out;
    for (mongodb_result<mongodb_row> const& row : mongodb_rows(session.get(), *f, *o)) {
        out.push_back(row ? row->get<std::int64_t>("n").value_or(-1) : -std::int64_t{row.error().code});
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(documents_that_were_inserted_are_found) {
    mongodb_session const session;
    session.insert({R"({"n":1,"s":"a"})", R"({"n":2,"s":null})", R"({"n":3})", R"({"n":4,"s":"b"})"});
    BOOST_TEST(found(session, "{}") == (keys{1, 2, 3, 4}), boost::test_tools::per_element());
    BOOST_TEST(found(session, R"({"s":{"$eq":"a"}})") == keys{1}, boost::test_tools::per_element());
    BOOST_TEST(found(session, R"({"s":null})") == (keys{2, 3}), boost::test_tools::per_element());
    BOOST_TEST(found(session, R"({"s":"c"})") == keys{}, boost::test_tools::per_element());
    BOOST_TEST(found(session, "{}", R"({"sort":{"n":-1},"skip":1,"limit":2})") == (keys{3, 2}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(every_value_is_read_by_its_type) {
    mongodb_session const session;
    session.insert({R"({"yes":true,"no":false,"i":7,"l":{"$numberLong":"9223372036854775807"},
                        "least":{"$numberLong":"-9223372036854775808"},"d":0.1,"tiny":{"$numberDouble":"5e-324"},
                        "whole":{"$numberDouble":"3.0"},"s":"a\u0000\n中\ud83d\ude00","empty":"","null":null,
                        "t":{"$date":{"$numberLong":"1675610955500"}},"before":{"$date":{"$numberLong":"-1"}},
                        "far":{"$date":{"$numberLong":"9223372036854775807"}},
                        "in":{"ner":{"most":1}},"list":[{"x":1},2],"oid":{"$oid":"0123456789abcdef01234567"}})"});
    struct row {
        char const* path;
        std::optional<core::value> read;
    };
    bson const none = bson_of("{}");
    mongodb_rows rows(session.get(), *none, *none);
    auto const at = rows.begin();
    BOOST_TEST_REQUIRE(at->has_value(), at->error().message);
    mongodb_row const document = at->value();
    for (auto const& [path, read] : {
             row{"yes", true},
             row{"no", false},
             row{"i", std::int64_t{7}},
             row{"l", std::numeric_limits<std::int64_t>::max()},
             row{"least", std::numeric_limits<std::int64_t>::min()},
             row{"d", 0.1},
             row{"tiny", std::numeric_limits<double>::denorm_min()},
             row{"whole", 3.0},
             row{"s", "a\0\n中\xf0\x9f\x98\x80"sv},
             row{"empty", ""sv},
             row{"t", core::timestamp{1'675'610'955'500'000}},
             row{"before", core::timestamp{-1'000}},
             row{"in.ner.most", std::int64_t{1}},
             row{"null", std::nullopt},
             row{"far", std::nullopt},
             row{"oid", std::nullopt},
             row{"in", std::nullopt},
             row{"in.ner", std::nullopt},
             row{"in.ner.most.no", std::nullopt},
             row{"in.", std::nullopt},
             row{"in..most", std::nullopt},
             row{"list", std::nullopt},
             row{"list.1", std::nullopt},
             row{"list.0.x", std::nullopt},
             row{"", std::nullopt},
             row{".", std::nullopt},
             row{"no such", std::nullopt},
         }) {
        BOOST_TEST((document[path] == read), path);
    }
    BOOST_TEST((document.get<std::uint64_t>("i") == 7U));
    BOOST_TEST((document.get<std::int64_t>("i") == 7));
    BOOST_TEST(!document.get<std::uint64_t>("least"));
    BOOST_TEST(!document.get<double>("i"));
    BOOST_TEST(!document.get<bool>("i"));
    BOOST_TEST(!document.get<std::string_view>("null"));
    BOOST_TEST(bson_has_field(&document.document(), "in.ner"));
}

BOOST_AUTO_TEST_CASE(an_error_is_the_last_element) {
    mongodb_session const session;
    session.insert({R"({"n":1})"});
    constexpr std::int64_t bad_value = 2;
    BOOST_TEST(found(session, R"({"n":{"$noSuch":1}})") == keys{-bad_value}, boost::test_tools::per_element());
    BOOST_TEST(found(session, "{}") == keys{1}, boost::test_tools::per_element());
    bson const none = bson_of("{}"), wrong = bson_of(R"({"n":{"$noSuch":1}})");
    mongodb_rows rows(session.get(), *wrong, *none);
    mongodb_error const error = rows.begin()->error();
    BOOST_TEST(error.domain == static_cast<std::uint32_t>(MONGOC_ERROR_SERVER));
    BOOST_TEST(error.message.find("$noSuch") != error.message.npos);
}

BOOST_AUTO_TEST_CASE(rows_beyond_the_first_batch_are_fetched) {
    mongodb_session const session;
    std::vector<bson> many;
    keys expected;
    for (std::int64_t n = 0; n != 1'000; ++n) {
        many.push_back(bson_of("{\"n\":" + std::to_string(n) + "}"));
        expected.push_back(n);
    }
    session.insert(many);
    BOOST_TEST(found(session, "{}") == expected, boost::test_tools::per_element());
    bson const none = bson_of("{}");
    {
        mongodb_rows rows(session.get(), *none, *none);
        BOOST_TEST(rows.begin()->has_value());
        BOOST_TEST(rows.begin()->has_value()); // asked again
    }
    BOOST_TEST(found(session, R"({"n":{"$lt":1}})") == keys{0}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_server_that_is_not_there_is_an_error) {
    mongodb_session const session; // brings the driver up
    std::unique_ptr<::mongoc_client_t, decltype(&mongoc_client_destroy)> const client(
        mongoc_client_new("mongodb://%2Fnowhere%2Fserver.sock/"), mongoc_client_destroy);
    std::unique_ptr<::mongoc_collection_t, decltype(&mongoc_collection_destroy)> const collection(
        mongoc_client_get_collection(client.get(), "quern", "records"), mongoc_collection_destroy);
    bson const none = bson_of("{}");
    std::size_t elements = 0;
    for (auto const& row : mongodb_rows(collection.get(), *none, *none)) {
        BOOST_TEST((row.error().domain == static_cast<std::uint32_t>(MONGOC_ERROR_SERVER_SELECTION)));
        BOOST_CHECK_EXCEPTION((void)row.value(), std::runtime_error,
                              [](auto const& e) { return std::string_view(e.what()).starts_with("MongoDB: "); });
        ++elements;
    }
    BOOST_TEST(elements == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
