#include "harness.hpp"

#include <quern/sql/detail/pattern.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(pattern)

static std::string made(std::string_view text, sql::needle how) {
    std::string out;
    sql::detail::append_needle(out, text, how);
    return out;
}

BOOST_AUTO_TEST_CASE(globs) {
    struct row {
        std::string_view needle;
        std::string_view pattern;
    };
    // classes from CaseFolding.txt, C and S, in the order of code points
    row const rows[] = {
        {"", "**"},
        {"1 _%", "*1 _%*"},
        {"a", "*[Aa]*"},
        {"Zb", "*[Zz][Bb]*"},
        {"k", "*[Kk\u212A]*"},
        {"\u212A", "*[Kk\u212A]*"},
        {"s", "*[Ss\u017F]*"},
        {"\u00DF", "*[\u00DF\u1E9E]*"},
        {"\u03C2", "*[\u03A3\u03C2\u03C3]*"},
        {"\u0130", "*\u0130*"}, // only full and Turkic mappings
        {"\U00010400", "*[\U00010400\U00010428]*"},
        {"中", "*中*"},
        {"*", "*[*]*"},
        {"?", "*[?]*"},
        {"[", "*[[]*"},
        {"]", "*]*"},
        {"^-!\\", "*^-!\\*"},
        {"[^a-z]", "*[[]^[Aa]-[Zz]]*"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.needle) { BOOST_TEST(made(r.needle, sql::needle::glob) == r.pattern); }
    }
}

BOOST_AUTO_TEST_CASE(regular_expressions) {
    struct row {
        std::string_view needle;
        std::string_view pattern;
        std::string_view ascii;
    };
    row const rows[] = {
        {"", "", ""},
        {"a1_", "[Aa]1\\_", "[Aa]1\\_"},
        {"k", "[Kk\u212A]", "[Kk]"},
        {"\u212A", "[Kk\u212A]", "\u212A"},
        {"\u03C2", "[\u03A3\u03C2\u03C3]", "\u03C2"},
        {"\U00010428", "(?:\U00010400|\U00010428)", "\U00010428"},
        {"中\U0001F600", "中\U0001F600", "中\U0001F600"},
        {"^(.+)*$", "\\^\\(\\.\\+\\)\\*\\$", "\\^\\(\\.\\+\\)\\*\\$"},
        {"[]{}|?\\/-", "\\[\\]\\{\\}\\|\\?\\\\\\/\\-", "\\[\\]\\{\\}\\|\\?\\\\\\/\\-"},
        {"\n \x7f", "\\\n\\ \\\x7f", "\\\n\\ \\\x7f"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.needle) {
            BOOST_TEST(made(r.needle, sql::needle::regex) == r.pattern);
            BOOST_TEST(made(r.needle, sql::needle::regex_ascii) == r.ascii);
        }
    }
}

BOOST_AUTO_TEST_CASE(others) {
    BOOST_TEST(made("A*\u00C9", sql::needle::verbatim) == "A*\u00C9");
    BOOST_TEST(made("AZ[@`{*\u00C9", sql::needle::ascii_lower) == "az[@`{*\u00C9");
}

BOOST_AUTO_TEST_CASE(appends) {
    std::string out = "x";
    sql::detail::append_needle(out, "1", sql::needle::glob);
    BOOST_TEST(out == "x*1*");
}

BOOST_AUTO_TEST_SUITE_END()
