#include <quern/text/query.hpp>

#include "fault.hpp"
#include "harness.hpp"

#include <quern/core/render.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/text/operators.hpp>

#include <random>

using namespace quern;
using core::code;
using test::check;
using test::fault;
using test::wide;

BOOST_AUTO_TEST_SUITE(query)

namespace {

std::string_view slice(std::string_view text, core::span s) { return text.substr(s.offset, s.length); }

void append_literal(std::string& out, syntax::literal const& l) {
    switch (l.type) {
    case syntax::literal::kind::boolean:
        out.append(l.truth ? "true" : "false");
        break;
    case syntax::literal::kind::number:
        out.append("#").append(l.text);
        break;
    case syntax::literal::kind::string:
        out.append("'").append(l.text).append("'");
        break;
    case syntax::literal::kind::timestamp:
        out.append("@");
        core::append_timestamp(out, l.instant, core::time_layout::rfc3339);
        break;
    }
}

void append_predicate(std::string& out, syntax::request const& r, syntax::node const& n) {
    out.append(n.field.text).append(" ");
    out.append(n.operation ? schema::name(*n.operation) : std::string_view("?"));
    for (std::uint32_t i = 0; i != n.literal_count; ++i) {
        out.append(i == 0 ? " " : ",");
        append_literal(out, r.literals[n.first_literal + i]);
    }
}

/// A request on one line: `and(a eq #1; not(b cs 'x'))  sort -a,b limit 1 offset 2 count`.
std::string describe(syntax::request const& r) {
    static constexpr std::string_view names[]{"and", "or", "not", "", "everything", "nothing"};
    std::string out;
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i != r.nodes.size(); ++i) {
        syntax::node const& n = r.nodes[i];
        bool closed = false;
        for (; !open.empty() && open.back() == i; open.pop_back()) {
            out.append(")");
            closed = true;
        }
        if (closed || (!out.empty() && out.back() != '(')) {
            out.append("; ");
        }
        out.append(names[static_cast<std::size_t>(n.kind)]);
        if (n.kind == syntax::node_kind::predicate) {
            append_predicate(out, r, n);
        }
        if (n.end > i + 1) {
            out.append("(");
            open.push_back(n.end);
        }
    }
    out.append(open.size(), ')');
    std::string_view separator = " sort ";
    for (syntax::sort_item const& s : r.sort) {
        out.append(std::exchange(separator, ",")).append(s.descending ? "-" : "").append(s.field.text);
    }
    out.append(r.limit ? " limit " + std::to_string(*r.limit) : "");
    out.append(r.offset != 0 ? " offset " + std::to_string(r.offset) : "").append(r.count ? " count" : "");
    return out;
}

std::string read(std::string_view text, core::limits const& limits = wide) {
    syntax::request out;
    core::diagnostics found;
    bool const read = text::read_query(text, limits, out, found);
    BOOST_TEST(read, text << "\n" << core::render(found, text));
    BOOST_TEST(found.empty(), core::render(found, text));
    return read ? describe(out) : "";
}

} // namespace

