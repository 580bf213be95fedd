#include "harness.hpp"

#include <quern/sql/statement.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(statement)

static sql::statement sample() {
    sql::statement s;
    s.text = "SELECT 1 WHERE a = ?1 ORDER BY b";
    s.parameters.push_back(std::int64_t{5});
    s.where_part = {15, 6};
    s.order_by_part = {31, 1};
    return s;
}

BOOST_AUTO_TEST_CASE(parts) {
    BOOST_TEST(sample().where() == "a = ?1");
    BOOST_TEST(sample().order_by() == "b");
    BOOST_TEST(sql::statement{}.where() == "");
}

BOOST_AUTO_TEST_CASE(equality_looks_at_every_member) {
    BOOST_TEST((sample() == sample()));
    sql::statement other = sample();
    other.text += ' ';
    BOOST_TEST((other != sample()));
    other = sample();
    other.parameters.push_back(true);
    BOOST_TEST((other != sample()));
    other = sample();
    other.where_part.length = 1;
    BOOST_TEST((other != sample()));
    other = sample();
    other.order_by_part = {};
    BOOST_TEST((other != sample()));
}

BOOST_AUTO_TEST_CASE(clear_empties_and_keeps_the_memory) {
    sql::statement s = sample();
    s.text.reserve(1'000);
    char const* const memory = s.text.data();
    s.clear();
    BOOST_TEST((s == sql::statement{}));
    s.text.append(500, 'x');
    BOOST_TEST((s.text.data() == memory));
}

BOOST_AUTO_TEST_SUITE_END()
