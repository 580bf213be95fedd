#include "harness.hpp"

#include "../support/rewriting.hpp"
#include "../support/trees.hpp"

#include <quern/normalise/negation.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(negation)

static std::string pushed(subtree const& root, schema::logic logic) {
    expr::query q = query_of(fields(logic), root);
    normalise::push_negation(q.filter, logic);
    return shown(q);
}

BOOST_AUTO_TEST_CASE(of_every_operator) {
    struct row {
        schema::operation op;
        std::string_view field; // of the nullable one; `n` and it is never absent
        std::vector<core::value> constants;
        std::string_view two_valued; // behind the field; `!` before it where a complement is left
        std::string_view three_valued;
    };
    std::int64_t const five = 5;
    row const rows[] = {
        {eq, "i", {five}, "neq 5", "neq 5"},
        {ne, "i", {five}, "eq 5", "eq 5"},
        {lt, "i", {five}, "!lt 5", "gte 5"}, // `gte` is false where the field is absent, `not lt` is true
        {le, "i", {five}, "!lte 5", "gt 5"},
        {gt, "i", {five}, "!gt 5", "lte 5"},
        {ge, "i", {five}, "!gte 5", "lt 5"},
        {in, "i", {five, five}, "nin [5, 5]", "nin [5, 5]"},
        {not_in, "i", {five}, "in [5]", "in [5]"},
        {contains, "s", {"x"}, "!cs \"x\"", "!cs \"x\""},
        {icontains, "s", {"x"}, "!cis \"x\"", "!cis \"x\""},
        {begins_with, "s", {"x"}, "!begins_with \"x\"", "!begins_with \"x\""},
        {ends_with, "s", {"x"}, "!ends_with \"x\"", "!ends_with \"x\""},
        {is_null, "i", {}, "not_null", "not_null"},
        {not_null, "i", {}, "null", "null"},
    };
    BOOST_TEST(std::size(rows) == schema::operation_count);
    for (row const& r : rows) {
        for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
            for (std::string_view const prefix : {"", "n"}) {
                std::string const field = std::string(prefix).append(r.field);
                BOOST_TEST_CONTEXT(schema::name(r.op) << " on " << field << ", logic " << static_cast<int>(logic)) {
                    bool const two = logic == schema::logic::two_valued;
                    std::string_view rest = two ? r.two_valued : r.three_valued;
                    bool const complement = rest.starts_with('!');
                    rest.remove_prefix(complement ? 1 : 0);
                    std::string const expected = (complement ? "complement of " : "") + field + " " + std::string(rest);
                    BOOST_TEST(pushed(not_(is(field, r.op, r.constants)), logic) == expected);

                    std::string const itself = pushed(is(field, r.op, r.constants), logic);
                    BOOST_TEST(pushed(not_(not_(is(field, r.op, r.constants))), logic) == itself);
                    BOOST_TEST(pushed(not_(isnt(field, r.op, r.constants)), logic) == itself);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(of_groups_and_constants) {
    subtree const a = is("s", eq, {"a"});
    subtree const b = is("s", ne, {"b"});
    subtree const c = is("i", is_null);
    struct row {
        std::string_view name;
        subtree root;
        std::string_view expected;
    };
    row const rows[] = {
        {"no nodes", [](expr::query&) {}, "everything"},
        {"no negation", all_of({a, constant(true)}), "and\n├─ s eq \"a\"\n└─ everything"},
        {"everything", not_(constant(true)), "nothing"},
        {"nothing", not_(constant(false)), "everything"},
        {"a conjunction", not_(all_of({a, b, c})), "or\n├─ s neq \"a\"\n├─ s eq \"b\"\n└─ i not_null"},
        {"a disjunction", not_(any_of({a, b})), "and\n├─ s neq \"a\"\n└─ s eq \"b\""},
        {"an empty conjunction", not_(all_of({})), "or"},
        {"twice", not_(not_(all_of({a, b}))), "and\n├─ s eq \"a\"\n└─ s neq \"b\""},
        {"three times", not_(not_(not_(a))), "s neq \"a\""},
        {"inside", all_of({a, not_(any_of({b, not_(c)})), a}),
         "and\n├─ s eq \"a\"\n├─ and\n│  ├─ s eq \"b\"\n│  └─ i null\n└─ s eq \"a\""},
        {"first of several", any_of({not_(a), b}), "or\n├─ s neq \"a\"\n└─ s neq \"b\""},
        {"mixed", not_(all_of({any_of({a, not_(all_of({b, c}))}), a})),
         "or\n├─ and\n│  ├─ s neq \"a\"\n│  └─ and\n│     ├─ s neq \"b\"\n│     └─ i null\n└─ s neq \"a\""},
    };
    for (row const& r : rows) {
        for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
            BOOST_TEST_CONTEXT(r.name) { BOOST_TEST(pushed(r.root, logic) == r.expected); }
        }
    }
}

BOOST_AUTO_TEST_CASE(places_stay) {
    expr::query q(fields(schema::logic::two_valued));
    std::uint32_t const no = q.filter.open(expr::node_kind::negation, {1, 20});
    q.filter.leaf(expr::node_kind::predicate, 2, is_null, {5, 6});
    q.filter.close(no);
    normalise::push_negation(q.filter, schema::logic::two_valued);
    BOOST_TEST((q.filter.place(0) == core::span{5, 6}));
}

BOOST_AUTO_TEST_CASE(a_million_negations) {
    constexpr std::uint32_t depth = 1'000'001;
    expr::tree t;
    for (std::uint32_t i = 0; i != depth; ++i) {
        t.open(expr::node_kind::negation);
    }
    t.constant(true);
    for (std::uint32_t i = depth; i-- != 0;) {
        t.close(i);
    }
    normalise::push_negation(t, schema::logic::three_valued);
    BOOST_TEST(t.size() == 1U);
    BOOST_TEST((t.nodes()[0].kind == expr::node_kind::nothing));
}

BOOST_AUTO_TEST_CASE(rewritings) {
    check_rewritings("push_negation", [](expr::query& q) { normalise::push_negation(q.filter, q.schema.logic()); });
}

BOOST_AUTO_TEST_SUITE_END()
