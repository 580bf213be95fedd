#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/number.hpp>
#include <quern/core/printable.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/core/utf8.hpp>
#include <quern/core/value.hpp>
#include <quern/expr/node.hpp>
#include <quern/expr/query.hpp>
#include <quern/expr/view.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/operation.hpp>
#include <quern/schema/scalar.hpp>
#include <quern/syntax/spelling.hpp>
#include <quern/text/detail/name.hpp>
#include <quern/text/operators.hpp>
#include <quern/text/print.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace quern::text {

namespace detail {

QUERN_INLINE void append_unicode_escape(std::string& out, std::uint32_t unit) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
        out.push_back("0123456789abcdef"[unit >> static_cast<unsigned>(shift) & 0xfU]);
    }
}

/// Appends a JSON string; what a reader could not see, or not tell from a blank, is escaped.
QUERN_INLINE void append_string(std::string& out, std::string_view text) {
    static constexpr std::string_view named = "\"\\\b\f\n\r\t";
    static constexpr std::string_view letters = "\"\\bfnrt";
    out.push_back('"');
    for (std::size_t at = 0; at != text.size();) {
        core::decoded const d = core::decode(text, at);
        std::size_t const name =
            d.code_point < 0x80 ? named.find(static_cast<char>(d.code_point)) : std::string_view::npos;
        if (name != std::string_view::npos) {
            out.push_back('\\');
            out.push_back(letters[name]);
        } else if (!d.valid || core::is_printable(d.code_point)) {
            out.append(text.substr(at, d.length));
        } else if (d.code_point <= 0xffff) {
            append_unicode_escape(out, d.code_point);
        } else {
            append_unicode_escape(out, 0xd800 + ((d.code_point - 0x10000) >> 10U));
            append_unicode_escape(out, 0xdc00 + (d.code_point & 0x3ffU));
        }
        at += d.length;
    }
    out.push_back('"');
}

/// Appends a double; for a field of integers one that is integral has all its digits, since it is compared exactly.
QUERN_INLINE void append_double(std::string& out, double d, schema::field const& f) {
    if (schema::is_integer(f.type) && std::trunc(d) == d) {
        std::array<char, std::numeric_limits<double>::max_exponent10 + 3> digits;
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), d, std::chars_format::fixed).ptr;
        out.append(digits.data(), end);
    } else {
        core::append_number(out, d);
    }
}

QUERN_INLINE void append_time(std::string& out, core::timestamp t, schema::field const& f) {
    auto const layout = core::time_layout::rfc3339;
    core::append_timestamp(out, t, layout, core::representable(t, layout, f.zone) ? f.zone : core::utc_offset{});
}

QUERN_INLINE void append_value(std::string& out, core::value const& v, schema::field const& f) {
    std::visit(
        [&]<class T>(T const& alternative) {
            if constexpr (std::is_same_v<T, bool>) {
                out.append(alternative ? "true" : "false");
            } else if constexpr (std::is_same_v<T, std::string_view>) {
                append_string(out, alternative);
            } else if constexpr (std::is_same_v<T, core::timestamp>) {
                append_time(out, alternative, f);
            } else if constexpr (std::is_same_v<T, double>) {
                append_double(out, alternative, f);
            } else {
                core::append_number(out, v);
            }
        },
        v);
}

/// Writes a filter in one walk over its nodes.
class filter_printer {
public:
    filter_printer(std::string& out, expr::query const& q) : out_(out), query_(q), nodes_(q.filter.nodes()) {}

    void print() {
        if (nodes_.empty()) {
            out_.append("everything");
        }
        for (std::uint32_t i = 0; i != nodes_.size();) {
            close_until(i);
            if (!open_.empty() && !std::exchange(open_.back().empty, false)) {
                out_.append(open_.back().kind == expr::node_kind::conjunction ? " and " : " or ");
            }
            i = append_operand(i);
        }
        close_until(static_cast<std::uint32_t>(nodes_.size()));
    }

private:
    /// A conjunction or disjunction that is being written.
    struct group {
        std::uint32_t end;
        expr::node_kind kind;
        bool parentheses;
        bool empty;
    };

