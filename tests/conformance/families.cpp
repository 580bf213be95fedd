#include "check.hpp"
#include "schemas.hpp"

#include "harness.hpp"

#include <quern/bind/read.hpp>
#include <quern/core/render.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/sqlite.hpp>

#include <cctype>

// Families of requests: a rule produces the request, and another, written from the document, what must come of it.

using namespace conformance;
using namespace std::string_literals;
using quern::core::span;

namespace {

constexpr std::string_view hole = "☐";

struct placed {
    std::string request;
    span where; // of what was put in
};

placed put(std::string_view frame, std::string_view inner) {
    std::size_t const at = frame.find(hole);
    placed out{std::string(frame.substr(0, at)),
               {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(inner.size())}};
    out.request.append(inner).append(frame.substr(at + hole.size()));
    return out;
}

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

// --- every kind of JSON value in every place ---

struct json_value {
    std::string_view text;
    std::string_view kind;
};

constexpr std::array<json_value, 13> json_values{{
    {"null", "null"},
    {"true", "boolean"},
    {"false", "boolean"},
    {"1", "number"},
    {"-7.5e3", "number"},
    {"\"x\"", "string"},
    {"\"\"", "string"},
    {"\"\\u0000\"", "string"},
    {"[]", "array"},
    {"[null]", "array"},
    {"[[]]", "array"},
    {"{}", "object"},
    {"{\"op\": 1}", "object"},
}};

struct json_place {
    std::string_view frame;
    std::string_view pointer;
    std::string_view kind;     // the only one that is right
    std::string_view expected; // the term of a message
    std::string_view hint;
};

constexpr std::array<json_place, 14> json_places{{
    {R"(☐)", "", "object", "object", ""},
    {R"({"filter": ☐, "page": {"count": true}})", "/filter", "object", "object", ""},
    {R"({"filter": {"op": ☐, "rules": []}, "page": {"count": true}})", "/filter/op", "string", "string",
     R"(expected_one_of ("and", "or"))"},
    {R"({"filter": {"op": "and", "rules": ☐}, "page": {"count": true}})", "/filter/rules", "array", "array", "…"},
    {R"({"filter": {"op": "and", "rules": [☐]}, "page": {"count": true}})", "/filter/rules/0", "object", "object", ""},
    {R"({"filter": {"op": "and", "rules": [{"op": "or", "rules": ☐}]}, "page": {"count": true}})",
     "/filter/rules/0/rules", "array", "array", ""},
    {R"({"filter": {"op": "and", "rules": [{"field": ☐, "op": "eq", "value": "x"}]}, "page": {"count": true}})",
     "/filter/rules/0/field", "string", "string", ""},
    {R"({"filter": {"op": "and", "rules": [{"field": "name", "op": ☐, "value": "x"}]}, "page": {"count": true}})",
     "/filter/rules/0/op", "string", "string", "…"},
    {R"({"filter": {"op": "and", "rules": []}, "page": ☐})", "/page", "object", "object", ""},
    {R"({"filter": {"op": "and", "rules": []}, "page": {"count": ☐}})", "/page/count", "boolean", "boolean", ""},
    {R"({"filter": {"op": "and", "rules": []}, "page": {"count": false, "limit": 1, "start": ☐}})", "/page/start",
     "number", "integer", ""},
    {R"({"filter": {"op": "and", "rules": []}, "page": {"count": false, "limit": ☐}})", "/page/limit", "number",
     "integer", ""},
    {R"({"filter": {"op": "and", "rules": []}, "page": {"count": false, "limit": 1, "sort": ☐}})", "/page/sort",
     "string", "string", ""},
    {R"({"filter": {"op": "and", "rules": []}, "page": {"count": false, "limit": 1, "sort": "id", "order": ☐}})",
     "/page/order", "string", "string", R"(expected_one_of ("ASC", "DESC"))"},
}};

// --- fields, operators and values ---

enum class type { integer, real, boolean, string, enumeration, time, decimal_text };

struct field_row {
    std::string_view name;
    type of;
};

constexpr std::array<field_row, 8> fields{{
    {"id", type::integer},
    {"age", type::integer},
    {"height", type::real},
    {"active", type::boolean},
    {"name", type::string},
    {"level", type::enumeration},
    {"born", type::time},
    {"team", type::decimal_text},
}};

// The table of operators of the document, by the types that it names.
struct operator_row {
    std::string_view text;
    std::string_view dump;
    bool list;
    bool booleans, numbers, strings, times; // whose fields it is for
};

constexpr std::array<operator_row, 11> operators{{
    {"eq", "eq", false, true, true, true, true},
    {"neq", "neq", false, true, true, true, true},
    {"gt", "gt", false, false, true, false, true},
    {"gte", "gte", false, false, true, false, true},
    {"lt", "lt", false, false, true, false, true},
    {"lte", "lte", false, false, true, false, true},
    {"in", "in", true, true, true, true, true},
    {"nin", "nin", true, true, true, true, true},
    {"cs", "cs", false, false, false, true, false},
    {"cis", "cis", false, false, false, true, false},
    {"le", "lt", false, false, true, false, true},
}};
constexpr operator_row takes_any_string = operators[8];
static_assert(takes_any_string.text == "cs");

struct literal_row {
    std::string_view text;
    std::string_view kind;
    std::string_view integer; // a number as the dump of an integer field writes it; empty where it cannot be held
    std::string_view real;    // as that of a double writes it
};

constexpr std::array<literal_row, 20> literals{{
    {"null", "null", "", ""},
    {"true", "boolean", "", ""},
    {"false", "boolean", "", ""},
    {"{}", "object", "", ""},
    {"[]", "array", "", ""},
    {"[1]", "array", "", ""},
    {"0", "number", "0", "0.0"},
    {"-1", "number", "-1", "-1.0"},
    {"1.0", "number", "1", "1.0"},
    {"1.5", "number", "1.5", "1.5"},
    {"9007199254740993", "number", "9007199254740993", "9007199254740993"},
    {"1e400", "number", "", ""},
    {"\"\"", "string", "", ""},
    {"\"x\"", "string", "", ""},
    {"\"5\"", "string", "", ""},
    {"\"-5\"", "string", "", ""},
    {"\"low\"", "string", "", ""},
    {"\"true\"", "string", "", ""},
    {"\"李雷\"", "string", "", ""},
    {"\"1990-05-17 08:30:00\"", "string", "", ""},
}};

// What a literal means for a field, where the operator is one of the field's.
struct meaning {
    std::string dump;          // empty where it means nothing
    expected_diagnostic fault; // the span is relative to the literal
};

expected_diagnostic fault_of(std::string code, span where, std::string arguments, std::string hint = {},
                             std::string hint_arguments = {}) {
    expected_diagnostic e;
    e.code = std::move(code);
    e.where = where;
    e.arguments = std::move(arguments);
    e.hint = std::move(hint);
    e.hint_arguments = std::move(hint_arguments);
    return e;
}

// The first byte that is not as in the layout, by position; nothing where all are.
std::optional<std::uint32_t> layout_fault(std::string_view text) {
    constexpr std::string_view layout = "dddd-dd-dd dd:dd:dd";
    for (std::uint32_t i = 0;; ++i) {
        if (i == text.size() || i == layout.size()) {
            return text.size() == layout.size() ? std::nullopt : std::optional(i);
        }
        bool const digit = text[i] >= '0' && text[i] <= '9';
        if (layout[i] == 'd' ? !digit : text[i] != layout[i]) {
            return i;
        }
    }
}

meaning mean(field_row const& field, operator_row const& op, literal_row const& l) {
    std::string const kind(l.kind);
    std::string const text = l.kind == "string" ? std::string(l.text.substr(1, l.text.size() - 2)) : std::string();
    span const whole{0, static_cast<std::uint32_t>(l.text.size())};
    bool const number = text == "5" || text == "-5";
    auto const wrong = [&](std::string const& expected, std::string hint = {}, std::string arguments = {}) {
        return meaning{{},
                       fault_of("wrong_type", whole, expected + ", " + kind, std::move(hint), std::move(arguments))};
    };
    switch (field.of) {
    case type::boolean:
        return l.kind == "boolean" ? meaning{std::string(l.text), {}}
               : text == "true"    ? wrong("boolean", "unquote", "true")
                                   : wrong("boolean");
    case type::integer:
    case type::real:
    case type::decimal_text: {
        if (l.kind == "string" && field.of == type::decimal_text) {
            return number ? meaning{text, {}} : meaning{{}, fault_of("decimal_text", whole, std::string(l.text))};
        }
        if (l.kind != "number") {
            std::string const expected = field.of == type::real      ? "number"
                                         : field.of == type::integer ? "integer"
                                                                     : "integer_text";
            return number ? wrong(expected, "unquote", text) : wrong(expected);
        }
        std::string_view const dump = field.of == type::real ? l.real : l.integer;
        return dump.empty() ? meaning{{}, fault_of("number_out_of_range", whole, std::string(l.text))}
                            : meaning{std::string(dump), {}};
    }
    case type::string:
    case type::enumeration: {
        if (l.kind == "number") {
            return wrong("string", "quote_text", in_quotes(l.text));
        }
        if (l.kind != "string") {
            return wrong("string");
        }
        bool const part = op.text == "cs" || op.text == "cis";
        if (field.of == type::enumeration && !part && text != "low") {
            return {{}, fault_of("unknown_enumerator", whole, std::string(l.text) + ", \"level\"", "…")};
        }
        return {std::string(l.text), {}};
    }
    case type::time: {
        if (l.kind != "string") {
            return wrong("time_string", "write_as", "\"2006-01-02 15:04:05\"");
        }
        std::optional<std::uint32_t> const at = layout_fault(text);
        if (!at) {
            return {"1990-05-17T08:30:00+08:00", {}};
        }
        std::uint32_t const length = *at == text.size() ? 0 : text.starts_with("李") ? 3 : 1;
        return {{}, fault_of("time_layout", {*at + 1, length}, "\"2006-01-02 15:04:05\"")};
    }
    }
    return {};
}

bool allows(operator_row const& op, type of) {
    switch (of) {
    case type::integer:
    case type::real:
    case type::decimal_text:
        return op.numbers;
    case type::boolean:
        return op.booleans;
    case type::string:
    case type::enumeration:
        return op.strings;
    case type::time:
        return op.times;
    }
    return false;
}

// A request of one rule; the value is the literal, or a list of it alone.
struct rule_request {
    std::string text;
    span op;
    span literal;
    bool in_list;
};

rule_request make_rule(field_row const& field, operator_row const& op, literal_row const& l, bool in_list) {
    rule_request out;
    out.in_list = in_list;
    auto const mark = [&out](std::string_view part) {
        span const where{static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(part.size())};
        out.text += part;
        return where;
    };
    mark(R"({"filter": {"op": "and", "rules": [{"field": )" + in_quotes(field.name) + R"(, "op": )");
    out.op = mark(in_quotes(op.text));
    mark(in_list ? R"(, "value": [)" : R"(, "value": )");
    out.literal = mark(l.text);
    mark(in_list ? "]}]}, \"page\": {\"count\": true}}" : "}]}, \"page\": {\"count\": true}}");
    return out;
}

expectation expect_rule(rule_request const& r, field_row const& field, operator_row const& op, literal_row const& l) {
    expectation out;
    auto const add = [&](expected_diagnostic e, std::string_view member) {
        e.pointer = "/filter/rules/0/" + std::string(member);
        out.diagnostics.push_back(std::move(e));
    };
    auto const add_to_value = [&](expected_diagnostic e) { add(std::move(e), r.in_list ? "value/0" : "value"); };
    if (op.text == "le") {
        add(fault_of("operator_alias", r.op, R"("le", "lt")", "use_lt"), "op");
    }
    bool const allowed = allows(op, field.of);
    if (!allowed) {
        add(fault_of("operator_not_allowed", r.op, in_quotes(op.text) + ", " + in_quotes(field.name), "expected_one_of",
                     "…"),
            "op");
    }

    std::string const operand = op.text == "cs" || op.text == "cis" ? "string" : "scalar";
    bool const scalar = l.kind != "null" && l.kind != "object" && l.kind != "array";
    bool const text = field.of == type::string || field.of == type::enumeration;
    if (r.in_list && !op.list) {
        span const list{r.literal.offset - 1, r.literal.length + 2};
        add(fault_of("wrong_type", list, operand + ", array", "use_list_operator", R"("in", "nin")"), "value");
    } else if (!r.in_list && op.list) {
        if (l.text == "[]") {
            add_to_value(fault_of("empty_list", r.literal, in_quotes(op.text)));
        } else if (l.kind == "array") {
            meaning const one = mean(field, op, {"1", "number", "1", "1.0"});
            if (one.dump.empty()) {
                expected_diagnostic e = one.fault;
                e.where.offset += r.literal.offset + 1;
                add(std::move(e), "value/0");
            } else {
                out.dump = std::string(field.name) + " " + std::string(op.dump) + " [" + one.dump + "]\ncount\n";
            }
            return out;
        } else {
            add_to_value(fault_of("wrong_type", r.literal, "array_of_scalars, " + std::string(l.kind),
                                  scalar ? "use_scalar_operator" : "",
                                  !scalar           ? ""
                                  : op.text == "in" ? R"("eq")"
                                                    : R"("neq")"));
        }
    } else if (!scalar) {
        bool const to_list = l.kind == "array" && !op.list;
        add_to_value(fault_of("wrong_type", r.literal, operand + ", " + std::string(l.kind),
                              to_list ? "use_list_operator" : "", to_list ? R"("in", "nin")" : ""));
    } else if (l.text == "\"\"" && text && (operand == "string" || op.text == "eq" || op.text == "neq")) {
        add_to_value(fault_of("empty_string", r.literal, in_quotes(op.text)));
    } else if (allowed || operand == "scalar") {
        meaning m = mean(field, allowed ? op : takes_any_string, l);
        if (m.dump.empty()) {
            m.fault.where.offset += r.literal.offset;
            add_to_value(std::move(m.fault));
        } else if (allowed) {
            std::string const value = r.in_list ? "[" + m.dump + "]" : m.dump;
            out.dump = std::string(field.name) + " " + std::string(op.dump) + " " + value + "\ncount\n";
        }
    }
    return out;
}

// --- hostile names ---

const std::array<std::string, 40> hostile_names{
    "",
    " ",
    "*",
    "?",
    "%",
    "$",
    ".",
    "..",
    "a..b",
    "a.",
    ".a",
    "a.$b",
    "$where",
    "$expr",
    "$function",
    "__proto__",
    "constructor",
    "prototype",
    "hasOwnProperty",
    "id; DROP TABLE x",
    "id' OR '1'='1",
    "id\\\" OR \\\"\\\"=\\\"",
    "`id`",
    "[id]",
    "id--",
    "id/**/",
    "id\\u0000",
    "id\\n",
    "id\\u001b[31m",
    "1",
    "1=1",
    "(select 1)",
    "sleep(10)",
    "i\xd1\x96",                // U+0456, which looks like i
    "\xef\xbd\x89\xef\xbd\x84", // full-width id
    "i\xe2\x80\x8b"
    "d", // zero-width space
    "\xe2\x80\xae"
    "di",                         // right-to-left override
    "\xe2\x81\xa6id\xe2\x81\xa9", // isolates
    "\xf0\x9f\x98\x80",
    "?1",
};

struct name_place {
    std::string_view frame;
    std::string_view code;
    bool ascii; // a message shows it in ASCII
};

constexpr std::array<name_place, 9> name_places{{
    {R"({"filter": {"op": "and", "rules": [{"field": ☐, "op": "eq", "value": "x"}]}, "page": {"count": true}})",
     "unknown_field", true},
    {R"({"filter": {"op": "and", "rules": []}, "page": {"count": false, "limit": 1, "sort": ☐}})", "unknown_field",
     true},
    {R"({"filter": {"op": "and", "rules": [], ☐: 1}, "page": {"count": true}})", "unknown_key", true},
    {R"({"filter": {"op": "and", "rules": [{"field": "id", "op": "eq", "value": 1, ☐: 1}]}, "page": {"count": true}})",
     "unknown_key", true},
    {R"({"filter": {"op": "and", "rules": []}, "page": {"count": true, ☐: []}})", "unknown_key", true},
    {R"({"filter": {"op": "and", "rules": []}, "page": {"count": true}, ☐: null})", "unknown_key", true},
    {R"({"filter": {"op": "and", "rules": [{"field": "name", "op": ☐, "value": "x"}]}, "page": {"count": true}})",
     "unknown_operator", false},
    {R"({"filter": {"op": ☐, "rules": []}, "page": {"count": true}})", "unknown_connective", false},
    {R"({"filter": {"op": "and", "rules": []}, "page": {"count": false, "limit": 1, "sort": "id", "order": ☐}})",
     "unknown_order", false},
}};

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
}

