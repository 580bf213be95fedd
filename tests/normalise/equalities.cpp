#include "harness.hpp"

#include "../support/rewriting.hpp"
#include "../support/trees.hpp"

#include <quern/normalise/equalities.hpp>
#include <quern/normalise/normalise.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(equalities)

BOOST_AUTO_TEST_CASE(rewritings) {
    check_rewritings("merge_equalities", [](expr::query& q) { normalise::normalise(q); });
}

BOOST_AUTO_TEST_CASE(of_complements) {
    std::int64_t const one = 1, two = 2;
    struct row {
        std::string_view name;
        subtree root;
        std::string_view expected;
    };
    row const rows[] = {
        {"equal in a disjunction", any_of({isnt("i", ne, {one}), isnt("i", not_in, {two})}), "i in [1, 2]"},
        {"with predicates", any_of({is("i", eq, {one}), isnt("i", ne, {two})}), "i in [1, 2]"},
        {"unequal in a conjunction", all_of({isnt("i", eq, {one}), isnt("i", in, {two})}), "i nin [1, 2]"},
        {"alone it stays", all_of({isnt("i", eq, {one}), is("u", is_null)}), "and\n├─ complement of i eq 1\n└─ u null"},
        {"equal in a conjunction", all_of({isnt("i", ne, {one}), isnt("i", ne, {two})}),
         "and\n├─ complement of i neq 1\n└─ complement of i neq 2"},
    };
    for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        for (row const& r : rows) {
            expr::query q = query_of(fields(logic), r.root);
            normalise::merge_equalities(q.filter);
            BOOST_TEST_CONTEXT(r.name) { BOOST_TEST(shown(q) == r.expected); }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_shape_of_the_result_is_a_function_of_the_shape) {
    auto const shape = [](std::vector<std::int64_t> const& v) {
        expr::query q = query_of(fields(schema::logic::two_valued),
                                 all_of({any_of({is("i", eq, {v[0]}), is("i", in, {v[1], v[2]}), is("u", is_null)}),
                                         is("i", ne, {v[3]}), is("i", not_in, {v[4], v[5]})}));
        normalise::merge_equalities(q.filter);
        return std::vector(q.filter.nodes().begin(), q.filter.nodes().end());
    };
    BOOST_TEST((shape({1, 2, 3, 4, 5, 6}) == shape({1, 1, 1, 1, 1, 1})));
}

BOOST_AUTO_TEST_CASE(places) {
    expr::tree t;
    std::uint32_t const outer = t.open(expr::node_kind::conjunction, {0, 40});
    for (std::uint32_t at = 2; at != 22; at += 10) {
        std::uint32_t const inner = t.open(expr::node_kind::disjunction, {at, 9});
        for (std::uint32_t l = at + 1; l != at + 7; l += 2) {
            t.leaf(expr::node_kind::predicate, l > 20 ? 2 : 1, eq, {l, 1});
            t.value(std::int64_t{l});
        }
        t.close(inner);
    }
    t.close(outer);
    normalise::merge_equalities(t);
    BOOST_TEST_REQUIRE(t.size() == 3U);           // both groups are lists
    BOOST_TEST((t.place(1) == core::span{2, 9})); // of the group, which it is the whole of
    BOOST_TEST((t.place(2) == core::span{12, 9}));
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_in_one_group) {
    expr::query q(fields(schema::logic::two_valued));
    std::uint32_t const group = q.filter.open(expr::node_kind::disjunction);
    for (std::int64_t i = 0; i != 100'000; ++i) {
        is(i % 2 == 0 ? "i" : "ni", eq, {i})(q);
    }
    q.filter.close(group);
    normalise::merge_equalities(q.filter);
    BOOST_TEST_REQUIRE(q.filter.size() == 3U);
    BOOST_TEST(q.filter.nodes()[1].value_count == 50'000U);
    BOOST_TEST((q.filter.values()[49'999] == core::value(std::int64_t{99'998})));
}

BOOST_AUTO_TEST_SUITE_END()
