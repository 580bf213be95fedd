#include "harness.hpp"

#include <quern/core/hint.hpp>
#include <quern/core/message.hpp>

using advice = quern::core::hint;

BOOST_AUTO_TEST_SUITE(hint)

BOOST_AUTO_TEST_CASE(none_is_the_default_and_says_nothing) {
    BOOST_TEST((advice{} == advice::none));
    BOOST_TEST(quern::core::hints[0].text.english == "");
    BOOST_TEST(quern::core::hints[0].text.chinese == "");
}

BOOST_AUTO_TEST_CASE(every_other_hint_has_a_text) {
    for (int i = 1; i != quern::core::hint_count; ++i) {
        auto const& row = quern::core::hints[static_cast<std::size_t>(i)];
        BOOST_TEST(static_cast<int>(row.id) == i);
        BOOST_TEST(!row.text.english.empty());
        BOOST_TEST(!row.text.chinese.empty());
    }
    BOOST_TEST(static_cast<int>(advice::select_everything) == quern::core::hint_count - 1);
}

BOOST_AUTO_TEST_SUITE_END()
