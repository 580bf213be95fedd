#include "harness.hpp"

#include <quern/core/message.hpp>
#include <quern/core/term.hpp>

using word = quern::core::term;

BOOST_AUTO_TEST_SUITE(term)

BOOST_AUTO_TEST_CASE(every_term_has_a_text_of_its_own) {
    std::vector<std::string_view> english;
    std::vector<std::string_view> chinese;
    for (int i = 0; i != quern::core::term_count; ++i) {
        auto const& row = quern::core::terms[static_cast<std::size_t>(i)];
        BOOST_TEST(static_cast<int>(row.id) == i);
        english.push_back(row.text.english);
        chinese.push_back(row.text.chinese);
    }
    for (auto* const texts : {&english, &chinese}) {
        std::ranges::sort(*texts);
        BOOST_TEST(!texts->front().empty());
        BOOST_TEST((std::ranges::adjacent_find(*texts) == texts->end()));
    }
    BOOST_TEST(static_cast<int>(word::characters) == quern::core::term_count - 1);
}

BOOST_AUTO_TEST_SUITE_END()
