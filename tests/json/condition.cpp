#include "harness.hpp"

#include "marked.hpp"
#include "shown.hpp"

#include <quern/core/message.hpp>
#include <quern/json/condition.hpp>
#include <quern/schema/builder.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(condition)

/// An argument of each kind, items, a category and a fuzzy argument; `at` is required.
static schema::declaration log() {
    using enum schema::operation;
    using schema::argument;
    return {.name = "log",
            .form = schema::form::condition,
            .key = "id",
            .fields = {{.name = "id", .type = schema::scalar::int64, .nullable = false, .argument = argument::value},
                       {.name = "verbs", .argument = argument::list},
                       {.name = "at", .type = schema::scalar::timestamp, .argument = argument::range, .required = true},
                       {.name = "user", .argument = argument::value, .items = {in, not_in}},
                       {.name = "title", .argument = argument::value, .items = {in, icontains}},
                       {.name = "kind"},
                       {.name = "hidden", .queryable = false}},
            .category =
                schema::category{.argument = "category", .field = "kind", .sets = {{"a", {"x", "y"}}, {"b", {"z"}}}},
            .fuzzy = schema::fuzzy{.argument = "fuzzy", .field = "title"},
            .common_arguments = true};
}

struct outcome {
    std::string shown;
    core::diagnostics found;
};

