// Requests in JSON, of each form: a digit that chooses the schema, then the request.

#include "support/checks.hpp"
#include "support/json_mutator.hpp"
#include "support/schemas.hpp"

#include <quern/bind/read.hpp>
#include <quern/json/print.hpp>

#include <boost/json/parse.hpp>

namespace quern::fuzz {

namespace {

/// A reader whose memory has seen other requests reads as one that is new.
void check_reader(schema::definition const& schema, std::string_view text, core::result<expr::query> const& expected) {
    static std::vector<bind::reader> const readers(request_schemas().begin(), request_schemas().end());
    static std::vector<bind::reader> used = readers;
    auto const same = [&schema](bind::reader const& r) { return r.schema().is_same_as(schema); };
    bind::reader& reader = *std::ranges::find_if(used, same);
    expr::query q(schema);
    core::diagnostics found;
    bool const read = reader.read(text, q, found);
    require(read == expected.has_value(), "memory that is used again changes no verdict", text);
    if (read) {
        require(q == *expected && found.size() == expected->warnings.size(), "nor a query", text);
    } else {
        require(std::ranges::equal(found, expected.error()), "nor a diagnostic", text);
    }
}

void check_printed(expr::query const& q, std::string_view text) {
    std::string printed;
    core::diagnostics unsaid;
    require(json::print(printed, q, unsaid), "a request of form 1 is printed", text);
    core::result<expr::query> const again = bind::read(q.schema, printed);
    if (!again) {
        require(again.error()[0].code == core::code::request_too_large, "what was printed is read", printed);
        return;
    }
    require(*again == q, "what was printed is read as the same query", printed);
    require(json::print(*again).value() == printed, "and printed alike", printed);
}

void run(std::string_view input) {
    if (input.empty()) {
        return;
    }
    std::vector<schema::definition> const& schemas = request_schemas();
    schema::definition const& schema = schemas[static_cast<unsigned char>(input.front()) % schemas.size()];
    std::string_view const text = input.substr(1);
    core::result<expr::query> const q = bind::read(schema, text);
    check_reader(schema, text, q);
    if (!q) {
        require(q.error().has_errors(), "what is not read is an error", text);
        check_diagnostics(q.error(), text, schema.limits().diagnostics);
        return;
    }
    require(!q->warnings.has_errors(), "what is read has no error", text);
    check_diagnostics(q->warnings, text, schema.limits().diagnostics);
    check_query(*q, text);
    if (schema.form() == schema::form::rules) {
        check_printed(*q, text);
    }
}

constexpr std::array<std::string_view, 40> keys{
    "filter", "op",     "rules",  "field",       "value",    "page",        "count",         "start",
    "limit",  "sort",   "order",  "condition",   "operator", "user",        "resource_name", "operation_time",
    "end",    "action", "id",     "bk_biz_id",   "category", "fuzzy_query", "kind",          "loosely",
    "price",  "amount", "paid",   "state",       "title",    "placed",      "shop",          "code",
    "number", "owner",  "issued", "bk_app_code", "bk_token", "audit_id",    "flow_id",       "a/~b"};
constexpr std::array<std::string_view, 62> strings{"and",
                                                   "or",
                                                   "eq",
                                                   "neq",
                                                   "gt",
                                                   "gte",
                                                   "lt",
                                                   "lte",
                                                   "le",
                                                   "in",
                                                   "nin",
                                                   "cs",
                                                   "cis",
                                                   "not_in",
                                                   "contains",
                                                   "id",
                                                   "name",
                                                   "age",
                                                   "height",
                                                   "active",
                                                   "born",
                                                   "seen",
                                                   "left",
                                                   "servers",
                                                   "level",
                                                   "kind",
                                                   "team",
                                                   "code",
                                                   "note",
                                                   "salary",
                                                   "low",
                                                   "a",
                                                   "2023-02-05 15:29:15",
                                                   "2023-02-05T15:29:15Z",
                                                   "2023-02-05T15:29:15.25+08:00",
                                                   "2024-02-30T00:00:00Z",
                                                   "9999-12-31T23:59:59Z",
                                                   "ASC",
                                                   "DESC",
                                                   "-operation_time,user",
                                                   "user:-1",
                                                   "a,,b",
                                                   "user",
                                                   "operator",
                                                   "created_at",
                                                   "res_type",
                                                   "resource_name",
                                                   "action",
                                                   "host",
                                                   "private",
                                                   "state",
                                                   "title",
                                                   "open",
                                                   "12345678901234567890123",
                                                   "-7",
                                                   "$where",
                                                   "operater",
                                                   "nаme",
                                                   "x\u202ey",
                                                   "operation_time",
                                                   "gift",
                                                   "amount"};
constexpr std::array<std::string_view, 20> values{
    "true",
    "false",
    "null",
    "{}",
    "[]",
    "0",
    "1",
    "500",
    "501",
    "4294967296",
    "-1",
    "1.5",
    "1e400",
    "[\"a\",\"b\"]",
    "[1,2,2]",
    R"({"start":"2020-09-23 00:00:00","end":"2020-11-01 23:59:59"})",
    R"({"field":"name","op":"eq","value":"Jim"})",
    R"({"field":"age","op":"in","value":[1,2]})",
    R"({"op":"or","rules":[{"field":"level","op":"neq","value":"low"},{"field":"height","op":"lt","value":2}]})",
    R"({"field":"user","operator":"in","value":["admin"]})"};

std::size_t mutate(std::span<std::uint8_t> data, std::size_t size, std::uint32_t seed) {
    return mutate_json(data, size, 1, seed, {keys, strings, values});
}

target const here("requests", run, mutate);

} // namespace

} // namespace quern::fuzz
