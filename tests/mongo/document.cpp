#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/mongo/document.hpp>
#include <quern/mongo/emit.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(document)

BOOST_AUTO_TEST_CASE(an_empty_one_selects_everything) {
    mongo::document const made;
    BOOST_TEST(made.filter.empty());
    BOOST_TEST(made.sort.empty());
    BOOST_TEST(made.skip == 0U);
    BOOST_TEST(!made.limit);
    BOOST_TEST(!made.count);
}

BOOST_AUTO_TEST_CASE(equality) {
    auto const made = [](std::int64_t constant, mongo::notation in) {
        return mongo::emit(query_of(fields(schema::logic::two_valued), is("i", eq, {constant})), in).value();
    };
    using enum mongo::notation;
    BOOST_TEST((made(1, relaxed) == made(1, relaxed)));
    BOOST_TEST((made(1, relaxed) != made(2, relaxed)));
    BOOST_TEST((made(1, relaxed) != made(1, canonical)));
}

BOOST_AUTO_TEST_SUITE_END()
