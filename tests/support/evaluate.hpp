#pragma once

#include <quern/core/compare_numbers.hpp>
#include <quern/expr/view.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a filter means on one row, as plainly as it can be written; recursive, for small trees.
namespace quern::test {

/// A value a field; none where it is absent.
using record = std::vector<std::optional<core::value>>;

/// Kleene's truth values, so ordered that `and` is the least, `or` the greatest, and `not` turns them round.
enum class truth : int { no, unknown, yes };

[[nodiscard]] inline truth negated(truth t) { return static_cast<truth>(2 - static_cast<int>(t)); }

class evaluator {
public:
    evaluator(expr::query const& q, record const& r) : query_(q), record_(r) {}

    [[nodiscard]] truth operator()(expr::everything_view) const { return truth::yes; }
    [[nodiscard]] truth operator()(expr::nothing_view) const { return truth::no; }
    [[nodiscard]] truth operator()(expr::conjunction_view v) const {
        truth all = truth::yes;
        for (expr::view const operand : v.operands) {
            all = std::min(all, expr::visit(*this, operand));
        }
        return all;
    }
    [[nodiscard]] truth operator()(expr::disjunction_view v) const {
        truth any = truth::no;
        for (expr::view const operand : v.operands) {
            any = std::max(any, expr::visit(*this, operand));
        }
        return any;
    }
    [[nodiscard]] truth operator()(expr::negation_view v) const { return negated(expr::visit(*this, v.operand)); }
    [[nodiscard]] truth operator()(expr::predicate_view const& p) const {
        truth const t = predicate(p);
        return p.complement ? negated(t) : t;
    }

private:
    [[nodiscard]] truth predicate(expr::predicate_view const& p) const {
        using enum schema::operation;
        std::optional<core::value> const& v = record_[query_.schema.find(p.field.name).value()];
        auto const plain = [](bool b) { return b ? truth::yes : truth::no; };
        if (p.operation == is_null || p.operation == not_null) {
            return plain(v.has_value() == (p.operation == not_null));
        }
        if (!v) {
            bool const two_valued = query_.schema.logic() == schema::logic::two_valued;
            return two_valued ? plain(p.operation == ne || p.operation == not_in) : truth::unknown;
        }
        auto const equals = [&](core::value const& c) { return order(*v, c) == 0; };
        switch (p.operation) {
        case eq:
            return plain(equals(p.constants.front()));
        case ne:
            return plain(!equals(p.constants.front()));
        case lt:
            return plain(order(*v, p.constants.front()) < 0);
        case le:
            return plain(order(*v, p.constants.front()) <= 0);
        case gt:
            return plain(order(*v, p.constants.front()) > 0);
        case ge:
            return plain(order(*v, p.constants.front()) >= 0);
        case in:
            return plain(std::ranges::any_of(p.constants, equals));
        case not_in:
            return plain(std::ranges::none_of(p.constants, equals));
        case contains:
            return plain(text(*v).find(text(p.constants.front())) != std::string::npos);
        case icontains:
            return plain(lower(text(*v)).find(lower(text(p.constants.front()))) != std::string::npos);
        case begins_with:
            return plain(text(*v).starts_with(text(p.constants.front())));
        case ends_with:
            return plain(text(*v).ends_with(text(p.constants.front())));
        case is_null:
        case not_null:
            break;
        }
        return truth::unknown;
    }

    [[nodiscard]] static std::partial_ordering order(core::value const& a, core::value const& b) {
        return a.index() == b.index() && !std::holds_alternative<double>(a) ? a <=> b : core::compare_numbers(a, b);
    }

    [[nodiscard]] static std::string text(core::value const& v) { return std::string(std::get<std::string_view>(v)); }

    /// For letters of ASCII alone.
    [[nodiscard]] static std::string lower(std::string s) {
        std::ranges::transform(s, s.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        return s;
    }

    expr::query const& query_;
    record const& record_;
};

/// True where the query's filter selects the row.
[[nodiscard]] inline bool selects(expr::query const& q, record const& r) {
    return q.filter.size() == 0 || expr::visit(evaluator(q, r), expr::view(q, 0)) == truth::yes;
}

} // namespace quern::test
