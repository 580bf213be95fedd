#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/expr/hash.hpp>

#include <unordered_set>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(hash)

static expr::query of(subtree const& root) { return query_of(fields(schema::logic::two_valued), root); }

static expr::query paged(std::optional<std::uint64_t> limit, std::uint64_t offset, bool count,
                         std::vector<expr::sort_key> sort = {}) {
    expr::query q = of(is("s", eq, {"a"}));
    q.page = {.sort = std::move(sort), .limit = limit, .offset = offset, .count = count};
    return q;
}

BOOST_AUTO_TEST_CASE(constants_do_not_count_for_the_shape) {
    struct row {
        std::string_view name;
        expr::query a;
        expr::query b;
    };
    row const rows[] = {
        {"a string", of(is("s", eq, {"a"})), of(is("s", eq, {"another"}))},
        {"a number", of(is("i", lt, {std::int64_t{1}})), of(is("i", lt, {std::int64_t{-1}}))},
        {"a list", of(is("i", in, {std::int64_t{1}, std::int64_t{2}})),
         of(is("i", in, {std::int64_t{3}, std::int64_t{3}}))},
        {"a limit", paged(1, 0, false), paged(500, 0, false)},
        {"an offset", paged(1, 0, false), paged(1, 7, false)},
        {"an offset without a limit", paged({}, 1, false), paged({}, 7, false)},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            BOOST_TEST(expr::shape_hash(r.a) == expr::shape_hash(r.b));
            BOOST_TEST(expr::hash(r.a) != expr::hash(r.b));
        }
    }
}

BOOST_AUTO_TEST_CASE(all_else_counts) {
    subtree const a = is("s", eq, {"a"});
    subtree const b = is("s", eq, {"b"});
    subtree const c = is("s", eq, {"c"});
    std::vector<expr::query> const shapes{
        of([](expr::query&) {}),
        of(constant(true)),
        of(constant(false)),
        of(a),
        of(isnt("s", eq, {"a"})),
        of(is("ns", eq, {"a"})),
        of(is("s", ne, {"a"})),
        of(is("s", in, {"a"})),
        of(is("s", in, {"a", "b"})),
        of(not_(a)),
        of(all_of({a, b})),
        of(any_of({a, b})),
        of(all_of({a, b, c})),
        of(all_of({all_of({a, b}), c})),
        of(all_of({a, all_of({b, c})})),
        paged(1, 0, false),
        paged({}, 1, false), // SQL needs an offset here, and no limit
        paged({}, 0, true),
        paged({}, 0, false, {{1, false}}),
        paged({}, 0, false, {{1, true}}),
        paged({}, 0, false, {{2, false}}),
        paged({}, 0, false, {{1, false}, {2, false}}),
        paged({}, 0, false, {{2, false}, {1, false}}),
        expr::query(schema::builder("u").key("id").add({.name = "id"}).build().value()),
    };
    std::unordered_set<std::uint64_t> hashes;
    for (std::size_t i = 0; i != shapes.size(); ++i) {
        BOOST_TEST_CONTEXT("shape " << i) { BOOST_TEST(hashes.insert(expr::shape_hash(shapes[i])).second); }
    }
}

BOOST_AUTO_TEST_CASE(equal_queries_have_equal_hashes) {
    expr::query const a = of(all_of({is("s", eq, {"a"}), is("r", lt, {1.5}), is("t", gt, {core::timestamp{5}})}));
    expr::query const b = of(all_of({is("s", eq, {"a"}), is("r", lt, {1.5}), is("t", gt, {core::timestamp{5}})}));
    BOOST_TEST((a == b));
    BOOST_TEST(expr::hash(a) == expr::hash(b));
    BOOST_TEST(expr::hash(of(is("s", in, {"ab", "c"}))) != expr::hash(of(is("s", in, {"a", "bc"}))));
    BOOST_TEST(expr::hash(of(is("i", eq, {std::int64_t{1}}))) != expr::hash(of(is("i", eq, {std::uint64_t{1}}))));
    BOOST_TEST(expr::hash(of(is("b", eq, {true}))) != expr::hash(of(is("b", eq, {false}))));
}

BOOST_AUTO_TEST_CASE(a_key_of_unordered_containers) {
    std::unordered_set<expr::query> set;
    BOOST_TEST(set.insert(of(is("s", eq, {"a"}))).second);
    BOOST_TEST(set.insert(of(is("s", eq, {"b"}))).second);
    BOOST_TEST(!set.insert(of(is("s", eq, {"a"}))).second);
}

BOOST_AUTO_TEST_SUITE_END()
