#include <quern/sql/detail/operators.hpp>

#include "harness.hpp"

using quern::sql::detail::symbol;

BOOST_AUTO_TEST_SUITE(sql_detail_operators)

BOOST_AUTO_TEST_CASE(comparisons_have_symbols) {
    using enum quern::schema::operation;
    BOOST_TEST(symbol(eq) == "=");
    BOOST_TEST(symbol(ne) == "<>");
    BOOST_TEST(symbol(lt) == "<");
    BOOST_TEST(symbol(le) == "<=");
    BOOST_TEST(symbol(gt) == ">");
    BOOST_TEST(symbol(ge) == ">=");
    for (auto const other : {in, not_in, contains, icontains, begins_with, ends_with, is_null, not_null}) {
        BOOST_TEST(symbol(other) == "");
    }
}

BOOST_AUTO_TEST_SUITE_END()
