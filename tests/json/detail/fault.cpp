#include "../marked.hpp"
#include "harness.hpp"

#include <quern/core/message.hpp>
#include <quern/json/detail/fault.hpp>
#include <quern/json/document.hpp>

namespace {

using namespace quern;
using core::code;
using core::span;
using namespace std::string_view_literals;
using test::marked;
using test::printable;

constexpr json::read_limits limits{1'000'000, 64};

struct fault_row {
    std::string_view text; ///< the span in marks
    code expected;
    std::string_view pointer;
};

std::ostream& operator<<(std::ostream& out, fault_row const& row) { return out << printable(row.text); }

constexpr fault_row faults[] = {
    // too little
    {"«»", code::json_incomplete, ""},
    {" «»", code::json_incomplete, ""},
    {" \t\r\n«»", code::json_incomplete, ""},
    {"[«»", code::json_incomplete, ""},
    {"[ «»", code::json_incomplete, ""},
    {"[1«»", code::json_incomplete, ""},
    {"[1 «»", code::json_incomplete, ""},
    {"[1,«»", code::json_incomplete, ""},
    {"[1, «»", code::json_incomplete, ""},
    {"[1,[2«»", code::json_incomplete, "/1"},
    {"[1,[2]«»", code::json_incomplete, ""},
    {"[[[[«»", code::json_incomplete, "/0/0/0"},
    {"{«»", code::json_incomplete, ""},
    {"{\"a«»", code::json_incomplete, ""},
    {"{\"a\"«»", code::json_incomplete, "/a"},
    {"{\"a\":«»", code::json_incomplete, "/a"},
    {"{\"a\": «»", code::json_incomplete, "/a"},
    {"{\"a\":[«»", code::json_incomplete, "/a"},
    {"{\"a\":{\"b\":\"c«»", code::json_incomplete, "/a/b"},
    {"{\"a\":1«»", code::json_incomplete, ""},
    {"{\"a\":1 «»", code::json_incomplete, ""},
    {"{\"a\":1,«»", code::json_incomplete, ""},
    {"\"«»", code::json_incomplete, ""},
    {"\"a«»", code::json_incomplete, ""},
    {"[\"a\",\"b«»", code::json_incomplete, "/1"},
    {"\"\\«»", code::json_incomplete, ""},
    {"\"\\\"«»", code::json_incomplete, ""},
    {"\"\\u«»", code::json_incomplete, ""},
    {"\"\\u00«»", code::json_incomplete, ""},
    {"\"\\u00e«»", code::json_incomplete, ""},
    {"\"\\u00e9«»", code::json_incomplete, ""},
    {"\"\\ud83d«»", code::json_incomplete, ""},
    {"\"\\ud83d\\«»", code::json_incomplete, ""},
    {"\"\\ud83d\\u«»", code::json_incomplete, ""},
    {"\"\\ud83d\\ude0«»", code::json_incomplete, ""},
    {"\"\\ud83d\\ude00«»", code::json_incomplete, ""},
    {"n«»", code::json_incomplete, ""},
    {"nul«»", code::json_incomplete, ""},
    {"[tru«»", code::json_incomplete, "/0"},
    {"{\"a\":fals«»", code::json_incomplete, "/a"},

    // what cannot stand where it stands
    {"«}»", code::json_syntax, ""},
    {"«]»", code::json_syntax, ""},
    {"«,»", code::json_syntax, ""},
    {"«:»", code::json_syntax, ""},
    {"«a»", code::json_syntax, ""},
    {"«é»", code::json_syntax, ""},
    {" «日»本", code::json_syntax, ""},
    {"«😀»", code::json_syntax, ""},
    {"[«１»]", code::json_syntax, "/0"},           // a full-width digit
    {"[«\u2212»1]", code::json_syntax, "/0"},      // the minus sign that is not U+002D
    {"«\u00A0»1", code::json_syntax, ""},          // a no-break space
    {"[«\u2060»]", code::json_syntax, "/0"},       // a word joiner
    {"[«\xEF\xBB\xBF»]", code::json_syntax, "/0"}, // a byte-order mark that is not at the beginning
    {"«\0»"sv, code::json_syntax, ""},
    {"[1,«\0»]"sv, code::json_syntax, "/1"},
    {"«\f»1", code::json_syntax, ""},
    {"«\v»1", code::json_syntax, ""},
    {"[1,«\x01»2]", code::json_syntax, "/1"},
    {"«'»a'", code::json_syntax, ""},
    {"[«'»a']", code::json_syntax, "/0"},
    {"{«'»a':1}", code::json_syntax, ""},
    {"{\"a\":«'»b'}", code::json_syntax, "/a"},
    {"«`»a`", code::json_syntax, ""},
    {"«“»a”", code::json_syntax, ""},
    {"«/»/ a\n1", code::json_syntax, ""},
    {"«/»* a */1", code::json_syntax, ""},
    {"[1,«/»**/2]", code::json_syntax, "/1"},
    {"[1«/»**/,2]", code::json_syntax, ""},
    {"{«/»**/\"a\":1}", code::json_syntax, ""},
    {"{\"a\"«/»**/:1}", code::json_syntax, "/a"},
    {"«#» a\n1", code::json_syntax, ""},
    {"[1,«]»", code::json_syntax, ""},
    {"[1,\n  «]»", code::json_syntax, ""},
    {"[«,»]", code::json_syntax, ""},
    {"[«,»1]", code::json_syntax, ""},
    {"[1,«,»2]", code::json_syntax, ""},
    {"[1 «2»]", code::json_syntax, ""},
    {"[1 «t»rue]", code::json_syntax, ""},
    {"[\"a\"«\"»b\"]", code::json_syntax, ""},
    {"[\"a\" «\"»b\"]", code::json_syntax, ""},
    {"[\"a\"«x»]", code::json_syntax, ""},
    {"[\"a\"«:»1]", code::json_syntax, ""},
    {"[1«}»", code::json_syntax, ""},
    {"[«}»", code::json_syntax, ""},
    {"[[]«[»]]", code::json_syntax, ""},
    {"[true«f»alse]", code::json_syntax, ""},
    {"[null«x»]", code::json_syntax, ""},
    {"{\"a\":1,«}»", code::json_syntax, ""},
    {"{«,»\"a\":1}", code::json_syntax, ""},
    {"{\"a\":1,«,»\"b\":2}", code::json_syntax, ""},
    {"{\"a\":1 «\"»b\":2}", code::json_syntax, ""},
    {"{\"a\" «1»}", code::json_syntax, "/a"},
    {"{\"a\"«,»1}", code::json_syntax, "/a"},
    {"{\"a\"«}»", code::json_syntax, "/a"},
    {"{\"a\":«}»", code::json_syntax, "/a"},
    {"{\"a\":«,»\"b\":1}", code::json_syntax, "/a"},
    {"{\"a\":«:»1}", code::json_syntax, "/a"},
    {"{\"a\"«=»1}", code::json_syntax, "/a"},
    {"{«a»:1}", code::json_syntax, ""},
    {"{«1»:1}", code::json_syntax, ""},
    {"{«n»ull:1}", code::json_syntax, ""},
    {"{«[»1]:1}", code::json_syntax, ""},
    {"{«{»}:1}", code::json_syntax, ""},
    {"{«]»", code::json_syntax, ""},
    {"{\"a\":1«]»", code::json_syntax, ""},
    {"{\"a\":[1«}»", code::json_syntax, "/a"},
    {"«T»rue", code::json_syntax, ""},
    {"«F»ALSE", code::json_syntax, ""},
    {"«N»one", code::json_syntax, ""},
    {"«u»ndefined", code::json_syntax, ""},
    {"[tru«]»", code::json_syntax, "/0"},
    {"nul«x»", code::json_syntax, ""},
    {"t«R»ue", code::json_syntax, ""},
    {"fals«é»", code::json_syntax, ""},
    {"tr«\"»ue\"", code::json_syntax, ""},
    {"{\"a\":tru«,»\"b\":1}", code::json_syntax, "/a"},
    {"«+»", code::json_syntax, ""},
    {"«.»", code::json_syntax, ""},
    {"[«+»a]", code::json_syntax, "/0"},
    {"[«.».]", code::json_syntax, "/0"},
    {"«\\»u0031", code::json_syntax, ""},
    {"«\x7f»", code::json_syntax, ""},
    {"«$»where", code::json_syntax, ""},
    {"«(»1)", code::json_syntax, ""},
    {"«<»x/>", code::json_syntax, ""},

    // more than one value
    {"1 «2»", code::json_trailing_text, ""},
    {"[]«]»", code::json_trailing_text, ""},
    {"{}«}»", code::json_trailing_text, ""},
    {"{} \n «,»", code::json_trailing_text, ""},
    {"{}«{»}", code::json_trailing_text, ""},
    {"\"a\"«b»", code::json_trailing_text, ""},
    {"\"a\"«\"»b\"", code::json_trailing_text, ""},
    {"null«s»", code::json_trailing_text, ""},
    {"true «é»", code::json_trailing_text, ""},
    {"[]«😀»😀", code::json_trailing_text, ""},
    {"[]«\0»"sv, code::json_trailing_text, ""},
    {"[]«\xff»\xff", code::json_trailing_text, ""},
    {"[]«\xEF\xBB\xBF»", code::json_trailing_text, ""},
    {"{}«/»/ a", code::json_trailing_text, ""},
    {"{}«;»", code::json_trailing_text, ""},

    // numbers
    {"«01»", code::json_number, ""},
    {"«00»", code::json_number, ""},
    {"«-01»", code::json_number, ""},
    {"«-00.5»", code::json_number, ""},
    {"[«012», 1]", code::json_number, "/0"},
    {"{\"a\":«007»}", code::json_number, "/a"},
    {"«1.»", code::json_number, ""},
    {"[«1.»]", code::json_number, "/0"},
    {"[«1.», 2]", code::json_number, "/0"},
    {"«-1.»", code::json_number, ""},
    {"«0.»", code::json_number, ""},
    {"«0.e1»", code::json_number, ""},
    {"«1.e5»", code::json_number, ""},
    {"«1.5.2»", code::json_number, ""},
    {"«+1»", code::json_number, ""},
    {"[0, «+1»]", code::json_number, "/1"},
    {"«+0»", code::json_number, ""},
    {"«+.5»", code::json_number, ""},
    {"«.5»", code::json_number, ""},
    {"[«.5»]", code::json_number, "/0"},
    {"«-.5»", code::json_number, ""},
    {"«-»", code::json_number, ""},
    {"[«-»]", code::json_number, "/0"},
    {"[«-», 1]", code::json_number, "/0"},
    {"«--1»", code::json_number, ""},
    {"«-a»", code::json_number, ""},
    {"[«-»\"a\"]", code::json_number, "/0"},
    {"«-» 1", code::json_number, ""},
    {"«1e»", code::json_number, ""},
    {"[«1e»]", code::json_number, "/0"},
    {"«1E»", code::json_number, ""},
    {"«1e+»", code::json_number, ""},
    {"«1e-»", code::json_number, ""},
    {"«1e+-1»", code::json_number, ""},
    {"«1e1.5»", code::json_number, ""},
    {"«1.5e»", code::json_number, ""},
    {"«0e»", code::json_number, ""},
    {"«1ee1»", code::json_number, ""},
    {"«0x1F»", code::json_number, ""},
    {"«-0x1»", code::json_number, ""},
    {"«0b1»", code::json_number, ""},
    {"«1a»", code::json_number, ""},
    {"[«1a»]", code::json_number, "/0"},
    {"[«123true»]", code::json_number, "/0"},
    {"«10n»", code::json_number, ""},
    {"«1-2»", code::json_number, ""},
    {"«1+1»", code::json_number, ""},
    {"1«_»000", code::json_trailing_text, ""},
    {"«NaN»", code::json_number, ""},
    {"[«nan»]", code::json_number, "/0"},
    {"«-NaN»", code::json_number, ""},
    {"{\"a\":«NaN», \"b\":1}", code::json_number, "/a"},
    {"«Infinity»", code::json_number, ""},
    {"[1,«-Infinity»]", code::json_number, "/1"},
    {"«+Infinity»", code::json_number, ""},
    {"«inf»", code::json_number, ""},
    {"«I»nfinite", code::json_syntax, ""},
    {"[«18446744073709551616.»]", code::json_number, "/0"},
    {"[«12345678901234567890123456789012345678901234567890e»]", code::json_number, "/0"},
    {"[«0.12345678901234567890123456789012345678901234567890e+»,null,null,null,null,null]", code::json_number, "/0"},
    {"[«01»,null,null,null,null,null,null,null,null,null,null,null]", code::json_number, "/0"},
    {"[«1.»,null,null,null,null,null,null,null,null,null,null,null]", code::json_number, "/0"},
    {"[«-»,null,null,null,null,null,null,null,null,null,null,null]", code::json_number, "/0"},
    {"[«1e99999999999999.5»]", code::json_number, "/0"},
    {"[1e99999999999999,«1e»]", code::json_number, "/1"},

    // control characters in strings
    {"\"«\n»\"", code::json_control_character, ""},
    {"\"a«\t»b\"", code::json_control_character, ""},
    {"\"a«\0»b\""sv, code::json_control_character, ""},
    {"[\"«\x1f»\"]", code::json_control_character, "/0"},
    {"\"\\n«\r»\"", code::json_control_character, ""},
    {"\"é«\x01»\"", code::json_control_character, ""},
    {"{\"a«\n»\":1}", code::json_control_character, ""},
    {"{\"a\":\"0123456789abcdef0123456789abcdef«\n»\"}", code::json_control_character, "/a"},

    // escape sequences
    {"\"«\\x»41\"", code::json_escape, ""},
    {"\"«\\a»\"", code::json_escape, ""},
    {"\"«\\'»\"", code::json_escape, ""},
    {"\"«\\0»\"", code::json_escape, ""},
    {"\"«\\U»0041\"", code::json_escape, ""},
    {"\"«\\N»\"", code::json_escape, ""},
    {"\"«\\ »\"", code::json_escape, ""},
    {"\"«\\\n»\"", code::json_escape, ""},
    {"\"«\\\0»\""sv, code::json_escape, ""},
    {"\"«\\é»\"", code::json_escape, ""},
    {"\"«\\😀»\"", code::json_escape, ""},
    {"\"«\\\xff»\"", code::json_escape, ""},
    {"\"«\\u»\"", code::json_escape, ""},
    {"\"«\\u1»\"", code::json_escape, ""},
    {"\"«\\u12»\"", code::json_escape, ""},
    {"\"«\\u123»\"", code::json_escape, ""},
    {"\"«\\u12»G4\"", code::json_escape, ""},
    {"\"«\\u00A»/\"", code::json_escape, ""},
    {"\"«\\u»{41}\"", code::json_escape, ""},
    {"\"«\\u»+041\"", code::json_escape, ""},
    {"\"«\\u00»\\u0041\"", code::json_escape, ""},
    {"\"\\u0041«\\x»\"", code::json_escape, ""},
    {"\"\\\\«\\q»\"", code::json_escape, ""},
    {"[\"a\", \"«\\x»\"]", code::json_escape, "/1"},
    {"{\"a«\\x»\":1}", code::json_escape, ""},
    {"{\"b\":0,\"a\":\"«\\x»\"}", code::json_escape, "/a"},
    {"\"«\\u12»G4 and more than eleven bytes behind it\"", code::json_escape, ""},

    // surrogates
    {"\"«\\ud800»\"", code::lone_surrogate, ""},
    {"\"«\\uD800»\"", code::lone_surrogate, ""},
    {"\"«\\udbff»\"", code::lone_surrogate, ""},
    {"\"«\\udc00»\"", code::lone_surrogate, ""},
    {"\"«\\uDFFF»\"", code::lone_surrogate, ""},
    {"\"«\\ud800»abc\"", code::lone_surrogate, ""},
    {"\"«\\ud800»\\n\"", code::lone_surrogate, ""},
    {"\"«\\ud800»\\u0041\"", code::lone_surrogate, ""},
    {"\"«\\ud800»\\ud800\"", code::lone_surrogate, ""},
    {"\"«\\ud800»\\ud83d\\ude00\"", code::lone_surrogate, ""},
    {"\"«\\ud800»\\ue000\"", code::lone_surrogate, ""},
    {"\"\\ud83d\\ude00«\\ude00»\"", code::lone_surrogate, ""},
    {"\"\\ud83d\\ude00«\\ud83d»\"", code::lone_surrogate, ""},
    {"\"«\\udc00»\\ud800\"", code::lone_surrogate, ""},
    {"\"«\\ud800»\n\"", code::lone_surrogate, ""},
    {"\"«\\ud800»é\"", code::lone_surrogate, ""},
    {"\"\\ud800«\\u»zzzz\"", code::json_escape, ""},
    {"\"ab\\n«\\ud800» and more than eleven bytes behind it\"", code::lone_surrogate, ""},
    {"\"«\\ude00» and more than eleven bytes behind it\"", code::lone_surrogate, ""},
    {"\"«\\ud83d»\\u0041 and more than eleven bytes behind it\"", code::lone_surrogate, ""},
    {"{\"«\\udc00»\":1}", code::lone_surrogate, ""},
    {"{\"k\":[0,\"«\\udc00»\"]}", code::lone_surrogate, "/k/1"},

    // UTF-8
    {"\"«\x80»\"", code::invalid_utf8, ""},
    {"\"«\xbf»'\"", code::invalid_utf8, ""},
    {"\"a«\xff»\"", code::invalid_utf8, ""},
    {"\"«\xfe»\"", code::invalid_utf8, ""},
    {"\"é«\xe9»\"", code::invalid_utf8, ""},
    {"\"«\xc3»\"", code::invalid_utf8, ""},
    {"\"«\xc3»", code::invalid_utf8, ""},
    {"\"«\xe4»\xb8\"", code::invalid_utf8, ""},
    {"\"«\xe4»\xb8", code::invalid_utf8, ""},
    {"\"«\xf0»\x9f\x98\"", code::invalid_utf8, ""},
    {"\"«\xc0»\xaf\"", code::invalid_utf8, ""},
    {"\"«\xc1»\x81\"", code::invalid_utf8, ""},
    {"\"«\xe0»\x80\xaf\"", code::invalid_utf8, ""},
    {"\"«\xf0»\x80\x80\xaf\"", code::invalid_utf8, ""},
    {"\"«\xed»\xa0\x80\"", code::invalid_utf8, ""},
    {"\"«\xf4»\x90\x80\x80\"", code::invalid_utf8, ""},
    {"\"«\xf8»\x88\x80\x80\x80\"", code::invalid_utf8, ""},
    {"\"\\n«\xe4»\xb8\"", code::invalid_utf8, ""},
    {"\"\\n«\x80» and more than sixteen bytes behind it\"", code::invalid_utf8, ""},
    {"\"more than sixteen bytes before it «\x80»\"", code::invalid_utf8, ""},
    {"{\"«\xff»\":1}", code::invalid_utf8, ""},
    {"[\"a\",\"«\xff»\"]", code::invalid_utf8, "/1"},
    {"«\xff»", code::invalid_utf8, ""},
    {"[1,«\xe9»]", code::invalid_utf8, "/1"},
    {"«\xff»\xfe[\0]\0"sv, code::invalid_utf8, ""}, // UTF-16
    {"«\xfe»\xff\0[\0]"sv, code::invalid_utf8, ""},
    {"[«\0»\0\0]\0\0\0"sv, code::json_syntax, "/0"}, // UTF-32
    {"«\xef»\xbb", code::invalid_utf8, ""},
    {"«\xEF\xBB\xBF»{}", code::json_byte_order_mark, ""},
    {"«\xEF\xBB\xBF»", code::json_byte_order_mark, ""},
    {"«\xEF\xBB\xBF»\xEF\xBB\xBF{}", code::json_byte_order_mark, ""},

    // in a request
    {"{\n  \"filter\": {\n    \"op\": \"and\",\n    \"rules\": [\n      {\"field\": «'»a'}\n    ]\n  }\n}",
     code::json_syntax, "/filter/rules/0/field"},
    {"{\"filter\":{\"op\":\"and\",\"rules\":[{\"value\":\"日本«\xff»\"}]}}", code::invalid_utf8,
     "/filter/rules/0/value"},
    {"{\"page\":{\"start\":0,\"limit\":«500.»}}", code::json_number, "/page/limit"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(fault)

BOOST_DATA_TEST_CASE(a_fault_is_found_at_its_place, boost::unit_test::data::make(faults), row) {
    marked const input(row.text);
    json::document d;
    core::diagnostics found;
    BOOST_TEST(!d.read(input.text, limits, found));
    BOOST_TEST_REQUIRE(found.size() == 1U);
    d.set_pointers(found);
    BOOST_TEST(core::name(found[0].code) == core::name(row.expected));
    BOOST_TEST(found[0].where.offset == input.where.offset);
    BOOST_TEST(found[0].where.length == input.where.length);
    BOOST_TEST(found[0].pointer == row.pointer);
    BOOST_TEST(found.has_errors());
    BOOST_TEST(d.source().data() == input.text.data());
}

BOOST_DATA_TEST_CASE(nothing_is_wrong_before_a_fault, boost::unit_test::data::make(faults), row) {
    marked const input(row.text);
    std::string const before = input.text.substr(0, input.where.offset);
    json::document d;
    core::diagnostics found;
    if (!d.read(before, limits, found)) {
        BOOST_TEST_REQUIRE(found.size() == 1U);
        // Half a pair at the end may yet become a whole one.
        BOOST_TEST(core::name(found[0].code) == core::name(code::json_incomplete));
        BOOST_TEST(found[0].where.offset == before.size());
    } else {
        BOOST_TEST(found.empty());
    }
}

BOOST_AUTO_TEST_CASE(messages_are_filled) {
    struct row {
        std::string_view text;
        std::vector<core::argument> arguments;
        core::hint hint;
    };
    row const rows[] = {
        {"[1,}", {"\"}\""}, core::hint::none},
        {"[\"a\" \"b\"]", {"\"\\\"\""}, core::hint::none},
        {"[\x01]", {"\"\\u0001\""}, core::hint::none},
        {"[\u65e5]", {"\"\u65e5\""}, core::hint::none},
        {"[\u200b]", {"\"\\u200b\""}, core::hint::none},
        {"[1", {}, core::hint::none},
        {"[1.]", {}, core::hint::none},
        {"\xEF\xBB\xBF[]", {}, core::hint::encode_utf8},
        {"[\"\xff\"]", {}, core::hint::encode_utf8},
        {"{\"a\":1,\"a\":2}", {"\"a\""}, core::hint::none},
        {"{\"\u0430\":1,\"\u0430\":2}", {"\"\\u0430\""}, core::hint::none},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(printable(r.text)) {
            json::document d;
            core::diagnostics found;
            d.read(r.text, limits, found);
            BOOST_TEST_REQUIRE(found.size() == 1U);
            BOOST_TEST((found[0].arguments == r.arguments));
            BOOST_TEST((found[0].hint == r.hint));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
