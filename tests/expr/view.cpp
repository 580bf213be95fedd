#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/expr/view.hpp>

#include <ranges>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(view)

static_assert(std::ranges::forward_range<expr::children>);
static_assert(std::ranges::view<expr::children>);
static_assert(std::ranges::forward_range<expr::constants>);
static_assert(std::ranges::sized_range<expr::constants>);

static expr::query sample() {
    return query_of(fields(schema::logic::two_valued),
                    any_of({all_of({is("s", eq, {"a"}), is("i", in, {std::int64_t{1}, std::int64_t{2}})}),
                            not_(constant(false)), constant(true), isnt("t", is_null)}));
}

/// One letter a kind; a leaf with its field, operator and number of constants.
struct spell {
    std::string operator()(expr::everything_view) const { return "T"; }
    std::string operator()(expr::nothing_view) const { return "F"; }
    std::string operator()(expr::conjunction_view v) const {
        return "A" + std::to_string(std::ranges::distance(v.operands));
    }
    std::string operator()(expr::disjunction_view v) const {
        return "O" + std::to_string(std::ranges::distance(v.operands));
    }
    std::string operator()(expr::negation_view v) const { return "N" + expr::visit(*this, v.operand); }
    std::string operator()(expr::predicate_view const& p) const {
        std::string const shown = std::string(p.complement ? "C" : "P") + " " + p.field.name + " ";
        return shown + std::string(name(p.operation)) + " " + std::to_string(p.constants.size());
    }
};

BOOST_AUTO_TEST_CASE(visit_tells_every_kind) {
    expr::query const q = sample();
    std::string_view const expected[] = {"O4", "A2", "P s eq 1", "P i in 2", "NF", "F", "T", "C t null 0"};
    BOOST_TEST_REQUIRE(q.filter.size() == std::size(expected));
    for (std::uint32_t i = 0; i != q.filter.size(); ++i) {
        BOOST_TEST_CONTEXT("node " << i) { BOOST_TEST(expr::visit(spell{}, expr::view(q, i)) == expected[i]); }
    }
}

/// A visitor for all but one kind.
struct forgetful {
    void operator()(expr::everything_view) const {}
    void operator()(expr::nothing_view) const {}
    void operator()(expr::conjunction_view) const {}
    void operator()(expr::disjunction_view) const {}
    void operator()(expr::predicate_view const&) const {}
};
static_assert(!std::is_invocable_v<forgetful, expr::negation_view>, "a kind may not convert to another");

BOOST_AUTO_TEST_CASE(operands_in_order) {
    expr::query const q = sample();
    std::vector<std::uint32_t> indices;
    for (expr::view const v : expr::view(q, 0).operands()) {
        indices.push_back(v.index());
    }
    std::vector<std::uint32_t> const expected{1, 4, 6, 7};
    BOOST_TEST(indices == expected, boost::test_tools::per_element());
    BOOST_TEST(expr::view(q, 2).operands().empty());
    BOOST_TEST(expr::view(q, 6).operands().empty());
    auto it = expr::view(q, 0).operands().begin();
    BOOST_TEST((*it++).index() == 1U);
    BOOST_TEST((*it).index() == 4U);
}

BOOST_AUTO_TEST_CASE(constants_in_order) {
    expr::query const q = sample();
    expr::constants const all = expr::view(q, 3).predicate().constants;
    BOOST_TEST((all.front() == core::value(std::int64_t{1})));
    BOOST_TEST((all[1] == core::value(std::int64_t{2})));
    std::vector<core::value> const copied(all.begin(), all.end());
    BOOST_TEST((copied == std::vector<core::value>{std::int64_t{1}, std::int64_t{2}}));
    auto it = all.begin();
    BOOST_TEST((*it++ == core::value(std::int64_t{1})));
    BOOST_TEST((*it == core::value(std::int64_t{2})));
    BOOST_TEST(expr::view(q, 7).predicate().constants.empty());
}

BOOST_AUTO_TEST_CASE(places) {
    expr::query q(fields(schema::logic::two_valued));
    q.filter.constant(true, {3, 4});
    BOOST_TEST((expr::view(q, 0).place() == core::span{3, 4}));
}

BOOST_AUTO_TEST_SUITE_END()
