#include <quern/json/schema.hpp>

#include <quern/api/schemas.hpp>

#include "harness.hpp"

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(schema)

namespace {

using quern::core::code;
using quern::json::read_schema;

constexpr std::string_view people = R"({ "name": "people", "source": "persons", "logic": "two_valued", "key": "id",
  "fields": [
    {"name": "id", "type": "uint64"},
    {"name": "name", "type": "string", "operators": ["eq", "in", "cs", "cis"], "case_folding": "ascii"},
    {"name": "level", "type": "string", "enum": ["low", "high"], "sortable": false},
    {"name": "born", "type": "timestamp", "layout": "datetime", "zone": "+08:00", "storage": "epoch_ms", "column": "b"},
    {"name": "tenant", "type": "int64", "queryable": false, "nullable": false},
    {"name": "code", "type": "int64", "decimal_text": true} ],
  "limits": {"depth": 2, "rules_per_group": 3} })";

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out(text);
    out.replace(out.find(from), from.size(), to);
    return out;
}

struct fault {
    std::string_view from;
    std::string_view to;
    code expected;
    std::string_view pointer;
    std::string_view at; ///< what the span covers
};

/// The forms of arguments, and all that they alone know.
constexpr std::string_view audit = R"({ "name": "audit", "form": "condition", "key": "id", "common_arguments": true,
  "fields": [
    {"name": "id", "type": "int64", "argument": "value", "required": true},
    {"name": "code", "type": "string", "integer_text": true, "argument": "list", "items": ["in", "nin", "cis"]},
    {"name": "at", "type": "timestamp", "argument": "range"},
    {"name": "kind", "type": "string"},
    {"name": "title", "type": "string", "argument": "value"} ],
  "category": {"argument": "category", "field": "kind", "sets": {"all": ["a", "b"], "n/a": ["c"]}},
  "fuzzy": {"argument": "loosely", "field": "title"} })";

/// Each row changes one place of `people`, and breaks it once.
constexpr fault faults[] = {
    {R"("name": "people")", R"("name": "")", code::schema_name, "/name", R"("")"},
    {R"("name": "people", )", "", code::missing_key, "", "{"},
    {R"("name": "people")", R"("name": 1)", code::wrong_type, "/name", "1"},
    {R"("logic")", R"("logik")", code::unknown_key, "/logik", R"("logik")"},
    {R"("two_valued")", R"("four_valued")", code::unknown_choice, "/logic", R"("four_valued")"},
    {R"("key": "id")", R"("key": "nobody")", code::schema_unknown_field, "/key", R"("nobody")"},
    {R"("type": "uint64")", R"("type": "uint64", "nullable": true)", code::schema_key_nullable, "/key", R"("id")"},
    {R"("uint64"})", R"("uint32"})", code::unknown_choice, "/fields/0/type", R"("uint32")"},
    {R"("type": "uint64")", R"("kind": "uint64")", code::unknown_key, "/fields/0/kind", R"("kind")"},
    {R"({"name": "id", "type": "uint64"})", R"(7)", code::wrong_type, "/fields/0", "7"},
    {R"("cs", "cis"])", R"("cs", "like"])", code::unknown_choice, "/fields/1/operators/3", R"("like")"},
    {R"("cs", "cis"])", R"("cs", 1])", code::wrong_type, "/fields/1/operators/3", "1"},
    {R"("type": "string", "operators")", R"("type": "bool", "operators")", code::schema_operator_type,
     "/fields/1/operators", R"(["eq", "in", "cs", "cis"])"},
    {R"("low", "high")", R"("low", "low")", code::schema_enumerator, "/fields/2/enum/1", R"("low")"},
    {R"(["low", "high"])", R"([])", code::schema_enumerator, "/fields/2/enum", "[]"},
    {R"("name": "level")", R"("name": "id")", code::schema_duplicate_field, "/fields/2/name", R"("id")"},
    {R"("sortable": false)", R"("sortable": 0)", code::wrong_type, "/fields/2/sortable", "0"},
    {R"("+08:00")", R"("Shanghai")", code::unknown_choice, "/fields/3/zone", R"("Shanghai")"},
    {R"("epoch_ms")", R"("epoch_ns")", code::unknown_choice, "/fields/3/storage", R"("epoch_ns")"},
    {R"("layout": "datetime", )", "", code::schema_property_type, "/fields/3/zone", R"("+08:00")"},
    {R"("queryable": false)", R"("enum": ["x"])", code::schema_property_type, "/fields/4/enum", R"(["x"])"},
    {R"("depth": 2)", R"("depth": 0)", code::schema_limit, "/limits/depth", "0"},
    {R"("depth": 2)", R"("depth": 65)", code::schema_limit, "/limits/depth", "65"},
    {R"("depth": 2)", R"("depth": 1.5)", code::schema_limit, "/limits/depth", "1.5"},
    {R"("depth": 2)", R"("depth": 2147483648)", code::schema_limit, "/limits/depth", "2147483648"},
    {R"("depth": 2)", R"("depth": "2")", code::wrong_type, "/limits/depth", R"("2")"},
    {R"("depth": 2)", R"("depth": 2, "depth": 3)", code::duplicate_key, "/limits/depth", R"("depth")"},
    {R"("depth": 2)", R"("deep": 2)", code::unknown_key, "/limits/deep", R"("deep")"},
    {R"("limits")", R"("fields": [], "limits")", code::duplicate_key, "/fields", R"("fields")"},
    {R"("limits")", R"("guard": [], "limits")", code::schema_unguarded, "/guard", "[]"},
    {R"("limits")", R"("guard": ["name"], "limits")", code::schema_guarded, "/guard", R"(["name"])"},
};

