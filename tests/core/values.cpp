#include "harness.hpp"

#include <quern/core/values.hpp>

#include <cmath>
#include <limits>

using namespace quern::core;
using namespace std::string_view_literals;
using sequence = quern::core::values;

BOOST_AUTO_TEST_SUITE(values)

static sequence of(std::vector<value> const& all) {
    sequence made;
    for (value const& v : all) {
        made.push_back(v);
    }
    return made;
}

BOOST_AUTO_TEST_CASE(what_is_put_in_comes_out) {
    std::vector<value> const all{
        false,
        true,
        std::int64_t{0},
        std::numeric_limits<std::int64_t>::min(),
        std::numeric_limits<std::int64_t>::max(),
        std::uint64_t{0},
        std::numeric_limits<std::uint64_t>::max(),
        0.1,
        -1e308,
        std::numeric_limits<double>::infinity(),
        ""sv,
        "plain"sv,
        "a\0b"sv,
        "中文"sv,
        timestamp{std::numeric_limits<std::int64_t>::min()},
        timestamp{1'675'610'955'000'000},
    };
    sequence const made = of(all);
    BOOST_TEST_REQUIRE(made.size() == all.size());
    BOOST_TEST(!made.empty());
    for (std::size_t i = 0; i != all.size(); ++i) {
        BOOST_TEST_CONTEXT("value " << i) { BOOST_TEST((made[i] == all[i])); }
    }
}

BOOST_AUTO_TEST_CASE(a_value_takes_the_place_of_another) {
    sequence made = of({std::int64_t{1}, "two"sv, timestamp{3}});
    made.replace(0, "a longer text than the others"sv);
    made.replace(1, true);
    made.replace(2, std::int64_t{4});
    BOOST_TEST((made == of({"a longer text than the others"sv, true, std::int64_t{4}})));
    BOOST_TEST((made.kind(0) == value_kind::string));
    BOOST_TEST((made.kind(1) == value_kind::boolean));
    BOOST_TEST((made.kind(2) == value_kind::int64));
    made.push_back("last"sv);
    BOOST_TEST(std::get<std::string_view>(made[0]) == "a longer text than the others");
    BOOST_TEST(std::get<std::string_view>(made[3]) == "last");
}

BOOST_AUTO_TEST_CASE(characters_are_copied) {
    sequence made;
    {
        std::string const gone(1'000, 'x');
        made.push_back(std::string_view(gone));
    }
    for (int i = 0; i != 1'000; ++i) {
        made.push_back("more"sv);
    }
    BOOST_TEST(std::get<std::string_view>(made[0]) == std::string(1'000, 'x'));
    BOOST_TEST(std::get<std::string_view>(made[1'000]) == "more");
}

BOOST_AUTO_TEST_CASE(clear_empties) {
    sequence made = of({std::int64_t{1}, "text"sv});
    made.clear();
    BOOST_TEST(made.empty());
    BOOST_TEST(made.size() == 0U);
    BOOST_TEST((made == sequence{}));
    made.push_back("new"sv);
    BOOST_TEST(std::get<std::string_view>(made[0]) == "new");
}

BOOST_AUTO_TEST_CASE(equality) {
    struct row {
        std::string_view name;
        std::vector<value> a;
        std::vector<value> b;
        bool expected;
    };
    double const nan = std::numeric_limits<double>::quiet_NaN();
    row const rows[] = {
        {"empty", {}, {}, true},
        {"the same", {std::int64_t{1}, "a"sv, true}, {std::int64_t{1}, "a"sv, true}, true},
        {"a prefix", {std::int64_t{1}}, {std::int64_t{1}, std::int64_t{2}}, false},
        {"another order", {"a"sv, "b"sv}, {"b"sv, "a"sv}, false},
        {"another string", {"a"sv}, {"b"sv}, false},
        {"strings split elsewhere", {"ab"sv, "c"sv}, {"a"sv, "bc"sv}, false},
        {"another kind, equal bits", {std::int64_t{1}}, {std::uint64_t{1}}, false},
        {"a time and its number", {timestamp{1}}, {std::int64_t{1}}, false},
        {"a boolean and its number", {true}, {std::uint64_t{1}}, false},
        {"both zeros", {0.0}, {-0.0}, false},
        {"NaN with itself", {nan}, {nan}, true},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            BOOST_TEST((of(r.a) == of(r.b)) == r.expected);
            BOOST_TEST((of(r.b) == of(r.a)) == r.expected);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
