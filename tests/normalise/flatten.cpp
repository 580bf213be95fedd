#include "harness.hpp"

#include "../support/rewriting.hpp"
#include "../support/trees.hpp"

#include <quern/normalise/flatten.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(flatten)

BOOST_AUTO_TEST_CASE(collapses) {
    subtree const a = is("s", eq, {"a"});
    subtree const b = is("s", eq, {"b"});
    subtree const c = is("s", eq, {"c"});
    subtree const d = isnt("i", in, {std::int64_t{1}, std::int64_t{2}});
    subtree const yes = constant(true);
    subtree const no = constant(false);
    std::string const A = "s eq \"a\"";
    std::string const B = "s eq \"b\"";
    std::string const C = "s eq \"c\"";
    std::string const D = "complement of i in [1, 2]";
    struct row {
        std::string_view name;
        subtree root;
        std::string expected;
    };
    row const rows[] = {
        {"no nodes", [](expr::query&) {}, "everything"},
        {"a constant", yes, "everything"},
        {"the other", no, "nothing"},
        {"a leaf", d, D},
        {"what is flat", all_of({a, any_of({b, all_of({c, d})})}),
         "and\n├─ " + A + "\n└─ or\n   ├─ " + B + "\n   └─ and\n      ├─ " + C + "\n      └─ " + D},

        {"an empty conjunction", all_of({}), "everything"},
        {"an empty disjunction", any_of({}), "nothing"},
        {"an empty conjunction in a conjunction", all_of({a, all_of({})}), A},
        {"an empty disjunction in a conjunction", all_of({a, any_of({})}), "nothing"},
        {"an empty conjunction in a disjunction", any_of({all_of({}), a}), "everything"},
        {"an empty disjunction in a disjunction", any_of({any_of({}), a, b}), "or\n├─ " + A + "\n└─ " + B},

        {"a conjunction of one", all_of({a}), A},
        {"a disjunction of one", any_of({d}), D},
        {"a tower of ones", all_of({any_of({all_of({any_of({a})})})}), A},
        {"a tower of ones over a group", all_of({any_of({all_of({any_of({a, b})})})}), "or\n├─ " + A + "\n└─ " + B},
        {"a tower that ends in its root's kind", any_of({all_of({any_of({a, b})})}), "or\n├─ " + A + "\n└─ " + B},
        {"a group of one in a group", all_of({any_of({a}), b}), "and\n├─ " + A + "\n└─ " + B},
        {"last", all_of({b, any_of({a})}), "and\n├─ " + B + "\n└─ " + A},

        {"a conjunction in a conjunction", all_of({a, all_of({b, c}), d}),
         "and\n├─ " + A + "\n├─ " + B + "\n├─ " + C + "\n└─ " + D},
        {"a disjunction in a disjunction", any_of({any_of({a, b}), any_of({c, d})}),
         "or\n├─ " + A + "\n├─ " + B + "\n├─ " + C + "\n└─ " + D},
        {"three levels of one kind", all_of({all_of({all_of({a, b}), c}), d}),
         "and\n├─ " + A + "\n├─ " + B + "\n├─ " + C + "\n└─ " + D},
        {"through a group of one", all_of({any_of({all_of({a, b})}), c}), "and\n├─ " + A + "\n├─ " + B + "\n└─ " + C},
        {"through a group of one to the other kind", all_of({all_of({any_of({a, b})}), c}),
         "and\n├─ or\n│  ├─ " + A + "\n│  └─ " + B + "\n└─ " + C},
        {"two such", all_of({all_of({any_of({a, b})}), all_of({any_of({c, d})})}),
         "and\n├─ or\n│  ├─ " + A + "\n│  └─ " + B + "\n└─ or\n   ├─ " + C + "\n   └─ " + D},

        {"everything in a conjunction", all_of({yes, a, yes, b, yes}), "and\n├─ " + A + "\n└─ " + B},
        {"nothing in a disjunction", any_of({no, a, no}), A},
        {"nothing in a conjunction", all_of({a, no, b}), "nothing"},
        {"everything in a disjunction", any_of({a, b, yes}), "everything"},
        {"only neutral", all_of({yes, yes}), "everything"},
        {"only neutral, the other", any_of({no, any_of({no})}), "nothing"},
        {"a neutral group", any_of({a, all_of({b, no})}), A},
        {"an absorbing group", all_of({a, all_of({b, no})}), "nothing"},
        {"absorbed groups are gone", any_of({all_of({a, any_of({b, c}), no}), d}), D},
        {"a group that becomes one", all_of({any_of({no, a}), b}), "and\n├─ " + A + "\n└─ " + B},
        {"a group that becomes another", any_of({all_of({yes, any_of({a, b})}), c}),
         "or\n├─ " + A + "\n├─ " + B + "\n└─ " + C},
        {"the root becomes another", all_of({yes, any_of({a, b}), yes}), "or\n├─ " + A + "\n└─ " + B},
        {"the root becomes another twice", all_of({yes, any_of({no, all_of({a, b}), no})}),
         "and\n├─ " + A + "\n└─ " + B},
        {"a constant far below", all_of({any_of({all_of({any_of({yes})}), a}), b}), B},
    };
    for (row const& r : rows) {
        expr::query q = query_of(fields(schema::logic::two_valued), r.root);
        normalise::flatten(q.filter);
        BOOST_TEST_CONTEXT(r.name) {
            BOOST_TEST(shown(q) == r.expected);
            BOOST_TEST(normalise::detail::is_flat(q.filter));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_million_groups) {
    constexpr std::uint32_t depth = 1'000'000;
    expr::query q(fields(schema::logic::two_valued));
    for (std::uint32_t i = 0; i != depth; ++i) {
        q.filter.open(i % 2 == 0 ? expr::node_kind::conjunction : expr::node_kind::disjunction);
    }
    is("i", is_null)(q);
    for (std::uint32_t i = depth; i-- != 0;) {
        q.filter.close(i);
    }
    normalise::flatten(q.filter);
    BOOST_TEST(shown(q) == "i null");
}

BOOST_AUTO_TEST_CASE(places_stay) {
    expr::tree t;
    std::uint32_t const outer = t.open(expr::node_kind::conjunction, {0, 30});
    std::uint32_t const inner = t.open(expr::node_kind::disjunction, {2, 20});
    t.leaf(expr::node_kind::predicate, 1, is_null, {3, 4});
    t.leaf(expr::node_kind::predicate, 2, is_null, {8, 4});
    t.close(inner);
    t.close(outer);
    normalise::flatten(t);
    BOOST_TEST_REQUIRE(t.size() == 3U);
    BOOST_TEST((t.place(0) == core::span{2, 20}));
    BOOST_TEST((t.place(2) == core::span{8, 4}));
}

BOOST_AUTO_TEST_CASE(rewritings) {
    check_rewritings("flatten", [](expr::query& q) { normalise::flatten(q.filter); });
}

BOOST_AUTO_TEST_SUITE_END()
