#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/span.hpp>
#include <quern/core/value.hpp>
#include <quern/expr/node.hpp>
#include <quern/expr/query.hpp>
#include <quern/expr/tree.hpp>
#include <quern/normalise/detail/domain.hpp>
#include <quern/normalise/domain.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/operation.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace quern::normalise {

namespace detail {

class domain_fold {
public:
    domain_fold(expr::query const& q, domains const& d) : query_(q), domains_(d) {}

    [[nodiscard]] bool needed() const noexcept {
        core::values const& values = query_.filter.values();
        for (expr::node const& n : query_.filter.nodes()) {
            for (std::uint32_t v = 0; n.is_leaf() && v != n.value_count; ++v) {
                if (!in_domain(values[n.first_value + v], query_.schema[n.field], domains_)) {
                    return true;
                }
            }
        }
        return false;
    }

    [[nodiscard]] expr::tree run() {
        auto const nodes = query_.filter.nodes();
        std::vector<std::pair<std::uint32_t, std::uint32_t>> closing;
        auto const close_until = [&](std::uint32_t index) {
            while (!closing.empty() && closing.back().first <= index) {
                out_.close(closing.back().second);
                closing.pop_back();
            }
        };
        for (std::uint32_t i = 0; i != nodes.size(); ++i) {
            close_until(i);
            expr::node const& n = nodes[i];
            core::span const at = query_.filter.place(i);
            switch (n.kind) {
            case expr::node_kind::everything:
            case expr::node_kind::nothing:
                out_.constant(n.kind == expr::node_kind::everything, at);
                break;
            case expr::node_kind::conjunction:
            case expr::node_kind::disjunction:
            case expr::node_kind::negation:
                closing.emplace_back(n.end, out_.open(n.kind, at));
                break;
            case expr::node_kind::predicate:
            case expr::node_kind::complement:
                fold(n, at);
                break;
            }
        }
        close_until(static_cast<std::uint32_t>(nodes.size()));
        return std::move(out_);
    }

private:
    using enum schema::operation;

    void keep(expr::node const& n, core::span at, schema::operation o, core::value const& v) {
        out_.leaf(n.kind, n.field, o, at);
        out_.value(v);
    }

    /// A leaf that is true, or false, wherever the field is not absent.
    void decide(expr::node const& n, core::span at, bool truth) {
        schema::field const& f = query_.schema[n.field];
        bool const two_valued = query_.schema.logic() == schema::logic::two_valued;
        bool const negative = n.operation == ne || n.operation == not_in;
        bool const on_absent = two_valued && negative != (n.kind == expr::node_kind::complement);
        bool const on_present = truth != (n.kind == expr::node_kind::complement);
        if (!f.nullable || on_absent == on_present) {
            out_.constant(on_present, at);
        } else {
            out_.leaf(expr::node_kind::predicate, n.field, on_present ? not_null : is_null, at);
        }
    }

    void fold(expr::node const& n, core::span at) {
        switch (n.operation) {
        case eq:
        case ne:
        case lt:
        case le:
        case gt:
        case ge:
            fold_comparison(n, at);
            return;
        case in:
        case not_in:
            fold_list(n, at);
            return;
        case contains:
        case icontains:
        case begins_with:
        case ends_with:
        case is_null:
        case not_null:
            out_.leaf(n.kind, n.field, n.operation, at);
            for (std::uint32_t v = 0; v != n.value_count; ++v) {
                out_.value(query_.filter.values()[n.first_value + v]);
            }
            return;
        }
    }

    void fold_comparison(expr::node const& n, core::span at) {
        using where = placed::where;
        schema::field const& f = query_.schema[n.field];
        placed const p = place(query_.filter.values()[n.first_value], f, domains_);
        bool const less = n.operation == lt || n.operation == le;
        if (p.is == where::held) {
            keep(n, at, n.operation, p.value);
        } else if (n.operation == eq || n.operation == ne) {
            decide(n, at, n.operation == ne);
        } else if (p.is != where::between) {
            decide(n, at, less == (p.is == where::above));
        } else if (less) {
            keep(n, at, le, p.value);
        } else {
            keep(n, at, ge, successor(p.value, resolution(f, domains_)));
        }
    }

    void fold_list(expr::node const& n, core::span at) {
        std::vector<core::value> held;
        for (std::uint32_t v = 0; v != n.value_count; ++v) {
            placed const p = place(query_.filter.values()[n.first_value + v], query_.schema[n.field], domains_);
            if (p.is == placed::where::held) {
                held.push_back(p.value);
            }
        }
        if (held.empty()) {
            decide(n, at, n.operation == not_in);
            return;
        }
        out_.leaf(n.kind, n.field, n.operation, at);
        for (core::value const& v : held) {
            out_.value(v);
        }
    }

    expr::query const& query_;
    domains const& domains_;
    expr::tree out_;
};

} // namespace detail

QUERN_INLINE void fold_domains(expr::query& q, domains const& d) {
    detail::domain_fold fold(q, d);
    if (fold.needed()) {
        q.filter = fold.run();
    }
}

} // namespace quern::normalise