BOOST_AUTO_TEST_CASE(what_a_text_means) {
    struct {
        std::string_view text;
        std::string_view expected;
    } const rows[]{
        // operators
        {"a = 1", "a eq #1"},
        {"a != 1", "a neq #1"},
        {"a <> 1", "a neq #1"},
        {"a < 1", "a lt #1"},
        {"a <= 1", "a lte #1"},
        {"a > 1", "a gt #1"},
        {"a >= 1", "a gte #1"},
        {"a in [1]", "a in #1"},
        {"a in [1, \"x\", true, 2023-02-05T15:29:15Z]", "a in #1,'x',true,@2023-02-05T15:29:15Z"},
        {"a not in [1,2]", "a nin #1,#2"},
        {"a contains \"x\"", "a cs 'x'"},
        {"a icontains \"x\"", "a cis 'x'"},
        {"a not contains \"x\"", "not(a cs 'x')"},
        {"a begins with \"x\"", "a begins_with 'x'"},
        {"a ends # with\n with \"x\"", "a ends_with 'x'"},
        {"a not begins with \"x\"", "not(a begins_with 'x')"},
        {"a not ends with \"x\"", "not(a ends_with 'x')"},
        {"a not icontains \"x\"", "not(a cis 'x')"},
        {"a is null", "a null"},
        {"a is not null", "a not_null"},
        {"a=1", "a eq #1"},
        {"a>=-1", "a gte #-1"},
        {"a=\"x\"and b=1", "and(a eq 'x'; b eq #1)"},
        {"a in[1]and b=1", "and(a in #1; b eq #1)"},
        // values
        {"a = -0", "a eq #-0"},
        {"a = 1.50e+10", "a eq #1.50e+10"},
        {"a = 0.1E-7", "a eq #0.1E-7"},
        {"a = 12345678901234567890123", "a eq #12345678901234567890123"},
        {"a = true", "a eq true"},
        {"a = false", "a eq false"},
        {"a = \"\"", "a eq ''"},
        {"a = \"a#b\"", "a eq 'a#b'"},
        {R"(a = "\"\\\/")", "a eq '\"\\/'"},
        {R"(a = "\b\f\n\r\t")", "a eq '\b\f\n\r\t'"},
        {R"(a = "\u0041\u00e9\u4E2d\uD83D\ude00")", "a eq 'Aé中😀'"},
        {R"(a = "\udbff\udfff")", "a eq '\xf4\x8f\xbf\xbf'"},
        {R"(a = "x\u0041y" and b = "\u0042z")", "and(a eq 'xAy'; b eq 'Bz')"},
        {"a = \"é中😀\"", "a eq 'é中😀'"},
        {"a = 2023-02-05T15:29:15Z", "a eq @2023-02-05T15:29:15Z"},
        {"a = 2023-02-05T15:29:15.123456+08:00", "a eq @2023-02-05T07:29:15.123456Z"},
        {"a = 2023", "a eq #2023"},
        // names
        {"_ = 1", "_ eq #1"},
        {"a.b_2.C = 1", "a.b_2.C eq #1"},
        {"`a` = 1", "a eq #1"},
        {"`and` = 1", "and eq #1"},
        {"`a b` = 1", "a b eq #1"},
        {"`名` = 1", "名 eq #1"},
        {"`a``b` = 1", "a`b eq #1"},
        {"````=1", "` eq #1"},
        {"``````=1", "`` eq #1"},
        {"``=1", " eq #1"},
        {"And = 1", "And eq #1"},
        {"nothing_ = 1", "nothing_ eq #1"},
        {"not.a = 1", "not.a eq #1"},
        {"counts = 1", "counts eq #1"},
        // precedence
        {"a = 1 and b = 2", "and(a eq #1; b eq #2)"},
        {"a = 1 and b = 2 and c = 3", "and(a eq #1; b eq #2; c eq #3)"},
        {"a = 1 or b = 2 or c = 3", "or(a eq #1; b eq #2; c eq #3)"},
        {"a = 1 and b = 2 or c = 3", "or(and(a eq #1; b eq #2); c eq #3)"},
        {"a = 1 or b = 2 and c = 3", "or(a eq #1; and(b eq #2; c eq #3))"},
        {"a = 1 or b = 2 and c = 3 or d = 4", "or(a eq #1; and(b eq #2; c eq #3); d eq #4)"},
        {"a = 1 and b = 2 or c = 3 and d = 4", "or(and(a eq #1; b eq #2); and(c eq #3; d eq #4))"},
        {"not a = 1", "not(a eq #1)"},
        {"not not a = 1", "not(not(a eq #1))"},
        {"not a = 1 and b = 2", "and(not(a eq #1); b eq #2)"},
        {"a = 1 and not b = 2", "and(a eq #1; not(b eq #2))"},
        {"not a = 1 or not b = 2", "or(not(a eq #1); not(b eq #2))"},
        {"not a not contains \"x\"", "not(not(a cs 'x'))"},
        {"a not contains \"x\" and b = 2", "and(not(a cs 'x'); b eq #2)"},
        // parentheses
        {"(a = 1)", "a eq #1"},
        {"(((a = 1)))", "a eq #1"},
        {"(a = 1 and b = 2)", "and(a eq #1; b eq #2)"},
        {"((a = 1) and ((b = 2)))", "and(a eq #1; b eq #2)"},
        {"a = 1 and (b = 2 or c = 3)", "and(a eq #1; or(b eq #2; c eq #3))"},
        {"(a = 1 or b = 2) and c = 3", "and(or(a eq #1; b eq #2); c eq #3)"},
        {"a = 1 and (b = 2 and c = 3)", "and(a eq #1; and(b eq #2; c eq #3))"},
        {"(a = 1 or b = 2) or c = 3", "or(or(a eq #1; b eq #2); c eq #3)"},
        {"(a = 1 and b = 2) or c = 3", "or(and(a eq #1; b eq #2); c eq #3)"},
        {"not (a = 1)", "not(a eq #1)"},
        {"not (a = 1 or b = 2)", "not(or(a eq #1; b eq #2))"},
        {"not (a = 1 or b = 2) and c = 3", "and(not(or(a eq #1; b eq #2)); c eq #3)"},
        {"not (not (a = 1 and b = 2 or c = 3))", "not(not(or(and(a eq #1; b eq #2); c eq #3)))"},
        {"not not (a = 1 and not (b = 2 or c = 3))", "not(not(and(a eq #1; not(or(b eq #2; c eq #3)))))"},
        {"((a=1 or b=2) and (c=3 or d=4)) or (e=5 and (f=6 or g=7))",
         "or(and(or(a eq #1; b eq #2); or(c eq #3; d eq #4)); and(e eq #5; or(f eq #6; g eq #7)))"},
        // constants
        {"everything", ""},
        {"(everything)", ""},
        {"nothing", "nothing"},
        {"not everything", "not(everything)"},
        {"everything and everything", "and(everything; everything)"},
        {"nothing or a = 1 and everything", "or(nothing; and(a eq #1; everything))"},
        // the page
        {"everything sort a", " sort a"},
        {"everything sort +a", " sort a"},
        {"everything sort - a, +b,c", " sort -a,b,c"},
        {"everything sort `a b`,-`limit`", " sort a b,-limit"},
        {"everything limit 10", " limit 10"},
        {"everything limit 1e1", " limit 10"},
        {"everything offset 20", " offset 20"},
        {"everything offset 0", ""},
        {"everything offset 4294967295", " offset 4294967295"},
        {"everything limit 10 offset 20", " limit 10 offset 20"},
        {"everything count", " count"},
        {"a = 1 sort -a limit 1", "a eq #1 sort -a limit 1"},
        {"a is null limit 1", "a null limit 1"},
        {"nothing count", "nothing count"},
        // blanks and comments
        {"  a\t=\r\n1\n", "a eq #1"},
        {"# all of it\neverything # indeed", ""},
        {"a # the field\n = # equals\r 1", "a eq #1"},
        {"a not # wait\n in [ 1 , # two\n 2 ]", "a nin #1,#2"},
        {"a is\nnot\nnull", "a not_null"},
        {"a = 1#", "a eq #1"},
        {"a = 1 # é \x01 \"", "a eq #1"},
        {"(\na = 1\n)\n", "a eq #1"},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.text) { BOOST_TEST(read(row.text) == row.expected); }
    }
}

