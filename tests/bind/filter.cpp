#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/api/hcm_audit.hpp>
#include <quern/bind/filter.hpp>
#include <quern/bind/read.hpp>
#include <quern/core/message.hpp>

#include <chrono>
#include <limits>

using namespace quern;
using bind::bind_filter;
using bind::trust;
using quern::syntax::field;
using quern::test::shown;

BOOST_AUTO_TEST_SUITE(filter)

static schema::definition const& people() {
    static schema::definition const built = [] {
        using enum schema::scalar;
        return schema::builder("people")
            .key("id")
            .limits({.depth = 3, .rules_per_group = 3, .rules = 6, .list = 3, .string = 5, .page = 50})
            .add({.name = "id", .type = uint64})
            .add({.name = "name"})
            .add({.name = "age", .type = int64})
            .add({.name = "weight", .type = real})
            .add({.name = "live", .type = boolean})
            .add({.name = "level", .enumerators = {"low", "high"}})
            .add({.name = "born", .type = timestamp, .layout = core::time_layout::datetime, .zone = {480}})
            .add({.name = "tenant", .queryable = false})
            .build()
            .value();
    }();
    return built;
}

BOOST_AUTO_TEST_CASE(filters) {
    using namespace std::chrono;
    struct row {
        syntax::filter written;
        std::string_view tree;
    };
    row const rows[] = {
        {field("age") > 18, "age gt 18"},
        {field("age") > 18 && field("name").in("api", "web"), "and\n├─ age gt 18\n└─ name in [\"api\", \"web\"]"},
        {!(field("live") == true) || field("name").is_null(), "or\n├─ not\n│  └─ live eq true\n└─ name null"},
        {field("age") < 1.5, "age lt 1.5"},
        {field("age") == 5.0, "age eq 5"},
        {field("age") < 1e23, "age lt 1e+23"},
        {field("id") == std::numeric_limits<std::uint64_t>::max(), "id eq 18446744073709551615"},
        {field("id") >= -1, "id gte -1"},
        {field("weight") == 2, "weight eq 2.0"},
        {field("weight") == 0.1, "weight eq 0.1"},
        {field("weight") == -0.0, "weight eq 0.0"},
        {field("name").icontains("a"), "name cis \"a\""},
        {field("level") != "low", "level neq \"low\""},
        {field("born") >= sys_days(2023y / 2 / 5), "born gte 2023-02-05T08:00:00+08:00"},
        {field("born") >= "2023-02-05 08:00:00", "born gte 2023-02-05T08:00:00+08:00"},
        {field("born") == core::timestamp{-1}, "born eq 1970-01-01T07:59:59.999999+08:00"},
    };
    for (row const& r : rows) {
        auto const bound = bind_filter(people(), r.written);
        BOOST_TEST_CONTEXT(r.tree) {
            BOOST_TEST_REQUIRE(bound.has_value());
            BOOST_TEST(shown(*bound) == r.tree);
            BOOST_TEST((bound->page == expr::page{}));
            BOOST_TEST((bind_filter(people(), r.written, trust::internal).value() == *bound));
        }
    }
}

BOOST_AUTO_TEST_CASE(as_the_same_request) {
    auto const read = bind::read(api::hcm_audit(), R"({"filter": {"op": "and", "rules": [
            {"field": "operator", "op": "eq", "value": "Jim"},
            {"op": "or", "rules": [{"field": "bk_biz_id", "op": "gt", "value": "5"},
                                   {"field": "vendor", "op": "nin", "value": ["aws", "gcp"]}]},
            {"field": "created_at", "op": "gte", "value": "2023-02-05T15:29:15Z"}]},
        "page": {"count": false, "start": 20, "limit": 10, "sort": "created_at", "order": "DESC"}})");
    auto const written =
        bind_filter(api::hcm_audit(),
                    field("operator") == "Jim" && (field("bk_biz_id") > 5 || field("vendor").not_in("aws", "gcp")) &&
                        field("created_at") >= "2023-02-05T15:29:15Z",
                    {.sort = "-created_at", .limit = 10, .offset = 20});
    BOOST_TEST((written.value() == read.value()));
}

