#include "harness.hpp"

#include <quern/quern.hpp>

BOOST_AUTO_TEST_SUITE(umbrella)

static constexpr std::string_view request = R"({
    "filter": {"op": "and", "rules": [{"field": "operator", "op": "eq", "value": "Jim"}]},
    "page": {"count": false, "start": 0, "limit": 500}
})";

BOOST_AUTO_TEST_CASE(ten_lines) {
    auto const query = quern::read(quern::api::hcm_audit(), request);
    BOOST_TEST_REQUIRE(query.has_value());
    auto const statement = quern::sql::emit(*query, quern::sql::sqlite);
    BOOST_TEST_REQUIRE(statement.has_value());
    BOOST_TEST(statement->where() == R"("audit"."operator" = ?1 COLLATE BINARY)");
    BOOST_TEST(statement->order_by() == R"("audit"."id" ASC)");
    BOOST_TEST(statement->text.ends_with(" LIMIT ?2 OFFSET ?3"));
    BOOST_TEST((statement->parameters[0] == quern::value(std::string_view("Jim"))));
    BOOST_TEST(quern::expr::dump(*query) == "operator eq \"Jim\"\nlimit 500 offset 0\n");
}

BOOST_AUTO_TEST_CASE(a_bad_request) {
    std::string const bad = "{\"filter\": {\"op\": \"and\", \"rules\": [{\"field\": \"operater\", \"op\": \"eq\", "
                            "\"value\": \"Jim\"}]}, \"page\": {\"count\": true}}";
    auto const query = quern::read(quern::api::hcm_audit(), bad);
    BOOST_TEST_REQUIRE(query.has_error());
    std::string const shown = quern::render(query.error(), bad);
    BOOST_TEST(shown.find("there is no field \"operater\" to query") != std::string::npos);
    BOOST_TEST(shown.find("did you mean \"operator\"?") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_reader_for_many) {
    quern::reader reader(quern::api::hcm_audit());
    quern::query query(reader.schema());
    for (int i = 0; i != 3; ++i) {
        quern::diagnostics found;
        BOOST_TEST(reader.read(request, query, found));
        BOOST_TEST((query == quern::read(quern::api::hcm_audit(), request).value()));
    }
}

BOOST_AUTO_TEST_CASE(a_filter_in_cpp) {
    auto const query =
        quern::bind_filter(quern::api::hcm_audit(),
                           quern::field("operator") == "Jim" && quern::field("bk_biz_id").in(3, 5), {.limit = 10});
    BOOST_TEST(quern::json::print(query.value()).value() ==
               R"({"filter":{"op":"and","rules":[{"field":"operator","op":"eq","value":"Jim"},)"
               R"({"field":"bk_biz_id","op":"in","value":[3,5]}]},"page":{"count":false,"start":0,"limit":10}})");
    auto const guard =
        quern::bind_filter(quern::api::monitor_event_log(), quern::field("_id") == "x", quern::trust::internal);
    BOOST_TEST(guard.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
