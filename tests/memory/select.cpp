#include "harness.hpp"

#include <quern/memory/select.hpp>

#include <quern/bind/filter.hpp>
#include <quern/schema/builder.hpp>

#include <list>

using namespace quern;
using syntax::field;

BOOST_AUTO_TEST_SUITE(selection)

BOOST_AUTO_TEST_CASE(places_in_order) {
    auto const numbers =
        schema::builder("numbers").key("n").add({.name = "n", .type = schema::scalar::int64}).build().value();
    auto const wanted = memory::compile<memory::cells>(bind::bind_filter(numbers, field("n") >= 3).value()).value();
    std::list<std::vector<memory::cell>> records;
    for (std::int64_t const n : {1, 5, 3, 2, 4}) {
        records.push_back({core::value(n)});
    }
    BOOST_TEST(memory::select(records, wanted) == (std::vector<std::size_t>{1, 2, 4}),
               boost::test_tools::per_element());
    records.clear();
    BOOST_TEST(memory::select(records, wanted).empty());
}

BOOST_AUTO_TEST_SUITE_END()
