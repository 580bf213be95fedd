#include "harness.hpp"

#include <quern/syntax/tree.hpp>

namespace syntax = quern::syntax;

BOOST_AUTO_TEST_SUITE(tree)

BOOST_AUTO_TEST_CASE(an_empty_request_selects_everything) {
    syntax::request const request;
    BOOST_TEST(request.nodes.empty());
    BOOST_TEST(request.literals.empty());
    BOOST_TEST(request.sort.empty());
    BOOST_TEST(!request.limit.has_value());
    BOOST_TEST(request.offset == 0U);
    BOOST_TEST(!request.count);
}

BOOST_AUTO_TEST_CASE(a_name_is_absent_until_it_is_written) {
    BOOST_TEST(!syntax::name{}.present);
    BOOST_TEST(!syntax::node{}.field.present);
    BOOST_TEST(!syntax::node{}.operation.has_value());
}

BOOST_AUTO_TEST_CASE(clear_empties_and_keeps_the_memory) {
    syntax::request request;
    request.nodes.resize(10);
    request.literals.resize(10);
    request.sort.resize(10);
    request.limit = 1;
    request.offset = 2;
    request.count = true;
    syntax::node const* const nodes = request.nodes.data();
    syntax::literal const* const literals = request.literals.data();
    request.clear();
    BOOST_TEST(request.nodes.empty());
    BOOST_TEST(request.literals.empty());
    BOOST_TEST(request.sort.empty());
    BOOST_TEST(!request.limit.has_value());
    BOOST_TEST(request.offset == 0U);
    BOOST_TEST(!request.count);
    request.nodes.resize(10);
    request.literals.resize(10);
    BOOST_TEST(request.nodes.data() == nodes);
    BOOST_TEST(request.literals.data() == literals);
}

BOOST_AUTO_TEST_SUITE_END()
