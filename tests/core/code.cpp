#include "harness.hpp"

#include <quern/core/code.hpp>

using grade = quern::core::severity;

BOOST_AUTO_TEST_SUITE(code)

BOOST_AUTO_TEST_CASE(severities_are_spelt) {
    BOOST_TEST(quern::core::name(grade::error) == "error");
    BOOST_TEST(quern::core::name(grade::warning) == "warning");
    BOOST_TEST(quern::core::name(grade::note) == "note");
}

BOOST_AUTO_TEST_CASE(codes_count_from_zero) {
    BOOST_TEST(static_cast<int>(quern::core::code::request_too_large) == 0);
    BOOST_TEST(static_cast<int>(quern::core::code::too_many_diagnostics) == quern::core::code_count - 1);
}

BOOST_AUTO_TEST_SUITE_END()