// The examples of the design: what they say is told by hand.
BOOST_AUTO_TEST_CASE(whole_queries) {
    BOOST_TEST(read("operator = \"Jim\" and created_at >= 2023-02-05T15:29:15Z") ==
               "and(operator eq 'Jim'; created_at gte @2023-02-05T15:29:15Z)");
    BOOST_TEST(read("age > 18 and age < 30 and servers in [\"api\", \"web\"] and not (name contains \"x\" or note "
                    "icontains \"y\")") ==
               "and(age gt #18; age lt #30; servers in 'api','web'; not(or(name cs 'x'; note cis 'y')))");
    BOOST_TEST(read("res_name is null or vendor not in [\"aws\", \"gcp\"]        sort -operation_time, id        "
                    "limit 100 offset 20") ==
               "or(res_name null; vendor nin 'aws','gcp') sort -operation_time,id limit 100 offset 20");
}

BOOST_AUTO_TEST_CASE(where_things_stand) {
    std::string_view const text = "not (a  =  1 and `b` not  in [ 2, 3 ]) # c\n or c not contains \"x\" and (nothing) "
                                  "and d is not null sort - `e`";
    syntax::request r;
    core::diagnostics found;
    BOOST_TEST_REQUIRE(text::read_query(text, wide, r, found));
    std::vector<std::string_view> const nodes{
        "not (a  =  1 and `b` not  in [ 2, 3 ]) # c\n or c not contains \"x\" and (nothing) and d is not null",
        "not (a  =  1 and `b` not  in [ 2, 3 ])",
        "(a  =  1 and `b` not  in [ 2, 3 ])",
        "a  =  1",
        "`b` not  in [ 2, 3 ]",
        "c not contains \"x\" and (nothing) and d is not null",
        "c not contains \"x\"",
        "c not contains \"x\"",
        "nothing",
        "d is not null",
    };
    std::vector<std::string_view> written;
    written.reserve(r.nodes.size());
    for (syntax::node const& n : r.nodes) {
        written.push_back(slice(text, n.where));
    }
    BOOST_TEST(written == nodes, boost::test_tools::per_element());
    BOOST_TEST_REQUIRE(r.nodes.size() == nodes.size());

    syntax::node const& list = r.nodes[4];
    BOOST_TEST(slice(text, list.field.where) == "`b`");
    BOOST_TEST(list.field.present);
    BOOST_TEST(slice(text, list.operation_where) == "not  in");
    BOOST_TEST(list.operation_text == "not in");
    BOOST_TEST(slice(text, list.value_where) == "[ 2, 3 ]");
    BOOST_TEST(slice(text, r.literals[list.first_literal + 1].where) == "3");
    syntax::node const& contains = r.nodes[7];
    BOOST_TEST(slice(text, contains.operation_where) == "not contains");
    BOOST_TEST(contains.operation_text == "not contains");
    BOOST_TEST(slice(text, contains.value_where) == "\"x\"");
    BOOST_TEST(slice(text, r.nodes[9].operation_where) == "is not null");
    BOOST_TEST_REQUIRE(r.sort.size() == 1U);
    BOOST_TEST(slice(text, r.sort[0].field.where) == "`e`");
}

