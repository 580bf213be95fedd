#include <quern/schema/guarded.hpp>

#include "harness.hpp"

#include <quern/core/message.hpp>
#include <quern/schema/builder.hpp>

#include <type_traits>

using namespace quern;

BOOST_AUTO_TEST_SUITE(guarded_definitions)

static schema::declaration declared(std::vector<std::string> guard) {
    return {.name = "rows",
            .key = "id",
            .guard = std::move(guard),
            .fields = {{.name = "id", .nullable = false}, {.name = "tenant", .queryable = false}, {.name = "zone"}}};
}

BOOST_AUTO_TEST_CASE(a_guard_is_declared_by_the_names_of_fields) {
    auto const rows = schema::define_guarded(declared({"tenant", "zone"})).value();
    BOOST_TEST(rows.name() == "rows");
    BOOST_TEST(rows.guard() == (std::vector<std::string>{"tenant", "zone"}), boost::test_tools::per_element());
    BOOST_TEST(rows.declaration().source == "rows");
    BOOST_TEST((rows == schema::define_guarded(declared({"tenant", "zone"})).value()));
    BOOST_TEST(!(rows == schema::define_guarded(declared({"tenant"})).value()));
}

BOOST_AUTO_TEST_CASE(builders_change_their_type) {
    auto const rows =
        schema::builder("rows").key("id").guard("tenant").add({.name = "id"}).add({.name = "tenant"}).build().value();
    static_assert(std::is_same_v<decltype(rows), schema::guarded_definition const>);
    BOOST_TEST(rows.guard().front() == "tenant");
    auto const twice = schema::builder("rows").key("id").guard("a").guard("b").add({.name = "id"});
    BOOST_TEST(twice.build().error().size() == 2U); // neither field is there
}

BOOST_AUTO_TEST_CASE(mistakes) {
    struct row {
        std::vector<std::string> guard;
        bool guarded;
        std::string_view code, pointer;
    };
    row const rows[] = {
        {{}, true, "schema_unguarded", ""},
        {{"tenant"}, false, "schema_guarded", "/guard"},
        {{"tenant", "nobody"}, true, "schema_unknown_field", "/guard/1"},
        {{"tenant", "zone", "tenant"}, true, "schema_duplicate_field", "/guard/2"},
        {{""}, true, "schema_unknown_field", "/guard/0"},
    };
    for (row const& r : rows) {
        core::diagnostics const found =
            r.guarded ? schema::define_guarded(declared(r.guard)).error() : schema::define(declared(r.guard)).error();
        BOOST_TEST_CONTEXT(r.code << " " << r.pointer) {
            BOOST_TEST_REQUIRE(found.size() == 1U);
            BOOST_TEST(core::name(found[0].code) == r.code);
            BOOST_TEST(found[0].pointer == r.pointer);
        }
    }
}

BOOST_AUTO_TEST_CASE(it_is_no_definition) {
    static_assert(!std::is_convertible_v<schema::guarded_definition, schema::definition>);
    static_assert(!std::is_constructible_v<schema::definition, schema::guarded_definition>);
    static_assert(!std::is_constructible_v<schema::guarded_definition, schema::definition>);
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()