// --- rules that are wrong each in its own way ---

struct bad_rule {
    std::string_view before, fault, behind;
    std::string_view member; // behind the rule in the pointer
    std::string_view code;
};

constexpr std::array<bad_rule, 14> bad_rules{{
    {R"({"field": )", R"("zone")", R"(, "op": "eq", "value": 1})", "/field", "unknown_field"},
    {R"({"field": )", R"(7)", R"(, "op": "eq", "value": 1})", "/field", "wrong_type"},
    {R"({"field": "name", "op": )", R"("like")", R"(, "value": "x"})", "/op", "unknown_operator"},
    {R"({"field": "name", "op": )", R"("gt")", R"(, "value": "x"})", "/op", "operator_not_allowed"},
    {R"({"field": "name", "op": "eq", "value": )", R"("")", R"(})", "/value", "empty_string"},
    {R"({"field": "name", "op": "in", "value": )", R"([])", R"(})", "/value", "empty_list"},
    {R"({"field": "name", "op": "in", "value": ["a", )", R"(null)", R"(]})", "/value/1", "wrong_type"},
    {R"({"field": "level", "op": "eq", "value": )", R"("up")", R"(})", "/value", "unknown_enumerator"},
    {R"({"field": "age", "op": "lt", "value": )", R"(1e999)", R"(})", "/value", "number_out_of_range"},
    {R"({"field": "born", "op": "lt", "value": "2000-)", R"(13)", R"(-01 00:00:00"})", "/value", "time_out_of_range"},
    {R"()", R"({)", R"("field": "name", "op": "eq"})", "", "missing_key"},
    {R"({"field": "name", "op": "eq", "value": "x", )", R"("not")", R"(: 1})", "/not", "unknown_key"},
    {R"({"op": "or", "rules": )", R"([])", R"(})", "/rules", "empty_group"},
    {R"()", R"(12)", R"()", "", "wrong_type"},
}};

} // namespace