BOOST_AUTO_TEST_CASE(blanks_and_comments_change_nothing) {
    // Between two tokens without a blank in front of the second, none is needed.
    std::string_view const tokens[]{
        "not",     "(",    "a",     "=",          "1",        " and",   " `b`",
        " not",    " in",  "[",     "2",          ",",        "\"#\"",  "]",
        ")",       "or",   " c",    " icontains", "\"x\\n\"", "and",    " d",
        " is",     " not", " null", " and",       " t",       "<",      "2023-02-05T15:29:15Z",
        " sort",   "-",    "a",     ",",          "b",        " limit", " 3",
        " offset", " 4"};
    std::string const expected = "or(not(and(a eq #1; b nin #2,'#')); and(c cis 'x\n'; d not_null; t lt "
                                 "@2023-02-05T15:29:15Z)) sort -a,b limit 3 offset 4";
    std::string tight;
    for (std::string_view const token : tokens) {
        tight.append(token);
    }
    BOOST_TEST(read(tight) == expected);
    static constexpr std::string_view blanks[]{"",    " ",      "\t", "\n", "\r\n", "  \n ", "# \"not\" `a\n",
                                               "#\r", " ## é\n"};
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same texts in every run
    for (int i = 0; i != 500; ++i) {
        std::string text(blanks[random() % std::size(blanks)]);
        for (std::string_view const token : tokens) {
            text.append(token).append(blanks[random() % std::size(blanks)]);
        }
        BOOST_TEST(read(text) == expected);
    }
}

