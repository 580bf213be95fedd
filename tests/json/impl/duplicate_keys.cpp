#include "harness.hpp"

#include <quern/core/message.hpp>

#include <quern/json/document.hpp>

namespace {

using namespace quern;
using core::code;
using core::span;
using namespace std::string_view_literals;

constexpr json::read_limits limits{1'000'000, 64};

} // namespace

BOOST_AUTO_TEST_SUITE(duplicate_keys)

BOOST_AUTO_TEST_CASE(a_key_that_stands_twice_is_found) {
    struct row {
        std::string_view text;
        std::vector<std::pair<span, span>> expected; ///< the later key, the first
        std::vector<std::string_view> pointers;
    };
    row const rows[] = {
        {"{\"a\":1,\"a\":2}", {{{7, 3}, {1, 3}}}, {"/a"}},
        {"{\"op\":1,\"\\u006fp\":2}", {{{8, 9}, {1, 4}}}, {"/op"}},
        {"{\"\\u006fp\":1,\"op\":2}", {{{13, 4}, {1, 9}}}, {"/op"}},
        {"{\"\\u006fp\":1,\"o\\u0070\":2}", {{{13, 9}, {1, 9}}}, {"/op"}},
        {"{\"\":1,\"\":2}", {{{6, 2}, {1, 2}}}, {"/"}},
        {"{\"a\":1,\"a\":2,\"a\":3}", {{{7, 3}, {1, 3}}, {{13, 3}, {1, 3}}}, {"/a", "/a"}},
        {"{\"a\":1,\"b\":2,\"b\":3,\"a\":4}", {{{13, 3}, {7, 3}}, {{19, 3}, {1, 3}}}, {"/b", "/a"}},
        {"{\"a\":{\"a\":1},\"b\":{\"a\":1}}", {}, {}},
        {"[{\"a\":1},{\"a\":1}]", {}, {}},
        {"{\"a\":{\"b\":1,\"b\":2},\"c\":[{\"d\":0,\"d\":0}],\"c\":0}",
         {{{12, 3}, {6, 3}}, {{31, 3}, {25, 3}}, {{39, 3}, {19, 3}}},
         {"/a/b", "/c/0/d", "/c"}},
        {"{\"Op\":1,\"op\":2,\"op \":3}", {}, {}},
        {"{\"e\u0301\":1,\"\u00e9\":2}", {}, {}}, // two spellings of one letter are two keys
        {"{\"a\\u0000\":1,\"a\":2,\"a\\u0000b\":3,\"a\\u0000\":4}", {{{32, 9}, {1, 9}}}, {"/a\0"sv}},
        {"{\"\u65e5\":1,\"\\u65e5\":2}", {{{9, 8}, {1, 5}}}, {"/\u65e5"}},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            json::document d;
            core::diagnostics found;
            BOOST_TEST(d.read(r.text, limits, found));
            found.arrange(100);
            d.set_pointers(found);
            BOOST_TEST_REQUIRE(found.size() == r.expected.size());
            for (std::size_t i = 0; i != found.size(); ++i) {
                BOOST_TEST(core::name(found[i].code) == core::name(code::duplicate_key));
                BOOST_TEST((found[i].where == r.expected[i].first));
                BOOST_TEST((found[i].related == std::vector<span>{r.expected[i].second}));
                BOOST_TEST(found[i].pointer == r.pointers[i]);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_fault_does_not_hide_a_key_that_stands_twice) {
    for (std::string_view const text : {"{\"a\":1,\"a\":2,x", "{\"a\":1,\"a\":[{x", "[{\"a\":1,\"a\":2},x",
                                        "{\"a\":1e99999999999,\"a\":2,x", "{\"a\":1,\"a\" x", "{\"a\":1,\"a\":01}"}) {
        BOOST_TEST_CONTEXT(text) {
            json::document d;
            core::diagnostics found;
            BOOST_TEST(!d.read(text, limits, found));
            found.arrange(100);
            BOOST_TEST_REQUIRE(found.size() == 2U);
            BOOST_TEST(core::name(found[0].code) == core::name(code::duplicate_key));
            BOOST_TEST(core::name(found[1].code) != core::name(code::duplicate_key));
        }
    }
}

BOOST_AUTO_TEST_CASE(many_keys_are_compared_in_little_time) {
    std::string text = "{";
    for (int i = 0; i != 50'000; ++i) {
        text += "\"key" + std::to_string(i) + "\":0,";
    }
    std::string const unique = text + "\"last\":0}";
    std::string const twice = text + "\"key\\u0030\":0}";
    json::document d;
    core::diagnostics found;
    BOOST_TEST(d.read(unique, limits, found));
    BOOST_TEST(found.empty());
    BOOST_TEST(d.root().size() == 50'001U);
    BOOST_TEST(d.read(twice, limits, found));
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST((found[0].where == span{static_cast<std::uint32_t>(twice.size()) - 14, 11}));
    BOOST_TEST((found[0].related == std::vector<span>{{1, 6}}));

    // Keys of one length, and with one hash.
    text = "{";
    for (int i = 0; i != 50'000; ++i) {
        text += "\"x" + std::to_string(100'000 + i) + "x\":0,";
    }
    BOOST_TEST(d.read(text + "\"x149999x\":0}", {2'000'000, 4}, found));
    BOOST_TEST(found.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
