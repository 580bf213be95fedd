#include "harness.hpp"

#include <quern/memory/page.hpp>

#include <quern/adapt/describe.hpp>
#include <quern/bind/filter.hpp>

#include <boost/describe/class.hpp>

#include <limits>
#include <memory>
#include <random>

using namespace quern;
using syntax::field;

namespace {

struct item {
    std::uint64_t id;
    std::int64_t rank;
};
BOOST_DESCRIBE_STRUCT(item, (), (id, rank))

schema::definition const& items() {
    static schema::definition const built = schema::of<item>("items").key("id").build().value();
    return built;
}

constexpr auto all = std::numeric_limits<std::uint64_t>::max();

} // namespace

BOOST_AUTO_TEST_SUITE(page)

BOOST_AUTO_TEST_CASE(what_a_page_shows) {
    std::vector<item> const records{{4, 1}, {2, 3}, {5, 2}, {1, 1}, {3, 0}};
    struct row {
        std::string_view name;
        expr::page page;
        std::vector<std::size_t> places;
    };
    row const rows[] = {
        {"everything, by key", {}, {3, 1, 0, 2}},
        {"by rank", {.sort = {{1, false}}}, {3, 0, 2, 1}},
        {"by rank, descending", {.sort = {{1, true}}}, {1, 2, 3, 0}},
        {"limit", {.limit = 2}, {3, 1}},
        {"limit and offset", {.limit = 2, .offset = 1}, {1, 0}},
        {"the last page is short", {.limit = 3, .offset = 3}, {2}},
        {"behind the end", {.limit = 3, .offset = 4}, {}},
        {"offset without limit", {.offset = 3}, {2}},
        {"limit and offset overflow", {.limit = all, .offset = 1}, {1, 0, 2}},
        {"offset is huge", {.limit = all, .offset = all}, {}},
        {"count", {.count = true}, {}},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            expr::query q = bind::bind_filter(items(), field("rank") > 0).value();
            q.page = r.page;
            memory::rows const found = memory::page(records, q).value();
            BOOST_TEST(found.places == r.places, boost::test_tools::per_element());
            BOOST_TEST(found.total == 4U);
        }
    }
}

BOOST_AUTO_TEST_CASE(pages_are_pieces_of_the_whole) {
    std::mt19937 random(7);
    std::vector<item> records;
    for (std::uint64_t id = 0; id != 500; ++id) {
        records.push_back({id * 7919 % 10'007, static_cast<std::int64_t>(random() % 9)});
    }
    for (int round = 0; round != 300; ++round) {
        expr::query q(items());
        q.page.sort = {{1, random() % 2 == 0}};
        auto const whole = memory::page(records, q).value().places;
        q.page.limit = 1 + random() % 600;
        q.page.offset = random() % 600;
        std::size_t const first = std::min<std::size_t>(q.page.offset, whole.size());
        std::size_t const last = std::min<std::size_t>(first + *q.page.limit, whole.size());
        std::vector<std::size_t> const piece(whole.begin() + static_cast<std::ptrdiff_t>(first),
                                             whole.begin() + static_cast<std::ptrdiff_t>(last));
        BOOST_TEST(memory::page(records, q).value().places == piece, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(equal_records_stay_in_their_order) {
    std::vector<item> const records{{1, 5}, {1, 5}, {1, 4}, {1, 5}};
    expr::query q(items());
    q.page.limit = 3;
    BOOST_TEST(memory::page(records, q).value().places == (std::vector<std::size_t>{0, 1, 2}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_first_of_what_cannot_be_copied) {
    auto const less = [](auto const& a, auto const& b) { return *a < *b; };
    memory::first_of<std::unique_ptr<int>, decltype(less)> front(3, less);
    for (int const n : {5, 1, 4, 9, 2, 7}) {
        BOOST_TEST(front.would_keep(std::make_unique<int>(n)) == (n != 9 && n != 7));
        front.add(std::make_unique<int>(n));
    }
    std::string shown;
    for (auto const& n : front.take()) {
        shown += std::to_string(*n);
    }
    BOOST_TEST(shown == "124");
    BOOST_TEST(front.take().empty());
}

BOOST_AUTO_TEST_CASE(what_a_page_needs) {
    BOOST_TEST(memory::reach({.limit = 10, .offset = 5}) == 15U);
    BOOST_TEST(memory::reach({.offset = 5}) == all);
    BOOST_TEST(memory::reach({.limit = all, .offset = 5}) == all);
    BOOST_TEST(memory::reach({.limit = 10, .count = true}) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
