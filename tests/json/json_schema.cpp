#include <quern/json/json_schema.hpp>

#include <quern/schema/builder.hpp>

#include "harness.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(json_schema)

namespace {

boost::json::value schema_of(quern::schema::builder const& b) {
    std::string text;
    quern::json::append_json_schema(text, b.build().value());
    return boost::json::parse(text);
}

/// A schema of a key and one field.
quern::schema::builder with(quern::schema::field f) {
    quern::schema::builder b("t");
    b.key("id").add({.name = "id", .type = quern::schema::scalar::uint64, .queryable = false}).add(std::move(f));
    return b;
}

struct row {
    char const* name;
    quern::schema::field field;
    std::string_view rules; ///< the alternatives for the field
};

std::vector<row> const rows{
    {"bool",
     {.name = "f", .type = quern::schema::scalar::boolean},
     R"([{"op":["eq","neq"],"value":{"type":"boolean"}},
         {"op":["in","nin"],"value":{"type":"array","items":{"type":"boolean"},"minItems":1,"maxItems":100}}])"},
    {"integer in decimal text",
     {.name = "f",
      .type = quern::schema::scalar::int64,
      .operations = quern::schema::operation_set{quern::schema::operation::lt},
      .decimal_text = true},
     R"([{"op":["lt","le"],"value":{"anyOf":[{"type":"number"},{"type":"string","pattern":"^-?(0|[1-9][0-9]*)$"}]}}])"},
    {"integer",
     {.name = "f",
      .type = quern::schema::scalar::uint64,
      .operations = quern::schema::operation_set{quern::schema::operation::gt}},
     R"([{"op":["gt"],"value":{"type":"number"}}])"},
    {"enumeration that others are added to",
     {.name = "f",
      .operations = quern::schema::operation_set{quern::schema::operation::eq},
      .enumerators = {"a", "b"},
      .unlisted = quern::schema::unlisted_policy::warn},
     R"([{"op":["eq"],"value":{"type":"string","maxLength":4096,"minLength":1}}])"},
    {"time with a zone of its own",
     {.name = "f",
      .type = quern::schema::scalar::timestamp,
      .operations = quern::schema::operation_set{quern::schema::operation::gt},
      .layout = quern::core::time_layout::rfc3339},
     R"([{"op":["gt"],"value":{"type":"string","pattern":)"
     R"("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$"}}])"},
    {"enumeration: free text where only a part is compared",
     {.name = "f",
      .operations = quern::schema::operation_set{quern::schema::operation::eq, quern::schema::operation::contains},
      .enumerators = {"a", "b"}},
     R"([{"op":["eq"],"value":{"enum":["a","b"]}},
         {"op":["cs"],"value":{"type":"string","maxLength":4096,"minLength":1}}])"},
    {"enumeration: in lists too",
     {.name = "f", .operations = quern::schema::operation_set{quern::schema::operation::in}, .enumerators = {"a", "b"}},
     R"([{"op":["in"],"value":{"type":"array","items":{"enum":["a","b"]},"minItems":1,"maxItems":100}}])"},
    {"time",
     {.name = "f",
      .type = quern::schema::scalar::timestamp,
      .operations = quern::schema::operation_set{quern::schema::operation::gt},
      .layout = quern::core::time_layout::datetime},
     R"([{"op":["gt"],"value":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$"}}])"},
};

} // namespace

