#include "harness.hpp"

#include "../support/random_trees.hpp"

#include <quern/normalise/normalise.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(normalise)

/// What of the normal form does not hold; empty where all does.
static std::string faults(expr::query const& q) {
    auto const nodes = q.filter.nodes();
    std::vector<std::uint32_t> groups;
    for (std::uint32_t i = 0; i != nodes.size(); ++i) {
        while (!groups.empty() && nodes[groups.back()].end <= i) {
            groups.pop_back();
        }
        expr::node const& n = nodes[i];
        switch (n.kind) {
        case expr::node_kind::everything:
        case expr::node_kind::nothing:
            if (nodes.size() != 1) {
                return "a constant in a group";
            }
            break;
        case expr::node_kind::negation:
            return "a negation";
        case expr::node_kind::conjunction:
        case expr::node_kind::disjunction:
            if (!groups.empty() && nodes[groups.back()].kind == n.kind) {
                return "a group in a group of its kind";
            }
            if (std::ranges::distance(expr::view(q, i).operands()) < 2) {
                return "a group of fewer than two";
            }
            groups.push_back(i);
            break;
        case expr::node_kind::predicate:
        case expr::node_kind::complement:
            for (core::value const& v : expr::view(q, i).predicate().constants) {
                if (core::kind_of(v) != q.schema[n.field].type) {
                    return "a constant of another type";
                }
            }
            break;
        }
    }
    return {};
}

BOOST_AUTO_TEST_CASE(negation_domains_and_groups) {
    // not (i >= 1.5 and (u = -1 or s contains "x"))
    subtree const root = not_(
        all_of({is("i", ge, {1.5}), any_of({is("u", eq, {std::int64_t{-1}}), is("s", contains, {"x"})}), all_of({})}));
    expr::query two = query_of(fields(schema::logic::two_valued), root);
    quern::normalise::normalise(two);
    // not u = -1 is everything, and leaves the group
    BOOST_TEST(shown(two) == "or\n├─ complement of i gte 2\n└─ complement of s cs \"x\"");
    expr::query three = query_of(fields(schema::logic::three_valued), root);
    quern::normalise::normalise(three);
    // not i >= 1.5 is i < 1.5, and not u = -1 is true where u is there
    BOOST_TEST(shown(three) == "or\n├─ i lte 1\n└─ and\n   ├─ u not_null\n   └─ complement of s cs \"x\"");
}

BOOST_AUTO_TEST_CASE(an_empty_filter_stays) {
    expr::query q(fields(schema::logic::two_valued));
    quern::normalise::normalise(q);
    BOOST_TEST(q.filter.size() == 0U);
}

BOOST_AUTO_TEST_CASE(the_same_rows_and_a_normal_form) {
    generator r(1);
    quern::normalise::domains const ends[] = {{}, {.uint64_max = 0x7fffffffffffffff}};
    for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        schema::definition const s = fields(logic);
        std::vector<record> records;
        for (int i = 0; i != 100; ++i) {
            records.push_back(random_record(r, s));
        }
        std::size_t selected = 0;
        for (int i = 0; i != 2'000; ++i) {
            expr::query const q = [&] {
                expr::query made(s);
                random_subtree(r, made, 5);
                return made;
            }();
            expr::query normal = q;
            quern::normalise::normalise(normal, ends[i % 2]);
            expr::query again = normal;
            quern::normalise::normalise(again, ends[i % 2]);
            bool same = true;
            for (record const& row : records) {
                bool const wanted = selects(q, row);
                selected += wanted ? 1 : 0;
                same = same && selects(normal, row) == wanted;
            }
            BOOST_TEST_CONTEXT(expr::dump(q) << "is\n" << expr::dump(normal)) {
                BOOST_TEST(same);
                BOOST_TEST(faults(normal) == "");
                BOOST_TEST((again == normal));
            }
        }
        BOOST_TEST(selected > 50'000U); // of 200,000: the comparison is not one of nothing with nothing
        BOOST_TEST(selected < 150'000U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
