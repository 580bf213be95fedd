#include <quern/sql/detail/text_buffer.hpp>

#include "harness.hpp"

using quern::sql::detail::text_buffer;

BOOST_AUTO_TEST_SUITE(sql_detail_text_buffer)

BOOST_AUTO_TEST_CASE(pieces_of_every_length) {
    std::string const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    text_buffer out;
    std::string expected;
    BOOST_TEST(out.view() == "");
    for (int round = 0; round != 3; ++round) {
        for (std::size_t size = 0; size != letters.size(); ++size) {
            out.append(std::string_view(letters).substr(0, size));
            expected.append(letters, 0, size);
        }
        out.append(40, '(');
        expected.append(40, '(');
        BOOST_TEST(out.view() == expected);
        BOOST_TEST(out.size() == expected.size());
    }
    out.clear();
    BOOST_TEST(out.view() == "");
    out.append(std::string_view());
    out.append("again");
    BOOST_TEST(out.view() == "again");
}

BOOST_AUTO_TEST_CASE(until_a_character) {
    text_buffer out;
    BOOST_TEST(out.append_until("a = {p}", '{') == 4U);
    BOOST_TEST(out.append_until("{p}", '{') == 0U);
    BOOST_TEST(out.append_until("", '{') == 0U);
    BOOST_TEST(out.append_until("none", '{') == 4U);
    BOOST_TEST(out.view() == "a = none");
}

BOOST_AUTO_TEST_CASE(a_copy_is_empty_and_apart) {
    text_buffer out;
    out.append("first");
    text_buffer copy = out;
    BOOST_TEST(copy.view() == "");
    copy.append("second");
    BOOST_TEST(out.view() == "first");
    copy = out;
    BOOST_TEST(copy.view() == "");
    copy.append("third");
    BOOST_TEST(copy.view() == "third");
    BOOST_TEST(out.view() == "first");
}

BOOST_AUTO_TEST_SUITE_END()
