#include "harness.hpp"

#include <quern/memory/column.hpp>

#include <array>

using namespace quern;

BOOST_AUTO_TEST_SUITE(column)

BOOST_AUTO_TEST_CASE(rows) {
    std::array<std::int64_t, 100> const values{};
    std::array<std::uint64_t, 2> const present{};
    BOOST_TEST(memory::rows_of(memory::column<std::int64_t>{}) == 0U);
    BOOST_TEST(memory::rows_of(memory::column<std::int64_t>{values}) == 100U);
    BOOST_TEST(memory::rows_of(memory::column<std::int64_t>{values, present}) == 100U);
    // What no bit tells of is no row.
    BOOST_TEST(memory::rows_of(memory::column<std::int64_t>{values, std::span(present).first(1)}) == 64U);
    std::array<std::uint32_t, 3> const codes{};
    BOOST_TEST(memory::rows_of(memory::dictionary{{}, codes}) == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
