#include "harness.hpp"

#include <quern/core/position.hpp>

using namespace quern::core;

namespace quern::core {

static std::ostream& operator<<(std::ostream& out, core::position p) { return out << p.line << ':' << p.column; }

} // namespace quern::core

BOOST_AUTO_TEST_SUITE(position)

using place = quern::core::position;

BOOST_AUTO_TEST_CASE(locate_counts_lines_and_code_points) {
    struct row {
        std::string_view name;
        std::string_view source;
        std::uint32_t offset;
        place expected;
    };
    static constexpr row rows[] = {
        {"empty", "", 0, {1, 1}},
        {"empty, beyond", "", 7, {1, 1}},
        {"first byte", "abc", 0, {1, 1}},
        {"last byte", "abc", 2, {1, 3}},
        {"end", "abc", 3, {1, 4}},
        {"beyond the end", "abc", 4'000'000'000, {1, 4}},
        {"a line's end", "ab\ncd", 2, {1, 3}},
        {"behind \\n", "ab\ncd", 3, {2, 1}},
        {"\\r of \\r\\n", "ab\r\ncd", 2, {1, 3}},
        {"\\n of \\r\\n", "ab\r\ncd", 3, {1, 3}},
        {"behind \\r\\n", "ab\r\ncd", 4, {2, 1}},
        {"behind \\r", "ab\rcd", 3, {2, 1}},
        {"\\r\\r\\n is two ends", "a\r\r\nb", 4, {3, 1}},
        {"\\n\\r is two ends", "a\n\rb", 3, {3, 1}},
        {"an empty line inside", "a\n\nb", 2, {2, 1}},
        {"three bytes, one column", "名a", 3, {1, 2}},
        {"inside a code point", "a名b", 3, {1, 2}},
        {"four bytes", "😀a", 4, {1, 2}},
        {"a mark is a code point", "e\xcc\x81x", 3, {1, 3}},
        {"invalid bytes count one each",
         "\xff\xfe"
         "a",
         2,
         {1, 3}},
        {"half a code point counts by bytes",
         "\xe4\xb8"
         "a",
         2,
         {1, 3}},
        {"a tab is one column", "\ta", 1, {1, 2}},
        {"the columns of a later line", "中中\n中中x", 13, {2, 3}},
        {"the end behind \\n", "abc\n", 4, {1, 4}},
        {"the end behind \\r\\n", "abc\r\n", 5, {1, 4}},
        {"the end behind empty lines", "abc\nde\n\n\r\n", 10, {2, 3}},
        {"the end of nothing but lines", "\n\n", 2, {1, 1}},
        {"inside nothing but lines", "\n\n", 1, {2, 1}},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) { BOOST_TEST(line_index(r.source).locate(r.offset) == r.expected); }
    }
}

BOOST_AUTO_TEST_CASE(line_is_the_text_without_its_end) {
    line_index const index("one\r\ntwo\rthree\n\n四\n");
    BOOST_TEST(index.size() == 6U);
    BOOST_TEST(index.line(1) == "one");
    BOOST_TEST(index.line(2) == "two");
    BOOST_TEST(index.line(3) == "three");
    BOOST_TEST(index.line(4) == "");
    BOOST_TEST(index.line(5) == "四");
    BOOST_TEST(index.line(6) == "");
    BOOST_TEST(index.offset(1) == 0U);
    BOOST_TEST(index.offset(2) == 5U);
    BOOST_TEST(index.offset(3) == 9U);
    BOOST_TEST(index.offset(4) == 15U);
    BOOST_TEST(index.offset(5) == 16U);
    BOOST_TEST(index.offset(6) == 20U);
    BOOST_TEST(line_index("").size() == 1U);
    BOOST_TEST(line_index("").line(1) == "");
    BOOST_TEST(line_index("\r").size() == 2U);
}

BOOST_AUTO_TEST_CASE(long_sources_agree_with_a_plain_count) {
    // 3, 1 and 2 bytes in turn, so that sequences lie across every distance between marks; a line's end at times.
    std::string source;
    for (int i = 0; source.size() < 10'000; ++i) {
        source += i % 3 == 0 ? "中" : i % 3 == 1 ? (i % 1'000 == 1 ? "\n" : "a") : "é";
    }
    source += "z";
    line_index const index(source);
    place expected{1, 0};
    std::size_t wrong = 0;
    for (std::size_t at = 0; at != source.size(); ++at) {
        if ((static_cast<unsigned char>(source[at]) & 0xc0U) != 0x80U) {
            ++expected.column;
        }
        wrong += index.locate(static_cast<std::uint32_t>(at)) == expected ? 0U : 1U;
        if (source[at] == '\n') {
            expected = {expected.line + 1, 0};
        }
    }
    BOOST_TEST(wrong == 0U);
    BOOST_TEST(expected.line > 2U);
}

BOOST_AUTO_TEST_CASE(a_source_as_long_as_a_stride_can_be_located) {
    for (std::size_t const size : {1023U, 1024U, 1025U, 2048U}) {
        std::string const source(size, 'a');
        place const expected{1, static_cast<std::uint32_t>(size) + 1};
        BOOST_TEST(line_index(source).locate(static_cast<std::uint32_t>(size)) == expected);
    }
}

BOOST_AUTO_TEST_CASE(lines_of_a_part_are_counted_from_where_it_stands) {
    line_index const lines("ab\ncd", 41);
    BOOST_TEST(lines.size() == 2U);
    BOOST_TEST((lines.locate(1) == place{41, 2}));
    BOOST_TEST((lines.locate(4) == place{42, 2}));
    BOOST_TEST((lines.locate(5) == place{42, 3}));
    BOOST_TEST(lines.line(41) == "ab");
    BOOST_TEST(lines.line(42) == "cd");
    BOOST_TEST(lines.offset(41) == 0U);
    BOOST_TEST(lines.offset(42) == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
