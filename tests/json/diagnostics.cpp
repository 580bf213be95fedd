#include "harness.hpp"

#include <quern/json/diagnostics.hpp>
#include <quern/json/document.hpp>

#include <boost/json/parse.hpp>

namespace {

using namespace quern;
using core::code;
using core::language;

struct row {
    std::string_view name;
    std::string_view source;
    core::diagnostic found;
    language in;
    std::string_view expected;
};

row const rows[] = {
    {"no hint, nothing related",
     "[1,\n 2",
     {code::json_incomplete, {6, 0}, {}, core::hint::none, {}, {}, "/1"},
     language::english,
     R"({"code":"json_incomplete","severity":"error","pointer":"/1","offset":6,"length":0,"line":2,"column":3,)"
     R"("message":"the JSON text ends too early","hint":""})"},
    {"an argument, a related place",
     "{\"a\":1,\n\"日\":0, \"a\":2}",
     {code::duplicate_key, {17, 3}, {"\"a\""}, core::hint::none, {}, {{1, 3}}, "/a"},
     language::english,
     R"({"code":"duplicate_key","severity":"error","pointer":"/a","offset":17,"length":3,"line":2,"column":8,)"
     R"("message":"the key \"a\" stands twice in one object","hint":"",)"
     R"("related":[{"offset":1,"length":3,"line":1,"column":2}]})"},
    {"Chinese",
     "[tru]",
     {code::json_syntax, {4, 1}, {"\"]\""}, core::hint::none, {}, {}, "/0"},
     language::chinese,
     R"({"code":"json_syntax","severity":"error","pointer":"/0","offset":4,"length":1,"line":1,"column":5,)"
     R"("message":"不是合法的 JSON：此处不能出现 \"]\"","hint":""})"},
    {"a hint",
     "{\"opp\":1}",
     {code::unknown_key, {1, 5}, {"\"opp\""}, core::hint::did_you_mean, {"\"op\""}, {}, "/opp"},
     language::english,
     R"({"code":"unknown_key","severity":"error","pointer":"/opp","offset":1,"length":5,"line":1,"column":2,)"
     R"("message":"unknown key \"opp\"","hint":"did you mean \"op\"?"})"},
    {"a warning",
     "\"le\"",
     {code::operator_alias, {0, 4}, {"\"le\"", "\"lt\""}, core::hint::use_lt, {}, {}, ""},
     language::english,
     R"({"code":"operator_alias","severity":"warning","pointer":"","offset":0,"length":4,"line":1,"column":1,)"
     R"("message":"\"le\" is read as \"lt\", less than","hint":"write \"lt\" for less than, \"lte\" for less than or equal"})"},
    {"a note",
     "",
     {code::too_many_diagnostics, {0, 0}, {"7"}, core::hint::none, {}, {}, ""},
     language::english,
     R"({"code":"too_many_diagnostics","severity":"note","pointer":"","offset":0,"length":0,"line":1,"column":1,)"
     R"("message":"diagnostics not shown: 7","hint":""})"},
    {"terms, and two related places",
     "[1,2,3]",
     {code::wrong_type,
      {1, 1},
      {core::term::string, core::term::number},
      core::hint::none,
      {},
      {{3, 1}, {5, 1}},
      "/a~1\"\\\n"},
     language::chinese,
     R"({"code":"wrong_type","severity":"error","pointer":"/a~1\"\\\n","offset":1,"length":1,"line":1,"column":2,)"
     R"("message":"应为字符串，实际为数字","hint":"",)"
     R"("related":[{"offset":3,"length":1,"line":1,"column":4},{"offset":5,"length":1,"line":1,"column":6}]})"},
};

std::ostream& operator<<(std::ostream& out, row const& r) { return out << r.name; }

} // namespace

BOOST_AUTO_TEST_SUITE(diagnostics)

BOOST_DATA_TEST_CASE(a_diagnostic_is_written, boost::unit_test::data::make(rows), r) {
    core::line_index const lines(r.source);
    std::string out = "before ";
    json::append_json(out, r.found, lines, r.in);
    BOOST_TEST(out == "before " + std::string(r.expected));
    BOOST_TEST(json::to_json(r.found, lines, r.in) == boost::json::parse(r.expected).as_object());
}

BOOST_AUTO_TEST_CASE(all_are_written_in_order) {
    std::string_view const source = "{\"a\":1,\"a\":2,\"b\":1,\"b\":2} x";
    json::document d;
    core::diagnostics found;
    BOOST_TEST(!d.read(source, {1000, 8}, found));
    found.arrange(100);
    d.set_pointers(found);
    boost::json::array const all = json::to_json(found, core::line_index(source), language::english);
    BOOST_TEST_REQUIRE(all.size() == 3U);
    std::pair<std::string_view, std::int64_t> const expected[] = {
        {"duplicate_key", 8}, {"duplicate_key", 20}, {"json_trailing_text", 27}};
    for (std::size_t i = 0; i != all.size(); ++i) {
        BOOST_TEST(all[i].at("code").as_string() == expected[i].first);
        BOOST_TEST(all[i].at("column").to_number<std::int64_t>() == expected[i].second);
    }
    BOOST_TEST(json::to_json(core::diagnostics{}, core::line_index(source), language::english).empty());
}

BOOST_AUTO_TEST_SUITE_END()
