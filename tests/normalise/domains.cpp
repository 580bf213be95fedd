#include <quern/normalise/domains.hpp>

#include "harness.hpp"

#include <cstdint>
#include <limits>

using namespace quern;

BOOST_AUTO_TEST_SUITE(domains)

BOOST_AUTO_TEST_CASE(a_store_holds_all_that_a_type_can_unless_it_says_less) {
    constexpr normalise::domains all;
    BOOST_TEST(all.uint64_max == std::numeric_limits<std::uint64_t>::max());
    BOOST_TEST(all.native_time == 1);
    BOOST_TEST(all.native_least.microseconds == std::numeric_limits<std::int64_t>::min());
    BOOST_TEST(all.native_most.microseconds == std::numeric_limits<std::int64_t>::max());
}

BOOST_AUTO_TEST_SUITE_END()
