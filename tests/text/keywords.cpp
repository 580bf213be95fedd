#include <quern/text/keywords.hpp>

#include "harness.hpp"

using namespace quern;

BOOST_AUTO_TEST_SUITE(keywords)

BOOST_AUTO_TEST_CASE(the_words_of_the_grammar_and_of_its_operators) {
    std::vector<std::string_view> expected{"and",       "or",   "not",    "everything", "nothing", "true", "false",
                                           "null",      "sort", "limit",  "offset",     "count",   "in",   "contains",
                                           "icontains", "is",   "begins", "ends",       "with"};
    std::vector<std::string_view> found(text::keywords.begin(), text::keywords.end());
    std::ranges::sort(expected);
    std::ranges::sort(found);
    BOOST_TEST(found == expected, boost::test_tools::per_element());
    for (std::string_view const word : expected) {
        BOOST_TEST(text::is_keyword(word), word);
    }
}

BOOST_AUTO_TEST_CASE(other_words_are_names) {
    for (std::string_view const word :
         {"",      "And",   "AND",     "an",   "andy",        "no",     "nots", "every",
          "Sort",  "sorts", "limit.x", "_and", "everything_", "TRUE",   "nul",  "null.",
          "`and`", "=",     "z",       "{",    "\xc3\xa9",    "within", "i",    "isnot"}) {
        BOOST_TEST(!text::is_keyword(word), word);
    }
}

BOOST_AUTO_TEST_SUITE_END()
