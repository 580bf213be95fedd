#include <quern/text/detail/fault.hpp>

#include "../fault.hpp"
#include "harness.hpp"

#include <quern/text/query.hpp>

using namespace quern;
using core::code;
using core::hint;
using test::check;
using test::fault;
using test::wide;

BOOST_AUTO_TEST_SUITE(text_detail_fault)

namespace {

constexpr std::string_view operand = "expected_one_of a field name, \"not\", \"(\", \"everything\", \"nothing\"";
constexpr std::string_view all_operators =
    "expected_one_of \"=\", \"!=\", \"<\", \"<=\", \">\", \">=\", \"in\", \"not in\", "
    "\"contains\", \"icontains\", \"begins with\", \"ends with\", \"is null\", "
    "\"is not null\", \"not contains\", \"not icontains\", \"not begins with\", \"not ends with\"";
constexpr std::string_view behind =
    "expected_one_of \"and\", \"or\", \"sort\", \"limit\", \"offset\", \"count\", the end";
constexpr std::string_view inside = "expected_one_of \"and\", \"or\", \")\"";
constexpr std::string_view everything = "select_everything";

} // namespace

BOOST_AUTO_TEST_CASE(texts_that_end_too_early) {
    fault const rows[]{
        {"«»", code::text_incomplete, "", everything},
        {"«»  ", code::text_incomplete, "", everything},
        {"«»# everything", code::text_incomplete, "", everything},
        {"not«»", code::text_incomplete, "", operand},
        {"(«» ", code::text_incomplete, "", operand},
        {"a«» ", code::text_incomplete, "", all_operators},
        {"a =«»", code::text_incomplete, "", "expected_one_of a value"},
        {"a not«»", code::text_incomplete, "",
         "expected_one_of \"in\", \"contains\", \"icontains\", \"begins with\", \"ends with\""},
        {"a is«» # null", code::text_incomplete, "", "expected_one_of \"null\", \"not null\""},
        {"a is not«»", code::text_incomplete, "", "expected_one_of \"null\""},
        {"a in«»", code::text_incomplete, "", "expected_one_of \"[\""},
        {"a in [«»", code::text_incomplete, "", "expected_one_of a value, \"]\""},
        {"a in [1«»", code::text_incomplete, "", "expected_one_of \",\", \"]\""},
        {"a in [1,«»", code::text_incomplete, "", "expected_one_of a value"},
        {"(a = 1«»\n\n", code::text_incomplete, "", inside},
        {"a = 1 and«»", code::text_incomplete, "", operand},
        {"a = 1 sort«»", code::text_incomplete, "", "expected_one_of a field name, \"-\", \"+\""},
        {"a = 1 sort -«»", code::text_incomplete, "", "expected_one_of a field name"},
        {"a = 1 sort a,«»", code::text_incomplete, "", "expected_one_of a field name, \"-\", \"+\""},
        {"a = 1 limit«»", code::text_incomplete, "", "expected_one_of an integer"},
        {"a = 1 offset«»", code::text_incomplete, "", "expected_one_of an integer"},
        {"a = \"Jim«»", code::text_incomplete, "", "expected_one_of \"\\\"\""},
        {"a = \"«»", code::text_incomplete, "", "expected_one_of \"\\\"\""},
        {"a = \"Jim\\«»", code::text_incomplete, "", "expected_one_of \"\\\"\""},
        {"a = \"Jim\\u00«»", code::text_incomplete, "", "expected_one_of \"\\\"\""},
        {"a = \"Jim\\\"«»", code::text_incomplete, "", "expected_one_of \"\\\"\""},
        {"`a«»", code::text_incomplete, "", "expected_one_of \"`\""},
        {"`a`` = 1«»", code::text_incomplete, "", "expected_one_of \"`\""},
    };
    for (fault const& row : rows) {
        check(row, wide, true);
    }
}

BOOST_AUTO_TEST_CASE(a_text_without_bytes) {
    syntax::request out;
    core::diagnostics found;
    BOOST_TEST(!text::read_query({}, wide, out, found));
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST((found[0].hint == hint::select_everything));
}

BOOST_AUTO_TEST_CASE(an_unclosed_quote_is_shown) {
    syntax::request out;
    core::diagnostics found;
    BOOST_TEST(!text::read_query("a = \"Jim", wide, out, found));
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST_REQUIRE(found[0].related.size() == 1U);
    BOOST_TEST((found[0].related[0] == core::span{4, 1}));
}

