#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/api/cmdb_audit.hpp>
#include <quern/bind/read.hpp>
#include <quern/core/message.hpp>
#include <quern/core/render.hpp>

using namespace quern;
using quern::test::shown;

BOOST_AUTO_TEST_SUITE(bind_read)

static schema::definition people() {
    return schema::builder("people")
        .key("id")
        .add({.name = "id", .type = schema::scalar::uint64})
        .add({.name = "name"})
        .add({.name = "age", .type = schema::scalar::int64})
        .build()
        .value();
}

static std::string_view const good =
    R"({"filter": {"op": "or", "rules": [{"field": "name", "op": "eq", "value": "Jim"},
        {"op": "and", "rules": [{"field": "age", "op": "gte", "value": 18}, {"field": "age", "op": "lt", "value": 30}]}]},
        "page": {"count": false, "limit": 10, "sort": "name", "order": "DESC"}})";
static std::string_view const good_dump =
    "or\n├─ name eq \"Jim\"\n└─ and\n   ├─ age gte 18\n   └─ age lt 30\nsort name descending\nlimit 10 offset 0";
static std::string_view const warned =
    R"({"filter": {"op": "and", "rules": [{"field": "age", "op": "le", "value": 18}]}, "page": {"count": true}})";

BOOST_AUTO_TEST_CASE(a_request) {
    auto const query = bind::read(people(), good);
    BOOST_TEST_REQUIRE(query.has_value());
    BOOST_TEST(shown(*query) == good_dump);
    BOOST_TEST((query->schema == people()));
    BOOST_TEST(query->warnings.empty());
}

BOOST_AUTO_TEST_CASE(warnings_stand_in_the_query) {
    auto const query = bind::read(people(), warned);
    BOOST_TEST_REQUIRE(query.has_value());
    BOOST_TEST(shown(*query) == "age lt 18\ncount");
    BOOST_TEST_REQUIRE(query->warnings.size() == 1U);
    BOOST_TEST((query->warnings[0].code == core::code::operator_alias));
    BOOST_TEST(query->warnings[0].pointer == "/filter/rules/0/op");
}

BOOST_AUTO_TEST_CASE(mistakes_come_in_the_order_of_the_document) {
    auto const query = bind::read(people(), R"({"page": {"count": false, "limit": 0},
        "filter": {"op": "xor", "rules": [{"field": "nmae", "op": "like", "value": 1}, {"op": "le", "field": "age", "value": "x"}]}})");
    BOOST_TEST_REQUIRE(query.has_error());
    struct row {
        core::code code;
        std::string_view pointer;
    };
    row const expected[] = {
        {core::code::page_out_of_range, "/page/limit"},       {core::code::unknown_connective, "/filter/op"},
        {core::code::unknown_field, "/filter/rules/0/field"}, {core::code::unknown_operator, "/filter/rules/0/op"},
        {core::code::operator_alias, "/filter/rules/1/op"},   {core::code::wrong_type, "/filter/rules/1/value"},
    };
    core::diagnostics const found = query.error();
    BOOST_TEST_REQUIRE(found.size() == std::size(expected));
    for (std::size_t i = 0; i != found.size(); ++i) {
        BOOST_TEST(core::name(found[i].code) == core::name(expected[i].code));
        BOOST_TEST(found[i].pointer == expected[i].pointer);
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_json_is_not_read_on) {
    auto const query = bind::read(people(), R"({"filter": nul)");
    BOOST_TEST_REQUIRE(query.has_error());
    BOOST_TEST(query.error().size() == 1U);
    BOOST_TEST(query.error()[0].pointer == "/filter");
}

BOOST_AUTO_TEST_CASE(limits_of_the_schema) {
    schema::declaration d = people().declaration();
    d.limits.bytes = static_cast<std::uint32_t>(good.size());
    schema::definition const just = schema::define(d).value();
    BOOST_TEST(bind::read(just, good).has_value());
    d.limits.bytes -= 1;
    schema::definition const tight = schema::define(d).value();
    auto const large = bind::read(tight, good);
    BOOST_TEST_REQUIRE(large.has_error());
    BOOST_TEST((large.error()[0].code == core::code::request_too_large));

    d.limits.bytes = 1'000'000;
    d.limits.diagnostics = 2;
    std::string many = R"({"filter": {"op": "and", "rules": [)";
    for (int i = 0; i != 5; ++i) {
        many += R"({"field": "none", "op": "eq", "value": 1},)";
    }
    many.back() = ']';
    many += R"(}, "page": {"count": true}})";
    schema::definition const terse = schema::define(d).value();
    core::diagnostics const found = bind::read(terse, many).error();
    BOOST_TEST_REQUIRE(found.size() == 3U);
    BOOST_TEST((found[2].code == core::code::too_many_diagnostics));
    BOOST_TEST((found[2].arguments == std::vector<core::argument>{"3"}));
}

