#include "harness.hpp"

#include <quern/memory/detail/plan.hpp>

#include <quern/bind/filter.hpp>
#include <quern/schema/builder.hpp>

#include <string>

using namespace quern;
using memory::detail::ask;
using syntax::field;

namespace {

schema::definition numbers() {
    using enum schema::scalar;
    return schema::builder("numbers")
        .form(schema::form::text)
        .key("i")
        .logic(schema::logic::two_valued)
        .add({.name = "i", .type = int64})
        .add({.name = "j", .type = int64})
        .add({.name = "u", .type = uint64})
        .add({.name = "d", .type = real})
        .add({.name = "s"})
        .build()
        .value();
}

/// The kinds of the tests of a filter, in order: a letter each.
template <class Filter>
std::string kinds(Filter const& filter) {
    memory::detail::plan const made(bind::bind_filter(numbers(), filter).value());
    std::string letters;
    for (memory::detail::test const& t : made.tests()) {
        letters += t.kind == ask::presence         ? 'p'
                   : t.kind == ask::whole_interval ? 'w'
                   : t.kind == ask::real_interval  ? 'r'
                   : t.kind == ask::number_list    ? 'l'
                   : t.kind == ask::text_has       ? 'h'
                                                   : 't';
    }
    return letters;
}

} // namespace

BOOST_AUTO_TEST_SUITE(plans)

BOOST_AUTO_TEST_CASE(two_bounds_are_one_test) {
    auto const i = field("i"), j = field("j"), u = field("u"), d = field("d");
    BOOST_TEST(kinds(i >= 1 && i < 9) == "w");
    BOOST_TEST(kinds(i < 1 || i > 9) == "w");
    BOOST_TEST(kinds(!(i >= 1 && i < 9)) == "w");
    BOOST_TEST(kinds(u > 1 && u <= 9) == "w");
    BOOST_TEST(kinds(d > 1 && d <= 9.5) == "r");
    BOOST_TEST(kinds(d < 1 || d >= 9.5) == "r");
    BOOST_TEST(kinds(i >= 1 && j < 9) == "ww");
    BOOST_TEST(kinds(i >= 1 && j < 9 && i < 5 && j > 2) == "ww");
    BOOST_TEST(kinds(i >= 1 && (i < 9 || j == 2)) == "www");
    BOOST_TEST(kinds((i >= 1 && i < 5) || (i >= 10 && i < 50)) == "ww");
}

BOOST_AUTO_TEST_CASE(cheap_tests_come_first) {
    auto const i = field("i"), d = field("d"), s = field("s");
    BOOST_TEST(kinds(s.contains("a") && i == 1) == "wh");
    BOOST_TEST(kinds(s.contains("a") || s == "xyz" || d > 1) == "rth");
    BOOST_TEST(kinds((s.contains("a") || i > 7) && (s == "abc" || d > 1)) == "rtwh");
    BOOST_TEST(kinds(i.in(1, 5, 9) && s.is_null()) == "pl");
}

BOOST_AUTO_TEST_CASE(tests_lead_to_those_behind_them) {
    auto const i = field("i"), s = field("s");
    memory::detail::plan const made(
        bind::bind_filter(numbers(), (s.contains("a") || i > 7) && (s == "abc" || field("d") > 1)).value());
    auto const tests = made.tests();
    using memory::detail::plan;
    BOOST_TEST(made.entry() == 0U);
    BOOST_TEST_REQUIRE(tests.size() == 4U); // d or s, then i or s
    BOOST_TEST((tests[0].on_true == 2 && tests[0].on_false == 1));
    BOOST_TEST((tests[1].on_true == 2 && tests[1].on_false == plan::reject));
    BOOST_TEST((tests[2].on_true == plan::accept && tests[2].on_false == 3));
    BOOST_TEST((tests[3].on_true == plan::accept && tests[3].on_false == plan::reject));
}

BOOST_AUTO_TEST_CASE(filters_without_a_test) {
    expr::query q(numbers());
    BOOST_TEST(memory::detail::plan(q).entry() == memory::detail::plan::accept);
    q.filter.constant(false);
    BOOST_TEST(memory::detail::plan(q).entry() == memory::detail::plan::reject);
}

BOOST_AUTO_TEST_SUITE_END()