static outcome read(std::string_view text, schema::declaration const& of = log()) {
    outcome made;
    json::document document;
    schema::definition const schema = schema::define(of).value();
    BOOST_TEST_REQUIRE(document.read(text, {65'536, json::condition_reader::depth(schema.limits())}, made.found));
    syntax::request out;
    json::condition_reader().read(document.root(), schema, out, made.found);
    made.shown = test::shown(out);
    return made;
}

/// Reads a request with that condition.
static outcome read_condition(std::string_view text, schema::declaration const& of = log()) {
    return read(R"({"condition":)" + std::string(text) + R"(,"page":{"limit":1}})", of);
}

BOOST_AUTO_TEST_CASE(requests) {
    struct row {
        std::string_view text;
        std::string_view expected;
    };
    row const rows[] = {
        {R"({"page":{"limit":1}})", ""}, // everything
        {R"({"bk_token":[1],"page":{"limit":1},"bk_username":"x"})", ""},
        {R"({"condition":{"at":{"start":"s"}},"page":{"limit":1}})", "and(at gte 's')"}, // left to `bind`
        {R"({"condition":{"at":{"end":"e","start":"s"}},"page":{"limit":1}})", "and(at gte 's', at lte 'e')"},
        {R"({"condition":{"user":"u","verbs":["a","b"],"at":{"end":"e"},"id":7},"page":{"limit":1}})",
         "and(id eq 7, verbs in 'a' 'b', at lte 'e', user eq 'u')"}, // in the order of the schema
        {R"({"condition":{"category":"a","at":{"end":"e"}},"page":{"limit":1}})", "and(at lte 'e', kind in 'x' 'y')"},
        {R"({"condition":{"fuzzy":false,"title":"t","at":{"end":"e"}},"page":{"limit":1}})",
         "and(at lte 'e', title eq 't')"},
        {R"({"condition":{"fuzzy":true,"title":"t","at":{"end":"e"}},"page":{"limit":1}})",
         "and(at lte 'e', title cis 't')"},
        {R"({"condition":{"fuzzy":true,"title":"t","user":"u","at":{"end":"e"}},"page":{"limit":1}})",
         "and(at lte 'e', user eq 'u', title cis 't')"},
        {R"({"condition":{"condition":[{"field":"user","operator":"not_in","value":["u"]},
             {"field":"title","operator":"contains","value":"t"},{"field":"user","operator":"in","value":["u","v"]}],
             "category":"b","at":{"end":"e"}},"page":{"limit":1}})",
         "and(at lte 'e', kind in 'z', user nin 'u', title cis 't', user in 'u' 'v')"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            outcome const made = read(r.text);
            BOOST_TEST(made.found.empty());
            BOOST_TEST(made.shown == r.expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(mistakes_at_the_top) {
    using enum core::code;
    struct row {
        std::string_view text; // the span between the marks
        core::code code;
    };
    row const rows[] = {
        {R"(«[]»)", wrong_type},
        {R"(«{»})", missing_key},
        {R"({"condition":«null»,"page":{"limit":1}})", wrong_type},
        {R"({"condition":«{»},"page":{"limit":1}})", missing_key},
        {R"({"page":«null»})", wrong_type},
        {R"({"page":«{»}})", missing_key},
        {R"({«"pages"»:{"limit":1}})", unknown_key}, // and not missing as well
        {R"({«"filter"»:{},"page":{"limit":1}})", unknown_key},
        {R"({«"bk_tokens"»:1,"page":{"limit":1}})", unknown_key},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            test::marked const m(r.text);
            outcome const made = read(m.text);
            BOOST_TEST_REQUIRE(made.found.size() == 1U);
            BOOST_TEST(core::name(made.found[0].code) == core::name(r.code));
            BOOST_TEST((made.found[0].where == m.where));
        }
    }
}

BOOST_AUTO_TEST_CASE(mistakes_in_the_condition) {
    using enum core::code;
    struct row {
        std::string_view text; // inside of the condition, beside `at`
        core::code code;
        core::hint hint = core::hint::none;
    };
    row const rows[] = {
        {R"("user":«null»)", wrong_type, core::hint::omit_instead},
        {R"("user":«""»)", empty_argument, core::hint::omit_instead},
        {R"("user":«["u"]»)", wrong_type},
        {R"("user":«{"$ne":1}»)", wrong_type},
        {R"("id":«1.5»)", wrong_type},
        {R"("verbs":«"a"»)", wrong_type, core::hint::write_as},
        {R"("verbs":«""»)", wrong_type},
        {R"("verbs":«[]»)", empty_argument, core::hint::omit_instead},
        {R"("verbs":["a",«""»])", empty_argument, core::hint::omit_instead},
        {R"("verbs":["a",«null»])", wrong_type, core::hint::omit_instead},
        {R"("verbs":["a",«[]»])", wrong_type},
        {R"("category":«"c"»)", unknown_enumerator, core::hint::expected_one_of},
        {R"("category":«1»)", wrong_type},
        {R"("category":«""»)", empty_argument, core::hint::omit_instead},
        {R"("title":"t","fuzzy":«"true"»)", wrong_type, core::hint::unquote},
        {R"("title":"t","fuzzy":«1»)", wrong_type},
        {R"(«"fuzzy"»:true)", fuzzy_ignored},
        {R"(«"hidden"»:"x")", unknown_key, core::hint::expected_one_of},
        {R"(«"usr"»:"x")", unknown_key, core::hint::did_you_mean},
        {R"(«"titel"»:"x","fuzzy":true)", unknown_key, core::hint::did_you_mean}, // and no warning as well
        {R"("condition":«{}»)", wrong_type},
        {R"("condition":«null»)", wrong_type, core::hint::omit_instead},
        {R"("condition":«[]»)", empty_argument, core::hint::omit_instead},
        {R"("condition":[«1»])", wrong_type},
        {R"("condition":[«{»"field":"user","operator":"in"}])", missing_key},
        {R"("condition":[{"field":«"id"»,"operator":"in","value":[1]}])", unknown_field, core::hint::expected_one_of},
        {R"("condition":[{"field":«"hidden"»,"operator":"in","value":["x"]}])", unknown_field,
         core::hint::expected_one_of},
        {R"("condition":[{"field":«1»,"operator":"in","value":["x"]}])", wrong_type},
        {R"("condition":[{"field":"user","operator":«"is"»,"value":["x"]}])", unknown_operator,
         core::hint::did_you_mean},
        {R"("condition":[{"field":"user","operator":«null»,"value":["x"]}])", wrong_type},
        {R"("condition":[{"field":"user","operator":«"contains"»,"value":"x"}])", operator_not_allowed,
         core::hint::expected_one_of},
        {R"("condition":[{"field":"user","operator":"in","value":«"x"»}])", wrong_type, core::hint::write_as},
        {R"("condition":[{"field":"user","operator":"in","value":«[]»}])", empty_list},
        {R"("condition":[{"field":"user","operator":"in","value":[«""»]}])", empty_string, core::hint::omit_instead},
        {R"("condition":[{"field":"title","operator":"contains","value":«["x"]»}])", wrong_type},
        {R"("condition":[{"field":"title","operator":"contains","value":«""»}])", empty_string},
        {R"("condition":[{"field":"user","operator":"in","value":["x"],«"not"»:true}])", unknown_key,
         core::hint::expected_one_of},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            test::marked const m(R"({"condition":{"at":{"end":"e"},)" + std::string(r.text) +
                                 R"(},"page":{"limit":1}})");
            outcome const made = read(m.text);
            BOOST_TEST_REQUIRE(made.found.size() == 1U);
            BOOST_TEST(core::name(made.found[0].code) == core::name(r.code));
            BOOST_TEST((made.found[0].where == m.where));
            BOOST_TEST((made.found[0].hint == r.hint));
        }
    }
}

BOOST_AUTO_TEST_CASE(mistakes_of_a_range) {
    using enum core::code;
    struct row {
        std::string_view text;
        core::code code;
    };
    row const rows[] = {
        {R"(«null»)", wrong_type},
        {R"(«"s"»)", wrong_type},
        {R"(«{}»)", range_empty},
        {R"({"start":«null»})", wrong_type},
        {R"({"start":«""»,"end":"e"})", empty_argument},
        {R"({"start":"s",«"stop"»:"e"})", unknown_key},
        {R"({«"strat"»:"s"})", unknown_key}, // and not empty as well
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            test::marked const m(R"({"condition":{"at":)" + std::string(r.text) + R"(},"page":{"limit":1}})");
            outcome const made = read(m.text);
            BOOST_TEST_REQUIRE(made.found.size() == 1U);
            BOOST_TEST(core::name(made.found[0].code) == core::name(r.code));
            BOOST_TEST((made.found[0].where == m.where));
        }
    }
}

