#pragma once

#include <quern/core/number.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/expr/view.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace quern::expr {

namespace detail {

inline void append_constant(std::string& out, core::value const& v, schema::field const& f) {
    std::visit(
        [&](auto const& alternative) {
            using alternative_type = std::remove_cvref_t<decltype(alternative)>;
            if constexpr (std::is_same_v<alternative_type, bool>) {
                out.append(alternative ? "true" : "false");
            } else if constexpr (std::is_same_v<alternative_type, std::string_view>) {
                out.append(core::quote_text(alternative));
            } else if constexpr (std::is_same_v<alternative_type, core::timestamp>) {
                core::append_timestamp(out, alternative, core::time_layout::rfc3339, f.zone);
            } else {
                core::append_number(out, v);
            }
        },
        v);
}

inline void append_node(std::string& out, view v) {
    switch (v.get().kind) {
    case node_kind::everything:
        out.append("everything");
        return;
    case node_kind::nothing:
        out.append("nothing");
        return;
    case node_kind::conjunction:
        out.append("and");
        return;
    case node_kind::disjunction:
        out.append("or");
        return;
    case node_kind::negation:
        out.append("not");
        return;
    case node_kind::predicate:
    case node_kind::complement:
        break;
    }
    predicate_view const p = v.predicate();
    out.append(p.complement ? "complement of " : "").append(p.field.name);
    out.append(" ").append(name(p.operation));
    bool const list = arity_of(p.operation) == schema::arity::list;
    out.append(list ? " [" : "");
    std::string_view separator = list ? "" : " ";
    for (core::value const& constant : p.constants) {
        out.append(std::exchange(separator, ", "));
        append_constant(out, constant, p.field);
    }
    out.append(list ? "]" : "");
}

} // namespace detail

/// Appends a query as a tree for people, a node a line; strings are quoted, and cut where they are long.
///
///     and
///     ├─ operator eq "Jim"
///     └─ created_at gte 2023-02-05T15:29:15Z
///     sort id descending
///     limit 500 offset 0
///
/// The format may change between releases. Complexity: O(nodes × depth).
inline void dump(std::string& out, query const& q) {
    struct open_node {
        std::uint32_t end;
        bool last;
    };
    auto const nodes = q.filter.nodes();
    std::vector<open_node> open;
    for (std::uint32_t i = 0; i != nodes.size(); ++i) {
        while (!open.empty() && open.back().end <= i) {
            open.pop_back();
        }
        bool const last = open.empty() || nodes[i].end == open.back().end;
        for (std::size_t level = 1; level < open.size(); ++level) {
            out.append(open[level].last ? "   " : "│  ");
        }
        if (!open.empty()) {
            out.append(last ? "└─ " : "├─ ");
        }
        detail::append_node(out, {q, i});
        out.push_back('\n');
        if (nodes[i].end > i + 1) {
            open.push_back({nodes[i].end, last});
        }
    }
    if (nodes.empty()) {
        out.append("everything\n");
    }
    if (q.page.count) {
        out.append("count\n");
        return;
    }
    for (sort_key const& k : q.page.sort) {
        out.append("sort ").append(q.schema[k.field].name).append(k.descending ? " descending\n" : " ascending\n");
    }
    if (q.page.limit) {
        out.append("limit ").append(std::to_string(*q.page.limit));
        out.append(" offset ").append(std::to_string(q.page.offset)).append("\n");
    } else if (q.page.offset != 0) {
        out.append("offset ").append(std::to_string(q.page.offset)).append("\n");
    }
}

/// The same as a string.
[[nodiscard]] inline std::string dump(query const& q) {
    std::string out;
    dump(out, q);
    return out;
}

} // namespace quern::expr
