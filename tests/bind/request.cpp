#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/bind/request.hpp>
#include <quern/core/message.hpp>

using namespace quern;
using quern::test::shown;

BOOST_AUTO_TEST_SUITE(request)

static schema::definition people() {
    return schema::builder("people")
        .key("id")
        .add({.name = "id", .type = schema::scalar::uint64})
        .add({.name = "name"})
        .add({.name = "age", .type = schema::scalar::int64, .sortable = false})
        .add({.name = "secret", .queryable = false})
        .build()
        .value();
}

static syntax::name called(std::string_view text, std::uint32_t offset) {
    return {text, {offset, static_cast<std::uint32_t>(text.size())}, true};
}

static void group(syntax::request& r, syntax::node_kind kind, std::uint32_t end) {
    r.nodes.push_back({.kind = kind, .where = {1, 2}, .end = end});
}

static void rule(syntax::request& r, std::string_view field, std::optional<schema::operation> o,
                 std::vector<syntax::literal> const& literals) {
    syntax::node n{.end = static_cast<std::uint32_t>(r.nodes.size() + 1),
                   .operation = o,
                   .field = called(field, 10),
                   .operation_where = {20, 4},
                   .operation_text = "op"};
    n.first_literal = static_cast<std::uint32_t>(r.literals.size());
    n.literal_count = static_cast<std::uint32_t>(literals.size());
    r.literals.insert(r.literals.end(), literals.begin(), literals.end());
    r.nodes.push_back(n);
}

static syntax::literal number(std::string_view digits) {
    return {.type = syntax::literal::kind::number, .text = digits};
}

BOOST_AUTO_TEST_CASE(a_tree) {
    using enum syntax::node_kind;
    using enum schema::operation;
    syntax::request r;
    group(r, disjunction, 7);
    group(r, conjunction, 4);
    rule(r, "name", eq, {{.text = "Jim"}});
    rule(r, "age", in, {number("1"), number("2")});
    group(r, negation, 6);
    rule(r, "id", lt, {number("1.5")});
    rule(r, "name", ne, {{.text = "x"}});
    r.sort = {{called("name", 50), true}, {called("id", 60), false}};
    r.limit = 10;
    r.offset = 20;
    expr::query out(people());
    core::diagnostics found;
    bind::bind_request(r, syntax::rules_spellings, out, found);
    BOOST_TEST(found.empty());
    BOOST_TEST(shown(out) ==
               "or\n├─ and\n│  ├─ name eq \"Jim\"\n│  └─ age in [1, 2]\n├─ not\n│  └─ id lt 1.5\n└─ name neq \"x\"\n"
               "sort name descending\nsort id ascending\nlimit 10 offset 20");
    BOOST_TEST((out.filter.place(0) == core::span{1, 2}));
}

BOOST_AUTO_TEST_CASE(what_was_in_the_query_is_gone) {
    expr::query out(people());
    out.filter.constant(false);
    out.page = {.sort = {{1, true}}, .limit = 5, .offset = 6, .count = true};
    core::diagnostics found;
    bind::bind_request({}, syntax::rules_spellings, out, found);
    BOOST_TEST(found.empty());
    BOOST_TEST((out == expr::query(people())));
}

BOOST_AUTO_TEST_CASE(mistakes) {
    using enum core::code;
    using enum schema::operation;
    struct row {
        std::string_view name;
        std::string_view field;
        schema::operation operation;
        core::code code;
        core::span where;
        std::vector<core::argument> arguments;
        core::hint hint;
        std::vector<core::argument> hint_arguments;
    };
    row const rows[] = {
        {"a near name", "nmae", eq, unknown_field, {10, 4}, {"\"nmae\""}, core::hint::did_you_mean, {"\"name\""}},
        {"no near name",
         "zzzz",
         eq,
         unknown_field,
         {10, 4},
         {"\"zzzz\""},
         core::hint::expected_one_of,
         {"\"id\"", "\"name\"", "\"age\""}},
        {"a field that may not be queried",
         "secret",
         eq,
         unknown_field,
         {10, 6},
         {"\"secret\""},
         core::hint::expected_one_of,
         {"\"id\"", "\"name\"", "\"age\""}},
        {"code for a field",
         "id; DROP TABLE x",
         eq,
         unknown_field,
         {10, 16},
         {"\"id; DROP TABLE x\""},
         core::hint::expected_one_of,
         {"\"id\"", "\"name\"", "\"age\""}},
        {"an operator of other fields",
         "age",
         contains,
         operator_not_allowed,
         {20, 4},
         {"\"op\"", "\"age\""},
         core::hint::expected_one_of,
         {"\"eq\"", "\"neq\"", "\"gt\"", "\"gte\"", "\"lt\"", "\"lte\"", "\"in\"", "\"nin\""}},
        {"form 1 does not order strings",
         "name",
         lt,
         operator_not_allowed,
         {20, 4},
         {"\"op\"", "\"name\""},
         core::hint::expected_one_of,
         {"\"eq\"", "\"neq\"", "\"in\"", "\"nin\"", "\"cs\"", "\"cis\""}},
    };
    for (row const& c : rows) {
        syntax::request r;
        rule(r, c.field, c.operation, {{.text = "1"}});
        expr::query out(people());
        core::diagnostics found;
        bind::bind_request(r, syntax::rules_spellings, out, found);
        BOOST_TEST_CONTEXT(c.name) {
            BOOST_TEST_REQUIRE(found.size() == 1U);
            BOOST_TEST(core::name(found[0].code) == core::name(c.code));
            BOOST_TEST((found[0].where == c.where));
            BOOST_TEST((found[0].arguments == c.arguments));
            BOOST_TEST((found[0].hint == c.hint));
            BOOST_TEST((found[0].hint_arguments == c.hint_arguments));
        }
    }
}

