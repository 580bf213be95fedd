#include "harness.hpp"

#include <quern/schema/builder.hpp>

namespace core = quern::core;
namespace schema = quern::schema;

BOOST_AUTO_TEST_SUITE(builder)

BOOST_AUTO_TEST_CASE(every_part_arrives) {
    schema::definition const made =
        schema::builder("people")
            .source("table")
            .form(schema::form::condition)
            .logic(schema::logic::two_valued)
            .key("id")
            .le(schema::le_policy::reject)
            .limits({.page = 7})
            .category({.argument = "kind", .field = "level", .sets = {{"all", {"low"}}}})
            .fuzzy({.argument = "loosely", .field = "level"})
            .common_arguments()
            .add({.name = "id", .type = schema::scalar::uint64})
            .add({.name = "level", .enumerators = {"low", "high"}, .argument = schema::argument::value})
            .build()
            .value();
    BOOST_TEST(made.name() == "people");
    BOOST_TEST(made.source() == "table");
    BOOST_TEST((made.form() == schema::form::condition));
    BOOST_TEST((made.logic() == schema::logic::two_valued));
    BOOST_TEST((made.le() == schema::le_policy::reject));
    BOOST_TEST(made.limits().page == 7U);
    BOOST_TEST(made.category().value().argument == "kind");
    BOOST_TEST(made.fuzzy().value().argument == "loosely");
    BOOST_TEST(made.common_arguments());
    BOOST_TEST(made.key() == 0);
    BOOST_TEST_REQUIRE(made.fields().size() == 2U);
    BOOST_TEST(made[0].name == "id");
    BOOST_TEST(made[1].name == "level");
    BOOST_TEST(made[1].enumerators.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_key_is_never_absent) {
    schema::builder b("people");
    b.add({.name = "id"}).add({.name = "name"}).key("id"); // whichever comes first
    schema::definition const made = b.build().value();
    BOOST_TEST(!made[0].nullable);
    BOOST_TEST(made[1].nullable);
}

BOOST_AUTO_TEST_CASE(mistakes_are_told) {
    auto const made = schema::builder("people").key("none").add({.name = "id"}).build();
    BOOST_TEST_REQUIRE(made.has_error());
    BOOST_TEST(made.error().size() == 1U);
    BOOST_TEST((made.error()[0].code == core::code::schema_unknown_field));
}

BOOST_AUTO_TEST_CASE(a_field_is_altered_when_all_are_there) {
    schema::builder b("people");
    b.alter("name", [](schema::field& f) { f.queryable = false; }).key("id").add({.name = "id"}).add({.name = "name"});
    b.alter("name", [](schema::field& f) { f.path = f.queryable ? "a" : "b"; }); // in the order in which they were said
    schema::definition const made = b.build().value();
    BOOST_TEST(made[0].queryable);
    BOOST_TEST(!made[1].queryable);
    BOOST_TEST(made[1].path == "b");
    BOOST_TEST(!b.guard("name").build().value().declaration().fields[1].queryable);
}

BOOST_AUTO_TEST_CASE(a_field_to_alter_that_is_not_there_is_a_mistake_beside_the_others) {
    auto const change = [](schema::field& f) { f.name = "other"; };
    auto const made =
        schema::builder("people").key("none").add({.name = "id"}).alter("di", change).alter("nmae", change).build();
    BOOST_TEST_REQUIRE(made.has_error());
    BOOST_TEST_REQUIRE(made.error().size() == 3U);
    for (core::diagnostic const& d : made.error()) {
        BOOST_TEST((d.code == core::code::schema_unknown_field));
    }
    BOOST_TEST((made.error()[0].arguments == std::vector<core::argument>{"\"di\""}));
    BOOST_TEST(made.error()[0].pointer == "/fields");
    BOOST_TEST((made.error()[1].arguments == std::vector<core::argument>{"\"nmae\""}));
    BOOST_TEST(made.error()[2].pointer == "/key");
    auto const alone = schema::builder("people").key("id").add({.name = "id"}).alter("di", change).build();
    BOOST_TEST(alone.error().size() == 1U);
}

BOOST_AUTO_TEST_CASE(may_go_on_after_build) {
    schema::builder b("people");
    b.key("id").add({.name = "id"});
    BOOST_TEST(b.build().value().fields().size() == 1U);
    BOOST_TEST(b.add({.name = "name"}).build().value().fields().size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
