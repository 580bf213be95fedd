#include "harness.hpp"

// BOOST_TEST_MODULE would come too late: the precompiled header has included Boost.Test.
int main(int argc, char** argv) {
    auto const init = [] { return true; };
    return boost::unit_test::unit_test_main(init, argc, argv);
}