BOOST_AUTO_TEST_CASE(any_byte_may_stand_in_a_comment_or_a_quoted_name) {
    for (unsigned byte = 0; byte != 0x80; ++byte) {
        std::string const c(1, static_cast<char>(byte));
        if (c != "\r" && c != "\n") {
            BOOST_TEST(read("a = 1 #" + c + "\nand b = 2") == "and(a eq #1; b eq #2)");
        }
        if (c != "`") {
            BOOST_TEST(read("`a" + c + "` = 1") == "a" + c + " eq #1");
        }
    }
}

BOOST_AUTO_TEST_CASE(memory_is_reused_and_nothing_of_before_remains) {
    syntax::request r;
    core::diagnostics found;
    BOOST_TEST(text::read_query("a = \"\\u0041\" or not b in [1,2] sort a limit 1 offset 2", wide, r, found));
    BOOST_TEST(!text::read_query("a = \"\\u0041\" and", wide, r, found));
    BOOST_TEST(text::read_query("c = \"\\u0043\" count", wide, r, found));
    BOOST_TEST(describe(r) == "c eq 'C' count");
    syntax::request const moved = std::move(r);
    BOOST_TEST(describe(moved) == "c eq 'C' count");
}

BOOST_AUTO_TEST_CASE(limits_that_end_the_text) {
    core::limits const shallow{.depth = 2};
    core::limits const few{.rules = 4};
    std::string_view const split = "split_request";
    std::string_view const deep = "2";
    std::string_view const many = "4";
    fault const deep_rows[]{
        {"a=1 and (b=2 or (c=3 «and» d=4))", code::group_too_deep, deep, ""},
        {"(a=1 and (b=2 or c=3)) «or» d=4", code::group_too_deep, deep, ""},
        {"a=1 and (b=2 or c=3 «and» d=4)", code::group_too_deep, deep, ""},
        {"a=1 and (b=2 and c=3 «or» d=4)", code::group_too_deep, deep, ""},
        {"(a=1 or b=2) and c=3 «or» d=4", code::group_too_deep, deep, ""},
        {"a=1 or b=2 and not (c=3 «and» d=4)", code::group_too_deep, deep, ""},
        {"((«(»a=1)))", code::group_too_deep, deep, ""},
        {"not (not («(»a=1)))", code::group_too_deep, deep, ""},
    };
    for (fault const& row : deep_rows) {
        check(row, shallow, true);
    }
    fault const many_rows[]{
        {"not not not not not «not» a=1", code::too_many_rules, many, split},
        {"not not not not not «a=1»", code::too_many_rules, many, split},
        {"(a=1 or b=2) and (c=3 «or» d=4)", code::too_many_rules, many, split},
        {"a=1 and b=2 or «c not contains \"x\"» or d=4", code::too_many_rules, many, split},
        {"a=1 or b=2 or c=3 or d=4 or «nothing»", code::too_many_rules, many, split},
    };
    for (fault const& row : many_rows) {
        check(row, few, true);
    }
    BOOST_TEST(read("a=1 or b=2 and c=3", shallow) == "or(a eq #1; and(b eq #2; c eq #3))");
    BOOST_TEST(read("not (not (a=1 and not not b=2))", shallow) == "not(not(and(a eq #1; not(not(b eq #2)))))");
    BOOST_TEST(read("((a=1))", shallow) == "a eq #1");
    BOOST_TEST(read("not not not not a=1", few) == "not(not(not(not(a eq #1))))");
    BOOST_TEST(read("a=1 or b=2 or c=3 or d=4", few) == "or(a eq #1; b eq #2; c eq #3; d eq #4)");
    BOOST_TEST(read("a=1 and (b=2 or c=3)", few) == "and(a eq #1; or(b eq #2; c eq #3))");
}

