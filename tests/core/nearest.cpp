#include "harness.hpp"

#include <quern/core/nearest.hpp>

using namespace quern::core;
using names = std::vector<std::string_view>;

BOOST_AUTO_TEST_SUITE(nearest)

BOOST_AUTO_TEST_CASE(the_names_that_were_probably_meant) {
    struct row {
        std::string_view what;
        std::string_view written;
        names known;
        names expected;
    };
    row const rows[] = {
        {"a letter missing", "operater", {"id", "operator", "operation"}, {"operator"}},
        {"two neighbours exchanged", "nmae", {"age", "name"}, {"name"}},
        {"an exchange is one edit", "ba", {"ab"}, {"ab"}},
        {"a third of the letters", "abcdef", {"abcdxy", "abcxyz"}, {"abcdxy"}},
        {"an equal name", "name", {"name", "names"}, {"name", "names"}},
        {"upper case", "NAME", {"name"}, {"name"}},
        {"upper case among the names", "createdat", {"createdAt"}, {"createdAt"}},
        {"a hyphen for an underscore", "created-at", {"created_at"}, {"created_at"}},
        {"joints left out", "a_b_c_d", {"abcd"}, {"abcd"}},
        {"joints left out of a camel", "CreatedAt", {"created_at"}, {"created_at"}},
        {"a Cyrillic letter", "n\u0430me", {"name"}, {"name"}},
        {"Chinese counts code points", "年令", {"年龄", "姓名"}, {"年龄"}},
        {"two letters, one wrong", "ix", {"id", "ab"}, {"id"}},
        {"one letter is near to nothing else", "a", {"b", "ab"}, {}},
        {"one letter in upper case", "A", {"a"}, {"a"}},
        {"nothing near", "zebra", {"name", "age"}, {}},
        {"nothing written", "", {"a", ""}, {}},
        {"no names", "name", {}, {}},
        {"the nearest first", "colour", {"colors", "colour1", "colour"}, {"colour", "colour1", "colors"}},
        {"then as declared", "nam", {"nax", "nay", "ham", "name"}, {"nax", "nay", "ham"}},
        {"invalid bytes are compared too", "na\xffme", {"name"}, {"name"}},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.what) {
            BOOST_TEST(quern::core::nearest(r.written, r.known) == r.expected, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(no_more_than_asked_for) {
    names const known{"aaaa1", "aaaa2", "aaaa3", "aaaa4"};
    BOOST_TEST(quern::core::nearest("aaaa", known).size() == 3U);
    BOOST_TEST(quern::core::nearest("aaaa", known, 1) == names{"aaaa1"}, boost::test_tools::per_element());
    BOOST_TEST(quern::core::nearest("aaaa", known, 0).empty());
    BOOST_TEST(quern::core::nearest("aaaa", known, 9).size() == 4U);
}

BOOST_AUTO_TEST_CASE(long_input_is_near_to_nothing) {
    std::string const known(64, 'a');
    names const all{known};
    BOOST_TEST(quern::core::nearest(std::string(64, 'a'), all).size() == 1U);
    BOOST_TEST(quern::core::nearest(std::string(65, 'a'), all).empty());
    std::string const longer(85, 'a');
    std::string const too_long(86, 'a');
    std::string const endless(100'000, 'a');
    BOOST_TEST(quern::core::nearest(known, names{longer, too_long, endless}) == names{longer},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(distances_are_those_of_the_definition) {
    struct row {
        std::u32string_view a;
        std::u32string_view b;
        std::size_t expected;
    };
    static constexpr row rows[] = {
        {U"", U"", 0},
        {U"abc", U"", 3},
        {U"", U"ab", 2},
        {U"kitten", U"sitting", 3},
        {U"ab", U"ba", 1},
        {U"abcd", U"badc", 2},
        {U"saturday", U"sunday", 3},
        {U"abc", U"abc", 0},
        {U"ca", U"abc", 3}, // 2 in the unrestricted distance of Damerau
    };
    for (row const& r : rows) {
        BOOST_TEST(detail::alignment_distance(r.a, r.b) == r.expected);
        BOOST_TEST(detail::alignment_distance(r.b, r.a) == r.expected);
    }
}

BOOST_AUTO_TEST_SUITE_END()
