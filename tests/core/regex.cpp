#include "harness.hpp"

#include <quern/core/regex.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(regex)

template <class Equivalents>
static std::string made(std::string_view text, Equivalents same_as) {
    std::string out;
    core::append_regex(out, text, same_as);
    return out;
}

BOOST_AUTO_TEST_CASE(patterns) {
    struct row {
        std::string_view text;
        std::string_view unicode;
        std::string_view ascii;
        std::string_view exact;
    };
    // classes from CaseFolding.txt, C and S, in the order of code points
    row const rows[] = {
        {"", "", "", ""},
        {"a1_", "[Aa]1\\_", "[Aa]1\\_", "a1\\_"},
        {"k", "[Kk\u212A]", "[Kk]", "k"},
        {"\u212A", "[Kk\u212A]", "\u212A", "\u212A"},
        {"\u03C2", "[\u03A3\u03C2\u03C3]", "\u03C2", "\u03C2"},
        {"\U00010428", "(?:\U00010400|\U00010428)", "\U00010428", "\U00010428"},
        {"中\U0001F600", "中\U0001F600", "中\U0001F600", "中\U0001F600"},
        {"^(.+)*$", "\\^\\(\\.\\+\\)\\*\\$", "\\^\\(\\.\\+\\)\\*\\$", "\\^\\(\\.\\+\\)\\*\\$"},
        {"[]{}|?\\/-", "\\[\\]\\{\\}\\|\\?\\\\\\/\\-", "\\[\\]\\{\\}\\|\\?\\\\\\/\\-", "\\[\\]\\{\\}\\|\\?\\\\\\/\\-"},
        {"\n \x7f", "\\\n\\ \\\x7f", "\\\n\\ \\\x7f", "\\\n\\ \\\x7f"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            BOOST_TEST(made(r.text, core::equivalents) == r.unicode);
            BOOST_TEST(made(r.text, core::equivalents_ascii) == r.ascii);
            BOOST_TEST(made(r.text, core::itself) == r.exact);
        }
    }
}

BOOST_AUTO_TEST_CASE(symbols) {
    for (char32_t c = 0; c != 0x100; ++c) {
        bool const alphanumeric = (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
        BOOST_TEST(core::is_ascii_symbol(c) == (c < 0x80 && !alphanumeric));
    }
}

BOOST_AUTO_TEST_CASE(appends) {
    std::string out = "^";
    core::append_regex(out, "b.", core::itself);
    BOOST_TEST(out == "^b\\.");
}

BOOST_AUTO_TEST_SUITE_END()