    void close_until(std::uint32_t index) {
        while (!open_.empty() && open_.back().end <= index) {
            out_.append(open_.back().parentheses ? ")" : "");
            open_.pop_back();
        }
    }

    /// Writes a leaf, or opens a group, and the negations before it; returns the index of what comes next.
    std::uint32_t append_operand(std::uint32_t i) {
        bool negated = false;
        for (;; ++i) {
            expr::node const& n = nodes_[i];
            bool const one_operand = n.end != i + 1 && nodes_[i + 1].end == n.end;
            switch (n.kind) {
            case expr::node_kind::everything:
                out_.append("everything");
                return i + 1;
            case expr::node_kind::nothing:
                out_.append("nothing");
                return i + 1;
            case expr::node_kind::negation:
                if (std::string_view const spelling = negated_spelling(nodes_[i + 1]); !spelling.empty()) {
                    append_predicate(i + 1, spelling);
                    return i + 2;
                }
                out_.append("not ");
                negated = true;
                continue;
            case expr::node_kind::conjunction:
            case expr::node_kind::disjunction:
                if (n.end == i + 1) {
                    out_.append(n.kind == expr::node_kind::conjunction ? "everything" : "nothing");
                } else if (one_operand) {
                    continue;
                } else {
                    open(n, negated);
                }
                return i + 1;
            case expr::node_kind::complement:
                out_.append("not ");
                [[fallthrough]];
            case expr::node_kind::predicate:
                append_predicate(i, syntax::spelling_of(operators, n.operation));
                return i + 1;
            }
        }
    }

    void open(expr::node const& n, bool negated) {
        bool const binds_tighter = open_.empty() || (open_.back().kind == expr::node_kind::disjunction &&
                                                     n.kind == expr::node_kind::conjunction);
        bool const parentheses = negated || !binds_tighter;
        out_.append(parentheses ? "(" : "");
        open_.push_back({n.end, n.kind, parentheses, true});
    }

    /// How the negation of a node is written as one operator; empty where it is not.
    [[nodiscard]] static std::string_view negated_spelling(expr::node const& n) noexcept {
        return n.kind == expr::node_kind::predicate ? syntax::spelling_of(negated_operators, n.operation)
                                                    : std::string_view{};
    }

    void append_predicate(std::uint32_t i, std::string_view spelling) {
        expr::predicate_view const p = expr::view(query_, i).predicate();
        append_name(out_, p.field.name);
        out_.append(" ").append(spelling);
        bool const list = schema::arity_of(p.operation) == schema::arity::list;
        std::string_view separator = list ? " [" : " ";
        for (core::value const& constant : p.constants) {
            out_.append(std::exchange(separator, ", "));
            append_value(out_, constant, p.field);
        }
        out_.append(list ? "]" : "");
    }

    std::string& out_;
    expr::query const& query_;
    std::span<expr::node const> nodes_;
    std::vector<group> open_;
};

} // namespace detail

QUERN_INLINE void print(std::string& out, expr::query const& q) {
    detail::filter_printer(out, q).print();
    if (q.page.count) {
        out.append(" count");
        return;
    }
    std::string_view separator = " sort ";
    for (expr::sort_key const& k : q.page.sort) {
        out.append(std::exchange(separator, ", ")).append(k.descending ? "-" : "");
        detail::append_name(out, q.schema[k.field].name);
    }
    if (q.page.limit) {
        out.append(" limit ").append(std::to_string(*q.page.limit));
    }
    if (q.page.offset != 0) {
        out.append(" offset ").append(std::to_string(q.page.offset));
    }
}

QUERN_INLINE std::string print(expr::query const& q) {
    std::string out;
    print(out, q);
    return out;
}

} // namespace quern::text
