#include "harness.hpp"

#include <quern/core/language.hpp>
#include <quern/core/message.hpp>

BOOST_AUTO_TEST_SUITE(language)

BOOST_AUTO_TEST_CASE(a_language_chooses_the_text) {
    static constexpr quern::core::message_text text{"field", "字段"};
    BOOST_TEST(text.in(quern::core::language::english) == "field");
    BOOST_TEST(text.in(quern::core::language::chinese) == "字段");
}

BOOST_AUTO_TEST_CASE(english_is_the_default) {
    BOOST_TEST((quern::core::language{} == quern::core::language::english));
}

BOOST_AUTO_TEST_SUITE_END()
