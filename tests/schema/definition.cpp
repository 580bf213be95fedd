#include "harness.hpp"

#include <quern/core/message.hpp>

#include <quern/schema/definition.hpp>

#include <functional>

namespace core = quern::core;
namespace schema = quern::schema;

BOOST_AUTO_TEST_SUITE(definition)

static schema::declaration sound() {
    return {.name = "people",
            .key = "id",
            .fields = {{.name = "id", .type = schema::scalar::uint64, .nullable = false},
                       {.name = "name"},
                       {.name = "born", .type = schema::scalar::timestamp},
                       {.name = "adult", .type = schema::scalar::boolean}}};
}

BOOST_AUTO_TEST_CASE(completes_what_was_left_out) {
    schema::definition const made = schema::define(sound()).value();
    BOOST_TEST(made.name() == "people");
    BOOST_TEST(made.source() == "people");
    BOOST_TEST(made.fields().size() == 4U);
    BOOST_TEST(made[1].column == "name");
    BOOST_TEST(made[1].path == "name");
    BOOST_TEST(made.key() == 0);
    BOOST_TEST((made.limits() == core::limits{}));
    BOOST_TEST((made.form() == schema::form::rules));
    BOOST_TEST((made.logic() == schema::logic::three_valued));
    BOOST_TEST((made.le() == schema::le_policy::warn));
    using enum schema::operation;
    // form 1 orders numbers and times alone
    BOOST_TEST((*made[0].operations == schema::operation_set{eq, ne, lt, le, gt, ge, in, not_in, is_null, not_null}));
    BOOST_TEST(
        (*made[1].operations == schema::operation_set{eq, ne, in, not_in, contains, icontains, is_null, not_null}));
    BOOST_TEST((*made[2].operations == schema::operation_set{eq, ne, lt, le, gt, ge, in, not_in, is_null, not_null}));
    BOOST_TEST((*made[3].operations == schema::operation_set{eq, ne, in, not_in, is_null, not_null}));
}

BOOST_AUTO_TEST_CASE(keeps_what_was_said) {
    schema::declaration d = sound();
    d.source = "table";
    d.fields[1].column = "c";
    d.fields[1].path = "a.b";
    d.fields[1].operations = schema::operation_set{schema::operation::lt};
    d.fields[1].queryable = false;
    schema::definition const made = schema::define(d).value();
    BOOST_TEST(made.source() == "table");
    BOOST_TEST(made[1].column == "c");
    BOOST_TEST(made[1].path == "a.b");
    BOOST_TEST((*made[1].operations == schema::operation_set{schema::operation::lt}));
    BOOST_TEST(!made[1].sortable); // nobody may sort by what nobody may see
}

BOOST_AUTO_TEST_CASE(finds_fields_by_their_names) {
    schema::definition const made = schema::define(sound()).value();
    BOOST_TEST((made.find("id") == schema::field_index{0}));
    BOOST_TEST((made.find("name") == schema::field_index{1}));
    BOOST_TEST((made.find("born") == schema::field_index{2}));
    BOOST_TEST((made.find("adult") == schema::field_index{3}));
    for (std::string_view const text : {"", "Name", "nam", "names", "zz", "a"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!made.find(text).has_value()); }
    }
}

BOOST_AUTO_TEST_CASE(equal_where_the_declarations_are) {
    schema::definition const a = schema::define(sound()).value();
    schema::definition const copy = a;
    schema::declaration other = sound();
    other.fields[3].nullable = false;
    BOOST_TEST((copy == a));
    BOOST_TEST((schema::define(sound()).value() == a));
    BOOST_TEST((schema::define(a.declaration()).value() == a));
    BOOST_TEST((schema::define(other).value() != a));
}

