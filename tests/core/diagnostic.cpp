#include "harness.hpp"

#include <quern/core/diagnostic.hpp>

using namespace quern::core;
using finding = quern::core::diagnostic;

BOOST_AUTO_TEST_SUITE(diagnostic)

BOOST_AUTO_TEST_CASE(severity_is_that_of_the_code) {
    finding d;
    d.code = code::unknown_field;
    BOOST_TEST((d.severity() == severity::error));
    d.code = code::operator_alias;
    BOOST_TEST((d.severity() == severity::warning));
    d.code = code::too_many_diagnostics;
    BOOST_TEST((d.severity() == severity::note));
}

BOOST_AUTO_TEST_CASE(advise_and_relate_go_on) {
    finding d;
    d.relate({1, 2}).relate({5, 0}).advise(hint::did_you_mean, {"\"name\"", term::array});
    BOOST_TEST((d.hint == hint::did_you_mean));
    BOOST_TEST((d.hint_arguments == std::vector<argument>{"\"name\"", term::array}));
    BOOST_TEST((d.related == std::vector<quern::core::span>{{1, 2}, {5, 0}}));
    d.advise(hint::use_lt);
    BOOST_TEST((d.hint == hint::use_lt));
    BOOST_TEST(d.hint_arguments.empty());
}

BOOST_AUTO_TEST_CASE(equality_looks_at_every_part) {
    finding const d{code::wrong_type, {1, 2}, {term::array}, hint::write_as, {"x"}, {{3, 4}}, "/a"};
    finding other = d;
    BOOST_TEST((other == d));
    auto const differs = [&](auto change) {
        finding changed = d;
        change(changed);
        return !(changed == d);
    };
    BOOST_TEST(differs([](finding& f) { f.code = code::unknown_key; }));
    BOOST_TEST(differs([](finding& f) { f.where = {1, 3}; }));
    BOOST_TEST(differs([](finding& f) { f.arguments = {"an array"}; }));
    BOOST_TEST(differs([](finding& f) { f.hint = hint::none; }));
    BOOST_TEST(differs([](finding& f) { f.hint_arguments.clear(); }));
    BOOST_TEST(differs([](finding& f) { f.related.clear(); }));
    BOOST_TEST(differs([](finding& f) { f.pointer = "/b"; }));
}

BOOST_AUTO_TEST_SUITE_END()