BOOST_AUTO_TEST_CASE(tokens_out_of_place) {
    struct {
        std::string_view text;
        std::string_view token; ///< as it is quoted
        std::string_view hint;
    } const rows[]{
        // what the grammar expects
        {"«)»", "\")\"", operand},
        {"«=» 1", "\"=\"", operand},
        {"«\"a\"» = 1", "\"a\"", operand},
        {"«1» = a", "\"1\"", operand},
        {"a «1»", "\"1\"", all_operators},
        {"a «,»", "\",\"", all_operators},
        {"a = «)»", "\")\"", "expected_one_of a value"},
        {"a = «,»", "\",\"", "expected_one_of a value"},
        {"a = 1«)»", "\")\"", behind},
        {"a = 1«,» b = 2", "\",\"", behind},
        {"a = 1 «b» = 2", "\"b\"", behind},
        {"a = 1 «;»", "\";\"", behind},
        {"a = 1 «\"x\"»", "\"x\"", behind},
        {"a = true«[»", "\"[\"", behind},
        {"(a = 1 «b»", "\"b\"", inside},
        {"(a = 1 «sort» a)", "\"sort\"", inside},
        {"a = 1 and «and» b = 2", "\"and\"", "write_as `and`"},
        {"a = 1 and «)»", "\")\"", operand},
        {"«(»", "", ""},
        {"a in «(»1)", "\"(\"", "expected_one_of \"[\""},
        {"a in [«,»]", "\",\"", "expected_one_of a value, \"]\""},
        {"a in [1 «2»]", "\"2\"", "expected_one_of \",\", \"]\""},
        {"a in [1,«]»", "\"]\"", "expected_one_of a value"},
        {"a in [1,«[»2]]", "\"[\"", "use_list_operator \"in\", \"not in\""},
        {"a in [«[»1]]", "\"[\"", "expected_one_of a value, \"]\""},
        {"a not «=» 1", "\"=\"", "expected_one_of \"in\", \"contains\", \"icontains\", \"begins with\", \"ends with\""},
        {"a is «\"x\"»", "\"x\"", "expected_one_of \"null\", \"not null\""},
        {"a is null «1»", "\"1\"", behind},
        {"everything «everything»", "\"everything\"", behind},
        {"everything sort «1»", "\"1\"", "expected_one_of a field name, \"-\", \"+\""},
        {"everything sort -«-»a", "\"-\"", "expected_one_of a field name"},
        {"everything sort a «b»", "\"b\"", "expected_one_of \",\", \"limit\", \"offset\", \"count\", the end"},
        {"everything sort «,»a", "\",\"", "expected_one_of a field name, \"-\", \"+\""},
        {"everything sort a,«,»b", "\",\"", "expected_one_of a field name, \"-\", \"+\""},
        {"everything sort a:«1»", "", ""},
        {"everything limit «x»", "\"x\"", "expected_one_of an integer"},
        {"everything limit 1 «sort» a", "\"sort\"", "expected_one_of \"offset\", \"count\", the end"},
        {"everything limit 1 «limit» 2", "\"limit\"", "expected_one_of \"offset\", \"count\", the end"},
        {"everything offset 1 «limit» 1", "\"limit\"", "expected_one_of \"count\", the end"},
        {"everything count «count»", "\"count\"", "expected_one_of the end"},
        {"everything count «1»", "\"1\"", "expected_one_of the end"},
        // what was meant
        {"a «==» 1", "\"==\"", "did_you_mean \"=\""},
        {"a «=<» 1", "\"=<\"", "did_you_mean \"<=\""},
        {"a «=>» 1", "\"=>\"", "did_you_mean \">=\""},
        {"a «!» 1", "\"!\"", "did_you_mean \"!=\""},
        {"a «eq» 1", "\"eq\"", "did_you_mean \"=\""},
        {"a «gte» 1", "\"gte\"", "did_you_mean \">=\""},
        {"a «neq» 1", "\"neq\"", "did_you_mean \"!=\""},
        {"a «gt» 1", "\"gt\"", "did_you_mean \">\""},
        {"a «lt» 1", "\"lt\"", "did_you_mean \"<\""},
        {"a «lte» 1", "\"lte\"", "did_you_mean \"<=\""},
        {"a «nin» [1]", "\"nin\"", "did_you_mean \"not in\""},
        {"a «like» \"x\"", "\"like\"", "did_you_mean \"contains\""},
        {"a «cs» \"x\"", "\"cs\"", "did_you_mean \"contains\""},
        {"a «ilike» \"x\"", "\"ilike\"", "did_you_mean \"icontains\""},
        {"a «cis» \"x\"", "\"cis\"", "did_you_mean \"icontains\""},
        {"a «startswith» \"x\"", "\"startswith\"", "did_you_mean \"begins with\""},
        {"a «starts» with \"x\"", "\"starts\"", "did_you_mean \"begins with\""},
        {"a «starts_with» \"x\"", "\"starts_with\"", "did_you_mean \"begins with\""},
        {"a «begins_with» \"x\"", "\"begins_with\"", "did_you_mean \"begins with\""},
        {"a «endswith» \"x\"", "\"endswith\"", "did_you_mean \"ends with\""},
        {"a «ends_with» \"x\"", "\"ends_with\"", "did_you_mean \"ends with\""},
        {"a «isnull»", "\"isnull\"", "did_you_mean \"is null\""},
        {"a «Contains» \"x\"", "\"Contains\"", "did_you_mean \"contains\", \"icontains\""},
        {"a «IN» [1]", "\"IN\"", "did_you_mean \"in\""},
        {"a is «nul»", "\"nul\"", "did_you_mean \"null\""},
        {"a is not «NULL»", "\"NULL\"", "did_you_mean \"null\""},
        {"a «null»", "\"null\"", "did_you_mean \"is null\""},
        {"a = «null»", "\"null\"", "did_you_mean \"is null\", \"is not null\""},
        {"a = «TRUE»", "\"TRUE\"", "did_you_mean \"true\""},
        {"a = «flase»", "\"flase\"", "did_you_mean \"false\""},
        {"a = 1 «AND» b = 2", "\"AND\"", "did_you_mean \"and\""},
        {"a = 1 «OR» b = 2", "\"OR\"", "did_you_mean \"or\""},
        {"a = 1 «&&» b = 2", "\"&&\"", "did_you_mean \"and\""},
        {"a = 1 «||» b = 2", "\"||\"", "did_you_mean \"or\""},
        {"a = 1 «&» b = 2", "\"&\"", "did_you_mean \"and\""},
        {"a = 1 «|» b = 2", "\"|\"", "did_you_mean \"or\""},
        {"«!»a = 1", "\"!\"", "did_you_mean \"not\""},
        {"«NOT» a = 1", "\"NOT\"", "did_you_mean \"not\""},
        {"a = 1 and «Not» (b = 2)", "\"Not\"", "did_you_mean \"not\""},
        {"«Everything»", "\"Everything\"", "did_you_mean \"everything\""},
        {"«NOTHING» count", "\"NOTHING\"", "did_you_mean \"nothing\""},
        {"«true»", "\"true\"", "did_you_mean \"everything\""},
        {"«*»", "\"*\"", "did_you_mean \"everything\""},
        {"«false» or a = 1", "\"false\"", "did_you_mean \"nothing\""},
        {"a = 1 «order» by a", "\"order\"", "did_you_mean \"sort\""},
        {"a = 1 «skip» 1", "\"skip\"", "did_you_mean \"offset\""},
        {"a = 1 «SORT» a", "\"SORT\"", "did_you_mean \"sort\""},
        {"a = 1 «Limit» 1", "\"Limit\"", "did_you_mean \"limit\""},
        {"a = 1 sort a «desc»", "\"desc\"", "write_as -a"},
        {"a = 1 sort a, `b c` «DESC»", "\"DESC\"", "write_as -`b c`"},
        {"«sort» a", "\"sort\"", everything},
        {"«limit» 1", "\"limit\"", everything},
        {"# none\n«count»", "\"count\"", everything},
        // how values and names are written
        {"a = «Jim»", "\"Jim\"", "quote_text \"Jim\""},
        {"a in [1, «Jim»]", "\"Jim\"", "quote_text \"Jim\""},
        {"a = «'Jim T'»", "\"'Jim T'\"", "quote_text \"Jim T\""},
        {"a = «'»Jim", "\"'\"", "expected_one_of a value"},
        {"a = «名»", "\"\\u540d\"", "quote_text \"名\""},
        {"a = «`b`»", "\"`b`\"", "expected_one_of a value"},
        {"a = «[»1]", "\"[\"", "use_list_operator \"in\", \"not in\""},
        {"a in «1»", "\"1\"", "use_scalar_operator \"=\", \"!=\""},
        {"a not in «\"x\"»", "\"x\"", "use_scalar_operator \"=\", \"!=\""},
        {"a in «true»", "\"true\"", "use_scalar_operator \"=\", \"!=\""},
        {"everything limit «\"10\"»", "\"10\"", "unquote 10"},
        {"«in» = 1", "\"in\"", "write_as `in`"},
        {"«null» = 1", "\"null\"", "write_as `null`"},
        {"a = 1 and «limit» = 1", "\"limit\"", "write_as `limit`"},
        {"everything sort -«count»", "\"count\"", "write_as `count`"},
        {"«名称» = 1", "\"\\u540d\\u79f0\"", "write_as `名称`"},
        {"n«\xd0\xb0me» = 1", "\"\\u0430me\"", "write_as `n\xd0\xb0me`"},
        // what cannot be seen is escaped
        {"a«\xe2\x80\x8b» = 1", "\"\\u200b\"", "write_as `a\xe2\x80\x8b`"},
        {"a = 1 «\xe2\x80\xae»", "\"\\u202e\"", behind},
        {"a = 1 «\x01»", "\"\\u0001\"", behind},
        {"a = 1 «\x7f»", "\"\\u007f\"", behind},
        {"a = 1 «\f»b", "\"\\f\"", behind},
        {"«{»\"filter\": 1}", "\"{\"", operand},
    };
    for (auto const& row : rows) {
        if (!row.token.empty()) {
            check({row.text, code::text_syntax, row.token, row.hint}, wide, true);
        }
    }
    check({"everything sort a«:»1", code::text_syntax, "\":\"",
           "expected_one_of \",\", \"limit\", \"offset\", \"count\", the end"},
          wide, true);
    check({std::string_view("a = 1 «\0»", 11), code::text_syntax, "\"\\u0000\"", behind}, wide, true);
}

