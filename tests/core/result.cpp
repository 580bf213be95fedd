#include "harness.hpp"

#include <quern/core/result.hpp>

#include <memory>

using namespace quern::core;

static diagnostics two_errors() {
    diagnostics found;
    found.add(code::unknown_field, {3, 4});
    found.add(code::empty_list, {9, 2});
    return found;
}

BOOST_AUTO_TEST_SUITE(result)

BOOST_AUTO_TEST_CASE(a_value) {
    quern::core::result<int> const r = 7;
    BOOST_TEST(r.has_value());
    BOOST_TEST(*r == 7);
    BOOST_TEST(r.value() == 7);
}

BOOST_AUTO_TEST_CASE(a_value_that_only_moves) {
    quern::core::result<std::unique_ptr<int>> r = std::make_unique<int>(7);
    std::unique_ptr<int> const taken = std::move(r).value();
    BOOST_TEST(*taken == 7);
}

BOOST_AUTO_TEST_CASE(diagnostics_in_its_place) {
    quern::core::result<int> const r = two_errors();
    BOOST_TEST(!r.has_value());
    BOOST_TEST_REQUIRE(r.has_error());
    BOOST_TEST(r.error().size() == 2U);
    BOOST_TEST((r.error()[1].code == code::empty_list));
}

BOOST_AUTO_TEST_CASE(value_throws_what_was_found) {
    quern::core::result<int> const r = two_errors();
    BOOST_CHECK_EXCEPTION((void)r.value(), invalid_request, [](invalid_request const& e) {
        return e.what() == std::string_view("quern: unknown_field empty_list") && e.found().size() == 2;
    });
    quern::core::result<void> const nothing = two_errors();
    BOOST_CHECK_THROW(nothing.value(), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
