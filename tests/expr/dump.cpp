#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/expr/dump.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(dump)

BOOST_AUTO_TEST_CASE(trees) {
    struct row {
        std::string_view name;
        subtree root;
        std::string_view expected;
    };
    subtree const a = is("s", eq, {"a"});
    row const rows[] = {
        {"no nodes", [](expr::query&) {}, "everything\n"},
        {"everything", constant(true), "everything\n"},
        {"nothing", constant(false), "nothing\n"},
        {"a boolean", is("b", eq, {true}), "b eq true\n"},
        {"another", is("b", ne, {false}), "b neq false\n"},
        {"an integer", is("i", lt, {std::int64_t{-5}}), "i lt -5\n"},
        {"an unsigned integer", is("u", le, {std::uint64_t{18446744073709551615U}}), "u lte 18446744073709551615\n"},
        {"a double", is("r", gt, {1.0}), "r gt 1.0\n"},
        {"a string", is("s", ge, {"a\"\n"}), "s gte \"a\\\"\\n\"\n"},
        {"a time", is("t", eq, {core::timestamp{1'675'610'955'000'000}}), "t eq 2023-02-05T15:29:15Z\n"},
        {"a list", is("i", in, {std::int64_t{1}, std::int64_t{2}}), "i in [1, 2]\n"},
        {"a list of one", is("i", not_in, {std::int64_t{1}}), "i nin [1]\n"},
        {"no constant", is("i", is_null), "i null\n"},
        {"no constant again", is("i", not_null), "i not_null\n"},
        {"a complement", isnt("s", contains, {"x"}), "complement of s cs \"x\"\n"},
        {"an empty group", all_of({}), "and\n"},
        {"a group", all_of({a, is("s", icontains, {"x"})}), "and\n├─ s eq \"a\"\n└─ s cis \"x\"\n"},
        {"groups in groups", any_of({all_of({a, not_(a)}), a, all_of({any_of({a, a})})}),
         "or\n"
         "├─ and\n"
         "│  ├─ s eq \"a\"\n"
         "│  └─ not\n"
         "│     └─ s eq \"a\"\n"
         "├─ s eq \"a\"\n"
         "└─ and\n"
         "   └─ or\n"
         "      ├─ s eq \"a\"\n"
         "      └─ s eq \"a\"\n"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            BOOST_TEST(expr::dump(query_of(fields(schema::logic::two_valued), r.root)) == r.expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(pages) {
    struct row {
        expr::page page;
        std::string_view expected;
    };
    row const rows[] = {
        {{}, "everything\n"},
        {{.sort = {{1, false}, {0, true}}}, "everything\nsort b ascending\nsort id descending\n"},
        {{.limit = 500}, "everything\nlimit 500 offset 0\n"},
        {{.limit = 5, .offset = 7}, "everything\nlimit 5 offset 7\n"},
        {{.offset = 7}, "everything\noffset 7\n"},
        {{.count = true}, "everything\ncount\n"},
    };
    for (row const& r : rows) {
        expr::query q(fields(schema::logic::two_valued));
        q.page = r.page;
        BOOST_TEST(expr::dump(q) == r.expected);
    }
}

BOOST_AUTO_TEST_CASE(appends) {
    std::string out = "# ";
    expr::dump(out, expr::query(fields(schema::logic::two_valued)));
    BOOST_TEST(out == "# everything\n");
}

BOOST_AUTO_TEST_SUITE_END()
