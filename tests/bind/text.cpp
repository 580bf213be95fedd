#include <quern/bind/text.hpp>

#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/api/hcm_audit.hpp>
#include <quern/bind/read.hpp>
#include <quern/core/message.hpp>

using namespace quern;
using quern::test::shown;

BOOST_AUTO_TEST_SUITE(text)

static schema::definition people(schema::duplicates_policy duplicates = schema::duplicates_policy::accept) {
    return schema::builder("people")
        .form(schema::form::text)
        .key("id")
        .duplicates(duplicates)
        .limits({.string = 8, .sort_keys = 2, .diagnostics = 3})
        .add({.name = "id", .type = schema::scalar::uint64})
        .add({.name = "name"})
        .add({.name = "age", .type = schema::scalar::int64, .sortable = false})
        .add({.name = "level", .enumerators = {"low", "high"}})
        .add({.name = "kind", .enumerators = {"a", "b"}, .unlisted = schema::unlisted_policy::warn})
        .add({.name = "live", .type = schema::scalar::boolean})
        .add({.name = "at", .type = schema::scalar::timestamp})
        .add({.name = "secret", .queryable = false})
        .build()
        .value();
}

BOOST_AUTO_TEST_CASE(queries) {
    std::pair<std::string_view, std::string_view> const rows[] = {
        {"everything", "everything"},
        {"nothing", "nothing"},
        {"name < \"m\"", "name lt \"m\""}, // which form 1 would not order
        {"name is null or not age >= 18", "or\n├─ name null\n└─ not\n   └─ age gte 18"},
        {"(age = 1) and (name ends with \"x\" or (nothing))",
         "and\n├─ age eq 1\n└─ or\n   ├─ name ends_with \"x\"\n   └─ nothing"},
        {"age in [1, 1.0, 1]", "age in [1, 1, 1]"},
        {"level = \"low\" sort -id, name limit 10 offset 5",
         "level eq \"low\"\nsort id descending\nsort name ascending\nlimit 10 offset 5"},
        {"everything count", "everything\ncount"},
    };
    for (auto const& [text, tree] : rows) {
        BOOST_TEST_CONTEXT(text) {
            auto const query = bind::read_text(people(), text);
            BOOST_TEST_REQUIRE(query.has_value());
            BOOST_TEST(shown(*query) == tree);
            BOOST_TEST(query->warnings.empty());
        }
    }
}

/// The codes and the bytes at fault, in order.
static std::string faults(schema::definition const& schema, std::string_view text) {
    expr::query out(schema);
    core::diagnostics found;
    bind::text_reader(schema).read(text, out, found);
    std::string all;
    for (core::diagnostic const& d : found) {
        all.append(all.empty() ? "" : "; ").append(name(d.code)).append(" ");
        all.append(text.substr(d.where.offset, d.where.length));
        for (core::span const other : d.related) {
            all.append(" @").append(std::to_string(other.offset));
        }
    }
    return all;
}

BOOST_AUTO_TEST_CASE(mistakes) {
    std::pair<std::string_view, std::string_view> const rows[] = {
        {"", "text_incomplete "},
        {"name = 1 and secret = \"x\" or age = \"1\"", "wrong_type 1; unknown_field secret; wrong_type \"1\""},
        {"name = \"\" and age = 1 and", "text_incomplete "},
        {"name contains \"\" or level = \"Low\"", "empty_string \"\"; unknown_enumerator \"Low\""},
        {"name = \"123456789\"", "string_too_long \"123456789\""},
        {"everything sort age", "field_not_sortable age"},
        {"everything sort id, name, level", "too_many_sort_keys level"},
        {"a = 1 or b = 1 or c = 1 or d = 1",
         "unknown_field a; unknown_field b; unknown_field c; too_many_diagnostics c"},
        {"age = 1; drop table people", "text_syntax ;"},
    };
    for (auto const& [text, expected] : rows) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(faults(people(), text) == expected); }
    }
}

BOOST_AUTO_TEST_CASE(policies) {
    using enum schema::duplicates_policy;
    std::string_view const numbers = "age in [2, 1, 2.0, 1, 2]";
    BOOST_TEST(faults(people(accept), numbers) == "");
    BOOST_TEST(faults(people(warn), numbers) ==
               "repeated_element 2.0 @8; repeated_element 1 @11; repeated_element 2 @8");
    BOOST_TEST(faults(people(reject), numbers) ==
               "duplicate_element 2.0 @8; duplicate_element 1 @11; duplicate_element 2 @8");
    BOOST_TEST(faults(people(reject), "name not in [\"a\", \"\\u0061\"]") == "duplicate_element \"\\u0061\" @13");
    BOOST_TEST(faults(people(reject), "name in [\"a\", \"A\"] and age in [1, 1.5]") == "");
    BOOST_TEST(faults(people(reject), "live in [true, false, true]") == "duplicate_element true @9");
    BOOST_TEST(faults(people(reject), "live in [false, true, false]") == "duplicate_element false @9");
    BOOST_TEST(faults(people(reject), "at in [2023-02-05T15:29:15Z, 2023-02-05T23:29:15+08:00]") ==
               "duplicate_element 2023-02-05T23:29:15+08:00 @7");
    BOOST_TEST(bind::read_text(people(warn), numbers).value().warnings.size() == 3U);
    BOOST_TEST(bind::read_text(people(reject), numbers).has_error());

    BOOST_TEST(faults(people(), "kind = \"c\" or kind = \"a\"") == "unlisted_enumerator \"c\"");
    auto const unlisted = bind::read_text(people(), "kind in [\"c\"]");
    BOOST_TEST_REQUIRE(unlisted.has_value());
    BOOST_TEST(shown(*unlisted) == "kind in [\"c\"]");
    BOOST_TEST(unlisted->warnings.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_schema_of_another_form) {
    auto const query = bind::read_text(api::hcm_audit(), "operator = \"Jim\" limit 10");
    BOOST_TEST_REQUIRE(query.has_value());
    BOOST_TEST(shown(*query) == "operator eq \"Jim\"\nlimit 10 offset 0");
    BOOST_TEST(faults(api::hcm_audit(), "operator begins with \"J\"") == "operator_not_allowed begins with");
}

BOOST_AUTO_TEST_CASE(json_is_not_read_where_texts_are_due) {
    auto const refused = bind::read(people(), R"({"filter": {"op": "and", "rules": []}, "page": {"count": true}})");
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST(refused.error().size() == 1U);
    BOOST_TEST((refused.error()[0].code == core::code::schema_reads_text));
}

BOOST_AUTO_TEST_CASE(a_reader_leaves_nothing_for_the_next) {
    bind::text_reader reader(people());
    expr::query out(reader.schema());
    core::diagnostics found;
    BOOST_TEST(!reader.read("name = 1 sort -id", out, found));
    BOOST_TEST(reader.read("age = 1", out, found));
    BOOST_TEST(found.empty());
    BOOST_TEST(shown(out) == "age eq 1");
}

BOOST_AUTO_TEST_SUITE_END()
