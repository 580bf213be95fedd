#include "harness.hpp"

#include <quern/core/utf8.hpp>

using namespace quern::core;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(utf8)

BOOST_AUTO_TEST_CASE(decode_reads_one_sequence_or_one_byte) {
    struct row {
        std::string_view name;
        std::string_view text;
        decoded expected;
    };
    // The boundaries stand in table 3-7 of the Unicode Standard.
    static constexpr row rows[] = {
        {"NUL", "\0"sv, {0, 1, true}},
        {"ASCII", "Az", {U'A', 1, true}},
        {"last of one byte", "\x7f", {0x7f, 1, true}},
        {"first of two bytes", "\xc2\x80", {0x80, 2, true}},
        {"last of two bytes", "\xdf\xbf", {0x7ff, 2, true}},
        {"first of three bytes", "\xe0\xa0\x80", {0x800, 3, true}},
        {"last before the surrogates", "\xed\x9f\xbf", {0xd7ff, 3, true}},
        {"first behind the surrogates", "\xee\x80\x80", {0xe000, 3, true}},
        {"last of three bytes", "\xef\xbf\xbf", {0xffff, 3, true}},
        {"first of four bytes", "\xf0\x90\x80\x80", {0x10000, 4, true}},
        {"last of four bytes", "\xf4\x8f\xbf\xbf", {0x10ffff, 4, true}},
        {"a stray trailing byte",
         "\x80"
         "a",
         {0x80, 1, false}},
        {"overlong, two bytes", "\xc0\xaf", {0xc0, 1, false}},
        {"overlong, three bytes", "\xe0\x9f\xbf", {0xe0, 1, false}},
        {"overlong, four bytes", "\xf0\x8f\xbf\xbf", {0xf0, 1, false}},
        {"first surrogate", "\xed\xa0\x80", {0xed, 1, false}},
        {"last surrogate", "\xed\xbf\xbf", {0xed, 1, false}},
        {"beyond U+10FFFF", "\xf4\x90\x80\x80", {0xf4, 1, false}},
        {"never a lead byte", "\xff", {0xff, 1, false}},
        {"cut after one byte", "\xc3", {0xc3, 1, false}},
        {"cut after three bytes", "\xf0\x9f\x98", {0xf0, 1, false}},
        {"broken by ASCII",
         "\xe4\xb8"
         "a",
         {0xe4, 1, false}},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            decoded const d = decode(r.text, 0);
            BOOST_TEST(static_cast<std::uint32_t>(d.code_point) == static_cast<std::uint32_t>(r.expected.code_point));
            BOOST_TEST(d.length == r.expected.length);
            BOOST_TEST(d.valid == r.expected.valid);
        }
    }
}

BOOST_AUTO_TEST_CASE(decode_does_not_read_past_the_view) {
    std::string_view const text = "中";
    BOOST_TEST((decode(text.substr(0, 2), 0) == decoded{0xe4, 1, false}));
    BOOST_TEST((decode(text, 1) == decoded{0xb8, 1, false}));
}

BOOST_AUTO_TEST_CASE(sequence_begin_agrees_with_a_walk_from_the_start) {
    // Every text of four bytes from these: leads, trails, ASCII, never valid.
    static constexpr std::string_view bytes = "a\x80\xbf\xc2\xe4\xed\xf0\x90\xff";
    for (std::size_t number = 0; number != bytes.size() * bytes.size() * bytes.size() * bytes.size(); ++number) {
        std::string text;
        for (std::size_t rest = number, i = 0; i != 4; ++i, rest /= bytes.size()) {
            text += bytes[rest % bytes.size()];
        }
        for (std::size_t at = 0; at != text.size();) {
            std::size_t const length = decode(text, at).length;
            for (std::size_t inside = at; inside != at + length; ++inside) {
                if (sequence_begin(text, inside) != at) {
                    BOOST_ERROR("text " << number << ", byte " << inside);
                }
            }
            at += length;
        }
    }
    BOOST_TEST(sequence_begin("a中b", 0) == 0U);
    BOOST_TEST(sequence_begin("a中b", 1) == 1U);
    BOOST_TEST(sequence_begin("a中b", 2) == 1U);
    BOOST_TEST(sequence_begin("a中b", 3) == 1U);
    BOOST_TEST(sequence_begin("a中b", 4) == 4U);
}

BOOST_AUTO_TEST_CASE(append_utf8_writes_scalar_values) {
    struct row {
        char32_t code_point;
        std::string_view expected;
    };
    static constexpr row rows[] = {
        {0, "\0"sv},
        {0x7f, "\x7f"},
        {0x80, "\xc2\x80"},
        {0x7ff, "\xdf\xbf"},
        {0x800, "\xe0\xa0\x80"},
        {0xffff, "\xef\xbf\xbf"},
        {0x4e2d, "中"},
        {0x1f600, "😀"},
        {0x10ffff, "\xf4\x8f\xbf\xbf"},
        {0xd800, "\xef\xbf\xbd"},
        {0xdfff, "\xef\xbf\xbd"},
        {0x110000, "\xef\xbf\xbd"},
    };
    std::string all;
    std::string expected;
    for (row const& r : rows) {
        append_utf8(all, r.code_point);
        expected += r.expected;
        BOOST_TEST(all == expected);
    }
}

BOOST_AUTO_TEST_CASE(counts) {
    BOOST_TEST(count_code_points("") == 0U);
    BOOST_TEST(count_code_points("naïve 中文 😀") == 10U);
    BOOST_TEST(count_code_points("a\xff\xe4\xb8") == 4U);
}

BOOST_AUTO_TEST_CASE(is_utf8_needs_every_byte) {
    BOOST_TEST(is_utf8(""));
    BOOST_TEST(is_utf8("a\0b"sv));
    BOOST_TEST(is_utf8("naïve 中文 😀"));
    BOOST_TEST(is_utf8("\xef\xbb\xbf"));
    BOOST_TEST(!is_utf8("abc\xff"));
    BOOST_TEST(!is_utf8("\xc0\x80"));
    BOOST_TEST(!is_utf8("\xed\xa0\x80\xed\xb0\x80"));
    BOOST_TEST(!is_utf8("中\xe4\xb8"));
}

BOOST_AUTO_TEST_SUITE_END()
