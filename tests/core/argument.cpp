#include "harness.hpp"

#include <quern/core/argument.hpp>

#include <string>
#include <vector>

using quern::core::argument;
using quern::core::term;

BOOST_AUTO_TEST_SUITE(argument_of_a_message)

BOOST_AUTO_TEST_CASE(a_text_is_no_term_be_it_empty) {
    for (std::string const& text : std::vector<std::string>{"", "\"op\"", "array"}) {
        argument const a = text;
        BOOST_TEST_REQUIRE(a.text() != nullptr);
        BOOST_TEST(*a.text() == text);
        BOOST_TEST(!a.term().has_value());
        BOOST_TEST((a == argument(text.c_str())));
    }
}

BOOST_AUTO_TEST_CASE(a_term_is_no_text) {
    argument const a = term::object; // the first of all
    BOOST_TEST(a.text() == nullptr);
    BOOST_TEST((a.term() == term::object));
    BOOST_TEST((a != argument("")));
    BOOST_TEST((a != argument(term::array)));
}

BOOST_AUTO_TEST_CASE(assignment_changes_a_term_to_a_text_and_back) {
    argument a = term::array;
    a = std::string("x");
    BOOST_TEST((a == argument("x")));
    a = term::array;
    BOOST_TEST((a == argument(term::array)));
}

BOOST_AUTO_TEST_SUITE_END()
