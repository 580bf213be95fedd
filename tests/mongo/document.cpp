#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/mongo/document.hpp>
#include <quern/mongo/emit.hpp>

#include <boost/json/serialize.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(document)

BOOST_AUTO_TEST_CASE(an_empty_one_selects_everything) {
    mongo::document const made;
    BOOST_TEST(made.filter.empty());
    BOOST_TEST(made.sort.empty());
    BOOST_TEST(made.skip == 0U);
    BOOST_TEST(!made.limit);
    BOOST_TEST(!made.count);
}

BOOST_AUTO_TEST_CASE(equality) {
    auto const made = [](std::int64_t constant, mongo::notation in) {
        return mongo::emit(query_of(fields(schema::logic::two_valued), is("i", eq, {constant})), in).value();
    };
    using enum mongo::notation;
    BOOST_TEST((made(1, relaxed) == made(1, relaxed)));
    BOOST_TEST((made(1, relaxed) != made(2, relaxed)));
    BOOST_TEST((made(1, relaxed) != made(1, canonical)));
}

BOOST_AUTO_TEST_CASE(as_one_object) {
    struct row {
        expr::page page;
        mongo::notation in;
        std::string_view text;
    };
    using enum mongo::notation;
    row const rows[] = {
        {{}, relaxed, R"({"filter":{"i":{"$eq":1}},"sort":{"id":1},"skip":0})"},
        {{.limit = 10, .offset = 20}, relaxed, R"({"filter":{"i":{"$eq":1}},"sort":{"id":1},"skip":20,"limit":10})"},
        {{.sort = {{0, true}}, .limit = 10},
         canonical,
         R"({"filter":{"i":{"$eq":{"$numberLong":"1"}}},"sort":{"id":{"$numberInt":"-1"}},)"
         R"("skip":{"$numberLong":"0"},"limit":{"$numberLong":"10"}})"},
        {{.count = true}, relaxed, R"({"filter":{"i":{"$eq":1}},"count":true})"},
    };
    for (row const& r : rows) {
        expr::query q = query_of(fields(schema::logic::two_valued), is("i", eq, {std::int64_t{1}}));
        q.page = r.page;
        BOOST_TEST(boost::json::serialize(to_json(mongo::emit(q, r.in).value())) == r.text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