BOOST_AUTO_TEST_SUITE(conformance_families)

BOOST_AUTO_TEST_CASE(every_kind_of_value_in_every_place) {
    for (json_place const& place : json_places) {
        for (json_value const& v : json_values) {
            if (v.kind == place.kind) {
                continue;
            }
            placed const r = put(place.frame, v.text);
            std::string_view const hint = place.hint;
            std::size_t const bracket = std::min(hint.find(" ("), hint.size());
            expected_diagnostic e =
                fault_of("wrong_type", r.where, std::string(place.expected) + ", " + std::string(v.kind),
                         std::string(hint.substr(0, bracket)));
            if (bracket != hint.size()) {
                e.hint_arguments = hint.substr(bracket + 2, hint.size() - bracket - 3);
            }
            e.pointer = place.pointer;
            BOOST_TEST_CONTEXT(r.request) { check(schema_named("people"), r.request, {.diagnostics = {e}}); }
        }
    }
}

BOOST_AUTO_TEST_CASE(every_field_with_every_operator_and_every_value) {
    std::size_t accepted = 0;
    for (field_row const& field : fields) {
        for (operator_row const& op : operators) {
            for (literal_row const& l : literals) {
                for (bool const in_list : {false, true}) {
                    rule_request const r = make_rule(field, op, l, in_list);
                    expectation const e = expect_rule(r, field, op, l);
                    accepted += e.dump ? 1U : 0U;
                    BOOST_TEST_CONTEXT(r.text) { check(schema_named("people"), r.text, e); }
                }
            }
        }
    }
    BOOST_TEST(accepted > 250U);
}

