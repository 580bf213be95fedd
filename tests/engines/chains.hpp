#pragma once

#include "differential.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

/// Queries of a thousand rules: parsers and planners that nest by their number fail here.
namespace engines {

inline constexpr std::size_t chain_length = 1'000;

/// What the leaves of a chain may be.
struct chain_kind {
    std::string_view name;
    bool (*holds)(schema::operation);
};

inline constexpr std::array<chain_kind, 3> chain_kinds{{
    {"any operator", [](schema::operation) { return true; }},
    {"contains", [](schema::operation o) { return o == schema::operation::contains; }},
    {"icontains", [](schema::operation o) { return o == schema::operation::icontains; }},
}};

/// Leaves that are true of the first three records and false of at most one other: a conjunction of them selects the
/// three, and hardly more; a disjunction of their complements all but the three, and hardly less.
inline std::vector<subtree> chain_leaves(random_query& make, std::vector<record> const& records,
                                         chain_kind const& kind) {
    std::vector<subtree> leaves;
    for (std::uint64_t number = 0; leaves.size() != chain_length; ++number) {
        expr::query q = make.leaf(number);
        subtree leaf = subtree_of(q.filter, 0);
        if (!kind.holds(leaf.operation)) {
            continue;
        }
        auto const yes = reference(q, records).selected();
        bool const first_three =
            std::ranges::all_of(std::views::iota(std::size_t{0}, std::size_t{3}),
                                [&](std::size_t i) { return std::ranges::find(yes, &records[i]) != yes.end(); });
        std::uint32_t const negated = (q.filter.clear(), q.filter.open(expr::node_kind::negation));
        append(q.filter, leaf);
        q.filter.close(negated);
        if (first_three && reference(q, records).selected().size() <= 1) {
            leaves.push_back(std::move(leaf));
        }
    }
    return leaves;
}

/// A predicate as its complement, and the other way.
inline subtree complement_of(subtree leaf) {
    using enum expr::node_kind;
    leaf.kind = leaf.kind == predicate ? complement : predicate;
    return leaf;
}

/// Conjunctions and disjunctions in one another, so many levels; the leaves are spread over them, and those of the
/// disjunctions are complements. Of the first three records a chain is true where the innermost group is a conjunction.
inline subtree chain_of(std::vector<subtree> const& leaves, std::size_t depth, expr::node_kind innermost) {
    using enum expr::node_kind;
    subtree chain;
    std::size_t used = 0;
    for (std::size_t level = 0; level != depth; ++level) {
        bool const all = (innermost == conjunction) == (level % 2 == 0);
        subtree outer{.kind = all ? conjunction : disjunction};
        std::size_t const end = leaves.size() * (level + 1) / depth;
        std::size_t const middle = used + (end - used) / 2;
        for (; used != end; ++used) {
            if (used == middle && level != 0) {
                outer.children.push_back(std::move(chain));
            }
            outer.children.push_back(all ? leaves[used] : complement_of(leaves[used]));
        }
        chain = std::move(outer);
    }
    return chain;
}

/// Asks an engine chains of a thousand rules: both kinds of groups nested to each depth, plain and negated.
template <class MakeEngine>
void compare_chains(std::initializer_list<std::size_t> depths, MakeEngine&& make_engine, capacity const& store = {}) {
    using enum expr::node_kind;
    for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        schema::definition const schema = hostile_schema(logic);
        std::vector<record> const records = hostile_records(schema, 64, store);
        random_query make(schema, records);
        auto engine = make_engine(schema, records);
        std::uint64_t number = 0;
        for (chain_kind const& kind : chain_kinds) {
            std::vector<subtree> const leaves = chain_leaves(make, records, kind);
            for (std::size_t const depth : depths) {
                for (expr::node_kind const innermost : {conjunction, disjunction}) {
                    for (bool const negated : {false, true}) {
                        subtree chain = chain_of(leaves, depth, innermost);
                        if (negated) {
                            chain = {.kind = negation, .children = {std::move(chain)}};
                        }
                        expr::query q(schema);
                        append(q.filter, chain);
                        std::vector<std::uint64_t> const wanted = expected_keys(q, records);
                        for (std::size_t i = 0; i != 3; ++i) {
                            std::uint64_t const key = std::get<std::uint64_t>(*records[i][schema.key()]);
                            bool const selected = std::ranges::find(wanted, key) != wanted.end();
                            BOOST_TEST(selected == ((innermost == conjunction) != negated));
                        }
                        BOOST_TEST_CONTEXT(kind.name << ", " << depth << " deep" << (negated ? ", negated" : "")) {
                            agrees(engine, q, records, number++);
                        }
                    }
                }
            }
        }
    }
}

/// Asks an engine for a thousand values of one field, each in a rule of its own.
template <class MakeEngine>
void compare_equalities(MakeEngine&& make_engine, capacity const& store = {}) {
    schema::definition const schema = hostile_schema(schema::logic::two_valued);
    std::vector<record> const records = hostile_records(schema, 64, store);
    auto engine = make_engine(schema, records);
    for (std::string_view const field : {"id", "s_set"}) {
        schema::field_index const f = schema.find(field).value();
        for (expr::node_kind const kind : {expr::node_kind::disjunction, expr::node_kind::conjunction}) {
            bool const any = kind == expr::node_kind::disjunction;
            expr::query q(schema);
            std::uint32_t const group = q.filter.open(kind);
            for (std::size_t n = 0; n != chain_length; ++n) {
                q.filter.leaf(expr::node_kind::predicate, f, any ? schema::operation::eq : schema::operation::ne);
                // Each second record has its value in the list.
                cell const& c = records[n % records.size() / 2 * 2][f];
                std::string const text = "value " + std::to_string(n);
                bool const stored = n < records.size();
                if (f == schema.key()) {
                    q.filter.value(stored ? std::get<std::uint64_t>(*c) : std::uint64_t{20'000} + n);
                } else {
                    q.filter.value(std::string_view(stored ? std::get<std::string>(*c) : text));
                }
            }
            q.filter.close(group);
            agrees(engine, q, records, 0);
        }
    }
}

} // namespace engines
