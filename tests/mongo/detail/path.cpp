#include "harness.hpp"

#include <quern/mongo/detail/path.hpp>

#include <string>

using namespace quern::mongo::detail;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(path)

BOOST_AUTO_TEST_CASE(paths) {
    for (std::string_view const good : {"a"sv, "_id"sv, "a.b"sv, "a.0.b"sv, "a$b.c$"sv, "名.😀"sv, " "sv}) {
        BOOST_TEST_CONTEXT(good) { BOOST_TEST(is_path(good)); }
    }
    for (std::string_view const bad :
         {""sv, "."sv, ".a"sv, "a."sv, "a..b"sv, "$"sv, "$a"sv, "a.$"sv, "a.$b.c"sv, "a\0b"sv, "a.\0"sv}) {
        BOOST_TEST_CONTEXT(bad) { BOOST_TEST(!is_path(bad)); }
    }
    std::string deep = "a";
    for (int i = 1; i != 100; ++i) {
        deep += ".a";
    }
    BOOST_TEST(is_path(deep));
    BOOST_TEST(!is_path(deep + ".a"));
}

BOOST_AUTO_TEST_CASE(collections) {
    for (std::string_view const good : {"audit"sv, "a.b"sv, "system"sv, "审计"sv, "a b"sv}) {
        BOOST_TEST_CONTEXT(good) { BOOST_TEST(is_collection(good)); }
    }
    for (std::string_view const bad : {""sv, ".a"sv, "a."sv, "a$b"sv, "$cmd"sv, "system.users"sv, "a\0"sv}) {
        BOOST_TEST_CONTEXT(bad) { BOOST_TEST(!is_collection(bad)); }
    }
}

BOOST_AUTO_TEST_CASE(one_path_leads_to_another) {
    BOOST_TEST(covers("a", "a"));
    BOOST_TEST(covers("a", "a.b"));
    BOOST_TEST(covers("a.b", "a.b.c"));
    BOOST_TEST(!covers("a", "ab"));
    BOOST_TEST(!covers("a.b", "a"));
}

BOOST_AUTO_TEST_SUITE_END()
