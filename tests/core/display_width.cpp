#include "harness.hpp"

#include <quern/core/display_width.hpp>

using quern::core::detail::glyph_range;
using quern::core::detail::width_table_version;
using quern::core::detail::width_rows::table;

BOOST_AUTO_TEST_SUITE(display_width)

BOOST_AUTO_TEST_CASE(widths_are_those_of_the_unicode_data) {
    struct row {
        char32_t code_point;
        int expected;
    };
    // EastAsianWidth.txt and UnicodeData.txt, read by eye.
    static constexpr row rows[] = {
        {U' ', 1},    {U'a', 1},    {U'~', 1},     {0xe9, 1},                      // Latin
        {0x3042, 2},  {0x4e2d, 2},  {0xac00, 2},   {0xff21, 2},   {0xff71, 1},     // kana, Han, Hangul, full, half
        {0x20000, 2}, {0x2ffff, 1}, {0x3fffd, 2},                                  // the planes of Han
        {0x1f600, 2}, {0x1f9c0, 2}, {0x231a, 2},   {0x2764, 1},   {0x1f1e6, 1},    // emoji by presentation
        {0x300, 0},   {0x20dd, 0},  {0x0903, 1},   {0xfe0f, 0},   {0x302a, 0},     // Mn, Me, Mc
        {0xad, 0},    {0x200b, 0},  {0x200d, 0},   {0x202e, 0},   {0xfeff, 0},     // Cf
        {0x1100, 2},  {0x1160, 0},  {0x11a8, 0},   {0xd7b0, 0},   {0xd7fb, 0},     // leading, medial, final jamo
        {0, 0},       {0x1b, 0},    {0x7f, 0},     {0x9f, 0},                      // Cc
        {0x2026, 1},  {0xa1, 1},    {0x3b1, 1},                                    // ambiguous
        {0xe000, 1},  {0x378, 1},   {0x10ffff, 1}, {0x110000, 1}, {0xffffffff, 1}, // private, unassigned, beyond
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT("U+" << std::hex << static_cast<std::uint32_t>(r.code_point)) {
            BOOST_TEST(quern::core::display_width(r.code_point) == r.expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(totals_are_those_of_another_count) {
    // Counted from HangulSyllableType.txt and from extracted/DerivedGeneralCategory.txt and DerivedEastAsianWidth.txt.
    BOOST_TEST_REQUIRE(width_table_version == "15.0.0");
    std::size_t none = 0;
    std::size_t two = 0;
    for (char32_t c = 0; c != 0x110000; ++c) {
        none += quern::core::display_width(c) == 0 ? 1U : 0U;
        two += quern::core::display_width(c) == 2 ? 1U : 0U;
    }
    BOOST_TEST(none == 4'515U);
    BOOST_TEST(two == 182'509U);
}

BOOST_AUTO_TEST_CASE(the_table_is_in_order_and_has_no_row_in_vain) {
    char32_t behind = 0;
    for (glyph_range const& row : table) {
        BOOST_TEST_CONTEXT("U+" << std::hex << static_cast<std::uint32_t>(row.first)) {
            BOOST_TEST((row.first >= behind && row.first <= row.last && row.last <= 0x10ffff));
            BOOST_TEST((row.columns != 1 || row.kind != quern::core::detail::glyph_kind::plain));
            BOOST_TEST(row.columns <= 2);
        }
        behind = row.last + 1;
    }
}

static_assert(quern::core::display_width(U'中') == 2);

BOOST_AUTO_TEST_SUITE_END()
