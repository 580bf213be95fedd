#pragma once

#include "hostile.hpp"

#include <quern/expr/query.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
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

/// Every subtree that is one step smaller.
inline std::vector<subtree> smaller(subtree const& s) {
    std::vector<subtree> all = s.children; // a child in place of the whole
    bool const group = s.kind == expr::node_kind::conjunction || s.kind == expr::node_kind::disjunction;
    for (std::size_t i = 0; i != s.children.size(); ++i) {
        if (group && s.children.size() > 1) {
            subtree without = s;
            without.children.erase(without.children.begin() + static_cast<std::ptrdiff_t>(i));
            all.push_back(std::move(without));
        }
        for (subtree& child : smaller(s.children[i])) {
            subtree with = s;
            with.children[i] = std::move(child);
            all.push_back(std::move(with));
        }
    }
    for (std::size_t i = 0; i != s.constants.size(); ++i) {
        if (s.constants.size() > 1) {
            subtree without = s;
            without.constants.erase(without.constants.begin() + static_cast<std::ptrdiff_t>(i));
            all.push_back(std::move(without));
        }
        if (auto const* text = std::get_if<std::string>(&s.constants[i])) {
            for (std::size_t at = 0; at < text->size();) {
                auto const lead = static_cast<unsigned char>((*text)[at]);
                std::size_t const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
                subtree shorter = s;
                std::get<std::string>(shorter.constants[i]).erase(at, length);
                all.push_back(std::move(shorter));
                at += length;
            }
        }
    }
    return all;
}

/// Every query that is one step smaller.
inline std::vector<expr::query> smaller(expr::query const& q) {
    std::vector<expr::query> all;
    auto const change_page = [&](auto&& change) {
        expr::query changed = q;
        change(changed.page);
        if (!(changed == q)) {
            all.push_back(std::move(changed));
        }
    };
    change_page([](expr::page& p) { p = {}; });
    change_page([](expr::page& p) { p.sort.clear(); });
    change_page([](expr::page& p) { p.offset = 0; });
    change_page([](expr::page& p) { p.limit.reset(); });
    for (std::size_t i = 0; i != q.page.sort.size(); ++i) {
        change_page([i](expr::page& p) { p.sort.erase(p.sort.begin() + static_cast<std::ptrdiff_t>(i)); });
    }
    if (q.filter.size() == 0) {
        return all;
    }
    expr::query unfiltered = q;
    unfiltered.filter.clear();
    all.push_back(std::move(unfiltered));
    for (subtree const& s : smaller(subtree_of(q.filter, 0))) {
        expr::query changed = q;
        changed.filter.clear();
        append(changed.filter, s);
        all.push_back(std::move(changed));
    }
    return all;
}

/// The smallest query that can be reached from one by steps after which it still fails.
template <class Fails>
[[nodiscard]] expr::query shrunk(expr::query q, Fails&& fails) {
    for (bool smaller_found = true; smaller_found;) {
        smaller_found = false;
        for (expr::query& candidate : smaller(q)) {
            if (fails(candidate)) {
                q = std::move(candidate);
                smaller_found = true;
                break;
            }
        }
    }
    return q;
}

} // namespace engines