/// Each row changes one place of `audit`, and breaks it once.
constexpr fault faults_of_arguments[] = {
    {R"("condition", "key")", R"("conditions", "key")", code::unknown_choice, "/form", R"("conditions")"},
    {R"("common_arguments": true)", R"("common_arguments": 1)", code::wrong_type, "/common_arguments", "1"},
    {R"("argument": "value", "required": true)", R"("argument": "values")", code::unknown_choice, "/fields/0/argument",
     R"("values")"},
    {R"("argument": "value", "required": true)", R"("argument": ["value"])", code::wrong_type, "/fields/0/argument",
     R"(["value"])"},
    {R"("argument": "value", "required": true)", R"("required": true)", code::schema_property_type,
     "/fields/0/required", "true"},
    {R"("required": true)", R"("required": "yes")", code::wrong_type, "/fields/0/required", R"("yes")"},
    {R"("required": true)", R"("integer_text": true)", code::schema_property_type, "/fields/0/integer_text", "true"},
    {R"("required": true)", R"("operators": ["in"])", code::schema_property_type, "/fields/0/argument", R"("value")"},
    {R"("required": true)", R"("queryable": false)", code::schema_property_type, "/fields/0/argument", R"("value")"},
    {R"("required": true)", R"("items": ["cis"])", code::schema_operator_type, "/fields/0/items", R"(["cis"])"},
    {R"("required": true)", R"("items": ["eq"])", code::schema_property_type, "/fields/0/items", R"(["eq"])"},
    {R"("cis"]})", R"("contains"]})", code::unknown_choice, "/fields/1/items/2", R"("contains")"},
    {R"("cis"]})", R"("cis", 1]})", code::wrong_type, "/fields/1/items/3", "1"},
    {R"("integer_text": true)", R"("integer_text": 1)", code::wrong_type, "/fields/1/integer_text", "1"},
    {R"("name": "code")", R"("name": "condition")", code::schema_name, "/fields/1/name", R"("condition")"},
    {R"("type": "timestamp")", R"("type": "bool")", code::schema_property_type, "/fields/2/argument", R"("range")"},
    {R"({"argument": "category")", R"({"argument": "id")", code::schema_duplicate_field, "/category/argument",
     R"("id")"},
    {R"({"argument": "category", )", R"({)", code::missing_key, "/category", "{"},
    {R"({"argument": "category")", R"({"arguments": "category")", code::unknown_key, "/category/arguments",
     R"("arguments")"},
    {R"("field": "kind")", R"("field": "kinds")", code::schema_unknown_field, "/category/field", R"("kinds")"},
    {R"("field": "kind")", R"("field": "id")", code::schema_property_type, "/category/field", R"("id")"},
    {R"("field": "kind", )", "", code::missing_key, "/category", "{"},
    {R"({"all": ["a", "b"], "n/a": ["c"]})", R"([])", code::wrong_type, "/category/sets", "[]"},
    {R"({"all": ["a", "b"], "n/a": ["c"]})", R"({})", code::schema_enumerator, "/category/sets", "{}"},
    {R"("all": ["a", "b"])", R"("all": "a")", code::wrong_type, "/category/sets/all", R"("a")"},
    {R"("all": ["a", "b"])", R"("all": ["a", 1])", code::wrong_type, "/category/sets/all/1", "1"},
    {R"("all": ["a", "b"])", R"("all": ["a", "a"])", code::schema_enumerator, "/category/sets/all/1", R"("a")"},
    {R"("n/a": ["c"])", R"("n/a": [])", code::schema_enumerator, "/category/sets/n~1a", "[]"},
    {R"("n/a": ["c"])", R"("n/a": [""])", code::schema_enumerator, "/category/sets/n~1a/0", R"("")"},
    {R"("n/a": ["c"])", R"("n/a": ["c"], "n/a": ["d"])", code::duplicate_key, "/category/sets/n~1a", R"("n/a")"},
    {R"("kind", "type": "string")", R"("kind", "type": "string", "enum": ["a", "b"])", code::unknown_enumerator,
     "/category/sets/n~1a/0", R"("c")"},
    {R"("fuzzy": {)", R"("fuzzy": [], "fuzzi": {)", code::wrong_type, "/fuzzy", "[]"},
    {R"("loosely", "field": "title")", R"("loosely")", code::missing_key, "/fuzzy", "{"},
    {R"("loosely")", R"("category")", code::schema_duplicate_field, "/fuzzy/argument", R"("category")"},
    {R"("loosely")", R"("condition")", code::schema_name, "/fuzzy/argument", R"("condition")"},
    {R"("field": "title")", R"("field": "code")", code::schema_property_type, "/fuzzy/field", R"("code")"},
    {R"("form": "condition")", R"("form": "lookup")", code::schema_form, "/fields/1/items", R"(["in", "nin", "cis"])"},
    {R"("form": "condition")", R"("form": "lookup")", code::schema_form, "/category",
     R"({"argument": "category", "field": "kind", "sets": {"all": ["a", "b"], "n/a": ["c"]}})"},
    {R"("form": "condition")", R"("form": "lookup")", code::schema_form, "/fuzzy",
     R"({"argument": "loosely", "field": "title"})"},
    {R"("form": "condition")", R"("form": "rules")", code::schema_form, "/fields/2/argument", R"("range")"},
    {R"("form": "condition")", R"("form": "rules")", code::schema_form, "/common_arguments", "true"},
};

} // namespace

