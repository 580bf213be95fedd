#include "harness.hpp"

#include <quern/core/limits.hpp>

using bounds = quern::core::limits;

BOOST_AUTO_TEST_SUITE(limits)

BOOST_AUTO_TEST_CASE(defaults_are_those_of_the_documents) {
    static constexpr bounds defaults;
    BOOST_TEST(defaults.bytes == 64U * 1024U);
    BOOST_TEST(defaults.depth == 4U);
    BOOST_TEST(defaults.rules_per_group == 5U);
    BOOST_TEST(defaults.rules == 64U);
    BOOST_TEST(defaults.list == 100U);
    BOOST_TEST(defaults.string == 4U * 1024U);
    BOOST_TEST(defaults.sort_keys == 4U);
    BOOST_TEST(defaults.page == 500U);
    BOOST_TEST(defaults.diagnostics == 100U);
}

BOOST_AUTO_TEST_CASE(equality_looks_at_every_limit) {
    static constexpr std::uint32_t bounds::* members[] = {
        &bounds::bytes,     &bounds::depth, &bounds::rules_per_group, &bounds::rules, &bounds::list, &bounds::string,
        &bounds::sort_keys, &bounds::page,  &bounds::diagnostics,
    };
    static_assert(sizeof(bounds) == std::size(members) * sizeof(std::uint32_t));
    for (auto const member : members) {
        bounds other;
        BOOST_TEST((other == bounds{}));
        other.*member += 1;
        BOOST_TEST((other != bounds{}));
    }
}

BOOST_AUTO_TEST_SUITE_END()
