#include "harness.hpp"

#include <quern/schema/scalar.hpp>

namespace schema = quern::schema;

BOOST_AUTO_TEST_SUITE(scalar)

BOOST_AUTO_TEST_CASE(the_table) {
    using enum schema::scalar;
    struct row {
        schema::scalar type;
        std::string_view name;
        bool number;
        bool integer;
    };
    row const rows[] = {
        {boolean, "bool", false, false}, {int64, "int64", true, true},     {uint64, "uint64", true, true},
        {real, "double", true, false},   {string, "string", false, false}, {timestamp, "timestamp", false, false},
    };
    BOOST_TEST(std::size(rows) == schema::scalar_names.size());
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            BOOST_TEST(schema::name(r.type) == r.name);
            BOOST_TEST((schema::find_scalar(r.name) == r.type));
            BOOST_TEST(schema::is_number(r.type) == r.number);
            BOOST_TEST(schema::is_integer(r.type) == r.integer);
        }
    }
}

BOOST_AUTO_TEST_CASE(spellings_are_exact) {
    for (std::string_view const text : {"", "Bool", "boolean", "int", "int64 ", "float", "real", "uint64\n"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!schema::find_scalar(text).has_value()); }
    }
}

BOOST_AUTO_TEST_SUITE_END()
