#include "harness.hpp"

#include <quern/core/value.hpp>

using namespace quern::core;
using scalar = quern::core::value;

BOOST_AUTO_TEST_SUITE(value)

BOOST_AUTO_TEST_CASE(kind_is_that_of_the_alternative) {
    BOOST_TEST((kind_of(scalar{true}) == value_kind::boolean));
    BOOST_TEST((kind_of(scalar{std::int64_t{-1}}) == value_kind::int64));
    BOOST_TEST((kind_of(scalar{std::uint64_t{1}}) == value_kind::uint64));
    BOOST_TEST((kind_of(scalar{0.5}) == value_kind::real));
    BOOST_TEST((kind_of(scalar{std::string_view{"a"}}) == value_kind::string));
    BOOST_TEST((kind_of(scalar{quern::core::timestamp{5}}) == value_kind::timestamp));
}

BOOST_AUTO_TEST_CASE(a_literal_is_a_string_and_not_a_boolean) {
    BOOST_TEST((kind_of(scalar{"a"}) == value_kind::string));
    BOOST_TEST(std::get<std::string_view>(scalar{"name"}) == "name");
}

BOOST_AUTO_TEST_CASE(kinds_keep_equal_numbers_apart) {
    BOOST_TEST((scalar{std::int64_t{1}} != scalar{std::uint64_t{1}}));
    BOOST_TEST((scalar{std::int64_t{1}} == scalar{std::int64_t{1}}));
    BOOST_TEST((scalar{quern::core::timestamp{1}} != scalar{std::int64_t{1}}));
}

BOOST_AUTO_TEST_SUITE_END()