BOOST_AUTO_TEST_CASE(reads_what_the_forms_of_arguments_know) {
    auto const read = read_schema(audit);
    BOOST_TEST_REQUIRE(read.has_value());
    using enum quern::schema::operation;
    using quern::schema::argument;
    BOOST_TEST((read->form() == quern::schema::form::condition));
    BOOST_TEST(read->common_arguments());
    BOOST_TEST((read->fields()[0].argument == argument::value));
    BOOST_TEST(read->fields()[0].required);
    BOOST_TEST((read->fields()[1].argument == argument::list));
    BOOST_TEST(!read->fields()[1].required);
    BOOST_TEST(read->fields()[1].integer_text);
    BOOST_TEST((read->fields()[1].items == quern::schema::operation_set{in, not_in, icontains}));
    BOOST_TEST((read->fields()[2].argument == argument::range));
    BOOST_TEST((read->fields()[3].argument == argument::none));
    BOOST_TEST(read->fields()[3].items.empty());
    quern::schema::category const category{
        .argument = "category", .field = "kind", .sets = {{"all", {"a", "b"}}, {"n/a", {"c"}}}};
    BOOST_TEST((read->category() == category));
    quern::schema::fuzzy const fuzzy{.argument = "loosely", .field = "title"};
    BOOST_TEST((read->fuzzy() == fuzzy));
    BOOST_TEST((read_schema(replaced(audit, R"(, "common_arguments": true)", ""))->common_arguments() == false));
}