BOOST_AUTO_TEST_CASE(every_field_of_the_document_is_there) {
    struct row {
        std::string_view field, value, dump;
    };
    static constexpr std::array<row, 18> rows{{
        {"id", "1", "1"},
        {"res_id", "\"00000001\"", "\"00000001\""},
        {"cloud_res_id", "\"sg-xxxxxx\"", "\"sg-xxxxxx\""},
        {"res_name", "\"test-update\"", "\"test-update\""},
        {"res_type", "\"security_group\"", "\"security_group\""},
        {"associated_res_id", "\"1\"", "\"1\""},
        {"associated_cloud_res_id", "\"1\"", "\"1\""},
        {"associated_res_name", "\"1\"", "\"1\""},
        {"associated_res_type", "\"1\"", "\"1\""},
        {"action", "\"update\"", "\"update\""},
        {"bk_biz_id", "-1", "-1"},
        {"vendor", "\"tcloud\"", "\"tcloud\""},
        {"account_id", "\"00000001\"", "\"00000001\""},
        {"operator", "\"Jim\"", "\"Jim\""},
        {"source", "\"api_call\"", "\"api_call\""},
        {"rid", "\"xxxxxx\"", "\"xxxxxx\""},
        {"app_code", "\"xxxxxx\"", "\"xxxxxx\""},
        {"created_at", "\"2023-02-05T15:29:15Z\"", "2023-02-05T15:29:15Z"},
    }};
    auto const& schema = schema_named("hcm.audit");
    BOOST_TEST(schema.fields().size() == rows.size());
    for (row const& r : rows) {
        std::string const name(r.field);
        std::string const page = R"(]}, "page": {"count": false, "limit": 1, "sort": )" + in_quotes(name) + "}}";
        std::string const request = R"({"filter": {"op": "and", "rules": [{"field": )" + in_quotes(name) +
                                    R"(, "op": "eq", "value": )" + std::string(r.value) + "}" + page;
        BOOST_TEST_CONTEXT(request) {
            check(schema, request,
                  {.dump = name + " eq " + std::string(r.dump) + "\nsort " + name + " ascending\nlimit 1 offset 0\n"});
        }
    }
}

