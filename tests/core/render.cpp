#include "harness.hpp"

#include <quern/core/display_width.hpp>
#include <quern/core/printable.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/render.hpp>
#include <quern/core/utf8.hpp>

#include <random>

using namespace quern::core;
using namespace std::string_view_literals;
using place = quern::core::span;

namespace {

// A diagnostic without arguments at a place, rendered; its title, which is always the same, left out.
std::string places(std::string_view source, std::vector<place> const& where, std::vector<place> const& secrets = {}) {
    diagnostics found;
    diagnostic& d = found.add(code::json_escape, where[0]);
    for (std::size_t i = 1; i != where.size(); ++i) {
        d.relate(where[i]);
    }
    for (place const secret : secrets) {
        found.conceal(secret);
    }
    std::string const all = render(found, source);
    std::string_view const title = "error[json_escape]: this is not a JSON escape sequence\n";
    BOOST_TEST_REQUIRE(all.starts_with(title));
    return all.substr(title.size());
}

// The excerpt's text and its underline, of a source of one line.
std::pair<std::string, std::string> excerpt(std::string_view source, place where,
                                            std::vector<place> const& secrets = {}) {
    std::string const all = places(source, {where}, secrets);
    auto const text = all.find("\n1 | ") + 5;
    auto const marks = all.find("\n  | ", text) + 5;
    return {all.substr(text, marks - 5 - text), all.substr(marks, all.size() - 1 - marks)};
}

std::string repeat(std::string_view text, std::size_t times) {
    std::string all;
    while (times-- != 0) {
        all += text;
    }
    return all;
}

std::string operator*(std::size_t times, std::string_view text) { return repeat(text, times); }

} // namespace

BOOST_AUTO_TEST_SUITE(render)

static constexpr std::string_view request =
    R"({"filter":{"op":"and","rules":[{"field":"operater","op":"eq","value":"Jim"}]}})";

static diagnostics unknown_field() {
    diagnostics found;
    auto const offset = static_cast<std::uint32_t>(request.find("\"operater\""));
    diagnostic& d = found.add(code::unknown_field, {offset, 10}, {quote_name("operater")});
    d.advise(hint::did_you_mean, {quote_name("operator")});
    d.pointer = "/filter/rules/0/field";
    return found;
}

BOOST_AUTO_TEST_CASE(a_whole_diagnostic) {
    BOOST_TEST(quern::core::render(unknown_field(), request) ==
               R"(error[unknown_field]: there is no field "operater" to query
 --> request:1:41 (/filter/rules/0/field)
  |
1 | {"filter":{"op":"and","rules":[{"field":"operater","op":"eq","value":"Jim"}]}}
  |                                         ^^^^^^^^^^
  = hint: did you mean "operator"?
)");
}

BOOST_AUTO_TEST_CASE(in_chinese_under_another_name) {
    render_options const options{.language = language::chinese, .name = "查询.json"};
    BOOST_TEST(quern::core::render(unknown_field(), request, options) ==
               R"(错误[unknown_field]：没有可查询的字段 "operater"
 --> 查询.json:1:41 (/filter/rules/0/field)
  |
1 | {"filter":{"op":"and","rules":[{"field":"operater","op":"eq","value":"Jim"}]}}
  |                                         ^^^^^^^^^^
  = 提示：是否想用 "operator"？
)");
}

BOOST_AUTO_TEST_CASE(in_colour) {
    render_options const options{.color = true};
    BOOST_TEST(quern::core::render(unknown_field(), request, options) ==
               "\x1b[1;31merror[unknown_field]\x1b[0m\x1b[1m: there is no field \"operater\" to query\x1b[0m\n"
               " \x1b[1;34m--> \x1b[0mrequest:1:41 (/filter/rules/0/field)\n"
               "\x1b[1;34m  |\x1b[0m\n"
               "\x1b[1;34m1 |\x1b[0m " +
                   std::string(request) +
                   "\n"
                   "\x1b[1;34m  |\x1b[0m " +
                   40 * " "sv +
                   "\x1b[1;31m^^^^^^^^^^\x1b[0m\n"
                   "  \x1b[1;34m= \x1b[0m\x1b[1mhint: \x1b[0mdid you mean \"operator\"?\n");
}

