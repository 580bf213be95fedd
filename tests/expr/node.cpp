#include "harness.hpp"

#include <quern/expr/node.hpp>

namespace expr = quern::expr;

BOOST_AUTO_TEST_SUITE(node)

BOOST_AUTO_TEST_CASE(leaves_hold_operators) {
    using enum expr::node_kind;
    for (expr::node_kind const kind : {everything, nothing, conjunction, disjunction, negation}) {
        BOOST_TEST(!expr::node{.kind = kind}.is_leaf());
    }
    for (expr::node_kind const kind : {predicate, complement}) {
        BOOST_TEST(expr::node{.kind = kind}.is_leaf());
    }
}

BOOST_AUTO_TEST_CASE(equality_looks_at_every_member) {
    expr::node const n{};
    BOOST_TEST((n == expr::node{}));
    BOOST_TEST((n != expr::node{.kind = expr::node_kind::nothing}));
    BOOST_TEST((n != expr::node{.operation = quern::schema::operation::ne}));
    BOOST_TEST((n != expr::node{.field = 1}));
    BOOST_TEST((n != expr::node{.end = 1}));
    BOOST_TEST((n != expr::node{.first_value = 1}));
    BOOST_TEST((n != expr::node{.value_count = 1}));
}

BOOST_AUTO_TEST_SUITE_END()
