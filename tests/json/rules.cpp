#include "harness.hpp"

#include "marked.hpp"
#include "shown.hpp"

#include <quern/core/message.hpp>
#include <quern/json/rules.hpp>
#include <quern/schema/builder.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(rules)

static schema::definition small(core::limits const& limits = {}, schema::le_policy le = schema::le_policy::warn) {
    return schema::builder("small").key("id").add({.name = "id"}).limits(limits).le(le).build().value();
}

struct outcome {
    std::string shown;
    core::diagnostics found;
};

/// Reads a request with that filter.
static outcome filter(std::string_view text, schema::definition const& schema = small()) {
    std::string const request = "{\"filter\":" + std::string(text) + ",\"page\":{\"count\":true}}";
    json::document document;
    outcome made;
    BOOST_TEST_REQUIRE(document.read(request, {65'536, json::rules_reader::depth(schema.limits())}, made.found));
    syntax::request out;
    json::rules_reader reader;
    reader.read(document.root(), schema, out, made.found);
    made.shown = test::shown(out);
    return made;
}

BOOST_AUTO_TEST_CASE(trees) {
    struct row {
        std::string_view text;
        std::string_view expected;
    };
    row const rows[] = {
        {R"({"op":"and","rules":[]})", ""},
        {R"({"op":"or","rules":[]})", ""}, // `op` has no effect there
        {R"({"op":"and","rules":[{"field":"id","op":"eq","value":"x"}]})", "and(id eq 'x')"},
        {R"({"rules":[{"value":"x","op":"eq","field":"id"}],"op":"or"})", "or(id eq 'x')"},
        {R"({"\u006fp":"and","rules":[{"field":"\u0069d","op":"e\u0071","value":"\n"}]})", "and(id eq '\n')"},
        {R"({"op":"and","rules":[{"field":"id","op":"in","value":[true,1.50,"x",false]}]})",
         "and(id in true 1.50 'x' false)"},
        {R"({"op":"and","rules":[{"field":"id","op":"nin","value":[""]}]})", "and(id nin '')"},
        {R"({"op":"and","rules":[{"field":"id","op":"neq","value":1e400}]})", "and(id neq 1e400)"}, // left to `bind`
        {R"({"op":"and","rules":[{"field":"id","op":"cs","value":"x"},
             {"op":"or","rules":[{"field":"id","op":"lte","value":0},{"op":"and","rules":[{"field":"a","op":"gt","value":1}]}]},
             {"field":"id","op":"cis","value":"y"}]})",
         "and(id cs 'x', or(id lte 0, and(a gt 1)), id cis 'y')"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            outcome const made = filter(r.text);
            BOOST_TEST(made.found.empty());
            BOOST_TEST(made.shown == r.expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(mistakes) {
    using enum core::code;
    struct row {
        std::string_view text; // the span between the marks
        core::code code;
        std::string_view shown;
    };
    row const rows[] = {
        {R"(«[]»)", wrong_type, ""},
        {R"(«{»"op":"and"})", missing_key, ""},
        {R"(«{»"rules":[]})", missing_key, ""},
        {R"({"op":"and","rules":«null»})", wrong_type, ""},
        {R"({"op":"and","rules":«{}»})", wrong_type, ""},
        {R"({"op":«"AND"»,"rules":[]})", unknown_connective, ""},
        {R"({"op":«1»,"rules":[]})", wrong_type, ""},
        {R"({"op":"and","rules":[],«"$where"»:1})", unknown_key, ""},
        {R"({"op":"and","rules":[«7»]})", wrong_type, "and()"},
        {R"({"op":"and","rules":[{"op":"or","rules":«[]»}]})", empty_group, "and()"},
        {R"({"op":"and","rules":[«{»"op":"eq","value":1}]})", missing_key, "and(- eq 1)"},
        {R"({"op":"and","rules":[«{»"field":"id","value":1}]})", missing_key, "and(id - 1)"},
        {R"({"op":"and","rules":[«{»"field":"id","op":"eq"}]})", missing_key, "and(id eq)"},
        {R"({"op":"and","rules":[{"field":«1»,"op":"eq","value":1}]})", wrong_type, "and(- eq 1)"},
        {R"({"op":"and","rules":[{"field":"id","op":«"EQ"»,"value":1}]})", unknown_operator, "and(id - 1)"},
        {R"({"op":"and","rules":[{"field":"id","op":«null»,"value":1}]})", wrong_type, "and(id - 1)"},
        {R"({"op":"and","rules":[{"field":"id","op":"eq","value":«null»}]})", wrong_type, "and(id eq)"},
        {R"({"op":"and","rules":[{"field":"id","op":"eq","value":«{"$ne":1}»}]})", wrong_type, "and(id eq)"},
        {R"({"op":"and","rules":[{"field":"id","op":"eq","value":«[0]»}]})", wrong_type, "and(id eq)"},
        {R"({"op":"and","rules":[{"field":"id","op":"eq","value":«""»}]})", empty_string, "and(id eq)"},
        {R"({"op":"and","rules":[{"field":"id","op":"cis","value":«""»}]})", empty_string, "and(id cis)"},
        {R"({"op":"and","rules":[{"field":"id","op":"in","value":«"x"»}]})", wrong_type, "and(id in)"},
        {R"({"op":"and","rules":[{"field":"id","op":"nin","value":«[]»}]})", empty_list, "and(id nin)"},
        {R"({"op":"and","rules":[{"field":"id","op":"in","value":[1,«[2]»]}]})", wrong_type, "and(id in 1)"},
        {R"({"op":"and","rules":[{"field":"id","op":"in","value":[«null»,2]}]})", wrong_type, "and(id in 2)"},
        {R"({"op":"and","rules":[{"field":"id","op":«"le"»,"value":1}]})", operator_alias, "and(id lt 1)"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            test::marked const m(r.text);
            outcome const made = filter(m.text);
            BOOST_TEST_REQUIRE(made.found.size() == 1U);
            BOOST_TEST(core::name(made.found[0].code) == core::name(r.code));
            std::uint32_t const before = sizeof("{\"filter\":") - 1;
            BOOST_TEST((made.found[0].where == core::span{m.where.offset + before, m.where.length}));
            BOOST_TEST(made.shown == r.shown);
        }
    }
}

BOOST_AUTO_TEST_CASE(neither_a_rule_nor_a_group) {
    outcome const made = filter(R"({"op":"and","rules":[{"field":"id","op":"eq","value":1,"rules":[]}]})");
    BOOST_TEST_REQUIRE(!made.found.empty());
    BOOST_TEST((made.found[0].code == core::code::ambiguous_rule));
    BOOST_TEST(made.found[0].related.size() == 1U);
    BOOST_TEST(made.found.has_errors());
}

BOOST_AUTO_TEST_CASE(a_retired_operator) {
    schema::definition const strict = small({}, schema::le_policy::reject);
    outcome const made = filter(R"({"op":"and","rules":[{"field":"id","op":"le","value":1}]})", strict);
    BOOST_TEST_REQUIRE(made.found.size() == 1U);
    BOOST_TEST((made.found[0].code == core::code::operator_retired));
}

BOOST_AUTO_TEST_CASE(limits) {
    using enum core::code;
    std::string_view const two = R"({"op":"and","rules":[{"field":"id","op":"in","value":[1,2]},
        {"op":"or","rules":[{"field":"id","op":"eq","value":3},{"field":"id","op":"eq","value":4}]}]})";
    struct row {
        std::string_view name;
        core::limits limits;
        std::optional<core::code> code; // the first
    };
    row const rows[] = {
        {"just enough", {.depth = 2, .rules_per_group = 2, .rules = 4, .list = 2}, std::nullopt},
        {"too deep", {.depth = 1, .rules_per_group = 2, .rules = 4, .list = 2}, group_too_deep},
        {"too wide", {.depth = 2, .rules_per_group = 1, .rules = 4, .list = 2}, group_too_large},
        {"too many", {.depth = 2, .rules_per_group = 2, .rules = 3, .list = 2}, too_many_rules},
        {"too long", {.depth = 2, .rules_per_group = 2, .rules = 4, .list = 1}, list_too_long},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            outcome const made = filter(two, small(r.limits));
            if (r.code) {
                BOOST_TEST_REQUIRE(made.found.size() == 1U);
                BOOST_TEST(core::name(made.found[0].code) == core::name(*r.code));
            } else {
                BOOST_TEST(made.found.empty());
                BOOST_TEST(made.shown == "and(id in 1 2, or(id eq 3, id eq 4))");
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_whole_request) {
    struct row {
        std::string_view text;
        std::vector<core::code> codes;
    };
    using enum core::code;
    row const rows[] = {
        {R"({"filter":{"op":"and","rules":[]},"page":{"count":true}})", {}},
        {R"([])", {wrong_type}},
        {R"({})", {missing_key, missing_key}},
        {R"({"filter":{"op":"and","rules":[]}})", {missing_key}},
        {R"({"page":{"count":true}})", {missing_key}},
        {R"({"filter":{"op":"and","rules":[]},"page":{"count":true},"fields":[]})", {unknown_key}},
    };
    json::document document;
    json::rules_reader reader; // one for all
    syntax::request out;
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            core::diagnostics found;
            BOOST_TEST_REQUIRE(document.read(r.text, {65'536, 24}, found));
            out.clear();
            reader.read(document.root(), small(), out, found);
            std::vector<core::code> codes;
            for (core::diagnostic const& d : found) {
                codes.push_back(d.code);
            }
            BOOST_TEST((codes == r.codes));
            BOOST_TEST(out.nodes.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(depth_of_json) {
    BOOST_TEST(json::rules_reader::depth({.depth = 4}) >= 9U); // four groups in lists, and a list of values in the last
}

BOOST_AUTO_TEST_SUITE_END()
