#include "harness.hpp"

#include <quern/memory/order.hpp>

#include "../support/trees.hpp"

#include <algorithm>

using namespace quern;

namespace {

using row = std::vector<memory::cell>;

/// The keys of the records as they are sorted.
std::string sorted(std::vector<expr::sort_key> const& by, std::vector<row> records) {
    expr::query q(test::fields(schema::logic::three_valued));
    q.page.sort = by;
    auto const before = memory::order_of<memory::cells>(q).value();
    std::ranges::sort(records, before);
    std::string keys;
    for (row const& r : records) {
        keys += std::to_string(std::get<std::uint64_t>(*r[0]));
    }
    return keys;
}

row record(std::uint64_t id, std::string_view field, memory::cell value) {
    schema::definition const s = test::fields(schema::logic::three_valued);
    row made(s.fields().size());
    made[0] = id;
    made[s.find(field).value()] = value;
    return made;
}

schema::field_index index(std::string_view name) {
    return test::fields(schema::logic::three_valued).find(name).value();
}

} // namespace

BOOST_AUTO_TEST_SUITE(order)

BOOST_AUTO_TEST_CASE(by_the_key_alone) {
    BOOST_TEST(sorted({}, {record(3, "i", {}), record(1, "i", {}), record(2, "i", {})}) == "123");
}

BOOST_AUTO_TEST_CASE(absent_first_ascending_and_last_descending) {
    std::vector<row> const records{record(1, "i", std::int64_t{5}), record(2, "i", {}),
                                   record(3, "i", std::int64_t{-5}), record(4, "i", {})};
    BOOST_TEST(sorted({{index("i"), false}}, records) == "2431");
    BOOST_TEST(sorted({{index("i"), true}}, records) == "1324");
}

BOOST_AUTO_TEST_CASE(the_key_ends_every_order_ascending) {
    std::vector<row> const records{record(2, "i", std::int64_t{5}), record(1, "i", std::int64_t{5}),
                                   record(3, "i", std::int64_t{6})};
    BOOST_TEST(sorted({{index("i"), true}}, records) == "312");
    BOOST_TEST(sorted({{index("i"), true}, {0, true}}, records) == "321");
}

BOOST_AUTO_TEST_CASE(each_type) {
    struct order_case {
        std::string_view field;
        memory::cell less;
        memory::cell greater;
    };
    order_case const cases[] = {
        {"b", false, true},
        {"i", std::int64_t{-1}, std::int64_t{0}},
        {"u", (std::uint64_t{1} << 63U) - 1, std::uint64_t{1} << 63U},
        {"r", -0.5, 0.25},
        {"s", "a", "a "},
        {"s", "Z", "a"},
        {"s", "z", "\xC3\xA9"}, // bytes, not signed characters
        {"s", "\xEF\xBF\xBD", "\xF0\x90\x80\x80"},
        {"t", core::timestamp{-1}, core::timestamp{0}},
    };
    for (order_case const& c : cases) {
        BOOST_TEST_CONTEXT(c.field) {
            std::vector<row> const records{record(1, c.field, c.greater), record(2, c.field, c.less)};
            BOOST_TEST(sorted({{index(c.field), false}}, records) == "21");
            BOOST_TEST(sorted({{index(c.field), true}}, records) == "12");
        }
    }
}

BOOST_AUTO_TEST_CASE(both_zeros_are_equal) {
    BOOST_TEST(sorted({{index("r"), false}}, {record(2, "r", -0.0), record(1, "r", 0.0)}) == "12");
    BOOST_TEST(sorted({{index("r"), true}}, {record(2, "r", 0.0), record(1, "r", -0.0)}) == "12");
}

BOOST_AUTO_TEST_SUITE_END()
