#include "harness.hpp"

#include "marked.hpp"

#include <quern/core/message.hpp>
#include <quern/json/page.hpp>

using namespace quern;

BOOST_AUTO_TEST_SUITE(page)

static syntax::request read(std::string_view text, core::diagnostics& found) {
    static json::document document; // the request views it
    BOOST_TEST_REQUIRE(document.read(text, {65'536, 24}, found));
    syntax::request out;
    json::read_page(document.root(), {}, out, found);
    return out;
}

BOOST_AUTO_TEST_CASE(pages_of_form_2) {
    struct row {
        std::string_view text;
        bool count;
        std::optional<std::uint64_t> limit{};
        std::uint64_t offset = 0;
        std::string_view sort{};
        bool descending = false;
    };
    row const rows[] = {
        {R"({"count":true})", true},
        {R"({"count":true,"start":0,"limit":0})", true},
        {R"({"count":true,"start":0.0,"limit":0e5})", true},
        {R"({"count":false,"limit":1})", false, 1},
        {R"({"count":false,"limit":500,"start":0})", false, 500},
        {R"({"limit":5e2,"count":false})", false, 500},
        {R"({"count":false,"limit":10.0,"start":4294967295})", false, 10, 4'294'967'295},
        {R"({"count":false,"limit":10,"sort":"id"})", false, 10, 0, "id"},
        {R"({"count":false,"limit":10,"sort":"id","order":"ASC"})", false, 10, 0, "id"},
        {R"({"count":false,"limit":10,"sort":"id","order":"DESC"})", false, 10, 0, "id", true},
        {R"({"order":"DESC","sort":"-id","limit":10,"count":false})", false, 10, 0, "-id",
         true}, // no sort strings here
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            core::diagnostics found;
            syntax::request const made = read(r.text, found);
            BOOST_TEST(found.empty());
            BOOST_TEST(made.count == r.count);
            BOOST_TEST((made.limit == r.limit));
            BOOST_TEST(made.offset == r.offset);
            BOOST_TEST_REQUIRE(made.sort.size() == (r.sort.empty() ? 0U : 1U));
            if (!r.sort.empty()) {
                BOOST_TEST(made.sort[0].field.present);
                BOOST_TEST(made.sort[0].field.text == r.sort);
                BOOST_TEST(made.sort[0].descending == r.descending);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(mistakes) {
    using enum core::code;
    struct row {
        std::string_view text; // the span between the marks
        core::code code;
    };
    row const rows[] = {
        {R"(«null»)", wrong_type},
        {R"(«{»})", missing_key}, // whether a limit is missing depends on it
        {R"(«{»"limit":1})", missing_key},
        {R"({"count":«1»,"limit":1})", wrong_type},
        {R"({"count":«"true"»,"limit":1})", wrong_type},
        {R"(«{»"count":false})", missing_key},
        {R"({"count":false,"limit":«0»})", page_out_of_range},
        {R"({"count":false,"limit":«501»})", page_out_of_range},
        {R"({"count":false,"limit":«-1»})", page_out_of_range},
        {R"({"count":false,"limit":«1.5»})", page_out_of_range},
        {R"({"count":false,"limit":«1e400»})", page_out_of_range},
        {R"({"count":false,"limit":«"10"»})", wrong_type},
        {R"({"count":false,"limit":«null»})", wrong_type},
        {R"({"count":false,"limit":«"00000000000000000000000000000000000000000000000000000000000000000000001"»})",
         wrong_type},
        {R"({"count":false,"limit":1,"start":«4294967296»})", page_out_of_range},
        {R"({"count":false,"limit":1,"start":«-1»})", page_out_of_range},
        {R"({"count":false,"limit":1,"start":«18446744073709551616»})", page_out_of_range},
        {R"({"count":false,"limit":1,"start":«true»})", wrong_type},
        {R"({"count":false,"limit":1,"sort":«["id"]»})", wrong_type},
        {R"({"count":false,"limit":1,«"order"»:"ASC"})", order_without_sort},
        {R"({"count":false,"limit":1,"sort":"id","order":«"asc"»})", unknown_order},
        {R"({"count":false,"limit":1,"sort":"id","order":«"DESC;--"»})", unknown_order},
        {R"({"count":false,"limit":1,"sort":"id","order":«1»})", wrong_type},
        {R"({"count":true,"start":«1»})", page_with_count},
        {R"({"count":true,"limit":«500»})", page_with_count},
        {R"({"count":true,"limit":«null»})", page_with_count},
        {R"({"count":true,"sort":«"id"»})", page_with_count},
        {R"({"count":true,"order":«"ASC"»})", page_with_count},
        {R"({"count":true,«"Limit"»:0})", unknown_key},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            test::marked const m(r.text);
            core::diagnostics found;
            static_cast<void>(read(m.text, found));
            BOOST_TEST_REQUIRE(found.size() == 1U);
            BOOST_TEST(core::name(found[0].code) == core::name(r.code));
            BOOST_TEST((found[0].where == m.where));
        }
    }
}

BOOST_AUTO_TEST_CASE(all_mistakes_are_told) {
    core::diagnostics found;
    static_cast<void>(read(R"({"count":1,"start":-1,"limit":0.5,"sort":1,"order":2,"offset":3})", found));
    BOOST_TEST(found.size() == 6U);
}

BOOST_AUTO_TEST_CASE(the_largest_page_is_a_limit) {
    json::document document;
    core::diagnostics found;
    BOOST_TEST_REQUIRE(document.read(R"({"count":false,"limit":8})", {65'536, 24}, found));
    syntax::request out;
    json::read_page(document.root(), {.page = 8}, out, found);
    BOOST_TEST(found.empty());
    json::read_page(document.root(), {.page = 7}, out, found);
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST((found[0].arguments == std::vector<core::argument>{"\"limit\"", "1", "7"}));
}

static syntax::request read_sorted(std::string_view text, core::diagnostics& found) {
    static json::document document; // the request views it
    BOOST_TEST_REQUIRE(document.read(text, {65'536, 24}, found));
    syntax::request out;
    json::read_sorted_page(document.root(), {.page = 200}, out, found);
    return out;
}

BOOST_AUTO_TEST_CASE(pages_of_form_5) {
    struct row {
        std::string_view text;
        std::uint64_t limit;
        std::uint64_t offset = 0;
        std::vector<std::pair<std::string_view, bool>> sort{}; // descending
    };
    row const rows[] = {
        {R"({"limit":1})", 1},
        {R"({"limit":200,"start":0})", 200},
        {R"({"start":9223372036854775807,"limit":2e2})", 200, 9'223'372'036'854'775'807},
        {R"({"limit":1,"sort":"id"})", 1, 0, {{"id", false}}},
        {R"({"limit":1,"sort":"-id,+name,at:-1"})", 1, 0, {{"id", true}, {"name", false}, {"at", true}}},
        {R"({"sort":"none","limit":1})", 1, 0, {{"none", false}}}, // left to `bind`
        {R"({"sort":"\u002did","limit":1})", 1, 0, {{"id", true}}},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            core::diagnostics found;
            syntax::request const made = read_sorted(r.text, found);
            BOOST_TEST(found.empty());
            BOOST_TEST(!made.count);
            BOOST_TEST((made.limit == r.limit));
            BOOST_TEST(made.offset == r.offset);
            BOOST_TEST_REQUIRE(made.sort.size() == r.sort.size());
            for (std::size_t i = 0; i != r.sort.size(); ++i) {
                BOOST_TEST(made.sort[i].field.present);
                BOOST_TEST(made.sort[i].field.text == r.sort[i].first);
                BOOST_TEST(made.sort[i].descending == r.sort[i].second);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(places_in_a_sort_string) {
    core::diagnostics found;
    syntax::request const plain = read_sorted(R"({"limit":1,"sort":"-id,at:1"})", found);
    BOOST_TEST((plain.sort[0].field.where == core::span{20, 2}));
    BOOST_TEST((plain.sort[1].field.where == core::span{23, 2}));
    syntax::request const escaped = read_sorted(R"({"limit":1,"sort":"\u002did"})", found);
    BOOST_TEST((escaped.sort[0].field.where == core::span{18, 10})); // the whole string
}

BOOST_AUTO_TEST_CASE(mistakes_of_form_5) {
    using enum core::code;
    struct row {
        std::string_view text; // the span between the marks
        core::code code;
        core::hint hint = core::hint::none;
    };
    row const rows[] = {
        {R"(«null»)", wrong_type},
        {R"(«{»})", missing_key},
        {R"(«{»"start":0})", missing_key},
        {R"({«"Limit"»:1})", unknown_key, core::hint::did_you_mean}, // and not missing as well
        {R"({"limit":1,«"count"»:true})", unknown_key, core::hint::expected_one_of},
        {R"({"limit":«0»})", page_out_of_range},
        {R"({"limit":«201»})", page_out_of_range},
        {R"({"limit":«"200"»})", wrong_type, core::hint::unquote},
        {R"({"limit":1,"start":«-1»})", page_out_of_range},
        {R"({"limit":1,"start":«9223372036854775808»})", page_out_of_range},
        {R"({"limit":1,"start":«null»})", wrong_type},
        {R"({"limit":1,"sort":«["id"]»})", wrong_type},
        {R"({"limit":1,"sort":"«»"})", sort_empty_item},
        {R"({"limit":1,"sort":"-«-»id"})", sort_sign},
        {R"({"limit":1,"sort":"-id«:1»"})", sort_sign_with_suffix, core::hint::remove_one},
        {R"({"limit":1,"sort":"id«:2»"})", sort_suffix, core::hint::expected_one_of},
        {R"({"limit":1,"sort":«"id\u003a2"»})", sort_suffix, core::hint::expected_one_of},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            test::marked const m(r.text);
            core::diagnostics found;
            static_cast<void>(read_sorted(m.text, found));
            BOOST_TEST_REQUIRE(found.size() == 1U);
            BOOST_TEST(core::name(found[0].code) == core::name(r.code));
            BOOST_TEST((found[0].where == m.where));
            BOOST_TEST((found[0].hint == r.hint));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