BOOST_AUTO_TEST_CASE(several_of_every_severity) {
    diagnostics found;
    found.add(code::operator_alias, {6, 4}, {"\"le\"", "\"lt\""}).advise(hint::use_lt);
    found.add(code::wrong_type, {0, 1}, {term::array, term::object});
    found.add(code::too_many_diagnostics, {0, 1}, {"17"});
    BOOST_TEST(quern::core::render(found, R"({"op":"le"})") ==
               R"(warning[operator_alias]: "le" is read as "lt", less than
 --> request:1:7
  |
1 | {"op":"le"}
  |       ^^^^
  = hint: write "lt" for less than, "lte" for less than or equal

error[wrong_type]: expected an array, found an object
 --> request:1:1
  |
1 | {"op":"le"}
  | ^

note[too_many_diagnostics]: diagnostics not shown: 17
)");
    BOOST_TEST(quern::core::render(found, R"({"op":"le"})", {.language = language::chinese}) ==
               R"(警告[operator_alias]："le" 按 "lt"（小于）处理
 --> request:1:7
  |
1 | {"op":"le"}
  |       ^^^^
  = 提示：小于请写 "lt"，小于等于请写 "lte"

错误[wrong_type]：应为数组，实际为对象
 --> request:1:1
  |
1 | {"op":"le"}
  | ^

说明[too_many_diagnostics]：另有 17 条诊断未显示
)");
    BOOST_TEST(quern::core::render({}, "x").empty());
}

