#include <quern/core/compare_numbers.hpp>

#include "harness.hpp"

#include <bit>
#include <cmath>
#include <random>

using namespace quern::core;

BOOST_AUTO_TEST_SUITE(compare_numbers_)

namespace {

constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto infinity = std::numeric_limits<double>::infinity();
constexpr auto nan = std::numeric_limits<double>::quiet_NaN();
constexpr double two_53 = 9007199254740992.0;
constexpr double two_63 = 9223372036854775808.0;
constexpr double two_64 = 18446744073709551616.0;

constexpr value integer(std::int64_t i) { return i; }
constexpr value natural(std::uint64_t u) { return u; }
constexpr value real(double d) { return d; }

// Each line holds equal numbers, and is less than the next.
std::vector<std::vector<value>> const ascending{
    {real(-infinity)},
    {real(-1e300)},
    {real(-9223372036854777856.0)},
    {integer(smallest), real(-two_63)},
    {integer(smallest + 1)},
    {integer(smallest + 1023)},
    {integer(smallest + 1024), real(-9223372036854774784.0)},
    {integer(-9007199254740993)},
    {integer(-9007199254740992), real(-two_53)},
    {real(-1.5)},
    {integer(-1), real(-1.0)},
    {real(-0.5)},
    {real(-5e-324)},
    {integer(0), natural(0), real(0.0), real(-0.0)},
    {real(5e-324)},
    {real(0.5)},
    {integer(1), natural(1), real(1.0)},
    {real(1.0000000000000002)},
    {real(1.5)},
    {integer(2), natural(2), real(2.0)},
    {integer(9007199254740991), natural(9007199254740991), real(9007199254740991.0)},
    {integer(9007199254740992), natural(9007199254740992), real(two_53)},
    {integer(9007199254740993), natural(9007199254740993)},
    {integer(9007199254740994), natural(9007199254740994), real(9007199254740994.0)},
    {real(9223372036854774784.0)},
    {integer(largest - 1), natural(9223372036854775806U)},
    {integer(largest), natural(9223372036854775807U)},
    {natural(9223372036854775808U), real(two_63)},
    {natural(9223372036854775809U)},
    {natural(18446744073709549568U), real(18446744073709549568.0)},
    {natural(18446744073709551614U)},
    {natural(18446744073709551615U)},
    {real(two_64)},
    {real(1e300)},
    {real(infinity)},
};

} // namespace

BOOST_AUTO_TEST_CASE(the_order_is_that_of_mathematics) {
    for (std::size_t i = 0; i != ascending.size(); ++i) {
        for (std::size_t j = 0; j != ascending.size(); ++j) {
            for (std::size_t a = 0; a != ascending[i].size(); ++a) {
                for (std::size_t b = 0; b != ascending[j].size(); ++b) {
                    BOOST_TEST_CONTEXT("line " << i << ", " << a << " and line " << j << ", " << b) {
                        BOOST_TEST((compare_numbers(ascending[i][a], ascending[j][b]) == (i <=> j)));
                    }
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_nan_is_unordered) {
    for (auto const& line : ascending) {
        for (value const& v : line) {
            BOOST_TEST((compare_numbers(v, real(nan)) == std::partial_ordering::unordered));
            BOOST_TEST((compare_numbers(real(nan), v) == std::partial_ordering::unordered));
        }
    }
    BOOST_TEST((compare_numbers(nan, nan) == std::partial_ordering::unordered));
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_unordered) {
    for (value const& v : {value(true), value(std::string_view("1")), value(timestamp{1})}) {
        BOOST_TEST((compare_numbers(v, v) == std::partial_ordering::unordered));
        BOOST_TEST((compare_numbers(v, integer(1)) == std::partial_ordering::unordered));
        BOOST_TEST((compare_numbers(real(1.0), v) == std::partial_ordering::unordered));
    }
}

BOOST_AUTO_TEST_CASE(typed_numbers_compare_at_compile_time) {
    static_assert(compare_numbers(largest, two_63) < 0);
    static_assert(compare_numbers(two_63, largest) > 0);
    static_assert(compare_numbers(std::int64_t{-1}, std::uint64_t{18446744073709551615U}) < 0);
    static_assert(compare_numbers(std::uint64_t{18446744073709551615U}, two_64) < 0);
    BOOST_TEST((compare_numbers(smallest, -two_63) == 0));
}

// A long double of 64 bits holds every number of the three kinds, and so is a second opinion.
BOOST_AUTO_TEST_CASE(random_numbers_compare_as_long_doubles) {
    if (std::numeric_limits<long double>::digits < 64) {
        BOOST_TEST(true, "long double is too short to be of use");
        return;
    }
    std::mt19937_64 random(64); // NOLINT(cert-msc51-cpp): the same numbers in every run
    auto const near = [&random](auto n) {
        double d = static_cast<double>(n);
        for (auto steps = random() % 3; steps != 0; --steps) {
            d = std::nextafter(d, (random() & 1U) != 0 ? infinity : -infinity);
        }
        return d + ((random() & 3U) == 0 ? 0.5 : 0.0);
    };
    for (int i = 0; i != 20'000; ++i) {
        auto const u = random() >> (random() % 64);
        auto const s = std::bit_cast<std::int64_t>(random()) >> (random() % 64);
        double const by_u = near(u);
        double const by_s = near(s);
        BOOST_TEST_CONTEXT(u << ", " << s << ", " << by_u << ", " << by_s) {
            BOOST_TEST((compare_numbers(u, by_u) == (static_cast<long double>(u) <=> static_cast<long double>(by_u))));
            BOOST_TEST((compare_numbers(by_s, s) == (static_cast<long double>(by_s) <=> static_cast<long double>(s))));
            BOOST_TEST((compare_numbers(u, s) == (static_cast<long double>(u) <=> static_cast<long double>(s))));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
