#include <quern/adapt/libmongoc.hpp>

#include "harness.hpp"

#include "../engines/mongodb.hpp"

#include <quern/core/value.hpp>
#include <quern/mongo/command.hpp>
#include <quern/mongo/emit.hpp>
#include <quern/quern.hpp>

#include <boost/json/parse.hpp>

#include <concepts>
#include <limits>
#include <memory>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace quern;
using namespace std::string_view_literals;
using adapt::mongodb_error;
using adapt::mongodb_query;
using adapt::mongodb_result;
using adapt::mongodb_row;
using adapt::mongodb_rows;
using engines::bson;
using engines::bson_of;
using engines::mongodb_session;

static_assert(std::ranges::input_range<mongodb_rows>);
static_assert(!std::copyable<mongodb_query>);
static_assert(std::movable<mongodb_query>);

BOOST_AUTO_TEST_SUITE(libmongoc, *boost::unit_test::disabled())

namespace {

using keys = std::vector<std::int64_t>;

mongo::document find(std::string_view filter, std::string_view sort = R"({"n":1})") {
    return {.filter = boost::json::parse(filter).get_object(), .sort = boost::json::parse(sort).get_object()};
}

mongodb_query prepare(mongo::document const& d) { return mongodb_query::prepare(d).value(); }

/// The field `n` of the documents; -1 where there is none, and an error of the server as its code below zero.
keys found(mongodb_session const& session, mongo::document const& d) {
    keys out;
    mongodb_query const query = prepare(d);
    for (mongodb_result<mongodb_row> const& row : query.rows(session.get())) {
        out.push_back(row ? row->get<std::int64_t>("n").value_or(-1) : -std::int64_t{row.error().code});
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(documents_that_were_inserted_are_found) {
    mongodb_session const session;
    session.insert({R"({"n":1,"s":"a"})", R"({"n":2,"s":null})", R"({"n":3})", R"({"n":4,"s":"b"})"});
    BOOST_TEST(found(session, find("{}")) == (keys{1, 2, 3, 4}), boost::test_tools::per_element());
    BOOST_TEST(found(session, find(R"({"s":{"$eq":"a"}})")) == keys{1}, boost::test_tools::per_element());
    BOOST_TEST(found(session, find(R"({"s":null})")) == (keys{2, 3}), boost::test_tools::per_element());
    BOOST_TEST(found(session, find(R"({"s":"c"})")) == keys{}, boost::test_tools::per_element());
    mongo::document page = find("{}", R"({"n":-1})");
    page.skip = 1;
    BOOST_TEST(found(session, page) == (keys{3, 2, 1}), boost::test_tools::per_element());
    page.limit = 2;
    BOOST_TEST(found(session, page) == (keys{3, 2}), boost::test_tools::per_element());
    page.skip = mongo::detail::most_documents;
    page.limit = mongo::detail::most_documents;
    BOOST_TEST(found(session, page) == keys{}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_count_heeds_the_filter_alone) {
    mongodb_session const session;
    BOOST_TEST(prepare(find("{}")).count(session.get()).value() == 0U); // there is no collection yet
    session.insert({R"({"n":1,"s":"a"})", R"({"n":2,"s":null})", R"({"n":3})", R"({"n":4,"s":"b"})"});
    mongo::document page = find(R"({"n":{"$gt":1}})");
    page.skip = page.limit.emplace(1);
    BOOST_TEST(prepare(page).count(session.get()).value() == 3U);
    BOOST_TEST(prepare(find(R"({"_id":{"$in":[]}})")).count(session.get()).value() == 0U);
    mongodb_error const error = prepare(find(R"({"n":{"$noSuch":1}})")).count(session.get()).error();
    BOOST_TEST(error.domain == static_cast<std::uint32_t>(MONGOC_ERROR_SERVER));
    BOOST_TEST(error.code == 2U);
}

BOOST_AUTO_TEST_CASE(a_query_is_asked_many_times_and_moved) {
    mongodb_session const session;
    session.insert({R"({"n":1})", R"({"n":2})"});
    mongodb_query query = prepare(find(R"({"n":{"$gt":1}})"));
    mongodb_rows rows = query.rows(session.get());
    mongodb_query const moved = std::move(query);
    for (int n = 0; n != 2; ++n) {
        BOOST_TEST((rows.begin()->value().get<std::int64_t>("n") == 2));
        BOOST_TEST(moved.count(session.get()).value() == 1U);
    }
    BOOST_TEST(bson_has_field(moved.bson().filter.get(), "n.$gt"));
}

BOOST_AUTO_TEST_CASE(a_compiled_query_is_asked) {
    using enum schema::scalar;
    auto const people = schema::builder("records")
                            .logic(schema::logic::two_valued)
                            .key("n")
                            .add({.name = "n", .type = uint64})
                            .add({.name = "name", .path = "called.first"})
                            .build()
                            .value();
    mongodb_session const session;
    session.insert({R"({"n":1,"called":{"first":"Jim"}})", R"({"n":2,"called":{"first":"$where"}})", R"({"n":3})"});
    auto const where = [&](auto const& filter) {
        return found(session, mongo::emit(bind_filter(people, filter).value()).value());
    };
    BOOST_TEST(where(field("name") == "Jim") == keys{1}, boost::test_tools::per_element());
    BOOST_TEST(where(field("name") != "Jim") == (keys{2, 3}), boost::test_tools::per_element());
    BOOST_TEST(where(field("name") == "$where") == keys{2}, boost::test_tools::per_element());
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
    mongodb_query const all = prepare(find("{}"));
    mongodb_rows rows = all.rows(session.get());
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
    mongo::document const wrong = find(R"({"n":{"$noSuch":1}})");
    BOOST_TEST(found(session, wrong) == keys{-bad_value}, boost::test_tools::per_element());
    BOOST_TEST(found(session, find("{}")) == keys{1}, boost::test_tools::per_element());
    mongodb_query const query = prepare(wrong);
    mongodb_rows rows = query.rows(session.get());
    mongodb_error const error = rows.begin()->error();
    BOOST_TEST(error.domain == static_cast<std::uint32_t>(MONGOC_ERROR_SERVER));
    BOOST_TEST(error.message.find("$noSuch") != error.message.npos);
}

BOOST_AUTO_TEST_CASE(what_bson_cannot_hold_is_refused) {
    mongo::document d;
    d.filter["s"] = "a\xff";
    BOOST_TEST((mongodb_query::prepare(d).error() == mongodb_error{0, 0, "a string is not UTF-8"}));
    d.filter["s"] = "a\0b"sv;
    BOOST_TEST((mongodb_query::prepare(d).error() == mongodb_error{0, 0, "a string holds the character U+0000"}));
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
    BOOST_TEST(found(session, find("{}")) == expected, boost::test_tools::per_element());
    {
        mongodb_query const all = prepare(find("{}"));
        mongodb_rows rows = all.rows(session.get());
        BOOST_TEST(rows.begin()->has_value()); // the rest is left
    }
    BOOST_TEST(found(session, find(R"({"n":{"$lt":1}})")) == keys{0}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(commands_are_run_as_they_are_written) {
    mongodb_session const session;
    session.insert({R"({"n":1,"p":{"s":"a"},"x":0})", R"({"n":2,"p":{"s":"b"}})", R"({"n":3})", R"({"n":4,"p":null})"});
    auto const schema = schema::builder("records")
                            .logic(schema::logic::two_valued)
                            .key("n")
                            .add({.name = "n", .type = schema::scalar::int64})
                            .add({.name = "s", .path = "p.s"})
                            .build()
                            .value();
    auto const answer = [&](expr::query const& q, mongo::notation in) {
        adapt::bson_document const command = adapt::to_bson(mongo::command(q, in).value()).value();
        bson reply;
        ::bson_error_t error;
        bool const done =
            mongoc_client_command_simple(session.client(), "quern", command.get(), nullptr, reply.get(), &error);
        BOOST_TEST_REQUIRE(done, static_cast<char const*>(error.message));
        return reply;
    };
    expr::query q(schema);
    q.filter.leaf(expr::node_kind::predicate, 1, schema::operation::ne);
    q.filter.value("b");
    for (mongo::notation const in : {mongo::notation::relaxed, mongo::notation::canonical}) {
        q.page = {.sort = {{0, true}}, .limit = 2, .offset = 1};
        bson const page = answer(q, in);
        ::bson_iter_t at, found;
        bson_iter_init(&at, page.get());
        BOOST_TEST_REQUIRE(bson_iter_find_descendant(&at, "cursor.firstBatch", &found));
        std::uint32_t length = 0;
        std::uint8_t const* bytes = nullptr;
        bson_iter_array(&found, &length, &bytes);
        ::bson_t batch;
        BOOST_TEST_REQUIRE(bson_init_static(&batch, bytes, length));
        char* const text = bson_as_relaxed_extended_json(&batch, nullptr);
        BOOST_TEST(std::string(text) == R"({ "0" : { "n" : 3 }, "1" : { "n" : 1, "p" : { "s" : "a" } } })");
        bson_free(text);

        q.page = {.count = true};
        bson const number = answer(q, in);
        BOOST_TEST_REQUIRE(bson_iter_init_find(&at, number.get(), "n"));
        BOOST_TEST(bson_iter_as_int64(&at) == 3);
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_is_not_there_is_an_error) {
    mongodb_session const session; // brings the driver up
    std::unique_ptr<::mongoc_client_t, decltype(&mongoc_client_destroy)> const client(
        mongoc_client_new("mongodb://%2Fnowhere%2Fserver.sock/"), mongoc_client_destroy);
    std::unique_ptr<::mongoc_collection_t, decltype(&mongoc_collection_destroy)> const collection(
        mongoc_client_get_collection(client.get(), "quern", "records"), mongoc_collection_destroy);
    mongodb_query const query = prepare(find("{}"));
    std::size_t elements = 0;
    for (auto const& row : query.rows(collection.get())) {
        BOOST_TEST((row.error().domain == static_cast<std::uint32_t>(MONGOC_ERROR_SERVER_SELECTION)));
        BOOST_CHECK_EXCEPTION((void)row.value(), std::runtime_error,
                              [](auto const& e) { return std::string_view(e.what()).starts_with("MongoDB: "); });
        ++elements;
    }
    BOOST_TEST(elements == 1U);
    BOOST_TEST(query.count(collection.get()).has_error());
}

BOOST_AUTO_TEST_SUITE_END()