BOOST_AUTO_TEST_CASE(values_that_are_misspelt) {
    fault const rows[]{
        {"a = «01»", code::json_number, "", ""},
        {"a = «-01»", code::json_number, "", ""},
        {"a = «1.»", code::json_number, "", ""},
        {"a = «.5»", code::json_number, "", ""},
        {"a = «-.5»", code::json_number, "", ""},
        {"a = «+1»", code::json_number, "", ""},
        {"a = «-»", code::json_number, "", ""},
        {"a = «--1»", code::json_number, "", ""},
        {"a = «1e»", code::json_number, "", ""},
        {"a = «1e+»", code::json_number, "", ""},
        {"a = «1.5.5»", code::json_number, "", ""},
        {"a = «0x10»", code::json_number, "", ""},
        {"a = «1_000»", code::json_number, "", ""},
        {"a = «10abc» and b = 1", code::json_number, "", ""},
        {"a in [1, «00»]", code::json_number, "", ""},
        {"a = 1 limit «1.»", code::json_number, "", ""},
        {"a = 1 offset «-»", code::json_number, "", ""},
        {R"(a = "«\q»")", code::json_escape, "", ""},
        {R"(a = "x«\'»")", code::json_escape, "", ""},
        {"a = \"«\\é»\"", code::json_escape, "", ""},
        {R"(a = "«\u00»g0")", code::json_escape, "", ""},
        {R"(a = "«\u»")", code::json_escape, "", ""},
        {R"(a = "\n«\x»41")", code::json_escape, "", ""},
        {R"(a = "«\ud800»")", code::lone_surrogate, "", ""},
        {R"(a = "«\uD800»x")", code::lone_surrogate, "", ""},
        {R"(a = "«\udc00»\ud800")", code::lone_surrogate, "", ""},
        {R"(a = "\ud83d\ude00«\uDFFF»")", code::lone_surrogate, "", ""},
        {R"(a = "«\ud800»\u0041")", code::lone_surrogate, "", ""},
        {R"(a = "«\ud800»\udbff")", code::lone_surrogate, "", ""},
        {"a = \"x«\n»\"", code::json_control_character, "", ""},
        {"a = \"x«\x01»\"", code::json_control_character, "", ""},
        {"a = \"«\t»", code::json_control_character, "", ""},
    };
    for (fault const& row : rows) {
        check(row, wide, true);
    }
}

BOOST_AUTO_TEST_CASE(bytes_that_no_text_has) {
    std::string_view const advice = "encode_utf8";
    fault const rows[]{
        {"«\xEF\xBB\xBF»a = 1", code::json_byte_order_mark, "", advice},
        {"a = \"«\xff»\"", code::invalid_utf8, "", advice},
        {"a = \"long enough for words «\xc0»\xaf\"", code::invalid_utf8, "", advice},
        {"a = \"«\xed»\xa0\x80\"", code::invalid_utf8, "", advice},
        {"a = \"«\xf5»\x80\x80\x80\"", code::invalid_utf8, "", advice},
        {"a = 1 # «\xe4»\xb8", code::invalid_utf8, "", advice},
        {"`«\x80»` = 1", code::invalid_utf8, "", advice},
        {"= and «\xbf»", code::invalid_utf8, "", advice},
    };
    for (fault const& row : rows) {
        check(row, wide, true);
    }
}

BOOST_AUTO_TEST_SUITE_END()
