#include "harness.hpp"

#include <quern/memory/detail/number_bounds.hpp>

#include <quern/adapt/describe.hpp>
#include <quern/bind/filter.hpp>
#include <quern/memory/compile.hpp>
#include <quern/memory/select.hpp>
#include <quern/schema/builder.hpp>

#include <boost/describe/class.hpp>

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

using namespace quern;
using namespace quern::memory::detail;
using syntax::field;

namespace {

struct row {
    std::uint64_t u = 0;
    std::int64_t i = 0;
    std::int64_t j = 0;
    std::int64_t k = 0;
    double d = 0;
    double e = 0;
    core::timestamp t{};
    int narrow = 0;
    std::optional<std::int64_t> perhaps{};
    std::string s{};
};
BOOST_DESCRIBE_STRUCT(row, (), (u, i, j, k, d, e, t, narrow, perhaps, s))

schema::definition rows() {
    return schema::of<row>("rows").form(schema::form::text).key("u").logic(schema::logic::two_valued).build().value();
}

/// Of the first test of a filter on, how many whole numbers and doubles are joined, and the test that follows.
template <class Filter>
std::string joined(Filter const& filter, std::size_t first = 0) {
    auto const q = bind::bind_filter(rows(), filter).value();
    plan const made(q);
    auto const found = join_from(made.tests(), first, struct_access<row>::make(q).value());
    if (!found) {
        return "none";
    }
    std::string const next = found->on_true == plan::accept   ? "accept"
                             : found->on_true == plan::reject ? "reject"
                                                              : std::to_string(found->on_true);
    return std::to_string(found->bounds.whole) + " " + std::to_string(found->bounds.real) + " " + next;
}

} // namespace

BOOST_AUTO_TEST_SUITE(bounds_of_numbers)

BOOST_AUTO_TEST_CASE(what_is_joined) {
    auto const u = field("u"), i = field("i"), j = field("j"), k = field("k"), d = field("d"), e = field("e");
    auto const narrow = field("narrow"), perhaps = field("perhaps"), s = field("s");
    BOOST_TEST(joined(i > 1) == "none");
    BOOST_TEST(joined(i > 1 && i < 9) == "none"); // one test
    BOOST_TEST(joined(i > 1 && j > 2) == "2 0 accept");
    BOOST_TEST(joined(i > 1 && field("t") > core::timestamp{5} && u < 3) == "3 0 accept");
    BOOST_TEST(joined(i > 1 && d > 2) == "1 1 accept");
    BOOST_TEST(joined(d > 2 && i > 1 && e <= 5) == "1 2 accept");
    BOOST_TEST(joined(i > 1 && j > 2 && k > 3 && u > 4) == "3 0 3");
    BOOST_TEST(joined(i > 1 && j > 2 && s == "text") == "2 0 2");
    BOOST_TEST(joined(i > 1 && s == "text") == "none");
    BOOST_TEST(joined(i != 1 && j > 2) == "2 0 accept"); // an interval modulo 2^64
    BOOST_TEST(joined(d != 1 && j > 2) == "none");
    BOOST_TEST(joined(i > 1 && narrow > 2) == "none");
    BOOST_TEST(joined(i > 1 && perhaps > 2) == "none");
    BOOST_TEST(joined(i > 1 || j > 2) == "none");
    BOOST_TEST(joined((i > 1 || j > 2) && k > 3 && u < 9) == "none");
    BOOST_TEST(joined((i > 1 || j > 2) && k > 3 && u < 9, 2) == "2 0 accept");
    BOOST_TEST(joined((i > 1 && j > 2) || k > 3) == "2 0 accept");
    BOOST_TEST(joined((i > 1 && j > 2) || k > 3, 1) == "none"); // where the second is false, another test follows
    BOOST_TEST(joined((i > 1 && j > 2) || (k > 3 && u < 9)) == "2 0 accept");
    BOOST_TEST(joined((i > 1 || s == "a") && (j > 2 || s == "b")) == "none");
}

/// Each count of each kind, at the borders of the bounds, one record at a time and many.
BOOST_AUTO_TEST_CASE(what_they_hold) {
    auto const i = field("i"), j = field("j"), k = field("k"), d = field("d"), e = field("e");
    std::vector<row> records;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (std::int64_t const x : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{0},
                                 std::int64_t{1}, std::int64_t{2}, std::numeric_limits<std::int64_t>::max()}) {
        for (std::int64_t const y : {-1, 1, 2}) {
            for (double const z : {-infinity, -0.0, 0.0, 0.5, 1.0, std::nan("")}) {
                for (double const w : {0.0, 2.0, -std::nan("")}) {
                    records.push_back({.u = records.size(), .i = x, .j = y, .k = y, .d = z, .e = w});
                }
            }
        }
    }
    auto const compare = [&](auto const& filter, auto const& by_hand) {
        auto const wanted = memory::compile<row>(bind::bind_filter(rows(), filter).value()).value();
        std::vector<std::size_t> expected;
        for (std::size_t at = 0; at != records.size(); ++at) {
            BOOST_TEST(wanted(records[at]) == by_hand(records[at]));
            if (by_hand(records[at])) {
                expected.push_back(at);
            }
        }
        BOOST_TEST(!expected.empty());
        BOOST_TEST(memory::select(records, wanted) == expected);
    };
    compare(i >= 0 && j > 1, [](row const& r) { return r.i >= 0 && r.j > 1; });
    compare(i != 0 && j != 1, [](row const& r) { return r.i != 0 && r.j != 1; });
    compare(i < 2 && d < 1, [](row const& r) { return r.i < 2 && r.d < 1; });
    compare(d >= 0 && e > 0, [](row const& r) { return r.d >= 0 && r.e > 0; });
    compare(i <= 1 && j > 0 && k < 2, [](row const& r) { return r.i <= 1 && r.j > 0 && r.k < 2; });
    compare(i > -1 && d == 0 && k == 2, [](row const& r) { return r.i > -1 && r.d == 0 && r.k == 2; });
    compare(e <= 2 && i > 0 && d >= 0.5, [](row const& r) { return r.e <= 2 && r.i > 0 && r.d >= 0.5; });
    compare((i > 0 && j > 1) || (d <= 0 && e == 2),
            [](row const& r) { return (r.i > 0 && r.j > 1) || (r.d <= 0 && r.e == 2); });
    compare((i > 0 && j > 1) || d != 0, [](row const& r) { return (r.i > 0 && r.j > 1) || r.d != 0; });
}

BOOST_AUTO_TEST_SUITE_END()
