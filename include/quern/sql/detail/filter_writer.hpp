#pragma once

#include <quern/core/span.hpp>
#include <quern/expr/query.hpp>
#include <quern/expr/view.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/operation.hpp>
#include <quern/sql/detail/halving.hpp>
#include <quern/sql/detail/operators.hpp>
#include <quern/sql/detail/search_binding.hpp>
#include <quern/sql/detail/workspace.hpp>
#include <quern/sql/detail/writer.hpp>
#include <quern/sql/dialect.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <vector>

namespace quern::sql::detail {

/// Where the filter of a query was written.
[[nodiscard]] inline core::span whole(expr::query const& q) noexcept {
    return q.filter.size() == 0 ? core::span{} : q.filter.place(0);
}

/// Writes the condition of a query whose filter is normalised.
class filter_writer {
public:
    filter_writer(expr::query const& q, writer& to) noexcept
        : query_(q),
          dialect_(to.dialect),
          to_(to),
          groups_(to.memory.groups) {}

    void write() {
        auto const nodes = query_.filter.nodes();
        if (nodes.empty()) {
            to_.text(dialect_.everything);
        }
        for (std::uint32_t i = 0; i != nodes.size(); ++i) {
            bool const nested = !groups_.empty();
            if (nested) {
                open_group const& parent = groups_.back();
                to_.text(parent.index == 0 ? std::string_view{} : parent.joint);
                open(halve(parent.index, parent.count).opening);
            }
            if (nodes[i].end > i + 1) {
                bool const all = nodes[i].kind == expr::node_kind::conjunction;
                to_.text(all ? std::string_view{} : aside());
                groups_.push_back({nodes[i].end, all ? " AND " : " OR ", 0, operands(i), nested});
                open(nested ? 1 : 0);
                continue;
            }
            write_leaf({query_, i});
            leave_groups(i + 1);
        }
        to_.check(core::code::statement_too_deep, whole(query_), dialect_.parentheses, deepest_);
    }

private:
    void open(std::uint32_t times) {
        to_.repeat('(', times);
        depth_ += times;
        deepest_ = std::max(deepest_, depth_);
    }

    void close(std::uint32_t times) {
        to_.repeat(')', times);
        depth_ -= times;
    }

    /// Closes the groups that end before the node `next`.
    void leave_groups(std::uint32_t next) {
        for (bool ended = true; ended && !groups_.empty();) {
            open_group& parent = groups_.back();
            close(halve(parent.index, parent.count).closing);
            ended = parent.end == next;
            ++parent.index;
            if (ended) {
                close(parent.parenthesised ? 1 : 0);
                groups_.pop_back();
            }
        }
    }

    /// What stands before a disjunction here.
    [[nodiscard]] std::string_view aside() const noexcept {
        bool const wide =
            !groups_.empty() && groups_.back().joint == " AND " && groups_.back().count > widest_planned_group;
        return wide ? dialect_.aside : std::string_view{};
    }

    [[nodiscard]] std::uint32_t operands(std::uint32_t index) const noexcept {
        auto const all = expr::view(query_, index).operands();
        return static_cast<std::uint32_t>(std::ranges::distance(all));
    }

    void write_leaf(expr::view v) {
        switch (v.get().kind) {
        case expr::node_kind::everything:
            to_.text(dialect_.everything);
            return;
        case expr::node_kind::nothing:
        case expr::node_kind::conjunction: // an empty group cannot be left by `normalise`
        case expr::node_kind::disjunction:
        case expr::node_kind::negation:
            to_.text(dialect_.nothing);
            return;
        case expr::node_kind::predicate:
        case expr::node_kind::complement:
            break;
        }
        expr::predicate_view const p = v.predicate();
        if (query_.page.count) { // else it is among the columns, which were checked
            to_.check_identifier(p.field.column, v.place());
        }
        bool const two_valued = query_.schema.logic() == schema::logic::two_valued;
        bool const negative = p.operation == schema::operation::ne || p.operation == schema::operation::not_in;
        bool const unsure = two_valued && p.field.nullable && schema::arity_of(p.operation) != schema::arity::none;
        bool const absent_too = unsure && negative != p.complement;
        if (absent_too) {
            to_.text(aside());
            to_.text("(");
        }
        write_predicate(p, v.place());
        if (absent_too) {
            to_.text(" OR ");
            write_null_test(p.field, dialect_.is_null);
            to_.text(")");
        }
    }

    void write_predicate(expr::predicate_view const& p, core::span place) {
        using enum schema::operation;
        schema::operation const operation = p.complement ? schema::opposite(p.operation) : p.operation;
        bool const of_text = p.field.type == schema::scalar::string;
        switch (operation) {
        case eq:
        case ne:
            write_comparison(p, operation, of_text ? dialect_.equality_of_text : dialect_.comparison);
            return;
        case lt:
        case le:
        case gt:
        case ge:
            write_comparison(p, operation, of_text ? dialect_.ordering_of_text : dialect_.comparison);
            return;
        case in:
            write_list(p, of_text ? dialect_.in_of_text : dialect_.in);
            return;
        case not_in:
            write_list(p, of_text ? dialect_.not_in_of_text : dialect_.not_in);
            return;
        case contains:
        case icontains:
        case begins_with:
        case ends_with:
            write_containment(p, search_of(dialect_, p.field, operation), place);
            return;
        case is_null:
            write_null_test(p.field, dialect_.is_null);
            return;
        case not_null:
            write_null_test(p.field, dialect_.not_null);
            return;
        }
    }

    void write_null_test(schema::field const& f, std::string_view pattern) {
        to_.form(pattern, [&](char) { to_.column(f); });
    }

    void write_comparison(expr::predicate_view const& p, schema::operation operation, std::string_view pattern) {
        to_.form(pattern, [&](char what) {
            if (what == 'c') {
                to_.column(p.field);
            } else if (what == 'o') {
                to_.text(symbol(operation));
            } else {
                to_.constant(p.constants.front(), p.field);
            }
        });
    }

    void write_list(expr::predicate_view const& p, std::string_view pattern) {
        to_.form(pattern, [&](char what) {
            if (what == 'c') {
                to_.column(p.field);
            } else {
                to_.list(p.constants, p.field);
            }
        });
    }

    void write_containment(expr::predicate_view const& p, containment const& how, core::span place) {
        parameter const bound = to_.bind(make_needle(p, how.needle, place, to_), parameter_type::text);
        bool placed = false;
        to_.text(p.complement ? "NOT (" : "");
        to_.form(how.form, [&](char what) {
            if (what == 'c') {
                to_.column(p.field);
            } else if (placed) {
                to_.place_again();
            } else {
                placed = true;
                to_.place(bound);
            }
        });
        to_.text(p.complement ? ")" : "");
    }

    expr::query const& query_;
    dialect const& dialect_;
    writer& to_;
    std::vector<open_group>& groups_;
    std::uint32_t depth_ = 0;
    std::uint32_t deepest_ = 0;
};

} // namespace quern::sql::detail
