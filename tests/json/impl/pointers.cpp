#include "../marked.hpp"
#include "harness.hpp"

#include <quern/json/document.hpp>

namespace {

using namespace quern;
using core::code;
using core::span;
using test::marked;

constexpr json::read_limits limits{1'000'000, 64};

} // namespace

BOOST_AUTO_TEST_SUITE(pointers)

BOOST_AUTO_TEST_CASE(pointers_follow_rfc_6901) {
    struct row {
        std::string_view text; ///< the span of the diagnostic in marks
        std::string_view pointer;
    };
    row const rows[] = {
        {"«{\"a\":1}»", ""},
        {"{«\"a\"»:1}", "/a"},
        {"{\"a\":«1»}", "/a"},
        {"{«\"a\":1»}", "/a"},
        {"{\"a\"«:»1}", "/a"},
        {"{\"a\":1«,»\"b\":2}", ""},
        {"{\"a\":1,«\"b\"»:2}", "/b"},
        {"{«\"a\":1,\"b\":2»}", ""},
        {"{\"a~b\":«1»}", "/a~0b"},
        {"{\"a/b\":«1»}", "/a~1b"},
        {"{\"~1/~0\":«1»}", "/~01~1~00"},
        {"{\"\":«1»}", "/"},
        {"{\"\":{\"\":«1»}}", "//"},
        {"{\" \":«1»}", "/ "},
        {"{\"\\\"\\\\\":«1»}", "/\"\\"},
        {"{\"m\\u007en\":«1»}", "/m~0n"},
        {"{\"日本\":{\"😀\":«1»}}", "/日本/😀"},
        {"{\"\\ud83d\\ude00\":«1»}", "/😀"},
        {"{\"0\":«1»}", "/0"},
        {"[«1»]", "/0"},
        {"[1,«2»,3]", "/1"},
        {"[[],[[],[«1»]]]", "/1/1/0"},
        {"[0,1,2,3,4,5,6,7,8,9,«10»]", "/10"},
        {"[{\"a\":0},{\"a\":[0,{\"b\":«1»}]}]", "/1/a/1/b"},
        {"[{\"a\":0},{\"a\":[0,{\"b\":1«}»]}]", "/1/a/1"},
        {"[{\"a\":0},{«\"a\"»:[0,{\"b\":1}]}]", "/1/a"},
        {"[1«»,2]", ""},
        {"[1,«»2]", "/1"},
        {"[1, «» 2]", ""},
        {"[\"a«b»c\"]", "/0"},
        {" «[1]»", ""},
        {"« »[1]", ""},
        {"[1]« »", ""},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            marked const input(r.text);
            json::document d;
            core::diagnostics found;
            BOOST_TEST_REQUIRE(d.read(input.text, limits, found));
            found.add(code::unknown_key, input.where).pointer = "/before";
            d.set_pointers(found);
            BOOST_TEST(found[0].pointer == r.pointer);
        }
    }
}

BOOST_AUTO_TEST_CASE(pointers_of_many_diagnostics_need_no_order) {
    json::document d;
    core::diagnostics found;
    std::string_view const text = "{\"a\":[{\"b\":1},{\"c\":[2,3]}],\"d\":{\"e\":4}}";
    BOOST_TEST_REQUIRE(d.read(text, limits, found));
    std::pair<std::string_view, std::string_view> const rows[] = {
        {"4", "/d/e"},     {"1", "/a/0/b"},           {"3", "/a/1/c/1"}, {"{\"b\":1}", "/a/0"}, {"\"d\"", "/d"},
        {"2", "/a/1/c/0"}, {"{\"c\":[2,3]}", "/a/1"}, {"4", "/d/e"},     {"\"a\"", "/a"},       {"[2,3]", "/a/1/c"},
    };
    for (auto const& [part, pointer] : rows) {
        found.add(code::unknown_key,
                  {static_cast<std::uint32_t>(text.find(part)), static_cast<std::uint32_t>(part.size())});
    }
    for (int times = 0; times != 2; ++times) {
        d.set_pointers(found);
        for (std::size_t i = 0; i != std::size(rows); ++i) {
            BOOST_TEST(found[i].pointer == rows[i].second);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_span_outside_points_to_the_whole) {
    json::document d;
    core::diagnostics found;
    found.add(code::unknown_key, {5, 3});
    d.set_pointers(found);
    BOOST_TEST(found[0].pointer.empty());
    BOOST_TEST(d.read("[[1]]", limits, found));
    found.add(code::unknown_key, {2, 100});
    found.add(code::unknown_key, {1'000, 1});
    d.set_pointers(found);
    for (core::diagnostic const& x : found) {
        BOOST_TEST(x.pointer.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_pointer_that_would_be_too_long_leads_to_what_holds_the_value) {
    static_assert(core::max_pointer == 1'024);
    struct row {
        std::string_view name;
        std::string inner; ///< the key of the value at fault, which stands within "a"
        std::string pointer;
    };
    row const rows[] = {
        {"the longest", std::string(1'021, 'k'), "/a/" + std::string(1'021, 'k')},
        {"one byte more", std::string(1'022, 'k'), "/a"},
        {"an escape that is not cut", std::string(1'020, 'k') + "~", "/a"},
        {"an escape that fits", std::string(1'019, 'k') + "/", "/a/" + std::string(1'019, 'k') + "~1"},
        {"a character of three bytes", std::string(1'020, 'k') + "中", "/a"},
        {"very long", std::string(100'000, '~'), "/a"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            std::string const text = "{\"a\":{\"" + r.inner + "\":7}}";
            json::document d;
            core::diagnostics found;
            BOOST_TEST_REQUIRE(d.read(text, limits, found));
            found.add(code::unknown_key, {static_cast<std::uint32_t>(text.find('7')), 1});
            d.set_pointers(found);
            BOOST_TEST(found[0].pointer == r.pointer);
        }
    }
}

BOOST_AUTO_TEST_CASE(behind_a_key_that_is_too_long_nothing_is_pointed_to) {
    std::string const text = "[[{\"" + std::string(2'000, 'k') + "\":{\"b\":7}}]]";
    json::document d;
    core::diagnostics found;
    BOOST_TEST_REQUIRE(d.read(text, limits, found));
    found.add(code::unknown_key, {static_cast<std::uint32_t>(text.find('7')), 1});
    d.set_pointers(found);
    BOOST_TEST(found[0].pointer == "/0/0");
}

BOOST_AUTO_TEST_SUITE_END()