BOOST_AUTO_TEST_CASE(says_the_operators_and_values_of_a_field) {
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            boost::json::value const schema = schema_of(with(r.field));
            auto const& alternatives = schema.at_pointer("/$defs/rule/anyOf").as_array();
            boost::json::value const expected = boost::json::parse(r.rules);
            BOOST_TEST_REQUIRE(alternatives.size() == expected.as_array().size());
            for (std::size_t i = 0; i != alternatives.size(); ++i) {
                auto const& properties = alternatives[i].at("properties");
                BOOST_TEST(properties.at("field").at("const").as_string() == "f");
                BOOST_TEST((properties.at("op").at("enum") == expected.at(i).at("op")));
                BOOST_TEST((properties.at("value") == expected.at(i).at("value")));
                BOOST_TEST(!alternatives[i].at("additionalProperties").as_bool());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(le_appears_only_where_it_is_read) {
    auto b = with({.name = "f",
                   .type = quern::schema::scalar::real,
                   .operations = quern::schema::operation_set{quern::schema::operation::lt}});
    BOOST_TEST(
        (schema_of(b).at_pointer("/$defs/rule/anyOf/0/properties/op/enum") == boost::json::parse(R"(["lt","le"])")));
    b.le(quern::schema::le_policy::reject);
    BOOST_TEST((schema_of(b).at_pointer("/$defs/rule/anyOf/0/properties/op/enum") == boost::json::parse(R"(["lt"])")));
}

BOOST_AUTO_TEST_CASE(lists_are_sets_where_elements_may_not_stand_twice) {
    auto b = with({.name = "f", .operations = quern::schema::operation_set{quern::schema::operation::in}});
    auto const list = [&] { return schema_of(b).at_pointer("/$defs/rule/anyOf/0/properties/value").as_object(); };
    BOOST_TEST(!list().contains("uniqueItems"));
    b.duplicates(quern::schema::duplicates_policy::reject);
    BOOST_TEST(list().at("uniqueItems").as_bool());
}

BOOST_AUTO_TEST_CASE(form_text) {
    auto b = with({.name = "f"});
    b.form(quern::schema::form::text);
    boost::json::value const expected = boost::json::parse(
        R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "t",
            "type": "string", "description": "a query in quern's text language"})");
    BOOST_TEST((schema_of(b) == expected));
}

BOOST_AUTO_TEST_CASE(says_the_limits) {
    auto b = with({.name = "f"});
    b.limits({.rules_per_group = 3, .list = 7, .string = 9, .page = 20});
    boost::json::value const schema = schema_of(b);
    BOOST_TEST(schema.at_pointer("/$defs/filter/properties/rules/maxItems").as_int64() == 3);
    BOOST_TEST(schema.at_pointer("/$defs/group/properties/rules/minItems").as_int64() == 1);
    BOOST_TEST((schema.at_pointer("/$defs/group/properties/op/enum") == boost::json::parse(R"(["and","or"])")));
    BOOST_TEST((schema.at_pointer("/$defs/page/oneOf/0/properties") ==
                boost::json::parse(R"({"count":{"const":true},"start":{"const":0},"limit":{"const":0}})")));
    BOOST_TEST(schema.at_pointer("/$defs/page/oneOf/1/properties/limit/maximum").as_int64() == 20);
    BOOST_TEST(schema.at_pointer("/$defs/page/oneOf/1/properties/start/maximum").as_int64() == 4'294'967'295);
    BOOST_TEST((schema.at_pointer("/$defs/page/oneOf/1/properties/sort/enum") == boost::json::parse(R"(["f"])")));
    BOOST_TEST((schema.at("required") == boost::json::parse(R"(["filter","page"])")));
}

BOOST_AUTO_TEST_CASE(a_field_that_clients_may_not_query_does_not_appear) {
    std::string text;
    quern::json::append_json_schema(text, with({.name = "tenant_of_hidden", .queryable = false}).build().value());
    BOOST_TEST(text.find("tenant_of_hidden") == std::string::npos);
}

static quern::schema::builder log() {
    using enum quern::schema::operation;
    using quern::schema::argument;
    using quern::schema::scalar;
    quern::schema::builder b("log");
    b.form(quern::schema::form::condition)
        .key("id")
        .add({.name = "id", .type = scalar::uint64, .argument = argument::value})
        .add({.name = "verbs", .argument = argument::list})
        .add({.name = "weight", .type = scalar::real, .argument = argument::range, .required = true})
        .add({.name = "user", .argument = argument::value, .items = {in, not_in}})
        .add({.name = "title", .argument = argument::value, .items = {icontains}})
        .add({.name = "kind"})
        .add({.name = "hidden", .queryable = false});
    b.limits({.rules = 3, .list = 7, .string = 9, .page = 20});
    b.category({.argument = "category", .field = "kind", .sets = {{"a", {"x"}}, {"b", {"y", "z"}}}});
    b.fuzzy({.argument = "fuzzy", .field = "title"});
    return b;
}

BOOST_AUTO_TEST_CASE(form_condition) {
    boost::json::value const expected = boost::json::parse(R"({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "log", "type": "object",
        "properties": {
            "condition": {
                "type": "object",
                "properties": {
                    "id": {"type": "integer"},
                    "verbs": {"type": "array", "items": {"type": "string", "maxLength": 9, "minLength": 1},
                              "minItems": 1, "maxItems": 7},
                    "weight": {"type": "object", "properties": {"start": {"type": "number"}, "end": {"type": "number"}},
                               "required": [], "additionalProperties": false, "minProperties": 1},
                    "user": {"type": "string", "maxLength": 9, "minLength": 1},
                    "title": {"type": "string", "maxLength": 9, "minLength": 1},
                    "category": {"enum": ["a", "b"]},
                    "fuzzy": {"type": "boolean"},
                    "condition": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"anyOf": [
                        {"type": "object", "properties": {"field": {"const": "user"}, "operator": {"const": "in"},
                            "value": {"type": "array", "items": {"type": "string", "maxLength": 9, "minLength": 1},
                                      "minItems": 1, "maxItems": 7}},
                         "required": ["field", "operator", "value"], "additionalProperties": false},
                        {"type": "object", "properties": {"field": {"const": "user"}, "operator": {"const": "not_in"},
                            "value": {"type": "array", "items": {"type": "string", "maxLength": 9, "minLength": 1},
                                      "minItems": 1, "maxItems": 7}},
                         "required": ["field", "operator", "value"], "additionalProperties": false},
                        {"type": "object", "properties": {"field": {"const": "title"}, "operator": {"const": "contains"},
                            "value": {"type": "string", "maxLength": 9, "minLength": 1}},
                         "required": ["field", "operator", "value"], "additionalProperties": false}]}}
                },
                "required": ["weight"], "additionalProperties": false,
                "if": {"required": ["condition"]},
                "then": {"not": {"anyOf": [{"required": ["user"]}, {"required": ["title"]}]}}
            },
            "page": {
                "type": "object",
                "properties": {"start": {"type": "integer", "minimum": 0, "maximum": 9223372036854775807},
                               "limit": {"type": "integer", "minimum": 1, "maximum": 20},
                               "sort": {"type": "string", "minLength": 1}},
                "required": ["limit"], "additionalProperties": false
            }
        },
        "required": ["page"], "additionalProperties": false})");
    boost::json::value const written = schema_of(log());
    BOOST_TEST((written == expected), boost::json::serialize(written));
}

