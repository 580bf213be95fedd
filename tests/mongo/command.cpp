#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/mongo/command.hpp>

#include <boost/json/serialize.hpp>

#include <string>
#include <vector>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(command)

static schema::definition people() {
    return schema::builder("people")
        .key("id")
        .add({.name = "id", .type = schema::scalar::uint64})
        .add({.name = "name", .path = "name.full"})
        .add({.name = "secret", .queryable = false})
        .build()
        .value();
}

static std::string text(expr::query const& q, mongo::notation in = mongo::notation::relaxed) {
    return boost::json::serialize(mongo::command(q, in).value());
}

/// The codes and the last argument of each error.
static std::vector<std::string> refusals(expr::query const& q) {
    std::vector<std::string> made;
    core::diagnostics const found = mongo::command(q).error();
    for (core::diagnostic const& d : found) {
        made.push_back(std::string(name(d.code)) + " " + *d.arguments[1].text());
    }
    return made;
}

BOOST_AUTO_TEST_CASE(commands) {
    struct row {
        std::string_view name;
        expr::page page;
        std::string_view relaxed;
        std::string_view canonical;
    };
    row const rows[] = {
        {"all",
         {},
         R"({"find":"people","filter":{"name.full":{"$eq":"a"}},"projection":{"id":1,"name.full":1,"_id":0},"sort":{"id":1}})",
         R"({"find":"people","filter":{"name.full":{"$eq":"a"}},)"
         R"("projection":{"id":{"$numberInt":"1"},"name.full":{"$numberInt":"1"},"_id":{"$numberInt":"0"}},)"
         R"("sort":{"id":{"$numberInt":"1"}}})"},
        {"a page",
         {.sort = {{1, true}}, .limit = 10, .offset = 20},
         R"({"find":"people","filter":{"name.full":{"$eq":"a"}},"projection":{"id":1,"name.full":1,"_id":0},)"
         R"("sort":{"name.full":-1,"id":1},"skip":20,"limit":10})",
         R"({"find":"people","filter":{"name.full":{"$eq":"a"}},)"
         R"("projection":{"id":{"$numberInt":"1"},"name.full":{"$numberInt":"1"},"_id":{"$numberInt":"0"}},)"
         R"("sort":{"name.full":{"$numberInt":"-1"},"id":{"$numberInt":"1"}},)"
         R"("skip":{"$numberLong":"20"},"limit":{"$numberLong":"10"}})"},
        {"a count",
         {.count = true},
         R"({"count":"people","query":{"name.full":{"$eq":"a"}}})",
         R"({"count":"people","query":{"name.full":{"$eq":"a"}}})"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            expr::query q = query_of(people(), is("name", eq, {"a"}));
            q.page = r.page;
            BOOST_TEST(text(q) == r.relaxed);
            BOOST_TEST(text(q, mongo::notation::canonical) == r.canonical);
        }
    }
}

BOOST_AUTO_TEST_CASE(projections) {
    struct row {
        std::string_view name;
        std::vector<schema::field> fields; // the first is the key
        std::string_view projection;
    };
    row const rows[] = {
        {"the identifier itself", {{.name = "id", .path = "_id"}}, R"({"_id":1})"},
        {"within the identifier", {{.name = "id", .path = "_id.n"}}, R"({"_id.n":1})"},
        {"twice within the identifier",
         {{.name = "id", .path = "_id.n"}, {.name = "a", .path = "_id.m"}},
         R"({"_id.n":1,"_id.m":1})"},
        {"a name that begins alike", {{.name = "id", .path = "_idn"}}, R"({"_idn":1,"_id":0})"},
        {"none that clients query", {{.name = "id", .queryable = false}}, R"({"id":1,"_id":0})"},
        {"two of one path", {{.name = "id"}, {.name = "a", .path = "id"}}, R"({"id":1,"_id":0})"},
        {"one within another",
         {{.name = "id", .path = "a.b"}, {.name = "a"}, {.name = "ab"}, {.name = "c", .path = "a.b.c"}},
         R"({"a":1,"ab":1,"_id":0})"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            schema::builder made("t");
            made.key("id");
            for (schema::field const& f : r.fields) {
                made.add(f);
            }
            expr::query const q(made.build().value());
            BOOST_TEST(boost::json::serialize(mongo::command(q).value().at("projection")) == r.projection);
        }
    }
}

BOOST_AUTO_TEST_CASE(names_that_mongodb_does_not_take) {
    for (std::string const source : {"$cmd", "a$b", ".a", "a.", "system.users"}) {
        BOOST_TEST_CONTEXT(source) {
            expr::query q(schema::builder("t").source(source).key("id").add({.name = "id"}).build().value());
            BOOST_TEST(refusals(q) == std::vector<std::string>{"identifier_not_allowed \"" + source + '"'},
                       boost::test_tools::per_element());
            q.page.count = true;
            BOOST_TEST(refusals(q).size() == 1U);
        }
    }
    std::string const longest(253, 'c');
    auto const called = [](std::string name) {
        return expr::query(schema::builder("t").source(std::move(name)).key("id").add({.name = "id"}).build().value());
    };
    BOOST_TEST(mongo::command(called(longest)).has_value());
    BOOST_TEST(refusals(called(longest + "c")) == std::vector<std::string>{"identifier_too_long 253"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(all_errors_are_found_once) {
    auto const schema = schema::builder("t")
                            .source("$t")
                            .key("id")
                            .add({.name = "id"})
                            .add({.name = "a", .path = "$a"})
                            .add({.name = "b", .path = "b..c"})
                            .add({.name = "hidden", .path = "$h", .queryable = false})
                            .build()
                            .value();
    expr::query q = query_of(schema, is("a", eq, {"x"}));
    std::vector<std::string> const all{R"(identifier_not_allowed "$a")", R"(identifier_not_allowed "$t")",
                                       R"(identifier_not_allowed "b..c")"};
    BOOST_TEST(refusals(q) == all, boost::test_tools::per_element());
    std::string const needle(40'000, 'x');
    expr::query const long_needle = query_of(schema, is("id", contains, {std::string_view(needle)}));
    BOOST_TEST(refusals(long_needle) ==
                   (std::vector<std::string>{"pattern_too_long 32764", R"(identifier_not_allowed "$t")",
                                             R"(identifier_not_allowed "$a")", R"(identifier_not_allowed "b..c")"}),
               boost::test_tools::per_element());
    q.page.count = true;
    std::vector<std::string> const of_count{R"(identifier_not_allowed "$a")", R"(identifier_not_allowed "$t")"};
    BOOST_TEST(refusals(q) == of_count, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
