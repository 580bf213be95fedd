#include "harness.hpp"

#include <quern/mongo/notation.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(notation)

BOOST_AUTO_TEST_CASE(relaxed_is_what_is_meant_where_nothing_is_said) {
    BOOST_TEST((mongo::notation{} == mongo::notation::relaxed));
}

BOOST_AUTO_TEST_SUITE_END()
