#pragma once

#include "hostile.hpp"

#include <quern/expr/query.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// Makes queries smaller, to find the part of one that matters.
namespace engines {

/// A constant that owns what it is made of.
using constant = std::variant<bool, std::int64_t, std::uint64_t, double, std::string, core::timestamp>;

/// A node of a query's tree that owns its subtree.
struct subtree {
    expr::node_kind kind{};
    schema::operation operation{};
    schema::field_index field = 0;
    std::vector<constant> constants{};
    std::vector<subtree> children{};
};

inline subtree subtree_of(expr::tree const& t, std::uint32_t index) {
    expr::node const& n = t.nodes()[index];
    subtree s{.kind = n.kind, .operation = n.operation, .field = n.field};
    for (std::uint32_t v = 0; v != n.value_count; ++v) {
        std::visit(
            [&]<class T>(T const& value) {
                if constexpr (std::is_same_v<T, std::string_view>) {
                    s.constants.emplace_back(std::string(value));
                } else {
                    s.constants.emplace_back(value);
                }
            },
            t.values()[n.first_value + v]);
    }
    for (std::uint32_t c = index + 1; c != n.end; c = t.nodes()[c].end) {
        s.children.push_back(subtree_of(t, c));
    }
    return s;
}

inline void append(expr::tree& t, subtree const& s) {
    using enum expr::node_kind;
    switch (s.kind) {
    case everything:
    case nothing:
        t.constant(s.kind == everything);
        return;
    case predicate:
    case complement:
        t.leaf(s.kind, s.field, s.operation);
        for (constant const& c : s.constants) {
            std::visit([&](auto const& value) { t.value(value); }, c);
        }
        return;
    case conjunction:
    case disjunction:
    case negation: {
        std::uint32_t const opened = t.open(s.kind);
        for (subtree const& child : s.children) {
            append(t, child);
        }
        t.close(opened);
        return;
    }
    }
}

/// Calls `accepts` with a sequence without some of its elements, the larger parts first, until it returns true.
template <class Sequence, class Accepts>
bool any_without_a_part(Sequence const& whole, Accepts&& accepts) {
    for (std::size_t part = whole.size() / 2; part != 0; part /= 2) {
        for (std::size_t first = 0; first < whole.size(); first += part) {
            auto const begin = whole.begin() + static_cast<std::ptrdiff_t>(first);
            Sequence without(whole.begin(), begin);
            without.insert(without.end(), begin + static_cast<std::ptrdiff_t>(std::min(part, whole.size() - first)),
                           whole.end());
            if (accepts(std::move(without))) {
                return true;
            }
        }
    }
    return false;
}

/// The characters of a string.
inline std::vector<std::string> characters_of(std::string_view text) {
    std::vector<std::string> all;
    for (std::size_t at = 0; at < text.size();) {
        auto const lead = static_cast<unsigned char>(text[at]);
        std::size_t const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
        all.emplace_back(text.substr(at, length));
        at += length;
    }
    return all;
}

/// Calls `accepts` with subtrees that are one step smaller, the smallest first, until it returns true.
inline bool any_smaller(subtree const& s, std::function<bool(subtree)> const& accepts) {
    if (std::ranges::any_of(s.children, accepts)) { // a child in place of the whole
        return true;
    }
    auto const with = [&](auto subtree::* part, auto smaller) {
        subtree changed = s;
        changed.*part = std::move(smaller);
        return accepts(std::move(changed));
    };
    if (any_without_a_part(s.children, [&](auto fewer) { return with(&subtree::children, std::move(fewer)); }) ||
        any_without_a_part(s.constants, [&](auto fewer) { return with(&subtree::constants, std::move(fewer)); })) {
        return true;
    }
    for (std::size_t i = 0; i != s.children.size(); ++i) {
        auto const replaced = [&](subtree child) {
            std::vector<subtree> children = s.children;
            children[i] = std::move(child);
            return with(&subtree::children, std::move(children));
        };
        if (any_smaller(s.children[i], replaced)) {
            return true;
        }
    }
    for (std::size_t i = 0; i != s.constants.size(); ++i) {
        auto const replaced = [&](std::vector<std::string> const& fewer) {
            std::vector<constant> constants = s.constants;
            constants[i] = std::accumulate(fewer.begin(), fewer.end(), std::string());
            return with(&subtree::constants, std::move(constants));
        };
        auto const* const text = std::get_if<std::string>(&s.constants[i]);
        if (text != nullptr && any_without_a_part(characters_of(*text), replaced)) {
            return true;
        }
    }
    return false;
}

/// Calls `accepts` with queries that are one step smaller, the smallest first, until it returns true.
inline bool any_smaller(expr::query const& q, std::function<bool(expr::query)> const& accepts) {
    auto const changed_page = [&](auto&& change) {
        expr::query changed = q;
        change(changed.page);
        return !(changed == q) && accepts(std::move(changed));
    };
    if (changed_page([](expr::page& p) { p = {}; }) || changed_page([](expr::page& p) { p.sort.clear(); }) ||
        changed_page([](expr::page& p) { p.offset = 0; }) || changed_page([](expr::page& p) { p.limit.reset(); })) {
        return true;
    }
    for (std::size_t i = 0; i != q.page.sort.size(); ++i) {
        if (changed_page([i](expr::page& p) { p.sort.erase(p.sort.begin() + static_cast<std::ptrdiff_t>(i)); })) {
            return true;
        }
    }
    if (q.filter.size() == 0) {
        return false;
    }
    expr::query unfiltered = q;
    unfiltered.filter.clear();
    return accepts(std::move(unfiltered)) || any_smaller(subtree_of(q.filter, 0), [&](subtree const& s) {
               expr::query changed = q;
               changed.filter.clear();
               append(changed.filter, s);
               return accepts(std::move(changed));
           });
}

/// The smallest query that can be reached from one by steps after which it still fails.
template <class Fails>
[[nodiscard]] expr::query shrunk(expr::query q, Fails&& fails) {
    auto const step = [&](expr::query candidate) {
        bool const taken = fails(candidate);
        if (taken) {
            q = std::move(candidate);
        }
        return taken;
    };
    while (any_smaller(expr::query(q), step)) {
    }
    return q;
}

} // namespace engines
