#pragma once

#include <quern/expr/query.hpp>

#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace audit {

/// The query under a guard: `field = value AND (query)`, whatever the client's filter says.
inline quern::expr::query under_guard(quern::expr::query const& q, std::string_view field, std::int64_t value) {
    using quern::expr::node_kind;
    auto const guarding = q.schema.find(field);
    if (!guarding) {
        throw std::logic_error("the schema lacks the field of its guard");
    }
    quern::expr::tree both;
    std::vector<std::uint32_t> open{both.open(node_kind::conjunction)};
    std::vector<std::uint32_t> ends{q.filter.size()};
    both.leaf(node_kind::predicate, *guarding, quern::schema::operation::eq);
    both.value(value);
    for (std::uint32_t i = 0; i != q.filter.size(); ++i) {
        quern::expr::node const& n = q.filter.nodes()[i];
        while (ends.back() <= i) {
            both.close(open.back());
            open.pop_back();
            ends.pop_back();
        }
        switch (n.kind) {
        case node_kind::everything:
        case node_kind::nothing:
            both.constant(n.kind == node_kind::everything, q.filter.place(i));
            break;
        case node_kind::predicate:
        case node_kind::complement:
            both.leaf(n.kind, n.field, n.operation, q.filter.place(i));
            for (std::uint32_t v = 0; v != n.value_count; ++v) {
                both.value(q.filter.values()[n.first_value + v]);
            }
            break;
        case node_kind::conjunction:
        case node_kind::disjunction:
        case node_kind::negation:
            open.push_back(both.open(n.kind, q.filter.place(i)));
            ends.push_back(n.end);
            break;
        }
    }
    for (; !open.empty(); open.pop_back()) {
        both.close(open.back());
    }
    quern::expr::query made = q;
    made.filter = std::move(both);
    return made;
}

} // namespace audit