BOOST_AUTO_TEST_CASE(items_exclude_the_arguments_that_they_may_name) {
    outcome const made = read_condition(R"({"at":{"end":"e"},"user":"u","title":"t","id":1,
        "condition":[{"field":"user","operator":"in","value":["u"]}]})");
    BOOST_TEST_REQUIRE(made.found.size() == 2U);
    for (core::diagnostic const& d : made.found) {
        BOOST_TEST((d.code == core::code::arguments_exclude));
        BOOST_TEST(d.related.size() == 1U);
    }
    BOOST_TEST((made.found[0].arguments == std::vector<core::argument>{"\"condition\"", "\"user\""}));
    BOOST_TEST((made.found[1].arguments == std::vector<core::argument>{"\"condition\"", "\"title\""}));
}

BOOST_AUTO_TEST_CASE(a_condition_that_asks_nothing) {
    schema::declaration free = log();
    free.fields[2].required = false;
    BOOST_TEST(read_condition(R"({"id":1})", free).found.empty());
    for (std::string_view const text : {"{}", R"({"fuzzy":false})"}) {
        outcome const made = read_condition(text, free);
        BOOST_TEST_REQUIRE(made.found.size() == 1U);
        BOOST_TEST((made.found[0].code == core::code::empty_argument));
    }
    outcome const ignored = read_condition(R"({"fuzzy":true})", free);
    BOOST_TEST(ignored.found.size() == 2U);
    BOOST_TEST(ignored.found.has_errors());
}

BOOST_AUTO_TEST_CASE(a_schema_without_items) {
    schema::declaration plain = log();
    plain.fields[3].items = {};
    plain.fields[4].items = {};
    outcome const made = read_condition(R"({"at":{"end":"e"},"user":"u","condition":[]})", plain);
    BOOST_TEST_REQUIRE(made.found.size() == 1U);
    BOOST_TEST((made.found[0].code == core::code::unknown_key));
}

BOOST_AUTO_TEST_CASE(limits) {
    schema::declaration tight = log();
    tight.limits = {.rules = 2, .list = 2};
    std::string_view const item = R"({"field":"user","operator":"in","value":["u","v"]})";
    std::string const two = std::string(item) + "," + std::string(item);
    auto const with = [](std::string const& items) { return R"({"at":{"end":"e"},"condition":[)" + items + "]}"; };
    BOOST_TEST(read_condition(with(two), tight).found.empty());
    outcome const many = read_condition(with(two + "," + std::string(item)), tight);
    BOOST_TEST_REQUIRE(many.found.size() == 1U);
    BOOST_TEST((many.found[0].code == core::code::too_many_rules));
    outcome const large = read_condition(R"({"at":{"end":"e"},"verbs":["a","b",1,null]})", tight);
    BOOST_TEST_REQUIRE(large.found.size() == 1U); // what is behind the limit is not read
    BOOST_TEST((large.found[0].code == core::code::list_too_long));
}

BOOST_AUTO_TEST_CASE(many_unknown_keys_are_not_all_given_hints) {
    schema::declaration terse = log();
    terse.limits.diagnostics = 2;
    outcome const made = read_condition(R"({"at":{"end":"e"},"usr":1,"uer":1,"use":1,"ser":1})", terse);
    BOOST_TEST_REQUIRE(made.found.size() == 4U);
    for (std::size_t i = 0; i != 4; ++i) {
        BOOST_TEST((made.found[i].code == core::code::unknown_key));
        BOOST_TEST((made.found[i].hint == (i < 2 ? core::hint::did_you_mean : core::hint::none)));
    }
}

BOOST_AUTO_TEST_CASE(what_an_unknown_key_at_the_top_holds_is_concealed) {
    std::string_view const text = R"({"tokens":"hunter2","page":{"limit":1}})";
    outcome const made = read(text);
    BOOST_TEST_REQUIRE(made.found.secrets().size() == 1U);
    core::span const secret = made.found.secrets()[0];
    BOOST_TEST(text.substr(secret.offset, secret.length) == R"("hunter2")");
    schema::declaration open = log();
    open.common_arguments = false;
    BOOST_TEST(read(text, open).found.secrets().empty());
    BOOST_TEST(read(R"({"bk_token":1,"page":{"limit":1}})", open).found.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_an_item_lacks_is_named) {
    outcome const made = read_condition(R"({"at":{"end":"e"},"condition":[{}]})");
    BOOST_TEST_REQUIRE(made.found.size() == 3U);
    std::string_view const names[] = {"\"field\"", "\"operator\"", "\"value\""};
    for (std::size_t i = 0; i != made.found.size(); ++i) {
        BOOST_TEST(core::name(made.found[i].code) == "missing_key");
        BOOST_TEST(*made.found[i].arguments[0].text() == names[i]);
    }
}

BOOST_AUTO_TEST_SUITE_END()
