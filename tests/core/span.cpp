#include "harness.hpp"

#include <quern/core/span.hpp>

using quern::core::cover;
using place = quern::core::span;

BOOST_AUTO_TEST_SUITE(span)

BOOST_AUTO_TEST_CASE(end_is_behind_the_last_byte) {
    static_assert(place{}.end() == 0);
    static_assert(place{3, 0}.end() == 3);
    BOOST_TEST((place{3, 4}.end() == 7));
}

BOOST_AUTO_TEST_CASE(order_is_document_order) {
    std::vector<place> all{{5, 1}, {2, 9}, {2, 0}, {0, 3}, {2, 1}};
    std::ranges::sort(all);
    std::vector<place> const expected{{0, 3}, {2, 0}, {2, 1}, {2, 9}, {5, 1}};
    BOOST_TEST((all == expected));
}

BOOST_AUTO_TEST_CASE(cover_is_the_smallest_that_holds_both) {
    struct row {
        std::string_view name;
        place a;
        place b;
        place expected;
    };
    static constexpr row rows[] = {
        {"apart", {1, 2}, {6, 3}, {1, 8}},
        {"overlapping", {1, 4}, {3, 4}, {1, 6}},
        {"one in the other", {1, 9}, {3, 2}, {1, 9}},
        {"equal", {4, 2}, {4, 2}, {4, 2}},
        {"a place", {4, 0}, {1, 1}, {1, 3}},
        {"two places", {7, 0}, {7, 0}, {7, 0}},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            BOOST_TEST((cover(r.a, r.b) == r.expected));
            BOOST_TEST((cover(r.b, r.a) == r.expected));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
