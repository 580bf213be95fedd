#include "harness.hpp"

#include <quern/bind/literal.hpp>
#include <quern/bind/request.hpp>
#include <quern/bind/trust.hpp>
#include <quern/core/message.hpp>
#include <quern/schema/builder.hpp>
#include <quern/syntax/spelling.hpp>

using namespace quern;
using kind = syntax::literal::kind;

BOOST_AUTO_TEST_SUITE(trust)

static schema::definition people() {
    using enum schema::operation;
    return schema::builder("people")
        .key("id")
        .limits({.string = 3, .sort_keys = 1})
        .add({.name = "id", .type = schema::scalar::uint64})
        .add({.name = "name"})
        .add({.name = "level", .enumerators = {"low", "top"}})
        .add({.name = "age", .type = schema::scalar::int64, .operations = schema::operation_set{eq}})
        .add({.name = "tenant", .queryable = false})
        .add({.name = "note", .sortable = false})
        .build()
        .value();
}

struct rule {
    std::string_view field;
    schema::operation operation;
    syntax::literal constant;
};

static syntax::literal text(std::string_view t) { return {.type = kind::string, .text = t}; }

/// The codes, in order.
static std::string codes(core::diagnostics const& found) {
    std::string all;
    for (core::diagnostic const& d : found) {
        all.append(all.empty() ? "" : " ").append(name(d.code));
    }
    return all;
}

static std::string mistakes(rule const& r, std::vector<std::string_view> const& sort, bind::trust who) {
    syntax::request request;
    request.literals.push_back(r.constant);
    request.nodes.push_back({.end = 1,
                             .operation = r.operation,
                             .field = {.text = r.field, .present = true},
                             .operation_text = "op",
                             .literal_count = 1});
    for (std::string_view const key : sort) {
        request.sort.push_back({{.text = key, .present = true}, false});
    }
    expr::query out(people());
    core::diagnostics found;
    bind::bind_request(request, syntax::rules_spellings, out, found, who);
    BOOST_TEST((!found.empty() || out.filter.size() == 1U));
    BOOST_TEST((!found.empty() || out.page.sort.size() == sort.size()));
    return codes(found);
}

BOOST_AUTO_TEST_CASE(what_is_enforced) {
    using enum schema::operation;
    struct row {
        std::string_view name;
        rule asked;
        std::vector<std::string_view> sort;
        std::string_view client;
        std::string_view internal;
    };
    syntax::literal const number{.type = kind::number, .text = "5"};
    row const rows[] = {
        {"what is allowed", {"name", eq, text("Jim")}, {"name"}, "", ""},
        {"an operator that the schema leaves out", {"age", lt, number}, {}, "operator_not_allowed", ""},
        {"order of strings", {"name", lt, text("a")}, {}, "operator_not_allowed", ""},
        {"a field that clients do not see", {"tenant", eq, text("t")}, {}, "unknown_field", ""},
        {"sort by it", {"name", eq, text("a")}, {"tenant"}, "unknown_field", ""},
        {"a field that clients may not sort by", {"name", eq, text("a")}, {"note"}, "field_not_sortable", ""},
        {"sort keys", {"name", eq, text("a")}, {"id", "name"}, "too_many_sort_keys", ""},
        {"a long string", {"name", eq, text("long")}, {}, "string_too_long", ""},
        {"no value of the enumeration", {"level", eq, text("mid")}, {}, "unknown_enumerator", ""},
        // what has no meaning for anyone
        {"no such field", {"nothing", eq, text("a")}, {}, "unknown_field", "unknown_field"},
        {"sort by no such field", {"name", eq, text("a")}, {"nothing"}, "unknown_field", "unknown_field"},
        {"an operator that the type has not",
         {"age", contains, number},
         {},
         "operator_not_allowed",
         "operator_not_allowed"},
        {"another type", {"age", eq, text("5")}, {}, "wrong_type", "wrong_type"},
        {"a key twice", {"name", eq, text("a")}, {"name", "name"}, "too_many_sort_keys", "sort_field_twice"},
        {"U+0000", {"name", eq, text(std::string_view("a\0b", 3))}, {}, "null_character", "null_character"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            BOOST_TEST(mistakes(r.asked, r.sort, bind::trust::client) == r.client);
            BOOST_TEST(mistakes(r.asked, r.sort, bind::trust::internal) == r.internal);
        }
    }
}

BOOST_AUTO_TEST_CASE(hints_name_what_may_be_asked) {
    auto const hints = [](rule const& r, bind::trust who) {
        syntax::request request;
        request.literals.push_back(r.constant);
        request.nodes.push_back({.end = 1,
                                 .operation = r.operation,
                                 .field = {.text = r.field, .present = true},
                                 .operation_text = "op",
                                 .literal_count = 1});
        expr::query out(people());
        core::diagnostics found;
        bind::bind_request(request, syntax::rules_spellings, out, found, who);
        BOOST_TEST_REQUIRE(found.size() == 1U);
        std::string all;
        for (core::argument const& a : found[0].hint_arguments) {
            all.append(*a.text()).append(" ");
        }
        return all;
    };
    rule const lost{"zzzz", schema::operation::eq, text("a")};
    BOOST_TEST(hints(lost, bind::trust::client) == R"("id" "name" "level" "age" "note" )");
    BOOST_TEST(hints(lost, bind::trust::internal) == R"("id" "name" "level" "age" "tenant" "note" )");
    rule const refused{"age", schema::operation::contains, text("a")};
    BOOST_TEST(hints(refused, bind::trust::client) == R"("eq" )");
    BOOST_TEST(hints(refused, bind::trust::internal) == R"("eq" "neq" "gt" "gte" "lt" "lte" "in" "nin" )");
}

BOOST_AUTO_TEST_SUITE_END()
