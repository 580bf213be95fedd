#include "harness.hpp"

#include <quern/schema/field.hpp>

namespace schema = quern::schema;

BOOST_AUTO_TEST_SUITE(field)

BOOST_AUTO_TEST_CASE(what_is_left_to_defaults) {
    schema::field const f{.name = "a"};
    BOOST_TEST((f.type == schema::scalar::string));
    BOOST_TEST(f.column.empty());
    BOOST_TEST(f.path.empty());
    BOOST_TEST(!f.operations.has_value());
    BOOST_TEST(f.enumerators.empty());
    BOOST_TEST(f.queryable);
    BOOST_TEST(f.sortable);
    BOOST_TEST(f.nullable);
    BOOST_TEST(!f.decimal_text);
    BOOST_TEST(!f.integer_text);
    BOOST_TEST((f.argument == schema::argument::none));
    BOOST_TEST(!f.required);
    BOOST_TEST(f.items.empty());
    BOOST_TEST((f.folding == schema::case_folding::unicode));
    BOOST_TEST((f.layout == quern::core::time_layout::rfc3339_utc));
    BOOST_TEST(f.zone.minutes == 0);
    BOOST_TEST((f.storage == schema::time_storage::native));
}

BOOST_AUTO_TEST_CASE(spellings_stand_in_the_order_of_the_enumerations) {
    auto const folding = [](schema::case_folding f) { return schema::case_folding_names[static_cast<std::size_t>(f)]; };
    auto const storage = [](schema::time_storage s) { return schema::time_storage_names[static_cast<std::size_t>(s)]; };
    auto const argument = [](schema::argument a) { return schema::argument_names[static_cast<std::size_t>(a)]; };
    BOOST_TEST(argument(schema::argument::none) == "none");
    BOOST_TEST(argument(schema::argument::value) == "value");
    BOOST_TEST(argument(schema::argument::list) == "list");
    BOOST_TEST(argument(schema::argument::range) == "range");
    BOOST_TEST(folding(schema::case_folding::unicode) == "unicode");
    BOOST_TEST(folding(schema::case_folding::ascii) == "ascii");
    BOOST_TEST(storage(schema::time_storage::native) == "native");
    BOOST_TEST(storage(schema::time_storage::text) == "text");
    BOOST_TEST(storage(schema::time_storage::epoch_seconds) == "epoch_s");
    BOOST_TEST(storage(schema::time_storage::epoch_milliseconds) == "epoch_ms");
    BOOST_TEST(storage(schema::time_storage::epoch_microseconds) == "epoch_us");
}

BOOST_AUTO_TEST_CASE(equality_looks_at_every_member) {
    schema::field const a{.name = "a"};
    BOOST_TEST((a == schema::field{.name = "a"}));
    schema::field const others[] = {
        {.name = "b"},
        {.name = "a", .type = schema::scalar::int64},
        {.name = "a", .column = "c"},
        {.name = "a", .path = "c"},
        {.name = "a", .operations = schema::operation_set{}},
        {.name = "a", .enumerators = {"x"}},
        {.name = "a", .queryable = false},
        {.name = "a", .sortable = false},
        {.name = "a", .nullable = false},
        {.name = "a", .decimal_text = true},
        {.name = "a", .integer_text = true},
        {.name = "a", .argument = schema::argument::value},
        {.name = "a", .required = true},
        {.name = "a", .items = {schema::operation::eq}},
        {.name = "a", .folding = schema::case_folding::ascii},
        {.name = "a", .layout = quern::core::time_layout::datetime},
        {.name = "a", .zone = {60}},
        {.name = "a", .storage = schema::time_storage::text},
    };
    for (schema::field const& other : others) {
        BOOST_TEST((a != other));
    }
}

BOOST_AUTO_TEST_SUITE_END()
