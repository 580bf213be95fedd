#include <quern/core/timestamp.hpp>

#include "harness.hpp"

#include <limits>

using quern::core::timestamp;

BOOST_AUTO_TEST_SUITE(timestamp_)

BOOST_AUTO_TEST_CASE(the_default_is_the_epoch) { BOOST_TEST(timestamp{}.microseconds == 0); }

BOOST_AUTO_TEST_CASE(order_is_that_of_time) {
    std::array const ascending{
        timestamp{std::numeric_limits<std::int64_t>::min()}, timestamp{-1}, timestamp{0}, timestamp{1},
        timestamp{std::numeric_limits<std::int64_t>::max()},
    };
    for (std::size_t i = 0; i != ascending.size(); ++i) {
        for (std::size_t j = 0; j != ascending.size(); ++j) {
            BOOST_TEST_CONTEXT(i << " and " << j) {
                BOOST_TEST(((ascending[i] <=> ascending[j]) == (i <=> j)));
                BOOST_TEST((ascending[i] == ascending[j]) == (i == j));
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