BOOST_AUTO_TEST_CASE(every_enumerator_of_the_document) {
    struct row {
        std::string_view field, values;
    };
    static constexpr std::array<row, 4> rows{{
        {"action",
         "create update delete assign recycle recover reboot start stop reset_pwd associate disassociate bind "
         "deliver "},
        {"vendor", "tcloud aws azure gcp huawei "},
        {"source", "api_call background_sync "},
        {"res_type", "account security_group vpc subnet disk cvm route_table eip gcp_firewall_rule image "
                     "network_interface "},
    }};
    for (row const& r : rows) {
        std::string_view rest = r.values;
        while (!rest.empty()) {
            std::string const value(rest.substr(0, rest.find(' ')));
            rest.remove_prefix(value.size() + 1);
            std::string const field(r.field);
            placed const good = put(R"({"filter": {"op": "and", "rules": [{"field": )" + in_quotes(field) +
                                        R"(, "op": "eq", "value": ☐}]}, "page": {"count": true}})",
                                    in_quotes(value));
            BOOST_TEST_CONTEXT(good.request) {
                check(schema_named("hcm.audit"), good.request,
                      {.dump = field + " eq " + in_quotes(value) + "\ncount\n"});
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(every_proper_prefix_of_a_request_ends_too_early) {
    std::string const whole =
        R"({"filter": {"op": "and", "rules": [{"field": "n\u0061me", "op": "in", "value": ["a", "b\\"]}, )"
        R"({"field": "height", "op": "gt", "value": -1.5e3}, {"field": "active", "op": "eq", "value": false}]}, )"
        R"("page": {"count": true}})";
    BOOST_TEST(quern::bind::read(schema_named("people"), whole).has_value());
    std::size_t const number = whole.find("-1.5e3");
    for (std::size_t size = 0; size != whole.size(); ++size) {
        std::string const prefix = whole.substr(0, size);
        auto const result = quern::bind::read(schema_named("people"), prefix);
        BOOST_TEST_CONTEXT(prefix) {
            BOOST_TEST_REQUIRE(!result.has_value());
            auto const found = result.error();
            BOOST_TEST_REQUIRE(found.size() == 1U);
            auto const& d = found[0];
            bool const in_number = size > number && size < number + 6 && !std::isdigit(prefix.back());
            auto const begin = static_cast<std::uint32_t>(in_number ? number : size);
            bool const right = quern::core::name(d.code) == (in_number ? "json_number" : "json_incomplete") &&
                               d.where == span{begin, static_cast<std::uint32_t>(size) - begin};
            BOOST_TEST(right, describe(d, prefix));
        }
    }
}

BOOST_AUTO_TEST_CASE(no_hostile_name_is_a_name) {
    for (name_place const& place : name_places) {
        for (std::string const& name : hostile_names) {
            placed const r = put(place.frame, in_quotes(name));
            auto const result = quern::bind::read(schema_named("people"), r.request);
            BOOST_TEST_CONTEXT(r.request) {
                BOOST_TEST_REQUIRE(!result.has_value());
                auto const found = result.error();
                BOOST_TEST_REQUIRE(found.size() == 1U);
                auto const& d = found[0];
                bool const right = quern::core::name(d.code) == place.code && d.where == r.where;
                BOOST_TEST(right, describe(d, r.request));
                std::string message;
                quern::core::append_message(message, d, quern::core::language::english);
                BOOST_TEST((!place.ascii || is_ascii(message)), message);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(no_hostile_value_changes_the_sql) {
    auto const& schema = schema_named("people");
    for (std::string_view const op : {"eq", "neq", "cs", "cis"}) {
        std::string const frame = R"({"filter": {"op": "and", "rules": [{"field": "name", "op": )" + in_quotes(op) +
                                  R"(, "value": ☐}]}, "page": {"count": true}})";
        auto const plain = quern::bind::read(schema, put(frame, "\"Jim\"").request);
        auto const expected = quern::sql::emit(plain.value(), quern::sql::sqlite).value().text;
        for (std::string const& value : hostile_names) {
            if (value.empty() || value.find("\\u0000") != std::string::npos) {
                continue;
            }
            placed const r = put(frame, in_quotes(value));
            auto const query = quern::bind::read(schema, r.request);
            BOOST_TEST_CONTEXT(r.request) {
                BOOST_TEST_REQUIRE(query.has_value());
                auto const statement = quern::sql::emit(*query, quern::sql::sqlite);
                BOOST_TEST_REQUIRE(statement.has_value());
                BOOST_TEST(statement->text == expected);
                BOOST_TEST(statement->parameters.size() == 1U);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_hidden_field_is_as_one_that_is_not_there) {
    std::vector<std::string> requests;
    for (std::string_view const name : {"salary", "secret", "Salary", "secrets"}) {
        requests.push_back(
            put(R"({"filter": {"op": "and", "rules": []}, "page": {"count": false, "limit": 1, "sort": ☐}})",
                in_quotes(name))
                .request);
        for (operator_row const& op : operators) {
            for (literal_row const& l : literals) {
                for (bool const in_list : {false, true}) {
                    requests.push_back(make_rule({name, type::string}, op, l, in_list).text);
                }
            }
        }
    }
    for (std::string const& request : requests) {
        auto const hidden = quern::bind::read(schema_named("people.hidden"), request);
        auto const absent = quern::bind::read(schema_named("people.bare"), request);
        BOOST_TEST_CONTEXT(request) {
            BOOST_TEST_REQUIRE(!hidden.has_value());
            BOOST_TEST_REQUIRE(!absent.has_value());
            for (auto const l : {quern::core::language::english, quern::core::language::chinese}) {
                BOOST_TEST(quern::core::render(hidden.error(), request, {.language = l}) ==
                           quern::core::render(absent.error(), request, {.language = l}));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(credentials_that_do_not_belong_here_are_not_shown) {
    for (std::string_view const name : {"bk_app_code", "bk_app_secret", "bk_username", "bk_token"}) {
        std::string const request = R"({"filter": {"op": "and", "rules": [], )" + in_quotes(name) +
                                    R"(: "hunter2"}, "page": {"count": 1}, )" + in_quotes(name) + R"(: "hunter2"})";
        auto const result = quern::bind::read(schema_named("hcm.audit"), request);
        BOOST_TEST_CONTEXT(request) {
            BOOST_TEST_REQUIRE(!result.has_value());
            std::string const shown = quern::core::render(result.error(), request);
            BOOST_TEST(shown.find("unknown_key") != std::string::npos);
            BOOST_TEST(shown.find("hunter2") == std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(two_bad_rules_and_a_bad_page_are_reported_together) {
    for (bad_rule const& a : bad_rules) {
        for (bad_rule const& b : bad_rules) {
            std::string request = R"({"filter": {"op": "or", "rules": [)";
            std::vector<expected_diagnostic> expected;
            auto const add = [&](bad_rule const& rule) {
                request += expected.empty() ? "" : ", ";
                request += rule.before;
                expected_diagnostic e = fault_of(
                    std::string(rule.code),
                    {static_cast<std::uint32_t>(request.size()), static_cast<std::uint32_t>(rule.fault.size())}, "…",
                    "…");
                e.pointer = "/filter/rules/" + std::to_string(expected.size()) + std::string(rule.member);
                expected.push_back(std::move(e));
                request.append(rule.fault).append(rule.behind);
            };
            add(a);
            add(b);
            request += R"(]}, "page": {"count": false, "limit": )";
            expected_diagnostic last =
                fault_of("page_out_of_range", {static_cast<std::uint32_t>(request.size()), 3}, R"("limit", 1, 500)");
            last.pointer = "/page/limit";
            expected.push_back(std::move(last));
            request += "501}}";
            BOOST_TEST_CONTEXT(request) { check(schema_named("people"), request, {.diagnostics = expected}); }
        }
    }
}

BOOST_AUTO_TEST_CASE(more_mistakes_than_are_kept_are_counted) {
    // 5 rules of 100 nulls each: the first 100 are kept.
    std::string nulls = "null";
    for (int i = 1; i != 100; ++i) {
        nulls += ", null";
    }
    std::string const rule = R"({"field": "age", "op": "in", "value": [)" + nulls + "]}";
    std::string const request = R"({"filter": {"op": "and", "rules": [)" + rule + "," + rule + "," + rule + "," + rule +
                                "," + rule + R"(]}, "page": {"count": true}})";
    auto const result = quern::bind::read(schema_named("people"), request);
    BOOST_TEST_REQUIRE(!result.has_value());
    auto const found = result.error();
    BOOST_TEST_REQUIRE(found.size() == 101U);
    for (std::size_t i = 0; i != 100; ++i) {
        BOOST_TEST(found[i].pointer == "/filter/rules/0/value/" + std::to_string(i));
    }
    auto const& note = found[100];
    bool const counted =
        note.code == quern::core::code::too_many_diagnostics && note.arguments.at(0) == quern::core::argument("400");
    BOOST_TEST(counted);
}

BOOST_AUTO_TEST_CASE(sixty_four_rules_and_groups_and_no_more) {
    std::string const rule = R"({"field": "age", "op": "eq", "value": 1})";
    auto const group = [](std::vector<std::string> const& elements) {
        std::string out = R"({"op": "or", "rules": [)";
        for (std::string const& e : elements) {
            out.append(&e == elements.data() ? "" : ",").append(e);
        }
        return out + "]}";
    };
    std::string const five = group({rule, rule, rule, rule, rule});   // 6 with the group itself
    std::string const thirty = group({five, five, five, five, five}); // 31 with the group itself
    auto const request = [](std::string const& filter) {
        return R"({"filter": )" + filter + R"(, "page": {"count": true}})";
    };

    std::string const most = request(group({thirty, thirty, rule, rule})); // 31 + 31 + 2
    BOOST_TEST(quern::bind::read(schema_named("people"), most).has_value());

    std::string const more = request(group({thirty, thirty, rule, rule, rule}));
    expected_diagnostic e =
        fault_of("too_many_rules", {static_cast<std::uint32_t>(more.rfind(R"({"field")")), 1}, "64", "split_request");
    e.pointer = "/filter/rules/4";
    check(schema_named("people"), more, {.diagnostics = {e}});
}

BOOST_AUTO_TEST_SUITE_END()
