#include "harness.hpp"

#include "marked.hpp"
#include "shown.hpp"

#include <quern/core/message.hpp>
#include <quern/json/lookup.hpp>
#include <quern/schema/builder.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(lookup)

static schema::declaration card() {
    using schema::argument;
    return {.name = "card",
            .form = schema::form::lookup,
            .key = "number",
            .fields = {{.name = "number", .nullable = false, .integer_text = true, .argument = argument::value},
                       {.name = "owners", .argument = argument::list},
                       {.name = "limit", .type = schema::scalar::int64, .argument = argument::range},
                       {.name = "pin", .queryable = false}},
            .common_arguments = true};
}

/// `number` must be given.
static schema::declaration strict() {
    schema::declaration d = card();
    d.fields[0].required = true;
    return d;
}

struct outcome {
    std::string shown;
    core::diagnostics found;
};

static outcome read(std::string_view text, schema::declaration const& of = card()) {
    outcome made;
    json::document document;
    schema::definition const schema = schema::define(of).value();
    BOOST_TEST_REQUIRE(document.read(text, {65'536, json::lookup_reader::depth(schema.limits())}, made.found));
    syntax::request out;
    json::lookup_reader().read(document.root(), schema, out, made.found);
    made.shown = test::shown(out);
    return made;
}

BOOST_AUTO_TEST_CASE(requests) {
    struct row {
        std::string_view text;
        std::string_view expected;
    };
    row const rows[] = {
        {R"({"number":"1"})", "and(number eq '1')"},
        {R"({"number":100000000000000000000000000000000000000000})",
         "and(number eq 100000000000000000000000000000000000000000)"},
        {R"({"owners":["b","a"],"number":7})", "and(number eq 7, owners in 'b' 'a')"}, // in the order of the schema
        {R"({"limit":{"end":9,"start":-1}})", "and(limit gte -1, limit lte 9)"},
        {R"({"bk_token":{"number":1},"number":7,"bk_app_code":null})", "and(number eq 7)"},
        {R"({"\u006eumber":7,"bk_\u0074oken":"x"})", "and(number eq 7)"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            outcome const made = read(r.text);
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
        core::hint hint = core::hint::none;
    };
    row const rows[] = {
        {R"(«null»)", wrong_type},
        {R"(«[{"number":1}]»)", wrong_type},
        {R"(«{»})", missing_key, core::hint::expected_one_of}, // no omission selects everything
        {R"(«{»"bk_token":"x"})", missing_key, core::hint::expected_one_of},
        {R"({"number":«null»})", wrong_type, core::hint::omit_instead},
        {R"({"number":«""»})", empty_argument, core::hint::omit_instead},
        {R"({"number":«[1]»})", wrong_type},
        {R"({"owners":«"a"»})", wrong_type, core::hint::write_as},
        {R"({"owners":«[]»})", empty_argument, core::hint::omit_instead},
        {R"({"limit":«{}»})", range_empty},
        {R"({"limit":{"start":«0.5»}})", wrong_type},
        {R"({"limit":{«"ende"»:1}})", unknown_key, core::hint::did_you_mean}, // and not empty as well
        {R"({"limit":{«"stat"»:1}})", unknown_key, core::hint::did_you_mean},
        {R"({"number":1,«"pin"»:"x"})", unknown_key, core::hint::expected_one_of},
        {R"({«"Number"»:1})", unknown_key, core::hint::did_you_mean},
        {R"({«"bk_tokne"»:1,"number":1})", unknown_key, core::hint::did_you_mean},
        {R"({"number":1,«"page"»:{}})", unknown_key, core::hint::expected_one_of},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            test::marked const m(r.text);
            outcome const made = read(m.text);
            BOOST_TEST_REQUIRE(made.found.size() == 1U);
            BOOST_TEST(core::name(made.found[0].code) == core::name(r.code));
            BOOST_TEST((made.found[0].where == m.where));
            BOOST_TEST((made.found[0].hint == r.hint));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_required) {
    using enum core::code;
    struct row {
        std::string_view text;
        core::code code;
        core::hint hint = core::hint::none;
    };
    row const rows[] = {
        {R"(«{»"owners":["a"]})", missing_key},
        {R"({"number":«null»})", wrong_type}, // it may not be left out either
        {R"({"number":«""»})", empty_argument},
        {R"({«"nubmer"»:"x"})", unknown_key, core::hint::did_you_mean}, // and not missing as well
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            test::marked const m(r.text);
            outcome const made = read(m.text, strict());
            BOOST_TEST_REQUIRE(made.found.size() == 1U);
            BOOST_TEST(core::name(made.found[0].code) == core::name(r.code));
            BOOST_TEST((made.found[0].where == m.where));
            BOOST_TEST((made.found[0].hint == r.hint));
        }
    }
}

BOOST_AUTO_TEST_CASE(many_unknown_keys_are_not_all_given_the_names) {
    schema::declaration terse = card();
    terse.limits.diagnostics = 2;
    outcome const made = read(R"({"number":1,"a":1,"b":1,"c":1,"d":1})", terse);
    BOOST_TEST_REQUIRE(made.found.size() == 4U);
    for (std::size_t i = 0; i != 4; ++i) {
        BOOST_TEST((made.found[i].code == core::code::unknown_key));
        BOOST_TEST(made.found[i].hint_arguments.size() == (i < 2 ? 3U : 0U));
    }
}

BOOST_AUTO_TEST_CASE(common_arguments_where_the_schema_has_none) {
    schema::declaration open = card();
    open.common_arguments = false;
    outcome const made = read(R"({"number":1,"bk_token":"x"})", open);
    BOOST_TEST_REQUIRE(made.found.size() == 1U);
    BOOST_TEST((made.found[0].code == core::code::unknown_key));
}

BOOST_AUTO_TEST_SUITE_END()
