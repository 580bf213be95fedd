// Schema files.

#include "support/checks.hpp"
#include "support/json_mutator.hpp"

#include <quern/bind/read.hpp>
#include <quern/json/json_schema.hpp>
#include <quern/json/schema.hpp>

#include <boost/json/parse.hpp>

namespace quern::fuzz {

namespace {

void run(std::string_view input) {
    core::result<schema::definition> const schema = json::read_schema(input);
    if (!schema) {
        require(schema.error().has_errors(), "what is not read is an error", input);
        check_diagnostics(schema.error(), input, core::limits{}.diagnostics);
        return;
    }
    std::string printed;
    json::append_schema(printed, *schema);
    core::result<schema::definition> const again = json::read_schema(printed);
    require(again && *again == *schema, "a schema that was printed reads back", printed);
    std::string described;
    json::append_json_schema(described, *schema);
    require(boost::json::parse(described).is_object(), "a JSON Schema is an object", described);
    for (std::string_view const request : {R"({"filter":{"op":"and","rules":[]},"page":{"count":true}})", "{}"}) {
        if (core::result<expr::query> const q = bind::read(*schema, request)) {
            check_query(*q, input);
        }
    }
}

constexpr std::array<std::string_view, 46> keys{"name",
                                                "source",
                                                "form",
                                                "logic",
                                                "key",
                                                "fields",
                                                "limits",
                                                "type",
                                                "column",
                                                "path",
                                                "operators",
                                                "enum",
                                                "unlisted",
                                                "queryable",
                                                "sortable",
                                                "nullable",
                                                "decimal_text",
                                                "integer_text",
                                                "case_folding",
                                                "layout",
                                                "zone",
                                                "storage",
                                                "argument",
                                                "required",
                                                "items",
                                                "bytes",
                                                "depth",
                                                "rules_per_group",
                                                "rules",
                                                "list",
                                                "string",
                                                "sort_keys",
                                                "page",
                                                "diagnostics",
                                                "le",
                                                "duplicates",
                                                "category",
                                                "fuzzy",
                                                "sets",
                                                "field",
                                                "common_arguments",
                                                "id",
                                                "a",
                                                "b",
                                                "enumm",
                                                "$ref"};
constexpr std::array<std::string_view, 48> strings{
    "rules",        "condition", "lookup",      "text",      "two_valued",
    "three_valued", "bool",      "int64",       "uint64",    "double",
    "string",       "timestamp", "eq",          "neq",       "lt",
    "lte",          "gt",        "gte",         "in",        "nin",
    "cs",           "cis",       "begins_with", "ends_with", "null",
    "not_null",     "unicode",   "ascii",       "datetime",  "rfc3339",
    "rfc3339_utc",  "+08:00",    "Z",           "-23:59",    "native",
    "epoch_s",      "epoch_ms",  "epoch_us",    "value",     "range",
    "none",         "reject",    "warn",        "accept",    "id",
    "a.b",          "",          "$x"};
constexpr std::array<std::string_view, 14> values{
    "true",
    "false",
    "null",
    "{}",
    "[]",
    "0",
    "1",
    "4294967296",
    "-1",
    "1.5",
    R"(["low","high"])",
    R"({"name":"b","type":"timestamp","layout":"datetime","zone":"+08:00"})",
    R"({"name":"c","type":"string"})",
    R"({"argument":"kind","field":"a","sets":{"x":["y"]}})"};

std::size_t mutate(std::span<std::uint8_t> data, std::size_t size, std::uint32_t seed) {
    return mutate_json(data, size, 0, seed, {keys, strings, values});
}

target const here("schemas", run, mutate);

} // namespace

} // namespace quern::fuzz