BOOST_AUTO_TEST_CASE(reports_each_mistake_of_arguments_at_its_place) {
    for (fault const& f : faults_of_arguments) {
        std::string const text = replaced(audit, f.from, f.to);
        auto const read = read_schema(text);
        BOOST_TEST_CONTEXT(f.from << " -> " << f.to) {
            BOOST_TEST_REQUIRE(read.has_error());
            quern::core::diagnostics const found = read.error();
            auto const wanted = std::ranges::find_if(found, [&](quern::core::diagnostic const& d) {
                return d.code == f.expected && d.pointer == f.pointer;
            });
            BOOST_TEST_REQUIRE((wanted != found.end()));
            BOOST_TEST(text.substr(wanted->where.offset, wanted->where.length) == f.at);
        }
    }
}

BOOST_AUTO_TEST_CASE(fields_are_an_array) {
    auto const read = read_schema(R"({"name": "t", "key": "id", "fields": {}})");
    BOOST_TEST_REQUIRE(read.has_error());
    BOOST_TEST((read.error()[0].code == code::wrong_type));
    BOOST_TEST(read.error()[0].pointer == "/fields");
}

BOOST_AUTO_TEST_CASE(a_sets_name_may_hold_what_pointers_escape) {
    std::string const text = replaced(audit, R"("n/a": ["c"])", R"("~1/": [""])");
    auto const read = read_schema(text);
    BOOST_TEST_REQUIRE(read.has_error());
    BOOST_TEST(read.error()[0].pointer == "/category/sets/~01~1/0");
    BOOST_TEST(read.error()[0].where.offset == text.find(R"("~1/": [""])") + 8);
}

BOOST_AUTO_TEST_CASE(a_misspelt_key_is_not_missing_as_well) {
    std::string text = replaced(people, R"("key": "id")", R"("keys": "id")");
    text = replaced(text, R"("type": "uint64")", R"("typ": "uint64")");
    auto const read = read_schema(text);
    BOOST_TEST_REQUIRE(read.has_error());
    quern::core::diagnostics const found = read.error();
    BOOST_TEST_REQUIRE(found.size() == 2U);
    BOOST_TEST(found[0].pointer == "/keys");
    BOOST_TEST(found[1].pointer == "/fields/0/typ");
}

BOOST_AUTO_TEST_CASE(reads_every_property) {
    auto const read = read_schema(people);
    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(read->name() == "people");
    BOOST_TEST(read->source() == "persons");
    BOOST_TEST((read->logic() == quern::schema::logic::two_valued));
    BOOST_TEST((*read)[read->key()].name == "id");
    BOOST_TEST(!(*read)[read->key()].nullable);
    BOOST_TEST_REQUIRE(read->fields().size() == 6U);
    using enum quern::schema::operation;
    BOOST_TEST((read->fields()[1].operations == quern::schema::operation_set{eq, in, contains, icontains}));
    BOOST_TEST((read->fields()[1].folding == quern::schema::case_folding::ascii));
    BOOST_TEST(read->fields()[2].enumerators == (std::vector<std::string>{"low", "high"}),
               boost::test_tools::per_element());
    BOOST_TEST(!read->fields()[2].sortable);
    BOOST_TEST(read->fields()[3].zone.minutes == 480);
    BOOST_TEST((read->fields()[3].storage == quern::schema::time_storage::epoch_milliseconds));
    BOOST_TEST(read->fields()[3].column == "b");
    BOOST_TEST(read->fields()[3].path == "born");
    BOOST_TEST(!read->fields()[4].queryable);
    BOOST_TEST(!read->fields()[4].sortable);
    BOOST_TEST(read->fields()[5].decimal_text);
    BOOST_TEST(read->limits().depth == 2U);
    BOOST_TEST(read->limits().rules_per_group == 3U);
    BOOST_TEST(read->limits().page == 500U);
}

BOOST_AUTO_TEST_CASE(reports_each_mistake_at_its_place) {
    for (fault const& f : faults) {
        std::string const text = replaced(people, f.from, f.to);
        auto const read = read_schema(text);
        BOOST_TEST_CONTEXT(f.from << " -> " << f.to) {
            BOOST_TEST_REQUIRE(read.has_error());
            quern::core::diagnostics const found = read.error();
            auto const wanted = std::ranges::find(found, f.expected, &quern::core::diagnostic::code);
            BOOST_TEST_REQUIRE((wanted != found.end()));
            BOOST_TEST(wanted->pointer == f.pointer);
            BOOST_TEST(text.substr(wanted->where.offset, wanted->where.length) == f.at);
        }
    }
}

