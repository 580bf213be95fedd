#include "harness.hpp"

#include <quern/core/printable.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/utf8.hpp>

using namespace quern::core;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(quote)

BOOST_AUTO_TEST_CASE(names_and_texts) {
    struct row {
        std::string_view what;
        std::string_view input;
        std::string_view name;
        std::string_view text;
    };
    static constexpr row rows[] = {
        {"empty", "", R"("")", R"("")"},
        {"plain", "operator", R"("operator")", R"("operator")"},
        {"spaces", " a b ", R"(" a b ")", R"(" a b ")"},
        {"quote and backslash", R"(a"b\c)", R"("a\"b\\c")", R"("a\"b\\c")"},
        {"an apostrophe", "it's", R"("it's")", R"("it's")"},
        {"short escapes", "\b\f\n\r\t", R"("\b\f\n\r\t")", R"("\b\f\n\r\t")"},
        {"other controls", "\0\x1b[2J\x7f"sv, R"("\u0000\u001b[2J\u007f")", R"("\u0000\u001b[2J\u007f")"},
        {"controls of Latin-1", "\xc2\x9b", R"("\u009b")", R"("\u009b")"},
        {"a Cyrillic letter", "n\u0430me", R"("n\u0430me")", "\"n\u0430me\""},
        {"Chinese", "中文", R"("\u4e2d\u6587")", R"("中文")"},
        {"beyond the BMP", "😀", R"("\u{1f600}")", R"("😀")"},
        {"the last code point", "\xf4\x8f\xbf\xbf", R"("\u{10ffff}")", R"("\u{10ffff}")"},
        {"invalid bytes", "a\xff\xc0z", R"("a\xff\xc0z")", R"("a\xff\xc0z")"},
        {"half a code point", "\xe4\xb8", R"("\xe4\xb8")", R"("\xe4\xb8")"},
        {"an invalid byte that is a printable code point", "\xe9", R"("\xe9")", R"("\xe9")"},
        {"zero width", "a\u200b\u200db", R"("a\u200b\u200db")", R"("a\u200b\u200db")"},
        {"bidirectional", "\u202eabc\u2066", R"("\u202eabc\u2066")", R"("\u202eabc\u2066")"},
        {"separators", "\u2028\u2029", R"("\u2028\u2029")", R"("\u2028\u2029")"},
        {"spaces that are not U+0020", "a\u00a0b\u3000", R"("a\u00a0b\u3000")", R"("a\u00a0b\u3000")"},
        {"private use", "\ue000", R"("\ue000")", R"("\ue000")"},
        {"a mark in its place", "e\u0301", R"("e\u0301")", "\"e\u0301\""},
        {"marks in a row", "e\u0301\u0302", R"("e\u0301\u0302")", "\"e\u0301\u0302\""},
        {"a mark at the start", "\u0301e", R"("\u0301e")", R"("\u0301e")"},
        {"a mark behind an escape", "\n\u0301\u0301", R"("\n\u0301\u0301")", R"("\n\u0301\u0301")"},
        {"a mark behind a quote", "\"\u0301", R"("\"\u0301")", R"("\"\u0301")"},
        {"a mark behind an invisible", "a\u200b\u0301", R"("a\u200b\u0301")", R"("a\u200b\u0301")"},
        {"hidden text by selectors", "a\U000e0100\U000e0150", R"("a\u{e0100}\u{e0150}")", R"("a\u{e0100}\u{e0150}")"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.what) {
            BOOST_TEST(quote_name(r.input) == r.name);
            BOOST_TEST(quote_text(r.input) == r.text);
        }
    }
}

BOOST_AUTO_TEST_CASE(long_input_is_cut_behind_64_code_points) {
    auto const repeat = [](std::string_view text, int times) {
        std::string all;
        while (times-- > 0) {
            all += text;
        }
        return all;
    };
    BOOST_TEST(quote_name(repeat("a", 64)) == "\"" + repeat("a", 64) + "\"");
    BOOST_TEST(quote_name(repeat("a", 65)) == "\"" + repeat("a", 64) + "…\"");
    BOOST_TEST(quote_text(repeat("中", 64)) == "\"" + repeat("中", 64) + "\"");
    BOOST_TEST(quote_text(repeat("中", 65)) == "\"" + repeat("中", 64) + "…\"");
    BOOST_TEST(quote_name(repeat("中", 1'000)) == "\"" + repeat("\\u4e2d", 64) + "…\"");
    BOOST_TEST(quote_text(repeat("\xff", 1'000)) == "\"" + repeat("\\xff", 64) + "…\"");
}

BOOST_AUTO_TEST_CASE(appending_keeps_what_stands_there) {
    std::string out = "x = ";
    append_quoted_name(out, "a");
    out += ", ";
    append_quoted_text(out, "é");
    BOOST_TEST(out == "x = \"a\", \"é\"");
}

BOOST_AUTO_TEST_CASE(no_byte_reaches_a_terminal_as_a_command) {
    for (unsigned first = 0; first != 256; ++first) {
        for (unsigned second = 0; second != 256; ++second) {
            std::string const input{'m', static_cast<char>(first), static_cast<char>(second)};
            std::string const name = quote_name(input);
            std::string const text = quote_text(input);
            bool good = is_utf8(text);
            for (char const c : name) {
                good = good && c >= 0x20 && c < 0x7f;
            }
            for (std::size_t at = 0; good && at != text.size();) {
                decoded const d = decode(text, at);
                good = is_printable(d.code_point);
                at += d.length;
            }
            if (!good) {
                BOOST_ERROR("bytes " << first << " " << second);
            }
        }
    }
    BOOST_TEST(quote_name("\x1b]0;x\x07") == R"("\u001b]0;x\u0007")");
}

BOOST_AUTO_TEST_SUITE_END()
