#include "harness.hpp"

#include <quern/expr/tree.hpp>

namespace core = quern::core;
namespace expr = quern::expr;
using enum quern::schema::operation;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(tree)

/// `(0 = "a" and 1 in (1, 2)) or not nothing`
static expr::tree sample(std::uint32_t shift = 0) {
    expr::tree t;
    std::uint32_t const any = t.open(expr::node_kind::disjunction, {shift, 50});
    std::uint32_t const all = t.open(expr::node_kind::conjunction, {shift + 1, 30});
    t.leaf(expr::node_kind::predicate, 0, eq, {shift + 2, 3});
    t.value("a"sv);
    t.leaf(expr::node_kind::predicate, 1, in, {shift + 6, 4});
    t.value(std::int64_t{1});
    t.value(std::int64_t{2});
    t.close(all);
    std::uint32_t const no = t.open(expr::node_kind::negation, {shift + 32, 9});
    t.constant(false, {shift + 33, 2});
    t.close(no);
    t.close(any);
    return t;
}

BOOST_AUTO_TEST_CASE(nodes_stand_in_preorder) {
    using enum expr::node_kind;
    expr::tree const t = sample();
    expr::node const expected[] = {
        {.kind = disjunction, .end = 6},
        {.kind = conjunction, .end = 4},
        {.kind = predicate, .operation = eq, .field = 0, .end = 3, .first_value = 0, .value_count = 1},
        {.kind = predicate, .operation = in, .field = 1, .end = 4, .first_value = 1, .value_count = 2},
        {.kind = negation, .end = 6},
        {.kind = nothing, .end = 6},
    };
    BOOST_TEST_REQUIRE(t.size() == std::size(expected));
    for (std::uint32_t i = 0; i != t.size(); ++i) {
        BOOST_TEST_CONTEXT("node " << i) { BOOST_TEST((t.nodes()[i] == expected[i])); }
    }
    BOOST_TEST(t.values().size() == 3U);
    BOOST_TEST((t.values()[0] == core::value("a"sv)));
    BOOST_TEST((t.values()[2] == core::value(std::int64_t{2})));
}

BOOST_AUTO_TEST_CASE(places_are_kept) {
    expr::tree const t = sample();
    BOOST_TEST((t.place(0) == core::span{0, 50}));
    BOOST_TEST((t.place(3) == core::span{6, 4}));
    BOOST_TEST((t.place(5) == core::span{33, 2}));
}

BOOST_AUTO_TEST_CASE(a_group_of_one_dissolves) {
    expr::tree t;
    std::uint32_t const all = t.open(expr::node_kind::conjunction, {0, 90});
    t.leaf(expr::node_kind::predicate, 1, eq, {1, 5});
    t.value(true);
    std::uint32_t const sole = t.open(expr::node_kind::disjunction, {10, 70});
    std::uint32_t const any = t.open(expr::node_kind::disjunction);
    t.leaf(expr::node_kind::predicate, 2, eq, {30, 5});
    t.leaf(expr::node_kind::predicate, 3, eq, {40, 5});
    t.close(any);
    t.place(any, {20, 50});
    t.dissolve(sole);
    t.close(all);

    expr::tree expected;
    expected.open(expr::node_kind::conjunction);
    expected.leaf(expr::node_kind::predicate, 1, eq);
    expected.value(true);
    expected.open(expr::node_kind::disjunction);
    expected.leaf(expr::node_kind::predicate, 2, eq);
    expected.leaf(expr::node_kind::predicate, 3, eq);
    expected.close(2);
    expected.close(0);
    BOOST_TEST((t == expected));
    BOOST_TEST((t.place(2) == core::span{20, 50}));
    BOOST_TEST((t.place(4) == core::span{40, 5}));
}

BOOST_AUTO_TEST_CASE(equal_wherever_it_was_written) {
    BOOST_TEST((sample() == sample(1'000)));
    expr::tree const copy = sample();
    BOOST_TEST((copy == sample()));
    expr::tree other = sample();
    other.constant(true);
    BOOST_TEST((other != sample()));
    BOOST_TEST((expr::tree{} != sample()));
    BOOST_TEST((expr::tree{} == expr::tree{}));
}

BOOST_AUTO_TEST_CASE(unequal_in_any_part) {
    auto const one = [](expr::node_kind kind, quern::schema::field_index field, quern::schema::operation o,
                        core::value v) {
        expr::tree t;
        t.leaf(kind, field, o);
        t.value(v);
        return t;
    };
    using enum expr::node_kind;
    expr::tree const a = one(predicate, 0, eq, std::int64_t{1});
    BOOST_TEST((a == one(predicate, 0, eq, std::int64_t{1})));
    BOOST_TEST((a != one(complement, 0, eq, std::int64_t{1})));
    BOOST_TEST((a != one(predicate, 1, eq, std::int64_t{1})));
    BOOST_TEST((a != one(predicate, 0, ne, std::int64_t{1})));
    BOOST_TEST((a != one(predicate, 0, eq, std::int64_t{2})));
    BOOST_TEST((a != one(predicate, 0, eq, std::uint64_t{1})));
    BOOST_TEST((a != one(predicate, 0, eq, 1.0)));
}

BOOST_AUTO_TEST_CASE(clear_empties_and_keeps_the_memory) {
    expr::tree t = sample();
    expr::node const* const memory = t.nodes().data();
    t.clear();
    BOOST_TEST(t.size() == 0U);
    BOOST_TEST(t.values().empty());
    BOOST_TEST((t == expr::tree{}));
    t.leaf(expr::node_kind::predicate, 3, eq);
    t.value(true);
    BOOST_TEST(t.nodes().data() == memory);
    BOOST_TEST(t.nodes()[0].first_value == 0U);
}

BOOST_AUTO_TEST_CASE(a_million_levels_are_loops) {
    constexpr std::uint32_t depth = 1'000'000;
    expr::tree t;
    for (std::uint32_t i = 0; i != depth; ++i) {
        t.open(expr::node_kind::negation);
    }
    t.constant(true);
    for (std::uint32_t i = depth; i-- != 0;) {
        t.close(i);
    }
    expr::tree const copy = t;
    BOOST_TEST((copy == t));
    BOOST_TEST(t.nodes()[0].end == depth + 1);
}

BOOST_AUTO_TEST_SUITE_END()
