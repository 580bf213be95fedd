#include <quern/bind/guarded.hpp>

#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/bind/text.hpp>
#include <quern/core/message.hpp>
#include <quern/memory/page.hpp>
#include <quern/mongo/emit.hpp>
#include <quern/schema/builder.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/postgresql.hpp>

#include <boost/json/parse.hpp>

#include <string>

using namespace quern;
using quern::bind::guarded;
using quern::syntax::field;
using quern::test::shown;

BOOST_AUTO_TEST_SUITE(guards)

static auto written() {
    return schema::builder("rows")
        .key("id")
        .add({.name = "id", .type = schema::scalar::uint64})
        .add({.name = "name"})
        .add({.name = "tenant", .queryable = false, .nullable = true})
        .add({.name = "region"});
}

static schema::guarded_definition const& rows() {
    static schema::guarded_definition const built = written().guard("tenant").build().value();
    return built;
}

static std::string const an_or =
    R"({"filter":{"op":"or","rules":[{"field":"id","op":"eq","value":1},{"field":"name","op":"eq","value":"x"}]},)"
    R"("page":{"count":true}})";

BOOST_AUTO_TEST_CASE(what_a_client_asked_stays_inside_of_its_parentheses) {
    auto const asked = bind::read(rows(), an_or).value();
    auto const both = guarded(asked, field("tenant") == "t1").value();
    BOOST_TEST(shown(both) == "and\n├─ tenant eq \"t1\"\n└─ or\n   ├─ id eq 1\n   └─ name eq \"x\"\ncount");
    auto const statement = sql::emit(both, sql::postgresql).value();
    BOOST_TEST(statement.text ==
               "SELECT COUNT(*) FROM \"rows\" WHERE \"tenant\" = $1 AND (\"id\" = $2 OR \"name\" = $3)");
    BOOST_TEST(std::get<std::string_view>(statement.parameters[0]) == "t1");
}

BOOST_AUTO_TEST_CASE(a_guard_of_two_branches_stays_inside_of_its_own) {
    auto const asked = bind::read(rows(), an_or).value();
    auto const both = guarded(asked, field("tenant") == "t1" || field("tenant").is_null()).value();
    BOOST_TEST(sql::emit(both, sql::postgresql)->where() ==
               "(\"tenant\" = $1 OR \"tenant\" IS NULL) AND (\"id\" = $2 OR \"name\" = $3)");
}

BOOST_AUTO_TEST_CASE(the_query_that_selects_everything_selects_what_the_guard_lets_through) {
    auto const asked = bind::read(rows(), R"({"filter":{"op":"and","rules":[]},"page":{"count":true}})").value();
    BOOST_TEST(sql::emit(guarded(asked, field("tenant") == "t1").value(), sql::postgresql)->where() ==
               "\"tenant\" = $1");
}

BOOST_AUTO_TEST_CASE(a_filter_that_is_everything_by_a_longer_way) {
    // Not written plainly, so that the stages read it.
    auto const asked = bind::read(rows(), R"({"filter":{"op":"\u0061nd","rules":[]},"page":{"count":true}})").value();
    BOOST_TEST(sql::emit(guarded(asked, field("tenant") == "t1").value(), sql::postgresql)->where() ==
               "\"tenant\" = $1");
}

BOOST_AUTO_TEST_CASE(constants_of_the_client_stay_what_they_are) {
    auto const texts = written().form(schema::form::text).guard("tenant").build().value();
    auto const both = guarded(bind::read_text(texts, "nothing or id = 1").value(), field("tenant") == "t1").value();
    BOOST_TEST(shown(both) == "and\n├─ tenant eq \"t1\"\n└─ or\n   ├─ nothing\n   └─ id eq 1");
    auto const all = guarded(bind::read_text(texts, "everything and id = 1").value(), field("tenant") == "t1").value();
    BOOST_TEST(shown(all) == "and\n├─ tenant eq \"t1\"\n└─ and\n   ├─ everything\n   └─ id eq 1");
}

