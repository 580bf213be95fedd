#pragma once

#include <quern/core/value.hpp>
#include <quern/expr/node.hpp>
#include <quern/normalise/detail/value_set.hpp>
#include <quern/schema/declaration.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/operation.hpp>

#include <compare>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace quern::normalise::detail {

/// A predicate or complement of a field.
struct spelt_leaf {
    expr::node_kind kind = expr::node_kind::predicate;
    schema::operation operation{};
    std::vector<core::value> constants{};
};

/// What a filter costs: the fewer leaves the better, then the fewer constants, then the fewer lists and complements.
struct cost {
    std::size_t leaves = 0;
    std::size_t constants = 0;
    std::size_t awkward = 0;

    void add(expr::node_kind kind, schema::operation o, std::size_t values) noexcept {
        ++leaves;
        constants += values;
        awkward +=
            (kind == expr::node_kind::complement ? 1U : 0U) + (schema::arity_of(o) == schema::arity::list ? 1U : 0U);
    }

    friend constexpr auto operator<=>(cost const&, cost const&) = default;
};

/// A set as a filter: operands under one connective, each a leaf, or some leaves under the other connective.
struct spelling {
    expr::node_kind joint = expr::node_kind::conjunction;
    std::vector<std::vector<spelt_leaf>> operands{};

    [[nodiscard]] detail::cost cost() const noexcept {
        detail::cost sum;
        for (auto const& operand : operands) {
            for (spelt_leaf const& l : operand) {
                sum.add(l.kind, l.operation, l.constants.size());
            }
        }
        return sum;
    }
};

/// Writes sets of one field as filters. `everything` is a conjunction of none, `nothing` a disjunction of none.
class speller {
public:
    /// `excluded` says how many values the operands that are written anew exclude: no list excludes more.
    speller(domain_line const& line, schema::field const& f, schema::logic logic, std::size_t excluded) noexcept
        : line_(line),
          excluded_(excluded),
          nullable_(f.nullable),
          two_valued_(logic == schema::logic::two_valued) {}

    /// The cheapest; of two that cost the same, the one that joins a group of the given kind.
    [[nodiscard]] spelling spell(value_set const& s, expr::node_kind within) const {
        using enum schema::operation;
        bool const absent = s.absent && nullable_;
        std::vector<interval> const outside = gaps(line_, s);
        if (s.parts.empty()) {
            spelling none{expr::node_kind::disjunction, {}};
            if (absent) {
                none.operands.push_back({{.operation = is_null}});
            }
            return none;
        }
        if (outside.empty()) {
            spelling all{expr::node_kind::conjunction, {}};
            if (!absent && nullable_) {
                all.operands.push_back({{.operation = not_null}});
            }
            return all;
        }
        spelling any = as_disjunction(s, outside, absent);
        std::optional<spelling> all = as_conjunction(s, outside, absent);
        if (!all || any.cost() < all->cost()) {
            return any;
        }
        bool const tie = any.cost() == all->cost();
        return tie && within == expr::node_kind::disjunction ? any : *std::move(all);
    }

private:
    using enum schema::operation;

    /// `x >= v` or `x > v`; with the absent values, as two-valued logic says it.
    [[nodiscard]] spelt_leaf from(cut const& c, bool absent) const {
        bool const before = c.is == cut::where::before;
        return absent ? spelt_leaf{expr::node_kind::complement, before ? lt : le, {c.at}}
                      : spelt_leaf{expr::node_kind::predicate, before ? ge : gt, {c.at}};
    }

    /// `x < v` or `x <= v`.
    [[nodiscard]] spelt_leaf up_to(cut const& c, bool absent) const {
        bool const before = c.is == cut::where::before;
        return absent ? spelt_leaf{expr::node_kind::complement, before ? ge : gt, {c.at}}
                      : spelt_leaf{expr::node_kind::predicate, before ? lt : le, {c.at}};
    }

    [[nodiscard]] static spelt_leaf list(std::vector<core::value> values, bool inside) {
        bool const one = values.size() == 1;
        return {expr::node_kind::predicate, inside ? (one ? eq : in) : (one ? ne : not_in), std::move(values)};
    }

