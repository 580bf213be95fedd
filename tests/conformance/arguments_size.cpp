#include "allocations.hpp"
#include "schemas.hpp"

#include "harness.hpp"

#include <quern/bind/read.hpp>
#include <quern/schema/builder.hpp>

// Requests of the forms of arguments that attack by the number of their mistakes, and what a request costs that has none.

using namespace conformance;
using namespace quern;

namespace {

constexpr std::size_t mega = 1'000'000;

schema::definition wide(schema::form form) {
    schema::builder b("wide");
    b.form(form).key("argument_0").limits({.rules = 100'000});
    for (int i = 0; i != 500; ++i) {
        b.add({.name = "argument_" + std::to_string(i),
               .argument = schema::argument::value,
               .items = form == schema::form::condition ? schema::operation_set{schema::operation::in}
                                                        : schema::operation_set{}});
    }
    return b.build().value();
}

std::string repeated(std::string const& before, std::string_view element, std::size_t size, std::string_view behind) {
    std::string out = before;
    while (out.size() + element.size() + behind.size() < size) {
        out += element;
    }
    return out.append(behind);
}

} // namespace

BOOST_AUTO_TEST_SUITE(conformance_arguments_size)

BOOST_AUTO_TEST_CASE(mistakes_cost_no_more_than_their_number) {
    schema::definition const condition = wide(schema::form::condition);
    schema::definition const lookup = wide(schema::form::lookup);
    struct row {
        std::string_view name;
        schema::definition const& schema;
        std::string request;
        std::size_t peak; // at most
    };
    std::size_t const size = 65'000;
    row const rows[] = {
        {"unknown keys of a lookup", lookup, repeated("{", R"("argument_x":0,)", size, R"("argument_1":"x"})"),
         16 * mega},
        {"unknown keys of a condition", condition,
         repeated(R"({"page":{"limit":1},"condition":{)", R"("argument_x":0,)", size, R"("argument_1":"x"}})"),
         16 * mega},
        {"unknown keys at the top", condition, repeated("{", R"("pgae":0,)", size, R"("page":{"limit":1}})"),
         16 * mega},
        {"items that are none", condition,
         repeated(R"({"page":{"limit":1},"condition":{"condition":[)", "0,", size, "0]}}"), 32 * mega},
        {"commas", condition, repeated(R"({"page":{"limit":1,"sort":")", ",", size, "\"}}"), mega / 10},
        {"signs", condition, repeated(R"({"page":{"limit":1,"sort":")", "--,", size, "\"}}"), mega / 10},
        {"one sort key", condition, repeated(R"({"page":{"limit":1,"sort":")", "-", size, "\"}}"), mega / 10},
        {"a long suffix", condition, repeated(R"({"page":{"limit":1,"sort":"a:)", "1", size, "\"}}"), mega / 10},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            bind::reader reader(r.schema);
            expr::query query(r.schema);
            core::diagnostics found;
            allocation_meter const meter;
            BOOST_TEST(!reader.read(r.request, query, found));
            BOOST_TEST(meter.peak() <= r.peak);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_reader_that_is_warm_allocates_little) {
    struct row {
        std::string_view schema;
        std::string_view request;
    };
    row const rows[] = {
        {"cmdb.audit",
         R"({"bk_token": "x", "condition": {"operation_time": {"start": "2020-09-23 00:00:00", "end": "2020-11-01 23:59:59"},
             "user": "admin", "resource_name": "1.1.1.1", "action": ["create", "delete"], "category": "other",
             "fuzzy_query": true}, "page": {"start": 0, "limit": 10}})"},
        {"cmdb.audit",
         R"({"condition": {"operation_time": {"start": "2020-09-23 00:00:00"}, "condition": [{"field": "user",
             "operator": "not_in", "value": ["a", "b"]}]}, "page": {"limit": 10}})"},
        {"hcm.async_flow", R"({"audit_id": 1001, "flow_id": "00000001"})"},
        {"monitor.event_log", R"({"bk_app_secret": {"a": 1}, "id": 164239028644167})"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.request) {
            bind::reader reader(schema_named(r.schema));
            expr::query query(reader.schema());
            core::diagnostics found;
            BOOST_TEST_REQUIRE(reader.read(r.request, query, found));
            BOOST_TEST_REQUIRE(reader.read(r.request, query, found));
            allocation_meter const meter;
            BOOST_TEST(reader.read(r.request, query, found));
            BOOST_TEST(meter.count() <= 1U); // the open groups
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
