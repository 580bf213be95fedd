#include <quern/json/indented.hpp>

#include "harness.hpp"

#include <boost/json/parse.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(indented)

namespace {

struct row {
    std::string_view json;
    std::string_view expected;
};

constexpr row rows[] = {
    {R"(null)", "null"},
    {R"("a\"b")", R"("a\"b")"},
    {R"([])", "[]"},
    {R"({})", "{}"},
    {R"([1,2,"x"])", R"([1,2,"x"])"},
    {R"({"a":1,"b":true})", R"({"a":1,"b":true})"},
    {R"({"a":[1]})", "{\n  \"a\": [1]\n}"},
    {R"({"a":{"b":[]},"c":2})", "{\n  \"a\": {\n    \"b\": []\n  },\n  \"c\": 2\n}"},
    {R"([[1],[2]])", "[\n  [1],\n  [2]\n]"},
    {R"([[[1],2]])", "[\n  [\n    [1],\n    2\n  ]\n]"},
    {R"({"q\"k":{"x":1}})", "{\n  \"q\\\"k\": {\"x\":1}\n}"},
};

} // namespace

BOOST_AUTO_TEST_CASE(writes_two_blanks_a_level) {
    for (row const& r : rows) {
        std::string out;
        quern::json::append_indented(out, boost::json::parse(r.json));
        BOOST_TEST(out == r.expected);
    }
}

BOOST_AUTO_TEST_CASE(breaks_what_is_wider_than_a_line) {
    boost::json::array wide(51, 1); // 103 bytes on one line
    std::string out;
    quern::json::append_indented(out, wide);
    BOOST_TEST(out.starts_with("[\n  1,\n  1,"));
    wide.resize(49); // 99 bytes
    out.clear();
    quern::json::append_indented(out, wide);
    BOOST_TEST(out == boost::json::serialize(wide));
}

BOOST_AUTO_TEST_CASE(reads_back) {
    boost::json::value const v = boost::json::parse(R"({"a":[{"b":[1.5,-2,"\u0001"]},[],[[]]],"c":null})");
    std::string out;
    quern::json::append_indented(out, v);
    BOOST_TEST((boost::json::parse(out) == v));
}

BOOST_AUTO_TEST_SUITE_END()