BOOST_AUTO_TEST_CASE(mistakes_of_sorting) {
    struct row {
        std::string_view field;
        core::code code;
        core::hint hint;
    };
    row const rows[] = {
        {"secret", core::code::unknown_field, core::hint::expected_one_of},
        {"nam", core::code::unknown_field, core::hint::did_you_mean},
        {"age", core::code::field_not_sortable, core::hint::expected_one_of},
    };
    for (row const& c : rows) {
        syntax::request r;
        r.sort = {{called(c.field, 30), false}};
        expr::query out(people());
        core::diagnostics found;
        bind::bind_request(r, syntax::rules_spellings, out, found);
        BOOST_TEST_CONTEXT(c.field) {
            BOOST_TEST_REQUIRE(found.size() == 1U);
            BOOST_TEST(core::name(found[0].code) == core::name(c.code));
            BOOST_TEST(found[0].where.offset == 30U);
            BOOST_TEST((found[0].hint == c.hint));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_was_reported_is_not_reported_again) {
    syntax::request r;
    rule(r, "name", std::nullopt, {{.text = "1"}}); // the spelling of its operator
    rule(r, "", schema::operation::eq, {number("1")});
    r.nodes.back().field = {}; // its field
    r.sort = {{{}, true}};
    expr::query out(people());
    core::diagnostics found;
    bind::bind_request(r, syntax::rules_spellings, out, found);
    BOOST_TEST(found.empty());
}

/// Where the operator is wrong, so may the constants be: what no operator of the field takes is told.
BOOST_AUTO_TEST_CASE(constants_of_a_wrong_operator) {
    using enum schema::operation;
    struct row {
        std::string_view field;
        std::optional<schema::operation> operation;
        syntax::literal constant;
        std::string_view codes;
    };
    static constexpr row rows[] = {
        {"name", std::nullopt, {.text = ""}, ""},
        {"name", std::nullopt, {.type = syntax::literal::kind::number, .text = "1"}, "wrong_type "},
        {"age", std::nullopt, {.text = "1"}, "wrong_type "},
        {"age", std::nullopt, {.type = syntax::literal::kind::number, .text = "1e999"}, "number_out_of_range "},
        {"age", std::nullopt, {.type = syntax::literal::kind::number, .text = "18"}, ""},
        {"age", contains, {.text = "1"}, "operator_not_allowed "}, // right for this operator
        {"name", lt, {.type = syntax::literal::kind::number, .text = "1"}, "operator_not_allowed wrong_type "},
        {"name", lt, {.text = "a"}, "operator_not_allowed "},
    };
    for (row const& c : rows) {
        syntax::request r;
        rule(r, c.field, c.operation, {c.constant});
        expr::query out(people());
        core::diagnostics found;
        bind::bind_request(r, syntax::rules_spellings, out, found);
        std::string codes;
        for (core::diagnostic const& d : found) {
            codes.append(core::name(d.code)).append(" ");
        }
        BOOST_TEST(codes == c.codes, c.field << " " << c.constant.text << ": " << codes);
        BOOST_TEST(out.filter.size() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(all_mistakes_are_told) {
    syntax::request r;
    group(r, syntax::node_kind::conjunction, 4);
    rule(r, "none", schema::operation::eq, {number("1")});
    rule(r, "name", schema::operation::contains, {number("1")});
    rule(r, "age", schema::operation::in, {number("1"), {.text = "x"}, number("1e999")});
    expr::query out(people());
    core::diagnostics found;
    bind::bind_request(r, syntax::rules_spellings, out, found);
    std::vector<std::string_view> codes;
    for (core::diagnostic const& d : found) {
        codes.push_back(core::name(d.code));
    }
    std::vector<std::string_view> const expected{"unknown_field", "wrong_type", "wrong_type", "number_out_of_range"};
    BOOST_TEST(codes == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
