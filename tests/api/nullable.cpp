#include <quern/api/nullable.hpp>

#include "harness.hpp"

using namespace quern;

BOOST_AUTO_TEST_SUITE(nullable)

BOOST_AUTO_TEST_CASE(null_or_a_value) {
    api::nullable<std::string> empty;
    BOOST_TEST(!empty);
    api::nullable<std::string> held = std::string("x");
    BOOST_TEST_REQUIRE(static_cast<bool>(held));
    BOOST_TEST(*held == "x");
    BOOST_TEST(held->size() == 1U);
    BOOST_TEST((held != empty));
    held.value.reset();
    BOOST_TEST((held == empty));
}

BOOST_AUTO_TEST_SUITE_END()