BOOST_AUTO_TEST_CASE(a_condition_without_items) {
    quern::schema::builder b("t");
    b.form(quern::schema::form::condition).key("id").add({.name = "id", .argument = quern::schema::argument::value});
    boost::json::value const written = schema_of(b);
    boost::json::object const& condition = written.at_pointer("/properties/condition").as_object();
    BOOST_TEST(!condition.contains("if"));
    BOOST_TEST(!condition.at("properties").as_object().contains("condition"));
}

BOOST_AUTO_TEST_CASE(form_lookup) {
    using quern::schema::argument;
    using quern::schema::scalar;
    quern::schema::builder b("card");
    b.form(quern::schema::form::lookup)
        .key("number")
        .add({.name = "number", .integer_text = true, .argument = argument::value, .required = true})
        .add({.name = "owner"})
        .add({.name = "issued", .type = scalar::timestamp, .argument = argument::range})
        .add({.name = "shop", .type = scalar::int64, .decimal_text = true, .argument = argument::value});
    std::string_view const time =
        R"({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"})";
    std::string const expected = R"({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "card", "type": "object",
        "properties": {
            "number": {"anyOf": [{"type": "integer"}, {"type": "string", "minLength": 1}]},
            "issued": {"type": "object", "properties": {"start": )" +
                                 std::string(time) + R"(, "end": )" + std::string(time) + R"(},
                       "required": [], "additionalProperties": false, "minProperties": 1},
            "shop": {"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^-?(0|[1-9][0-9]*)$"}]}
        },
        "required": ["number"], "additionalProperties": false})";
    boost::json::value const written = schema_of(b);
    BOOST_TEST((written == boost::json::parse(expected)), boost::json::serialize(written));

    b.common_arguments();
    boost::json::value const with_common = schema_of(b);
    boost::json::object const& properties = with_common.at("properties").as_object();
    BOOST_TEST(properties.size() == 7U);
    for (char const* const name : {"bk_app_code", "bk_app_secret", "bk_username", "bk_token"}) {
        BOOST_TEST((properties.at(name) == boost::json::value(true)));
    }
}

BOOST_AUTO_TEST_SUITE_END()