BOOST_AUTO_TEST_CASE(mistakes) {
    using enum core::code;
    using declaration = schema::declaration;
    using namespace std::string_literals;
    struct row {
        std::string_view name;
        std::function<void(declaration&)> spoil;
        core::code code;
        std::string_view pointer;
    };
    row const rows[] = {
        {"no name", [](declaration& d) { d.name.clear(); }, schema_name, "/name"},
        {"U+0000 in the name", [](declaration& d) { d.name = "a\0"s; }, schema_name, "/name"},
        {"the source is not UTF-8", [](declaration& d) { d.source = "\xff"; }, schema_name, "/source"},
        {"a field without name", [](declaration& d) { d.fields[1].name.clear(); }, schema_name, "/fields/1/name"},
        {"U+0000 in a column", [](declaration& d) { d.fields[1].column = "a\0b"s; }, schema_name, "/fields/1/column"},
        {"a path is not UTF-8", [](declaration& d) { d.fields[2].path = "\xc3"; }, schema_name, "/fields/2/path"},
        {"one name twice", [](declaration& d) { d.fields[3].name = "name"; }, schema_duplicate_field, "/fields/3/name"},
        {"no key", [](declaration& d) { d.key.clear(); }, schema_unknown_field, "/key"},
        {"a key that is no field", [](declaration& d) { d.key = "ID"; }, schema_unknown_field, "/key"},
        {"a key that may be absent", [](declaration& d) { d.key = "name"; }, schema_key_nullable, "/key"},
        {"an enumeration of numbers", [](declaration& d) { d.fields[0].enumerators = {"1"}; }, schema_property_type,
         "/fields/0/enum"},
        {"decimal text of a string", [](declaration& d) { d.fields[1].decimal_text = true; }, schema_property_type,
         "/fields/1/decimal_text"},
        {"the case of a number", [](declaration& d) { d.fields[0].folding = schema::case_folding::ascii; },
         schema_property_type, "/fields/0/case_folding"},
        {"a layout of a string", [](declaration& d) { d.fields[1].layout = core::time_layout::datetime; },
         schema_property_type, "/fields/1/layout"},
        {"a zone of a layout that names its own", [](declaration& d) { d.fields[2].zone = {480}; },
         schema_property_type, "/fields/2/zone"},
        {"a zone of a string", [](declaration& d) { d.fields[1].zone = {480}; }, schema_property_type,
         "/fields/1/zone"},
        {"a zone of 24 hours",
         [](declaration& d) { d.fields[2].layout = core::time_layout::datetime, d.fields[2].zone = {1'440}; },
         schema_property_type, "/fields/2/zone"},
        {"a zone of -24 hours",
         [](declaration& d) { d.fields[2].layout = core::time_layout::datetime, d.fields[2].zone = {-1'440}; },
         schema_property_type, "/fields/2/zone"},
        {"how a store holds a string", [](declaration& d) { d.fields[1].storage = schema::time_storage::text; },
         schema_property_type, "/fields/1/storage"},
        {"text that does not sort as time",
         [](declaration& d) {
             d.fields[2].layout = core::time_layout::rfc3339, d.fields[2].storage = schema::time_storage::text;
         },
         schema_property_type, "/fields/2/storage"},
        {"a number contains", [](declaration& d) { d.fields[0].operations = {schema::operation::contains}; },
         schema_operator_type, "/fields/0/operators"},
        {"truth is ordered", [](declaration& d) { d.fields[3].operations = {schema::operation::ge}; },
         schema_operator_type, "/fields/3/operators"},
        {"an empty enumerator", [](declaration& d) { d.fields[1].enumerators = {"a", ""}; }, schema_enumerator,
         "/fields/1/enum/1"},
        {"an enumerator twice", [](declaration& d) { d.fields[1].enumerators = {"b", "a", "b"}; }, schema_enumerator,
         "/fields/1/enum/2"},
        {"U+0000 in an enumerator", [](declaration& d) { d.fields[1].enumerators = {"\0"s}; }, schema_enumerator,
         "/fields/1/enum/0"},
        {"an enumerator is not UTF-8", [](declaration& d) { d.fields[1].enumerators = {"\x80"}; }, schema_enumerator,
         "/fields/1/enum/0"},
        {"bytes", [](declaration& d) { d.limits.bytes = 0; }, schema_limit, "/limits/bytes"},
        {"bytes, too many", [](declaration& d) { d.limits.bytes = 0x80000000; }, schema_limit, "/limits/bytes"},
        {"depth", [](declaration& d) { d.limits.depth = 0; }, schema_limit, "/limits/depth"},
        {"depth, too deep", [](declaration& d) { d.limits.depth = 65; }, schema_limit, "/limits/depth"},
        {"rules per group", [](declaration& d) { d.limits.rules_per_group = 0; }, schema_limit,
         "/limits/rules_per_group"},
        {"rules", [](declaration& d) { d.limits.rules = 1'000'001; }, schema_limit, "/limits/rules"},
        {"list", [](declaration& d) { d.limits.list = 0; }, schema_limit, "/limits/list"},
        {"string", [](declaration& d) { d.limits.string = 0; }, schema_limit, "/limits/string"},
        {"sort keys", [](declaration& d) { d.limits.sort_keys = 65; }, schema_limit, "/limits/sort_keys"},
        {"page", [](declaration& d) { d.limits.page = 0; }, schema_limit, "/limits/page"},
        {"diagnostics", [](declaration& d) { d.limits.diagnostics = 0; }, schema_limit, "/limits/diagnostics"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            schema::declaration d = sound();
            r.spoil(d);
            auto const made = schema::define(d);
            BOOST_TEST_REQUIRE(made.has_error());
            BOOST_TEST_REQUIRE(made.error().size() == 1U);
            BOOST_TEST(core::name(made.error()[0].code) == core::name(r.code));
            BOOST_TEST(made.error()[0].pointer == r.pointer);
        }
    }
}

/// A schema of form `condition` with all that this form knows.
static schema::declaration audit() {
    using schema::argument;
    return {.name = "audit",
            .form = schema::form::condition,
            .key = "id",
            .fields = {{.name = "id", .type = schema::scalar::uint64, .nullable = false},
                       {.name = "user", .argument = argument::value, .items = {schema::operation::not_in}},
                       {.name = "action", .argument = argument::list},
                       {.name = "at", .type = schema::scalar::timestamp, .argument = argument::range, .required = true},
                       {.name = "kind"},
                       {.name = "title", .argument = argument::value}},
            .category = schema::category{.argument = "category", .field = "kind", .sets = {{"a", {"x", "y"}}}},
            .fuzzy = schema::fuzzy{.argument = "fuzzy_query", .field = "title"}};
}

BOOST_AUTO_TEST_CASE(arguments_say_what_may_be_asked) {
    using enum schema::operation;
    schema::definition const made = schema::define(audit()).value();
    BOOST_TEST((*made[0].operations == schema::operation_set{}));
    BOOST_TEST((*made[1].operations == schema::operation_set{eq, not_in}));
    BOOST_TEST((*made[2].operations == schema::operation_set{in}));
    BOOST_TEST((*made[3].operations == schema::operation_set{ge, le}));
    BOOST_TEST((*made[4].operations == schema::operation_set{in}));
    BOOST_TEST((*made[5].operations == schema::operation_set{eq, icontains}));
}

BOOST_AUTO_TEST_CASE(mistakes_of_arguments) {
    using enum core::code;
    using declaration = schema::declaration;
    struct row {
        std::string_view name;
        std::function<void(declaration&)> spoil;
        core::code code;
        std::string_view pointer;
    };
    row const rows[] = {
        {"integer text of an integer", [](declaration& d) { d.fields[0].integer_text = true; }, schema_property_type,
         "/fields/0/integer_text"},
        {"a range of booleans", [](declaration& d) { d.fields[3].type = schema::scalar::boolean; },
         schema_property_type, "/fields/3/argument"},
        {"required, but no argument", [](declaration& d) { d.fields[4].required = true; }, schema_property_type,
         "/fields/4/required"},
        {"an argument of a hidden field",
         [](declaration& d) {
             d.fields[1].queryable = false;
             d.fields[1].items = {};
         },
         schema_property_type, "/fields/1/argument"},
        {"an argument that the operators forbid",
         [](declaration& d) { d.fields[2].operations = {{schema::operation::eq}}; }, schema_property_type,
         "/fields/2/argument"},
        {"one end of a range alone", [](declaration& d) { d.fields[3].operations = {{schema::operation::ge}}; },
         schema_property_type, "/fields/3/argument"},
        {"items that the operators forbid", [](declaration& d) { d.fields[1].operations = {{schema::operation::eq}}; },
         schema_property_type, "/fields/1/items"},
        {"items of a hidden field",
         [](declaration& d) {
             d.fields.push_back({.name = "x", .queryable = false, .items = {schema::operation::in}});
         },
         schema_property_type, "/fields/6/items"},
        {"items that the form cannot say", [](declaration& d) { d.fields[1].items = {schema::operation::eq}; },
         schema_property_type, "/fields/1/items"},
        {"an argument called as the items are", [](declaration& d) { d.fields[2].name = "condition"; }, schema_name,
         "/fields/2/name"},
        {"a category called as the items are", [](declaration& d) { d.category->argument = "condition"; }, schema_name,
         "/category/argument"},
        {"a category of a hidden field", [](declaration& d) { d.fields[4].queryable = false; }, schema_property_type,
         "/category/field"},
        {"a category of a field that is never asked so",
         [](declaration& d) { d.fields[4].operations = {{schema::operation::eq}}; }, schema_property_type,
         "/category/field"},
        {"a category of values that the field does not take", [](declaration& d) { d.fields[4].enumerators = {"x"}; },
         unknown_enumerator, "/category/sets/a/1"},
        {"a category of values that are too long",
         [](declaration& d) {
             d.limits.string = 2;
             d.category->sets[0].values[0] = "xyz";
         },
         string_too_long, "/category/sets/a/0"},
        {"fuzzy, but no argument", [](declaration& d) { d.fields[5].argument = schema::argument::none; },
         schema_property_type, "/fuzzy/field"},
        {"a fuzzy list", [](declaration& d) { d.fuzzy->field = "action"; }, schema_property_type, "/fuzzy/field"},
        {"fuzzy, but never contained", [](declaration& d) { d.fields[5].operations = {{schema::operation::eq}}; },
         schema_property_type, "/fuzzy/field"},
        {"items of another type", [](declaration& d) { d.fields[0].items = {schema::operation::icontains}; },
         schema_operator_type, "/fields/0/items"},
        {"a category without name", [](declaration& d) { d.category->argument.clear(); }, schema_name,
         "/category/argument"},
        {"a category of no field", [](declaration& d) { d.category->field = "none"; }, schema_unknown_field,
         "/category/field"},
        {"a category of numbers", [](declaration& d) { d.category->field = "id"; }, schema_property_type,
         "/category/field"},
        {"a category that is another argument", [](declaration& d) { d.category->argument = "user"; },
         schema_duplicate_field, "/category/argument"},
        {"a category without sets", [](declaration& d) { d.category->sets.clear(); }, schema_enumerator,
         "/category/sets"},
        {"a set without name", [](declaration& d) { d.category->sets[0].name.clear(); }, schema_name,
         "/category/sets/"},
        {"a set without values", [](declaration& d) { d.category->sets[0].values.clear(); }, schema_enumerator,
         "/category/sets/a"},
        {"an empty value", [](declaration& d) { d.category->sets[0].values[1].clear(); }, schema_enumerator,
         "/category/sets/a/1"},
        {"a value twice", [](declaration& d) { d.category->sets[0].values[1] = "x"; }, schema_enumerator,
         "/category/sets/a/1"},
        {"a set twice", [](declaration& d) { d.category->sets = {{"a/~", {"x"}}, {"b", {"x"}}, {"a/~", {"y"}}}; },
         schema_enumerator, "/category/sets/a~1~0"},
        {"a set whose name is too long to be pointed to",
         [](declaration& d) { d.category->sets.push_back({std::string(1'100, 'k'), {"x", ""}}); }, schema_enumerator,
         "/category/sets"},
        {"a fuzzy field that is none", [](declaration& d) { d.fuzzy->field = "none"; }, schema_unknown_field,
         "/fuzzy/field"},
        {"a fuzzy number", [](declaration& d) { d.fuzzy->field = "id"; }, schema_property_type, "/fuzzy/field"},
        {"one argument for two", [](declaration& d) { d.fuzzy->argument = "category"; }, schema_duplicate_field,
         "/fuzzy/argument"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            schema::declaration d = audit();
            r.spoil(d);
            auto const made = schema::define(d);
            BOOST_TEST_REQUIRE(made.has_error());
            BOOST_TEST_REQUIRE(made.error().size() == 1U);
            BOOST_TEST(core::name(made.error()[0].code) == core::name(r.code));
            BOOST_TEST(made.error()[0].pointer == r.pointer);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_a_form_gives_no_meaning) {
    using core::code;
    schema::declaration const lookup{.name = "t",
                                     .form = schema::form::lookup,
                                     .key = "id",
                                     .fields = {{.name = "id", .nullable = false, .argument = schema::argument::value}},
                                     .common_arguments = true};
    BOOST_TEST(schema::define(lookup).has_value());
    struct row {
        std::string_view name;
        std::function<void(schema::declaration&)> spoil;
        core::code code;
        std::string_view pointer;
    };
    row const rows[] = {
        {"a lookup by nothing", [](auto& d) { d.fields[0].argument = schema::argument::none; },
         code::schema_no_arguments, "/fields"},
        {"items in a lookup", [](auto& d) { d.fields[0].items = {schema::operation::in}; }, code::schema_form,
         "/fields/0/items"},
        {"a category in a lookup",
         [](auto& d) {
             d.category = {{"c", "id", {{"a", {"x"}}}}};
             d.fields[0].operations = {{schema::operation::eq, schema::operation::in}};
         },
         code::schema_form, "/category"},
        {"fuzzy in a lookup", [](auto& d) { d.fuzzy = {{"f", "id"}}; }, code::schema_form, "/fuzzy"},
        {"an argument called as a common one",
         [](auto& d) { d.fields.push_back({.name = "bk_token", .argument = schema::argument::value}); },
         code::schema_name, "/fields/1/name"},
        {"an argument in the form of rules",
         [](auto& d) {
             d.form = schema::form::rules;
             d.common_arguments = false;
         },
         code::schema_form, "/fields/0/argument"},
        {"common arguments in the form of rules",
         [](auto& d) {
             d.form = schema::form::rules;
             d.fields[0].argument = schema::argument::none;
         },
         code::schema_form, "/common_arguments"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            schema::declaration d = lookup;
            r.spoil(d);
            auto const made = schema::define(d);
            BOOST_TEST_REQUIRE(made.has_error());
            BOOST_TEST_REQUIRE(made.error().size() == 1U);
            BOOST_TEST(core::name(made.error()[0].code) == core::name(r.code));
            BOOST_TEST(made.error()[0].pointer == r.pointer);
        }
    }
    schema::declaration free = lookup;
    free.fields.push_back({.name = "bk_token", .argument = schema::argument::value});
    free.common_arguments = false;
    BOOST_TEST(schema::define(free).has_value());
}

BOOST_AUTO_TEST_CASE(the_ends_of_what_is_legal) {
    schema::declaration d = sound();
    d.limits = {.bytes = 0x7fffffff,
                .depth = 64,
                .rules_per_group = 1'000'000,
                .rules = 1'000'000,
                .list = 1'000'000,
                .string = 0x7fffffff,
                .sort_keys = 64,
                .page = 0x7fffffff,
                .diagnostics = 1'000'000};
    d.fields[2].layout = core::time_layout::datetime;
    d.fields[2].zone = {-1'439};
    d.fields[2].storage = schema::time_storage::text;
    d.fields[1].operations = schema::operation_set{};
    BOOST_TEST(schema::define(d).has_value());
    d.fields[2].zone = {1'439};
    d.limits = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    BOOST_TEST(schema::define(d).has_value());
}

BOOST_AUTO_TEST_CASE(all_mistakes_are_told) {
    schema::declaration d;
    d.limits.page = 0;
    auto const made = schema::define(d);
    BOOST_TEST_REQUIRE(made.has_error());
    std::vector<std::string> pointers;
    for (core::diagnostic const& found : made.error()) {
        pointers.push_back(found.pointer);
    }
    std::vector<std::string> const expected{"/name", "/fields", "/key", "/limits/page"};
    BOOST_TEST(pointers == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(no_more_fields_than_indices) {
    schema::declaration d = sound();
    while (d.fields.size() != 65'535) {
        d.fields.push_back({.name = "f" + std::to_string(d.fields.size())});
    }
    BOOST_TEST(schema::define(d).has_value());
    d.fields.push_back({.name = "one more"});
    auto const made = schema::define(d);
    BOOST_TEST_REQUIRE(made.has_error());
    BOOST_TEST(made.error()[0].pointer == "/fields");
    BOOST_TEST((made.error()[0].code == core::code::schema_limit));
}

BOOST_AUTO_TEST_SUITE_END()
