#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/expr/query.hpp>

using namespace quern;
using namespace quern::test;

BOOST_AUTO_TEST_SUITE(query)

BOOST_AUTO_TEST_CASE(a_new_query_selects_everything) {
    expr::query const q(fields(schema::logic::two_valued));
    BOOST_TEST(q.filter.size() == 0U);
    BOOST_TEST(q.page.sort.empty());
    BOOST_TEST(!q.page.limit.has_value());
    BOOST_TEST(q.page.offset == 0U);
    BOOST_TEST(!q.page.count);
    BOOST_TEST(q.warnings.empty());
}

BOOST_AUTO_TEST_CASE(equality_is_of_schema_filter_and_page) {
    expr::query const q(fields(schema::logic::two_valued));
    expr::query other = q;
    BOOST_TEST((other == q));
    other.warnings.add(core::code::operator_alias, {});
    BOOST_TEST((other == q));

    BOOST_TEST((expr::query(fields(schema::logic::two_valued)) == q));
    BOOST_TEST((expr::query(fields(schema::logic::three_valued)) != q));
    other = q;
    other.filter.constant(true);
    BOOST_TEST((other != q));
    other = q;
    other.page.limit = 0;
    BOOST_TEST((other != q));
    other = q;
    other.page.offset = 1;
    BOOST_TEST((other != q));
    other = q;
    other.page.count = true;
    BOOST_TEST((other != q));
    other = q;
    other.page.sort = {{1, false}};
    BOOST_TEST((other != q));
    expr::query down = q;
    down.page.sort = {{1, true}};
    BOOST_TEST((other != down));
}

BOOST_AUTO_TEST_CASE(outlives_the_definition_it_was_bound_to) {
    auto const make = [] {
        schema::definition const gone = fields(schema::logic::two_valued);
        return expr::query(gone);
    };
    BOOST_TEST(make().schema.name() == "t");
}

BOOST_AUTO_TEST_SUITE_END()