BOOST_AUTO_TEST_CASE(rendering_appends) {
    std::string out = "HTTP 400\n";
    diagnostics found;
    found.add(code::json_incomplete, {1, 0});
    quern::core::render(out, found, "{");
    BOOST_TEST(out == R"(HTTP 400
error[json_incomplete]: the JSON text ends too early
 --> request:1:2
  |
1 | {
  |  ^
)");
}

BOOST_AUTO_TEST_CASE(the_caret_stands_below_what_is_meant) {
    struct row {
        std::string_view name;
        std::string_view source;
        place where;
        std::string_view expected;
    };
    static constexpr row rows[] = {
        {"wide characters", R"({"名":"中文"})", {7, 8}, R"( --> request:1:6
  |
1 | {"名":"中文"}
  |       ^^^^^^
)"},
        {"behind a combining mark",
         "e\u0301x",
         {3, 1},
         " --> request:1:3\n"
         "  |\n"
         "1 | e\u0301x\n"
         "  |  ^\n"},
        {"a letter with its mark",
         "ae\u0301x",
         {1, 3},
         " --> request:1:2\n"
         "  |\n"
         "1 | ae\u0301x\n"
         "  |  ^\n"},
        {"the mark alone stands for its letter",
         "ae\u0301x",
         {2, 2},
         " --> request:1:3\n"
         "  |\n"
         "1 | ae\u0301x\n"
         "  |  ^\n"},
        {"a mark with nothing to stand on", "\u0301a", {2, 1}, R"( --> request:1:2
  |
1 | \u0301a
  |       ^
)"},
        {"a mark behind a tab", "\t\u0301", {1, 2}, R"( --> request:1:2
  |
1 |     \u0301
  |     ^^^^^^
)"},
        {"a pile of marks",
         "a\u0301\u0301\u0301\u0301\u0301\u0301b",
         {13, 1},
         " --> request:1:8\n"
         "  |\n"
         "1 | a\u0301\u0301\u0301\u0301"
         "\\u0301\\u0301b\n"
         "  |              ^\n"},
        {"tabs take four columns", "\ta\tb", {3, 1}, R"( --> request:1:4
  |
1 |     a    b
  |          ^
)"},
        {"a tab itself", "a\tb", {1, 1}, R"( --> request:1:2
  |
1 | a    b
  |  ^^^^
)"},
        {"zero width", "a\u200bb", {1, 3}, R"( --> request:1:2
  |
1 | a\u200bb
  |  ^^^^^^
)"},
        {"behind an override", "\u202ea", {3, 1}, R"( --> request:1:2
  |
1 | \u202ea
  |       ^
)"},
        {"a control character", "\x1b[2J", {0, 1}, R"( --> request:1:1
  |
1 | \u001b[2J
  | ^^^^^^
)"},
        {"a NUL", "a\0b"sv, {1, 1}, R"( --> request:1:2
  |
1 | a\u0000b
  |  ^^^^^^
)"},
        {"invalid bytes",
         "a\xff\xfe"
         "b",
         {2, 1},
         R"( --> request:1:3
  |
1 | a\xff\xfeb
  |      ^^^^
)"},
        {"beyond the BMP", "\U000f0000\U0001f600\U0010fffd", {8, 4}, R"( --> request:1:3
  |
1 | \u{f0000}😀\u{10fffd}
  |            ^^^^^^^^^^
)"},
        {"an emoji is wide", "😀x", {0, 4}, R"( --> request:1:1
  |
1 | 😀x
  | ^^
)"},
        {"Hangul from jamo",
         "\u1112\u1161\u11abx",
         {9, 1},
         " --> request:1:4\n"
         "  |\n"
         "1 | \u1112\u1161\u11abx\n"
         "  |   ^\n"},
        {"part of a code point is the whole", "中文", {1, 1}, R"( --> request:1:1
  |
1 | 中文
  | ^^
)"},
        {"a place between bytes", "abc", {1, 0}, R"( --> request:1:2
  |
1 | abc
  |  ^
)"},
        {"a place before a wide character", "a中", {1, 0}, R"( --> request:1:2
  |
1 | a中
  |  ^
)"},
        {"the end", "abc", {3, 0}, R"( --> request:1:4
  |
1 | abc
  |    ^
)"},
        {"beyond the end", "abc", {100, 5}, R"( --> request:1:4
  |
1 | abc
  |    ^
)"},
        {"a span that overflows", "abc", {2, 0xffffffff}, R"( --> request:1:3
  |
1 | abc
  |   ^
)"},
        {"the end behind a line's end", "abc\n", {4, 0}, R"( --> request:1:4
  |
1 | abc
  |    ^
)"},
        {"the end behind empty lines", "abc\nde\n\n\n", {9, 0}, R"( --> request:2:3
  |
2 | de
  |   ^
)"},
        {"the end of nothing but empty lines", "\n\n", {2, 0}, R"( --> request:1:1
  |
1 |
  | ^
)"},
        {"a line's end", "ab\ncd", {2, 1}, R"( --> request:1:3
  |
1 | ab
  |   ^
)"},
        {"the second byte of a line's end", "ab\r\ncd", {3, 1}, R"( --> request:1:3
  |
1 | ab
  |   ^
)"},
        {"a line behind a carriage return", "ab\rcd", {3, 2}, R"( --> request:2:1
  |
2 | cd
  | ^^
)"},
        {"an empty line", "ab\n\ncd", {3, 0}, R"( --> request:2:1
  |
2 |
  | ^
)"},
        {"several lines are marked on the first", "ab\ncdef\r\ngh", {4, 6}, R"( --> request:2:2
  |
2 | cdef
  |  ^^^
)"},
        {"an empty source", "", {0, 0}, R"( --> request:1:1
)"},
        {"a line number of two digits", "1\n2\n3\n4\n5\n6\n7\n8\n9\nten\n", {18, 3}, R"(  --> request:10:1
   |
10 | ten
   | ^^^
)"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) { BOOST_TEST(places(r.source, {r.where}) == r.expected); }
    }
}

BOOST_AUTO_TEST_CASE(related_places_follow) {
    BOOST_TEST(places(R"({"op":"and","op":"or"})", {{12, 4}, {1, 4}}) == R"( --> request:1:13
  |
1 | {"op":"and","op":"or"}
  |             ^^^^
  |
1 | {"op":"and","op":"or"}
  |  ---- also here
)");
    BOOST_TEST(places("a\n2\n3\n4\n5\n6\n7\n8\n9\nb中\n", {{0, 1}, {19, 3}}) == R"(  --> request:1:1
   |
 1 | a
   | ^
   |
10 | b中
   |  -- also here
)");
    diagnostics found;
    found.add(code::duplicate_key, {1, 1}, {"\"b\""}).relate({0, 1}).advise(hint::remove_one);
    BOOST_TEST(quern::core::render(found, "ab", {.language = language::chinese}) ==
               R"(错误[duplicate_key]：键 "b" 在同一对象中重复出现
 --> request:1:2
  |
1 | ab
  |  ^
  |
1 | ab
  | - 另见此处
  = 提示：请删除其中之一
)");
}

BOOST_AUTO_TEST_CASE(long_lines_are_cut_round_the_caret) {
    struct row {
        std::string_view name;
        std::string source;
        place where;
        std::string text;
        std::string marks;
    };
    row const rows[] = {
        {"120 columns are not cut", 119 * "a"sv + "X", {119, 1}, 119 * "a"sv + "X", 119 * " "sv + "^"},
        {"60 wide characters are not cut", 60 * "中"sv, {177, 3}, 60 * "中"sv, 118 * " "sv + "^^"},
        {"121 columns are", 121 * "a"sv, {0, 1}, 118 * "a"sv + "…", "^"},
        {"in the middle",
         200 * "a"sv + "X" + 200 * "b"sv,
         {200, 1},
         "…" + 58 * "a"sv + "X" + 59 * "b"sv + "…",
         59 * " "sv + "^"},
        {"near the start", 300 * "a"sv, {5, 1}, 118 * "a"sv + "…", 5 * " "sv + "^"},
        {"near the end", 300 * "a"sv, {295, 1}, "…" + 118 * "a"sv, 114 * " "sv + "^"},
        {"at the end", 300 * "a"sv, {300, 0}, "…" + 118 * "a"sv, 119 * " "sv + "^"},
        {"a span longer than the window", 300 * "a"sv, {10, 280}, 118 * "a"sv + "…", 10 * " "sv + 109 * "^"sv},
        {"the same in the middle",
         100 * "a"sv + 300 * "b"sv,
         {100, 300},
         "…" + 20 * "a"sv + 98 * "b"sv + "…",
         21 * " "sv + 99 * "^"sv},
        {"wide characters", 100 * "中"sv, {150, 3}, "…" + 59 * "中"sv + "…", 59 * " "sv + "^^"},
        {"wide characters that do not fit by one", "a" + 100 * "中"sv, {1, 3}, "a" + 58 * "中"sv + "…", " ^^"},
        {"no code point is split",
         100 * "a"sv + 100 * "é"sv,
         {100, 2},
         "…" + 58 * "a"sv + 60 * "é"sv + "…",
         59 * " "sv + "^"},
        {"no mark loses its letter", 300 * "e\u0301"sv, {450, 1}, "…" + 118 * "e\u0301"sv + "…", 59 * " "sv + "^"},
        {"no escape is split", 100 * "\x01"sv, {50, 1}, "…" + 19 * "\\u0001"sv + "…", 55 * " "sv + 6 * "^"sv},
        {"marks alone are not endless", 1'000 * "\u0301"sv, {0, 2}, 19 * "\\u0301"sv + "…", 6 * "^"sv},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            auto const [text, marks] = excerpt(r.source, r.where);
            BOOST_TEST(text == r.text);
            BOOST_TEST(marks == r.marks);
        }
    }
}

BOOST_AUTO_TEST_CASE(secrets_are_eight_asterisks) {
    struct row {
        std::string_view name;
        std::string source;
        place where;
        std::vector<place> secrets;
        std::string text;
        std::string marks;
    };
    row const rows[] = {
        {"elsewhere", "a=hunter2,b", {10, 1}, {{2, 7}}, "a=********,b", 11 * " "sv + "^"},
        {"below the caret", "a=hunter2,b", {2, 7}, {{2, 7}}, "a=********,b", "  ^^^^^^^^"},
        {"below part of the caret", "a=hunter2,b", {4, 1}, {{2, 7}}, "a=********,b", "  ^^^^^^^^"},
        {"wider than the secret", "a=hunter2,b", {1, 9}, {{2, 7}}, "a=********,b", " ^^^^^^^^^^"},
        {"a place in it", "a=hunter2,b", {5, 0}, {{2, 7}}, "a=********,b", "  ^"},
        {"of one byte", "a=h,b", {0, 1}, {{2, 1}}, "a=********,b", "^"},
        {"of no byte", "a=,b", {0, 1}, {{2, 0}}, "a=,b", "^"},
        {"two", "xxayyb", {2, 1}, {{3, 2}, {0, 2}}, "********a********b", "        ^"},
        {"that overlap", "axyzb", {4, 1}, {{2, 2}, {1, 2}}, "a********b", "         ^"},
        {"that touch", "axyzb", {4, 1}, {{1, 1}, {2, 2}}, "a********b", "         ^"},
        {"one in another", "axyzb", {4, 1}, {{1, 3}, {2, 1}}, "a********b", "         ^"},
        {"that cuts code points", "a中文b", {7, 1}, {{2, 3}}, "a********b", "         ^"},
        {"before a mark", "ax\u0301b", {0, 1}, {{1, 1}}, "a********\\u0301b", "^"},
        {"of a mark", "ax\u0301b", {0, 1}, {{2, 2}}, "ax********b", "^"},
        {"all", "secret", {0, 6}, {{0, 6}}, "********", "^^^^^^^^"},
        {"beyond the end", "secret", {6, 0}, {{3, 100}}, "sec********", 11 * " "sv + "^"},
        {"in a cut line",
         200 * "a"sv + 50 * "s"sv + 200 * "b"sv,
         {220, 1},
         {{200, 50}},
         "…" + 55 * "a"sv + "********" + 55 * "b"sv + "…",
         56 * " "sv + 8 * "^"sv},
        {"longer than the window",
         1'000 * "s"sv + "b" + 200 * "c"sv,
         {1'000, 1},
         {{0, 1'000}},
         "********b" + 109 * "c"sv + "…",
         8 * " "sv + "^"},
        {"that makes the line short", 100 * "a"sv + 50 * "s"sv, {0, 1}, {{100, 50}}, 100 * "a"sv + "********", "^"},
        {"at the cut", 112 * "a"sv + 50 * "s"sv + 50 * "b"sv, {0, 1}, {{112, 50}}, 112 * "a"sv + "…", "^"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            auto const [text, marks] = excerpt(r.source, r.where, r.secrets);
            BOOST_TEST(text == r.text);
            BOOST_TEST(marks == r.marks);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_secret_of_several_lines_is_hidden_on_each) {
    BOOST_TEST(places("a=hun\nter\n2,b", {{6, 2}, {0, 1}, {11, 2}}, {{2, 9}}) == R"( --> request:2:1
  |
2 | ********
  | ^^^^^^^^
  |
1 | a=********
  | - also here
  |
3 | ********,b
  |         -- also here
)");
}

BOOST_AUTO_TEST_CASE(a_secret_that_begins_on_an_earlier_line_of_a_cut_one) {
    std::string const source = "abc\nsss" + 200 * "b"sv;
    BOOST_TEST(places(source, {{5, 1}}, {{1, 6}}) == " --> request:2:2\n"
                                                     "  |\n"
                                                     "2 | ********" +
                                                         110 * "b"sv +
                                                         "…\n"
                                                         "  | ^^^^^^^^\n");
}

BOOST_AUTO_TEST_CASE(no_rendering_shows_a_secret_or_commands_a_terminal) {
    // Secrets are made of a letter that nothing else holds; all other bytes are picked to be awkward.
    static constexpr std::string_view pieces[] = {
        "a",      " ",    "\t",       "\n",   "\r\n", "\r", "中",     "\u0301", "\u200b", "\u202e", "\U0001f600",
        "\x1b[m", "\xff", "\xe4\xb8", "\x9b", "\\",   "\"", "\u2028", "\0"sv,   "\u1161", "\ufe0f"};
    std::mt19937 random(20'240'229);
    auto const below = [&](std::size_t limit) { return static_cast<std::uint32_t>(random() % limit); };
    for (int run = 0; run != 400; ++run) {
        std::string source;
        diagnostics found;
        for (std::size_t length = below(120); length != 0; --length) {
            if (below(12) == 0) {
                auto const offset = static_cast<std::uint32_t>(source.size());
                source += repeat("Z", 1 + below(below(4) == 0 ? 200 : 10));
                found.conceal({offset, static_cast<std::uint32_t>(source.size()) - offset});
            } else {
                source += repeat(pieces[below(std::size(pieces))], below(8) == 0 ? 40 : 1);
            }
        }
        for (int i = 0; i != 6; ++i) {
            std::string const hostile(pieces[below(std::size(pieces))]);
            auto const offset = below(source.size() + 3);
            diagnostic& d = found.add(code::unknown_field, {offset, below(below(2) == 0 ? 4 : 400)}, {hostile});
            d.relate({below(source.size() + 3), below(9)}).advise(hint::did_you_mean, {hostile, term::array});
            d.pointer = "/" + hostile;
        }
        std::string const out = quern::core::render(found, source, {.name = pieces[below(std::size(pieces))]});
        std::size_t columns = 0;
        for (std::size_t at = 0; at != out.size();) {
            decoded const d = decode(out, at);
            columns = d.code_point == U'\n' ? 0 : columns + static_cast<std::size_t>(display_width(d.code_point));
            bool const good = d.valid && d.code_point != U'Z' && (d.code_point == U'\n' || is_printable(d.code_point));
            if (!good || columns > 140) {
                BOOST_ERROR("run " << run << ", byte " << at << ":\n" << out);
                return;
            }
            at += d.length;
        }
    }
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(an_excerpt_does_not_tell_how_long_a_secret_is) {
    std::vector<std::string> seen;
    for (std::size_t const length : {1U, 7U, 8U, 9U, 119U, 5'000U}) {
        std::string const source = "{\"secret\":\"" + repeat("s", length) + "\"}" + 200 * " "sv;
        auto const size = static_cast<std::uint32_t>(length);
        seen.push_back(excerpt(source, {11 + size, 1}, {{11, size}}).first);
    }
    BOOST_TEST(seen[0] == "{\"secret\":\"********\"}" + 97 * " "sv + "…");
    for (std::string const& text : seen) {
        BOOST_TEST(text == seen[0]);
    }
}

BOOST_AUTO_TEST_CASE(messages_and_hints_are_filled) {
    struct row {
        diagnostic d;
        std::string_view english;
        std::string_view chinese;
    };
    auto const make = [](code c, std::vector<argument> arguments, hint h, std::vector<argument> of_hint) {
        diagnostic d{c, {}, std::move(arguments), hint::none, {}, {}, {}};
        d.advise(h, std::move(of_hint));
        return d;
    };
    row const rows[] = {
        {make(code::json_incomplete, {}, hint::none, {}), "the JSON text ends too early|", "JSON 文本不完整|"},
        {make(code::wrong_type, {term::array_of_scalars, term::null}, hint::use_list_operator, {"\"in\"", "\"nin\""}),
         "expected an array of booleans, numbers or strings, found null|for a list, use \"in\", \"nin\"",
         "应为由布尔值、数字或字符串组成的数组，实际为空值（null）|数组请使用 \"in\"、\"nin\""},
        {make(code::operator_not_allowed, {"\"cs\"", "\"age\""}, hint::expected_one_of, {"\"eq\""}),
         "the field \"age\" does not allow the operator \"cs\"|expected \"eq\"",
         "字段 \"age\" 不支持操作符 \"cs\"|可用：\"eq\""},
        {make(code::time_out_of_range, {term::month, "13"}, hint::write_as, {"YYYY-MM-DD"}),
         "the month 13 does not exist|write it as YYYY-MM-DD", "不存在的月份：13|请写成 YYYY-MM-DD"},
        {make(code::list_too_long, {"101"}, hint::expected_one_of, {}), "101 elements, the limit is ?|",
         "共 101 个元素，上限为 ? 个|"},
        {make(code::unknown_key, {"{0}"}, hint::omit_instead, {"{*}"}), "unknown key {0}|leave {*} out",
         "未知的键 {0}|请去掉 {*}"},
        {make(code::unknown_key, {"\x1b[2J\n中"}, hint::match_all, {}),
         "unknown key \\u001b[2J\\u000a中|write \"rules\": [] to select everything",
         "未知的键 \\u001b[2J\\u000a中|如需查询全部，请写 \"rules\": []"},
    };
    for (row const& r : rows) {
        for (language const l : {language::english, language::chinese}) {
            std::string out;
            append_message(out, r.d, l);
            out += '|';
            append_hint(out, r.d, l);
            BOOST_TEST(out == (l == language::english ? r.english : r.chinese));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_long_pointer_is_cut) {
    diagnostics found;
    found.add(code::json_escape, {0, 1}).pointer = "/" + repeat("k", 70'000);
    std::string const out = quern::core::render(found, "x");
    BOOST_TEST(out.find("(/" + repeat("k", 119) + "…)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_hundred_excerpts_of_one_long_line_are_bounded) {
    std::string const source = repeat("中\u0301\xff\t", 64 * 1'024 / 7);
    diagnostics found;
    for (std::uint32_t i = 0; i != 100; ++i) {
        found.add(code::json_escape, {static_cast<std::uint32_t>(source.size()) - 1'000, 900});
        found.conceal({i * 600, 7});
    }
    BOOST_TEST(quern::core::render(found, source).size() < 100'000U);
}

BOOST_AUTO_TEST_CASE(a_source_that_is_a_line_of_a_file) {
    diagnostics found;
    found.add(code::json_escape, {6, 1}).relate({0, 1});
    BOOST_TEST(quern::core::render(found, "abcdefg", {.name = "f", .first_line = 1'000}) ==
               "error[json_escape]: this is not a JSON escape sequence\n"
               "    --> f:1000:7\n"
               "     |\n"
               "1000 | abcdefg\n"
               "     |       ^\n"
               "     |\n"
               "1000 | abcdefg\n"
               "     | - also here\n");
}

BOOST_AUTO_TEST_SUITE_END()
