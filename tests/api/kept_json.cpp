#include <quern/api/kept_json.hpp>

#include "harness.hpp"

#include <quern/core/diagnostics.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(kept_json)

BOOST_AUTO_TEST_CASE(only_blanks_between_tokens_go) {
    struct row {
        std::string_view text;
        std::string_view kept;
    };
    row const rows[] = {
        {"null", "null"},
        {" 12345678901234567890.10 ", "12345678901234567890.10"},
        {" { \"b\" : [ 1 , \t2\r\n] , \"a\" : { } } ", R"({"b":[1,2],"a":{}})"},
        {R"(" a \" b \\" )", R"(" a \" b \\")"},
        {R"( ["\\\" ,", " ]"] )", R"(["\\\" ,"," ]"])"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            json::document document;
            core::diagnostics found;
            BOOST_TEST_REQUIRE(document.read(r.text, {.bytes = 1'000, .depth = 8}, found));
            api::kept_json const kept(document.root());
            BOOST_TEST(kept.text() == r.kept);
            BOOST_TEST(kept.is_null() == (r.kept == "null"));
        }
    }
    BOOST_TEST(api::kept_json().text() == "null");
}

BOOST_AUTO_TEST_SUITE_END()
