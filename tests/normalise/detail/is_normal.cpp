#include <quern/normalise/detail/is_normal.hpp>

#include "harness.hpp"

#include "../../support/random_trees.hpp"

#include <quern/normalise/normalise.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(normalise_detail_is_normal)

BOOST_AUTO_TEST_CASE(table) {
    struct row {
        std::string_view name;
        subtree root;
        bool normal;
    };
    subtree const a = is("i", eq, {std::int64_t{1}});
    subtree const b = is("s", contains, {"x"});
    row const rows[] = {
        {"a leaf", a, true},
        {"a group of two", all_of({a, b}), true},
        {"a group in one of the other kind", all_of({a, any_of({b, is("u", gt, {std::uint64_t{1}})})}), true},
        {"a group in one of its kind", all_of({a, all_of({b, b})}), false},
        {"a group of one", all_of({a}), false},
        {"a group of none", all_of({}), false},
        {"a negation", not_(a), false},
        {"a constant of another type", is("i", lt, {1.5}), false},
        {"a constant outside its domain", is("u", eq, {std::uint64_t{1} << 63U}), false},
        {"an instant that the store cannot hold", is("e", eq, {core::timestamp{1}}), false},
        {"equalities of one field in a disjunction", any_of({a, b, a}), false},
        {"the same in a conjunction", all_of({a, b, a}), true},
        {"inequalities of one field in a conjunction",
         all_of({is("i", ne, {std::int64_t{1}}), b, isnt("i", in, {std::int64_t{2}})}), false},
        {"equalities of two groups", any_of({a, all_of({a, b})}), true},
    };
    for (row const& r : rows) {
        expr::query const q = query_of(fields(schema::logic::three_valued), r.root);
        BOOST_TEST(quern::normalise::detail::is_normal(q, {.uint64_max = 0x7fffffffffffffff}) == r.normal, r.name);
    }
    BOOST_TEST(quern::normalise::detail::is_normal(expr::query(fields(schema::logic::three_valued)), {}));
}

BOOST_AUTO_TEST_CASE(what_is_normal_stays) {
    generator r(5);
    std::size_t normal = 0;
    std::size_t missed = 0;
    for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        for (int i = 0; i != 20'000; ++i) {
            expr::query q(fields(logic));
            random_subtree(r, q, 4, i % 2 == 0);
            bool const claimed = quern::normalise::detail::is_normal(q, {});
            expr::query after = q;
            quern::normalise::normalise(after);
            BOOST_TEST((!claimed || after == q), expr::dump(q));
            normal += claimed ? 1U : 0U;
            missed += !claimed && after == q ? 1U : 0U;
        }
    }
    BOOST_TEST(normal > 1'000U);
    BOOST_TEST(missed < 20U);
}

BOOST_AUTO_TEST_SUITE_END()