BOOST_AUTO_TEST_CASE(filters_of_cpp_are_held_against_the_schema) {
    auto const found = bind::bind_filter(rows(), field("nobody") == 1);
    BOOST_TEST_REQUIRE(found.has_error());
    BOOST_TEST(core::name(found.error()[0].code) == "unknown_field");
}

BOOST_AUTO_TEST_CASE(clients_cannot_name_a_guard_field_that_is_hidden) {
    auto const found = bind::read(
        rows(), R"({"filter":{"op":"and","rules":[{"field":"tenant","op":"eq","value":"t2"}]},"page":{"count":true}})");
    BOOST_TEST_REQUIRE(found.has_error());
    BOOST_TEST(core::name(found.error()[0].code) == "unknown_field");
}

BOOST_AUTO_TEST_CASE(every_branch_must_fix_every_field) {
    schema::guarded_definition const two = written().guard("tenant").guard("region").build().value();
    auto const tenant = field("tenant") == "t";
    auto const region = field("region").in("eu", "us");
    struct row {
        std::string_view name;
        syntax::filter guard;
        std::string_view missing; ///< the fields that are left open
    };
    row const table[] = {
        {"both", tenant && region, ""},
        {"both, and more", tenant && region && (field("id") > 5 || field("name") == "x"), ""},
        {"both on each branch", (tenant && region) || (region && field("tenant").is_null()), ""},
        {"a choice inside of one that fixes", tenant && region && (field("id") == 1 || !(field("id") == 2)), ""},
        {"one", tenant, "\"region\""},
        {"none", field("id") == 1, "\"tenant\" \"region\""},
        {"one a branch", tenant || region, "\"tenant\" \"region\""},
        {"one branch without", (tenant && region) || field("id") == 1, "\"tenant\" \"region\""},
        {"a negation", !(field("tenant") != "t") && region, "\"tenant\""},
        {"not equal", field("tenant") != "t" && region, "\"tenant\""},
        {"none of", field("tenant").not_in("t") && region, "\"tenant\""},
        {"a range", field("tenant") >= "t" && field("tenant") <= "t" && region, "\"tenant\""},
        {"a substring", field("tenant").contains("t") && region, "\"tenant\""},
        {"begins with", field("tenant").begins_with("t") && region, "\"tenant\""},
        {"is not absent", field("tenant").not_null() && region, "\"tenant\""},
        {"absent", field("tenant").is_null() && region, ""},
    };
    auto const asked = bind::bind_filter(two, field("id") == 1).value();
    for (row const& r : table) {
        BOOST_TEST_CONTEXT(r.name) {
            auto const both = guarded(asked, r.guard);
            std::string missing;
            if (both.has_error()) {
                for (core::diagnostic const& d : both.error()) {
                    BOOST_TEST(core::name(d.code) == "guard_incomplete");
                    missing.append(missing.empty() ? "" : " ").append(*d.arguments[0].text());
                }
            }
            BOOST_TEST(missing == r.missing);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_guard_that_does_not_fit_the_schema_guards_nothing) {
    auto const asked = bind::bind_filter(rows(), field("id") == 1).value();
    struct row {
        syntax::filter guard;
        std::string_view code;
    };
    row const table[] = {
        {field("nobody") == "t", "unknown_field"},
        {field("tenant") == 5, "wrong_type"},
        {field("tenant") == std::string("a\0b", 3), "null_character"},
        {field("tenant") == "\xff", "invalid_utf8"},
        {field("tenant").in(std::vector<std::string>{}), "empty_list"},
    };
    for (row const& r : table) {
        auto const both = guarded(asked, r.guard);
        BOOST_TEST_REQUIRE(both.has_error());
        BOOST_TEST(core::name(both.error()[0].code) == r.code);
    }
}

BOOST_AUTO_TEST_CASE(queries_of_schemas_without_a_guard_may_be_guarded_by_any_filter) {
    schema::definition const plain = written().build().value();
    auto const asked = bind::read(plain, an_or).value();
    auto const both = guarded(asked, field("id") < 100).value();
    BOOST_TEST(sql::emit(both, sql::postgresql)->where() == "\"id\" < $1 AND (\"id\" = $2 OR \"name\" = $3)");
}

BOOST_AUTO_TEST_CASE(the_schema_inside_reads_nothing) {
    auto const both = guarded(bind::read(rows(), an_or).value(), field("tenant") == "t1").value();
    auto const again = bind::read(both.get().schema, an_or);
    BOOST_TEST_REQUIRE(again.has_error());
    BOOST_TEST(core::name(again.error()[0].code) == "schema_guarded");
    auto const text = bind::read_text(both.get().schema, "id = 1");
    BOOST_TEST_REQUIRE(text.has_error());
    BOOST_TEST(core::name(text.error()[0].code) == "schema_guarded");
    auto const expression = bind::bind_filter(both.get().schema, field("id") == 1);
    BOOST_TEST_REQUIRE(expression.has_error());
    BOOST_TEST(core::name(expression.error()[0].code) == "schema_guarded");
}

BOOST_AUTO_TEST_CASE(readers_keep_their_memory) {
    bind::guarded_reader reader(rows());
    expr::unguarded_query asked = reader.make();
    core::diagnostics found;
    BOOST_TEST(reader.read(an_or, asked, found));
    BOOST_TEST((asked == bind::read(rows(), an_or).value()));
    BOOST_TEST(!reader.read("{}", asked, found));
    BOOST_TEST(found.has_errors());
    BOOST_TEST((reader.schema() == rows()));
    bind::guarded_text_reader texts(rows());
    BOOST_TEST(texts.read("id = 1 or name = \"x\" count", asked, found));
    BOOST_TEST((asked == bind::read(rows(), an_or).value()));
    BOOST_TEST((bind::read_text(rows(), "id = 1 or name = \"x\" count").value() == asked));
    BOOST_TEST(bind::read_text(rows(), "tenant = \"x\"").has_error());
}

BOOST_AUTO_TEST_CASE(predicates_take_guarded_queries) {
    auto const both = guarded(bind::read(rows(), an_or).value(), field("tenant") == "t1").value();
    auto const wanted = memory::compile(both).value();
    BOOST_TEST(wanted(boost::json::parse(R"({"id":1,"tenant":"t1"})")));
    BOOST_TEST(!wanted(boost::json::parse(R"({"id":1,"tenant":"t2"})")));
    BOOST_TEST(!wanted(boost::json::parse(R"({"id":1})")));
}

BOOST_AUTO_TEST_CASE(no_backend_compiles_a_query_that_lost_its_guard) {
    auto const both = guarded(bind::read(rows(), an_or).value(), field("tenant") == "t1").value();
    expr::query const open(both.get().schema);
    expr::query changed = both;
    changed.filter.clear();
    expr::query other = both; // a guard on one branch alone
    other.filter.clear();
    auto const either = other.filter.open(expr::node_kind::disjunction);
    other.filter.leaf(expr::node_kind::predicate, 2, schema::operation::eq);
    other.filter.value(std::string_view("t1"));
    other.filter.leaf(expr::node_kind::predicate, 0, schema::operation::eq);
    other.filter.value(std::uint64_t{1});
    other.filter.close(either);
    for (expr::query const* const q :
         {&open, static_cast<expr::query const*>(&changed), static_cast<expr::query const*>(&other)}) {
        core::diagnostics const errors[] = {sql::emit(*q, sql::postgresql).error(), mongo::emit(*q).error(),
                                            memory::compile(*q).error()};
        for (core::diagnostics const& found : errors) {
            BOOST_TEST_REQUIRE(found.size() == 1U);
            BOOST_TEST(core::name(found[0].code) == "guard_incomplete");
        }
    }
    expr::query const copy = both;
    BOOST_TEST(sql::emit(copy, sql::postgresql).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
