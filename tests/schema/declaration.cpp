#include "harness.hpp"

#include <quern/schema/declaration.hpp>

namespace schema = quern::schema;

BOOST_AUTO_TEST_SUITE(declaration)

BOOST_AUTO_TEST_CASE(what_is_left_to_defaults) {
    schema::declaration const d{.name = "a"};
    BOOST_TEST(d.source.empty());
    BOOST_TEST((d.form == schema::form::rules));
    BOOST_TEST((d.logic == schema::logic::three_valued));
    BOOST_TEST(d.key.empty());
    BOOST_TEST((d.le == schema::le_policy::warn));
    BOOST_TEST((d.limits == quern::core::limits{}));
    BOOST_TEST(d.fields.empty());
    BOOST_TEST(!d.category.has_value());
    BOOST_TEST(!d.fuzzy.has_value());
    BOOST_TEST(!d.common_arguments);
}

BOOST_AUTO_TEST_CASE(spellings_stand_in_the_order_of_the_enumerations) {
    BOOST_TEST(schema::form_names[static_cast<std::size_t>(schema::form::rules)] == "rules");
    BOOST_TEST(schema::form_names[static_cast<std::size_t>(schema::form::condition)] == "condition");
    BOOST_TEST(schema::form_names[static_cast<std::size_t>(schema::form::lookup)] == "lookup");
    BOOST_TEST(schema::logic_names[static_cast<std::size_t>(schema::logic::two_valued)] == "two_valued");
    BOOST_TEST(schema::logic_names[static_cast<std::size_t>(schema::logic::three_valued)] == "three_valued");
    BOOST_TEST(schema::le_policy_names[static_cast<std::size_t>(schema::le_policy::warn)] == "warn");
    BOOST_TEST(schema::le_policy_names[static_cast<std::size_t>(schema::le_policy::reject)] == "reject");
}

BOOST_AUTO_TEST_CASE(equality_looks_at_every_member) {
    schema::declaration const a{.name = "a"};
    BOOST_TEST((a == schema::declaration{.name = "a"}));
    schema::declaration const others[] = {
        {.name = "b"},
        {.name = "a", .source = "b"},
        {.name = "a", .form = schema::form::lookup},
        {.name = "a", .logic = schema::logic::two_valued},
        {.name = "a", .key = "id"},
        {.name = "a", .le = schema::le_policy::reject},
        {.name = "a", .limits = {.depth = 5}},
        {.name = "a", .fields = {{.name = "f"}}},
        {.name = "a", .category = schema::category{.argument = "c"}},
        {.name = "a", .fuzzy = schema::fuzzy{.argument = "f"}},
        {.name = "a", .common_arguments = true},
    };
    for (schema::declaration const& other : others) {
        BOOST_TEST((a != other));
    }
}

BOOST_AUTO_TEST_SUITE_END()