    /// The values of intervals that have one each; nothing where one has more.
    [[nodiscard]] std::optional<std::vector<core::value>> points(std::vector<interval> const& parts) const {
        std::vector<core::value> values;
        for (interval const& i : parts) {
            auto const v = line_.point(i);
            if (!v) {
                return std::nullopt;
            }
            values.push_back(*v);
        }
        return values;
    }

    /// The values of intervals that are left out, one each or neighbours; nothing where they are no list.
    [[nodiscard]] std::optional<std::vector<core::value>> values_left_out(std::vector<interval> const& parts) const {
        std::vector<core::value> values;
        for (interval const& i : parts) {
            if (!append_left_out(i, values)) {
                return std::nullopt;
            }
        }
        return values;
    }

    [[nodiscard]] bool append_left_out(interval const& i, std::vector<core::value>& to) const {
        if (auto const v = line_.point(i)) {
            to.push_back(*v);
            return true;
        }
        return to.size() < excluded_ && line_.append_values(i, excluded_ - to.size(), to);
    }

    [[nodiscard]] spelling as_disjunction(value_set const& s, std::vector<interval> const& outside, bool absent) const {
        spelling made{expr::node_kind::disjunction, {}};
        if (auto excluded = values_left_out(outside); excluded && (absent || !two_valued_ || !nullable_)) {
            made.operands.push_back({list(*std::move(excluded), false)});
            if (absent && !two_valued_) {
                made.operands.push_back({{.operation = is_null}});
            }
            return made;
        }
        std::vector<core::value> single;
        std::size_t place = 0; // of their list
        bool pending = absent;
        for (interval const& i : s.parts) {
            if (auto const v = line_.point(i)) {
                place = single.empty() ? made.operands.size() : place;
                single.push_back(*v);
                continue;
            }
            bool const with_absent = pending && two_valued_;
            pending = pending && !with_absent;
            std::vector<spelt_leaf>& operand = made.operands.emplace_back();
            if (i.from.is != cut::where::first) {
                operand.push_back(from(i.from, with_absent));
            }
            if (i.to.is != cut::where::last) {
                operand.push_back(up_to(i.to, with_absent));
            }
        }
        if (!single.empty()) {
            made.operands.insert(made.operands.begin() + static_cast<std::ptrdiff_t>(place),
                                 {list(std::move(single), true)});
        }
        if (pending) {
            made.operands.push_back({{.operation = is_null}});
        }
        return made;
    }

    /// Nothing where a disjunction is needed for the absent values.
    [[nodiscard]] std::optional<spelling> as_conjunction(value_set const& s, std::vector<interval> const& outside,
                                                         bool absent) const {
        spelling made{expr::node_kind::conjunction, {}};
        if (auto only = points(s.parts)) {
            if (absent) {
                return std::nullopt;
            }
            made.operands.push_back({list(*std::move(only), true)});
            return made;
        }
        if (absent && !two_valued_) {
            return std::nullopt;
        }
        std::vector<core::value> excluded;
        std::size_t place = 0; // of their list
        bool present = !two_valued_ || !nullable_ || absent;
        for (interval const& i : outside) {
            bool const low = i.from.is == cut::where::first;
            bool const high = i.to.is == cut::where::last;
            place = excluded.empty() ? made.operands.size() : place;
            if (!low && !high && append_left_out(i, excluded)) {
                continue;
            }
            std::vector<spelt_leaf>& operand = made.operands.emplace_back();
            if (!low) {
                operand.push_back(up_to(i.from, absent));
            }
            if (!high) {
                operand.push_back(from(i.to, absent && low));
            }
            present = true;
        }
        if (!excluded.empty()) {
            made.operands.insert(made.operands.begin() + static_cast<std::ptrdiff_t>(place),
                                 {list(std::move(excluded), false)});
        }
        if (!present) {
            made.operands.insert(made.operands.begin(), {{.operation = not_null}});
        }
        return made;
    }

    domain_line const& line_;
    std::size_t excluded_;
    bool nullable_;
    bool two_valued_;
};

} // namespace quern::normalise::detail