BOOST_AUTO_TEST_CASE(a_text_that_is_too_large) {
    core::limits const narrow{.bytes = 10};
    BOOST_TEST(read("a = 1     ", narrow) == "a eq #1");
    check({"a = 1     «» ", code::request_too_large, "11, 10", ""}, narrow, true);
}

BOOST_AUTO_TEST_CASE(limits_that_leave_a_text_readable) {
    core::limits const narrow{.rules_per_group = 3, .list = 2, .page = 10};
    std::string_view const split = "split_request";
    std::string_view const nest = "nest_rules";
    std::string_view const limit = "\"limit\", 1, 10";
    std::string_view const layout = "\"2006-01-02T15:04:05.999999+08:00\"";
    std::string_view const offset = "\"offset\", 0, 4294967295";
    fault const rows[]{
        {"a=1 and b=2 and c=3 «and» d=4", code::group_too_large, "4, 3", nest},
        {"a=1 or b=2 or c=3 «or» d=4 or e=5", code::group_too_large, "5, 3", nest},
        {"a=1 or b=2 and (c=3 or d=4 or e=5 «or» f=6)", code::group_too_large, "4, 3", nest},
        {"a=1 and (b=2 or (c=3 and (d=4 or e=5 or f=6 «or» g=7)))", code::group_too_large, "4, 3", split},
        {"a in «[»1, 2, 3]", code::list_too_long, "3, 2", split},
        {"a in «[»1, 2, 3, 4, 5] and b = 1", code::list_too_long, "5, 2", split},
        {"a in «[ ]»", code::empty_list, "\"in\"", ""},
        {"a not in «[]» and b = 1", code::empty_list, "\"not in\"", ""},
        {"a=1 limit «0»", code::page_out_of_range, limit, ""},
        {"a=1 limit «11»", code::page_out_of_range, limit, ""},
        {"a=1 limit «-1»", code::page_out_of_range, limit, ""},
        {"a=1 limit «1.5»", code::page_out_of_range, limit, ""},
        {"a=1 limit «1e400»", code::page_out_of_range, limit, ""},
        {"a=1 limit «18446744073709551617»", code::page_out_of_range, limit, ""},
        {"a=1 offset «-1»", code::page_out_of_range, offset, ""},
        {"a=1 offset «4294967296»", code::page_out_of_range, offset, ""},
        {"a=1 offset «1.0000000000000000000001»", code::page_out_of_range, offset, ""},
        {"a = 2023-02-05«»", code::time_layout, layout, ""},
        {"a = 2023-02-05T15:29:15«»", code::time_layout, layout, ""},
        {"a = 2023-02-05T15:29:15«z»", code::time_layout, layout, ""},
        {"a = 2023-02-05T15:29:15Z«0»", code::time_layout, layout, ""},
        {"a in [2023-02-05T15:29:15Z, 2023-02-«30»T15:29:15Z]", code::time_out_of_range, "day, 30", ""},
        {"a = 2023-02-05T«24»:00:00Z and b = 1", code::time_out_of_range, "hour, 24", ""},
        {"a=1 «sort» a count", code::page_with_count, "\"sort\"", "omit_instead \"sort\""},
        {"a=1 «limit» 1 count", code::page_with_count, "\"limit\"", "omit_instead \"limit\""},
        {"a=1 «offset» 0 count", code::page_with_count, "\"offset\"", "omit_instead \"offset\""},
    };
    for (fault const& row : rows) {
        check(row, narrow, false);
    }
}