BOOST_AUTO_TEST_CASE(a_reader_may_be_used_again) {
    bind::reader reader(people());
    BOOST_TEST((reader.schema() == people()));
    expr::query out(quern::test::fields(schema::logic::two_valued)); // of another schema: it is set
    std::string_view const texts[] = {good, "{", warned, R"({"filter": {}, "page": {}})", good, R"([])", good};
    for (std::string_view const text : texts) {
        core::diagnostics found;
        auto const once = bind::read(people(), text);
        BOOST_TEST(reader.read(text, out, found) == once.has_value());
        if (once) {
            BOOST_TEST((out == *once));
            BOOST_TEST(found.size() == once->warnings.size());
        } else {
            core::diagnostics const wanted = once.error();
            BOOST_TEST_REQUIRE(found.size() == wanted.size());
            for (std::size_t i = 0; i != found.size(); ++i) {
                BOOST_TEST((found[i] == wanted[i]));
            }
        }
        BOOST_TEST(out.warnings.empty());
    }
}

BOOST_AUTO_TEST_CASE(warnings_of_an_earlier_query_are_gone) {
    expr::query out = bind::read(people(), warned).value();
    BOOST_TEST(!out.warnings.empty());
    core::diagnostics found;
    BOOST_TEST(bind::reader(people()).read(good, out, found));
    BOOST_TEST(out.warnings.empty());
}

BOOST_AUTO_TEST_CASE(a_request_inside_a_string_shows_no_secret) {
    for (std::string_view const text : {R"({"condition":"{\"bk_app_secret\":\"S3CR3T\"}","page":{"limit":1}})",
                                        R"("{\"bk_token\":\"S3CR3T\"}")", R"({"x":["bk_token=S3CR3T"]})"}) {
        core::diagnostics const found = bind::read(api::cmdb_audit(), text).error();
        std::string const shown_text = core::render(found, text);
        BOOST_TEST(shown_text.find("********") != std::string::npos);
        BOOST_TEST(shown_text.find("S3CR3T") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(pointers_of_what_is_no_json_end_where_a_secret_may_begin) {
    struct {
        std::string_view text;
        std::string_view pointer;
    } const rows[]{
        {R"({"bk_token":"S","page":{"limit":}})", "/page/limit"},
        {R"({"bk_token":"S","condition":{"a":}})", "/condition/a"},
        {R"({"bk_token":"S","secrets":{"mine":}})", "/secrets"},
        {R"({"condition":{"bk_token":{"mine":}}})", "/condition/bk_token"},
    };
    for (auto const& row : rows) {
        core::diagnostics const found = bind::read(api::cmdb_audit(), row.text).error();
        BOOST_TEST_REQUIRE(found.size() == 1U, row.text);
        BOOST_TEST(found[0].pointer == row.pointer);
    }
}

BOOST_AUTO_TEST_CASE(a_key_of_what_is_no_json_is_shown_where_its_pointer_ends_in_it) {
    struct {
        std::string_view text;
        std::string_view shown;
    } const rows[]{
        {R"({"condition":{"ab":1,"ab":2},)", R"("ab")"},
        {R"({"condition":{"\/":1,"\/":2},)", "********"}, // its pointer ends in `/~1`, which is as long
        {R"({"bk_token":{"ab":1,"ab":2},)", "********"},
    };
    for (auto const& row : rows) {
        core::diagnostics const found = bind::read(api::cmdb_audit(), row.text).error();
        BOOST_TEST_REQUIRE(!found.empty(), row.text);
        BOOST_TEST(core::name(found[0].code) == "duplicate_key");
        BOOST_TEST(*found[0].arguments[0].text() == row.shown);
    }
}

BOOST_AUTO_TEST_CASE(the_query_owns_its_strings) {
    std::string text(good);
    expr::query const query = bind::read(people(), text).value();
    text.assign(text.size(), 'x');
    BOOST_TEST(shown(query) == good_dump);
}

BOOST_AUTO_TEST_SUITE_END()