BOOST_AUTO_TEST_CASE(reports_all_mistakes_together) {
    std::string text = replaced(people, "\"uint64\"", "\"uint\"");
    text = replaced(text, "+08:00", "8");
    text = replaced(text, "\"depth\"", "\"dept\"");
    auto const read = read_schema(text);
    BOOST_TEST_REQUIRE(read.has_error());
    BOOST_TEST(read.error().size() == 3U);
}

BOOST_AUTO_TEST_CASE(keeps_a_hundred_mistakes_of_many_and_counts_the_others) {
    std::string text =
        R"({"name": "t", "key": "id", "fields": [{"name": "id", "type": "uint64"}, {"name": "e", "type": "string", "enum": [)";
    for (int i = 0; i != 1'000; ++i) {
        text += "\"\",";
    }
    text += R"("a"]}]})";
    quern::core::diagnostics const found = read_schema(text).error();
    BOOST_TEST_REQUIRE(found.size() == 101U);
    BOOST_TEST((found[0].code == code::schema_enumerator));
    BOOST_TEST(found[0].pointer == "/fields/1/enum/0");
    BOOST_TEST((found[100].code == code::too_many_diagnostics));
    BOOST_TEST(*found[100].arguments[0].text() == "900");
    BOOST_TEST((found[100].where == quern::core::span{static_cast<std::uint32_t>(text.size()), 0}));
}

BOOST_AUTO_TEST_CASE(refuses_what_is_not_json_and_what_is_too_large) {
    BOOST_TEST((read_schema("{").error()[0].code == code::json_incomplete));
    BOOST_TEST((read_schema("[]").error()[0].code == code::wrong_type));
    BOOST_TEST((read_schema(std::string(1'048'577, ' ')).error()[0].code == code::request_too_large));
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_back_equal) {
    for (auto const& row : quern::api::built_in_schemas) {
        std::string text;
        quern::json::append_schema(text, row.get());
        auto const again = read_schema(text);
        BOOST_TEST_REQUIRE(again.has_value());
        BOOST_TEST((*again == row.get()));
    }
    std::string text;
    quern::json::append_schema(text, *read_schema(people));
    BOOST_TEST((*read_schema(text) == *read_schema(people)));
    text.clear();
    quern::json::append_schema(text, *read_schema(audit));
    BOOST_TEST((*read_schema(text) == *read_schema(audit)));
}

BOOST_AUTO_TEST_CASE(schemas_that_declare_a_guard_are_of_their_own_type) {
    constexpr std::string_view guarded =
        R"({"name": "t", "key": "id", "guard": ["tenant"], "fields": [{"name": "id", "type": "uint64"},)"
        R"( {"name": "tenant", "type": "string", "queryable": false}]})";
    auto const rows = quern::json::read_guarded_schema(guarded).value();
    BOOST_TEST(rows.guard() == std::vector<std::string>{"tenant"}, boost::test_tools::per_element());
    BOOST_TEST((read_schema(guarded).error()[0].code == code::schema_guarded));
    BOOST_TEST(read_schema(guarded).error()[0].pointer == "/guard");
    BOOST_TEST(guarded.substr(read_schema(guarded).error()[0].where.offset).starts_with(R"(["tenant"])"));
    BOOST_TEST((quern::json::read_guarded_schema(people).error()[0].code == code::schema_unguarded));

    BOOST_TEST((std::get<quern::schema::guarded_definition>(*quern::json::read_any_schema(guarded)) == rows));
    BOOST_TEST((std::get<quern::schema::definition>(*quern::json::read_any_schema(people)) == *read_schema(people)));
    BOOST_TEST((quern::json::read_any_schema("{").error()[0].code == code::json_incomplete));
    auto const nobody = replaced(people, R"("key": "id")", R"("key": "nobody")");
    BOOST_TEST((quern::json::read_any_schema(nobody).error()[0].code == code::schema_unknown_field));

    std::string text;
    quern::json::append_schema(text, rows);
    BOOST_TEST((quern::json::read_guarded_schema(text).value() == rows));
}

BOOST_AUTO_TEST_SUITE_END()
