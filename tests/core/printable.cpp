#include "harness.hpp"

#include <quern/core/printable.hpp>

BOOST_AUTO_TEST_SUITE(printable)

BOOST_AUTO_TEST_CASE(only_what_can_be_seen_is_printable) {
    struct row {
        std::string_view name;
        char32_t code_point;
        bool expected;
    };
    static constexpr row rows[] = {
        {"space", U' ', true},
        {"letter", U'a', true},
        {"tilde", U'~', true},
        {"e with acute", 0xe9, true},
        {"Han", 0x4e2d, true},
        {"Cyrillic a", 0x430, true},
        {"Hebrew alef", 0x5d0, true},
        {"emoji", 0x1f600, true},
        {"combining acute", 0x301, true},
        {"full-width digit", 0xff11, true},
        {"replacement character", 0xfffd, true},
        {"NUL", 0, false},
        {"line feed", U'\n', false},
        {"escape", 0x1b, false},
        {"delete", 0x7f, false},
        {"CSI in one byte", 0x9b, false},
        {"no-break space", 0xa0, false},
        {"em space", 0x2003, false},
        {"ideographic space", 0x3000, false},
        {"soft hyphen", 0xad, false},
        {"zero-width space", 0x200b, false},
        {"zero-width joiner", 0x200d, false},
        {"right-to-left mark", 0x200f, false},
        {"right-to-left override", 0x202e, false},
        {"first strong isolate", 0x2068, false},
        {"line separator", 0x2028, false},
        {"paragraph separator", 0x2029, false},
        {"byte-order mark", 0xfeff, false},
        {"combining grapheme joiner", 0x34f, false},
        {"variation selector", 0xfe0f, false},
        {"variation selector 17", 0xe0100, false},
        {"Hangul filler", 0x3164, false},
        {"half-width Hangul filler", 0xffa0, false},
        {"tag a", 0xe0061, false},
        {"first surrogate", 0xd800, false},
        {"last surrogate", 0xdfff, false},
        {"private use", 0xe000, false},
        {"private use, plane 16", 0x10fffd, false},
        {"not a character", 0xffff, false},
        {"not assigned", 0x378, false},
        {"beyond Unicode", 0x110000, false},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) { BOOST_TEST(quern::core::is_printable(r.code_point) == r.expected); }
    }
}

BOOST_AUTO_TEST_CASE(totals_are_those_of_another_count) {
    // Counted from extracted/DerivedGeneralCategory.txt and DerivedCoreProperties.txt of Unicode 15.0.
    std::size_t hidden = 0;
    std::size_t marks = 0;
    for (char32_t c = 0; c != 0x110000; ++c) {
        hidden += quern::core::is_printable(c) ? 0U : 1U;
        marks += quern::core::detail::glyph_of(c).kind == quern::core::detail::glyph_kind::mark ? 1U : 0U;
    }
    BOOST_TEST(hidden == 965'381U);
    BOOST_TEST(marks == 2'418U);
}

static_assert(!quern::core::is_printable(0x200b));

BOOST_AUTO_TEST_SUITE_END()