BOOST_AUTO_TEST_CASE(pages) {
    auto const q = bind_filter(people(), field("age") > 18, {.sort = "-age,name:1,+id", .limit = 50, .offset = 7});
    BOOST_TEST(shown(q.value()) ==
               "age gt 18\nsort age descending\nsort name ascending\nsort id ascending\nlimit 50 offset 7");
}

BOOST_AUTO_TEST_CASE(the_query_owns_its_strings) {
    std::optional<expr::query> q;
    {
        std::string const long_enough_for_the_heap(40, 'x');
        q = bind_filter(people(), field("name") == long_enough_for_the_heap, trust::internal).value();
    }
    BOOST_TEST(shown(*q) == "name eq \"" + std::string(40, 'x') + "\"");
}

BOOST_AUTO_TEST_CASE(mistakes) {
    using argument = core::argument;
    struct row {
        std::string_view name;
        syntax::filter written;
        bind::filter_page page;
        std::string_view client;
        std::string_view internal;
    };
    auto const one = field("age") == 1;
    double const nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<int> const none;
    row const rows[] = {
        {"nothing wrong", one, {}, "", ""},
        {"an unknown field", field("aeg") == 1, {}, "unknown_field", "unknown_field"},
        {"a name that is not UTF-8", field("\xFF") == 1, {}, "unknown_field", "unknown_field"},
        {"a field that clients do not see", field("tenant") == "t", {}, "unknown_field", ""},
        {"another type", field("age") == "1", {}, "wrong_type", "wrong_type"},
        {"a time for a number", field("age") == core::timestamp{}, {}, "wrong_type", "wrong_type"},
        {"a number for a time", field("born") == 5, {}, "wrong_type", "wrong_type"},
        {"an order of strings", field("name") < "a", {}, "operator_not_allowed", ""},
        {"an order of booleans",
         field("live") < 1,
         {},
         "operator_not_allowed wrong_type",
         "operator_not_allowed wrong_type"},
        {"no value of the enumeration", field("level") == "mid", {}, "unknown_enumerator", ""},
        {"an empty string", field("name") == "", {}, "empty_string", ""},
        {"a long string", field("name") == "123456", {}, "string_too_long", ""},
        {"U+0000", field("name") == "a\0b", {}, "null_character", "null_character"},
        {"not UTF-8", field("name").in("\xFF", "\xC3"), {}, "invalid_utf8 invalid_utf8", "invalid_utf8 invalid_utf8"},
        {"not a number", field("age") == nan, {}, "number_out_of_range", "number_out_of_range"},
        {"not a number, of a double", field("weight") == nan, {}, "number_out_of_range", "number_out_of_range"},
        {"infinity",
         field("weight") < 2 * std::numeric_limits<double>::max(),
         {},
         "number_out_of_range",
         "number_out_of_range"},
        {"the year 10000",
         field("born") < core::timestamp{253'402'300'800'000'000},
         {},
         "number_out_of_range",
         "number_out_of_range"},
        {"a text that is no time", field("born") < "2023-02-30 00:00:00", {}, "time_out_of_range", "time_out_of_range"},
        {"an empty list", field("age").in(none), {}, "empty_list", "empty_list"},
        {"an empty list, excluded", field("age").not_in(none), {}, "empty_list", "empty_list"},
        {"a long list", field("age").in(1, 2, 3, 4), {}, "list_too_long", ""},
        {"a large group", one && one && one && one, {}, "group_too_large", ""},
        {"groups as deep as may be", !(one && (one || one)), {}, "", ""},
        {"deep groups", !!(one && (one || one)), {}, "group_too_deep", ""},
        {"deep groups twice", !!(!one || !one), {}, "group_too_deep", ""},
        {"as many rules as may be", (one && one) || (one && one), {}, "", ""},
        {"many rules", (one && one) || (one && one && one), {}, "too_many_rules", ""},
        {"limit 0", one, {.limit = 0}, "page_out_of_range", "page_out_of_range"},
        {"a large page", one, {.limit = 51}, "page_out_of_range", ""},
        {"a sort string", one, {.sort = "age,,--name"}, "sort_empty_item sort_sign", "sort_empty_item sort_sign"},
        {"sort by nothing", one, {.sort = "aeg"}, "unknown_field", "unknown_field"},
        {"sort by what clients do not see", one, {.sort = "tenant"}, "unknown_field", ""},
        {"all of them",
         field("aeg") == 1 && field("age") == "1",
         {.sort = "x", .limit = 0},
         "page_out_of_range unknown_field wrong_type unknown_field",
         "page_out_of_range unknown_field wrong_type unknown_field"},
    };
    for (row const& r : rows) {
        for (trust const who : {trust::client, trust::internal}) {
            BOOST_TEST_CONTEXT(r.name << (who == trust::client ? ", client" : ", internal")) {
                auto const bound = bind_filter(people(), r.written, r.page, who);
                std::string codes;
                if (!bound) {
                    for (core::diagnostic const& d : bound.error()) {
                        codes.append(codes.empty() ? "" : " ").append(core::name(d.code));
                        BOOST_TEST((d.where == core::span{}));
                        BOOST_TEST(d.pointer.empty());
                    }
                }
                BOOST_TEST(codes == (who == trust::client ? r.client : r.internal));
            }
        }
    }
    auto const refused = bind_filter(people(), field("name") < "a");
    BOOST_TEST((refused.error()[0].arguments == std::vector<argument>{"\"<\"", "\"name\""}));
    BOOST_TEST((refused.error()[0].hint_arguments == std::vector<argument>{"\"==\"", "\"!=\"", "\"in\"", "\"not_in\"",
                                                                           "\"contains\"", "\"icontains\"",
                                                                           "\"is_null\"", "\"not_null\""}));
}

BOOST_AUTO_TEST_CASE(operators_that_form_1_does_not_have) {
    auto const written = field("name").begins_with("a") && !field("name").ends_with("b");
    BOOST_TEST(shown(bind_filter(people(), written, trust::internal).value()) ==
               "and\n├─ name begins_with \"a\"\n└─ not\n   └─ name ends_with \"b\"");
    auto const refused = bind_filter(people(), written);
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST(refused.error().size() == 2U);
    BOOST_TEST((refused.error()[0].code == core::code::operator_not_allowed));
}

BOOST_AUTO_TEST_CASE(diagnostics_are_limited) {
    auto const s = schema::builder("t").key("id").add({.name = "id"}).limits({.diagnostics = 2}).build().value();
    auto const bound = bind_filter(s, field("a") == 1 && field("b") == 1 && field("c") == 1);
    BOOST_TEST_REQUIRE(bound.error().size() == 3U);
    BOOST_TEST((bound.error()[2].code == core::code::too_many_diagnostics));
}

BOOST_AUTO_TEST_CASE(instants_that_stand_twice) {
    auto const schema = schema::builder("t")
                            .key("id")
                            .duplicates(schema::duplicates_policy::reject)
                            .add({.name = "id", .type = schema::scalar::uint64})
                            .add({.name = "at", .type = schema::scalar::timestamp})
                            .build()
                            .value();
    core::timestamp const first{0}, second{1'500'000};
    BOOST_TEST(bind_filter(schema, field("at").in(first, second)).has_value());
    auto const bound = bind_filter(schema, field("at").in(first, second, second));
    BOOST_TEST_REQUIRE(bound.has_error());
    BOOST_TEST_REQUIRE(bound.error().size() == 1U);
    BOOST_TEST(core::name(bound.error()[0].code) == "duplicate_element");
    BOOST_TEST(*bound.error()[0].arguments[0].text() == "1970-01-01T00:00:01.5Z");
}

BOOST_AUTO_TEST_SUITE_END()