BOOST_AUTO_TEST_CASE(all_mistakes_that_leave_a_text_readable_are_reported) {
    std::string_view const text = "a in [] and b in [1,2,3] and c = 1 and d = 2 sort a limit 0 offset -1 count";
    syntax::request out;
    core::diagnostics found;
    BOOST_TEST(text::read_query(text, {.rules_per_group = 3, .list = 2}, out, found));
    found.arrange(100);
    std::vector<std::string_view> codes;
    for (core::diagnostic const& d : found) {
        codes.push_back(core::name(d.code));
    }
    std::vector<std::string_view> const expected{"empty_list",      "list_too_long",    "group_too_large",
                                                 "page_with_count", "page_with_count",  "page_out_of_range",
                                                 "page_with_count", "page_out_of_range"};
    BOOST_TEST(codes == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(no_depth_needs_a_deeper_stack) {
    constexpr std::size_t many = 200'000;
    core::limits limits = wide;
    limits.depth = many + 1;
    auto const repeat = [](std::string_view text, std::size_t times) {
        std::string all;
        for (std::size_t i = 0; i != times; ++i) {
            all.append(text);
        }
        return all;
    };
    BOOST_TEST(read(repeat("(", many) + "a = 1" + repeat(")", many), limits) == "a eq #1");
    syntax::request out;
    core::diagnostics found;
    std::string const nots = repeat("not ", many) + "a = 1";
    BOOST_TEST(text::read_query(nots, limits, out, found));
    BOOST_TEST(out.nodes.size() == many + 1);
    BOOST_TEST(out.nodes[many / 2].end == many + 1);
    std::string const groups = repeat("a = 1 and not (b = 2 or ", many / 4) + "c = 3" + repeat(")", many / 4);
    BOOST_TEST(text::read_query(groups, limits, out, found));
    BOOST_TEST(out.nodes.size() == many / 4 * 5 + 1);
    BOOST_TEST(found.empty());
}

BOOST_AUTO_TEST_CASE(hostile_texts_are_refused_early) {
    std::string const parentheses(100'000, '(');
    std::string nots;
    std::string rules = "a=1";
    std::string list = "a in [1";
    for (int i = 0; i != 100'000; ++i) {
        nots.append("not ");
        rules.append(" or a=1");
        list.append(",1");
    }
    core::limits const limits{.bytes = 10'000'000};
    struct {
        std::string text;
        code expected;
        std::uint32_t offset;
    } const rows[]{
        {parentheses, code::group_too_deep, 4},
        {nots, code::too_many_rules, 65 * 4},
        {rules, code::too_many_rules, 64 * 7},
        {"everything sort " + parentheses, code::text_syntax, 16},
        {"a = " + std::string(100'000, '['), code::text_syntax, 4},
        {"a = \"" + std::string(1'000'000, 'x'), code::text_incomplete, 1'000'005},
        {"a = \"" + std::string(1'000'000, '\\'), code::text_incomplete, 1'000'005},
        {std::string(1'000'001, '`'), code::text_incomplete, 1'000'001},
        {std::string(1'000'000, 'a'), code::text_incomplete, 1'000'000},
        {"a = " + std::string(1'000'000, '-'), code::json_number, 4},
        {"a " + std::string(1'000'000, '='), code::text_syntax, 2},
        {list, code::text_incomplete, 200'007},
    };
    for (auto const& row : rows) {
        syntax::request out;
        core::diagnostics found;
        BOOST_TEST(!text::read_query(row.text, limits, out, found));
        BOOST_TEST_REQUIRE(found.size() >= 1U);
        BOOST_TEST(core::name(found[0].code) == core::name(row.expected));
        BOOST_TEST(found[0].where.offset == row.offset);
        BOOST_TEST(out.literals.size() <= 100U);
        BOOST_TEST(out.nodes.size() <= 200U);
    }
    BOOST_TEST(read("a = 1" + std::string(1'000'000, '0'), limits).size() == 1'000'007U);
}

namespace {

/// What binding relies on, whatever the text is.
void check_request(std::string_view text, syntax::request const& r) {
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i != r.nodes.size(); ++i) {
        syntax::node const& n = r.nodes[i];
        for (; !open.empty() && open.back() == i; open.pop_back()) {
        }
        bool const nested = open.empty() ? n.end == r.nodes.size() : n.end <= open.back();
        bool const inner = n.kind <= syntax::node_kind::negation;
        BOOST_TEST_REQUIRE((nested && (inner ? n.end > i + 1 : n.end == i + 1)));
        BOOST_TEST_REQUIRE(n.where.end() <= text.size());
        BOOST_TEST_REQUIRE(n.first_literal + n.literal_count <= r.literals.size());
        if (inner) {
            open.push_back(n.end);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(any_text_is_read_or_refused) {
    std::string_view const seeds[]{
        "not (a = 1 and `b``c` not in [2, \"x\\u00e9\\n\", true]) or c not contains \"\\ud83d\\ude00\" sort -a, +`b` "
        "limit 3 "
        "offset 4 # end",
        "a >= 2023-02-05T15:29:15.5+08:00 and (everything or nothing) and b is not null and c <> -1.5e3 count",
    };
    static constexpr std::string_view pieces[]{"(", ")",  "not ", " and ", " or ", "\"", "\\", "`",    "#",    "\n",
                                               "1", "[",  "]",    ",",     "=",    "a",  " ",  "null", "\xc3", "é",
                                               "-", "is", "in ",  "\\u",   "sort", ".",  "\0", "count"};
    std::mt19937 random(2); // NOLINT(cert-msc51-cpp): the same texts in every run
    int read = 0;
    for (int i = 0; i != 10'000; ++i) {
        std::string text(seeds[random() % 2]);
        for (std::size_t edits = 1 + random() % 3; edits != 0; --edits) {
            std::size_t const at = random() % (text.size() + 1);
            text.replace(at, random() % 4, pieces[random() % std::size(pieces)]);
        }
        syntax::request out;
        core::diagnostics found;
        if (text::read_query(text, wide, out, found)) {
            ++read;
            check_request(text, out);
        } else {
            BOOST_TEST_REQUIRE(found.has_errors());
        }
        for (core::diagnostic const& d : found) {
            BOOST_TEST_REQUIRE(d.where.end() <= text.size());
        }
        BOOST_TEST_REQUIRE((found.empty() || !core::render(found, text).empty()));
    }
    BOOST_TEST(read > 300);
    BOOST_TEST(read < 9'700);
}

BOOST_AUTO_TEST_CASE(every_beginning_of_a_text_is_read_or_ends_too_early) {
    std::string_view const text =
        "not (a = 1 and `b``c` not in [2, \"x\\u00e9\\n\", true]) or c not contains "
        "\"\\ud83d\\ude00\" or d > 2023-02-05T15:29:15Z or e is not null sort -a, +`b` limit 3";
    for (std::size_t size = 0; size <= text.size(); ++size) {
        std::string_view const beginning = text.substr(0, size);
        syntax::request out;
        core::diagnostics found;
        bool const read = text::read_query(beginning, wide, out, found);
        BOOST_TEST(found.size() <= (read ? 1U : 2U));
        if (read) {
            // A time that is cut is a time of no layout.
            BOOST_TEST((found.empty() || found[0].code == code::time_layout), beginning);
        } else {
            // A word or a number that is cut is another token.
            bool const cut = found[0].where.offset + found[0].where.length == size;
            BOOST_TEST((found[0].code == code::text_incomplete || cut), beginning);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
