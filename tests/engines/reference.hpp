#pragma once

#include "hostile.hpp"

#include <quern/expr/query.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <variant>
#include <vector>

/// What a query means, written down once more: slowly, and without the code that is under test.
namespace engines {

/// The truth values of Kleene's logic; two-valued logic does without the one in the middle.
enum class truth : int { no, unknown, yes };

inline truth negate(truth t) { return static_cast<truth>(2 - static_cast<int>(t)); }

/// The code points of a string, folded. Every one that is not of ASCII must stand in the alphabet.
inline std::u32string folded(std::string_view text, schema::case_folding how) {
    static std::unordered_map<std::string_view, char32_t> const fold = [] {
        std::unordered_map<std::string_view, char32_t> rows;
        for (character const& c : alphabet) {
            rows.emplace(c.text, c.folded);
        }
        return rows;
    }();
    std::u32string result;
    for (std::size_t at = 0; at != text.size();) {
        auto const lead = static_cast<unsigned char>(text[at]);
        if (lead < 0x80) {
            bool const upper = lead >= 'A' && lead <= 'Z';
            result.push_back(upper ? lead + 32U : lead);
            ++at;
            continue;
        }
        std::size_t const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        std::string_view const c = text.substr(at, length);
        at += length;
        auto const row = fold.find(c);
        if (row == fold.end()) {
            throw std::logic_error("a character that is not in the alphabet");
        }
        char32_t plain = lead & (0xffU >> (length + 1));
        for (char const next : c.substr(1)) {
            plain = plain << 6U | (static_cast<unsigned char>(next) & 0x3fU);
        }
        result.push_back(how == schema::case_folding::unicode ? row->second : plain);
    }
    return result;
}

/// -1, 0 or 1; a long double holds every int64, uint64 and double.
template <class A, class B>
int compare(A const& a, B const& b) {
    if constexpr (std::is_arithmetic_v<A> && std::is_arithmetic_v<B>) {
        static_assert(std::numeric_limits<long double>::digits >= 64);
        auto const x = static_cast<long double>(a);
        auto const y = static_cast<long double>(b);
        return x < y ? -1 : x > y ? 1 : 0;
    } else if constexpr (std::is_same_v<A, std::string>) {
        if constexpr (std::is_convertible_v<B, std::string_view>) {
            int const order = std::string_view(a).compare(b); // as unsigned bytes
            return order < 0 ? -1 : order > 0 ? 1 : 0;
        }
    } else if constexpr (std::is_same_v<A, core::timestamp> && std::is_same_v<B, core::timestamp>) {
        return compare(a.microseconds, b.microseconds);
    }
    throw std::logic_error("values of two kinds are compared");
}

inline int compare(cell const& a, core::value const& b) {
    return std::visit([](auto const& x, auto const& y) { return compare(x, y); }, *a, b);
}

/// Absent first.
inline int compare(cell const& a, cell const& b) {
    if (!a || !b) {
        return a ? 1 : b ? -1 : 0;
    }
    return std::visit([](auto const& x, auto const& y) { return compare(x, y); }, *a, *b);
}

class reference {
public:
    reference(expr::query const& q, std::vector<record> const& records) : query_(q), records_(records) {}

    /// The records that the filter selects, in the query's order.
    [[nodiscard]] std::vector<record const*> selected() const {
        std::vector<record const*> found;
        for (record const& r : records_) {
            if (query_.filter.nodes().empty() || evaluate(0, r) == truth::yes) {
                found.push_back(&r);
            }
        }
        std::ranges::sort(found, [this](record const* a, record const* b) { return before(*a, *b); });
        return found;
    }

    /// Those of the page.
    [[nodiscard]] std::vector<record const*> page() const {
        std::vector<record const*> all = selected();
        std::size_t const first = std::min<std::size_t>(query_.page.offset, all.size());
        std::size_t const size = std::min<std::size_t>(query_.page.limit.value_or(all.size()), all.size() - first);
        auto const begin = all.begin() + static_cast<std::ptrdiff_t>(first);
        return {begin, begin + static_cast<std::ptrdiff_t>(size)};
    }

private:
    [[nodiscard]] truth evaluate(std::uint32_t index, record const& r) const {
        expr::node const& n = query_.filter.nodes()[index];
        truth result{};
        switch (n.kind) {
        case expr::node_kind::everything:
            return truth::yes;
        case expr::node_kind::nothing:
            return truth::no;
        case expr::node_kind::conjunction:
            result = truth::yes;
            for_each_child(index, [&](std::uint32_t c) { result = std::min(result, evaluate(c, r)); });
            return result;
        case expr::node_kind::disjunction:
            result = truth::no;
            for_each_child(index, [&](std::uint32_t c) { result = std::max(result, evaluate(c, r)); });
            return result;
        case expr::node_kind::negation:
            return negate(evaluate(index + 1, r));
        case expr::node_kind::predicate:
            return predicate(n, r);
        case expr::node_kind::complement:
            return negate(predicate(n, r));
        }
        throw std::logic_error("no such node");
    }

    template <class F>
    void for_each_child(std::uint32_t index, F&& f) const {
        auto const nodes = query_.filter.nodes();
        for (std::uint32_t c = index + 1; c != nodes[index].end; c = nodes[c].end) {
            f(c);
        }
    }

    [[nodiscard]] truth predicate(expr::node const& n, record const& r) const {
        using enum schema::operation;
        cell const& c = r[n.field];
        if (n.operation == is_null || n.operation == not_null) {
            return c.has_value() == (n.operation == not_null) ? truth::yes : truth::no;
        }
        bool const negative = n.operation == ne || n.operation == not_in;
        if (!c) {
            return query_.schema.logic() == schema::logic::three_valued ? truth::unknown
                   : negative                                           ? truth::yes
                                                                        : truth::no;
        }
        return holds(n, c) ? truth::yes : truth::no;
    }

    [[nodiscard]] bool holds(expr::node const& n, cell const& c) const {
        using enum schema::operation;
        auto const constant = [&](std::uint32_t i) { return query_.filter.values()[n.first_value + i]; };
        auto const member = [&] {
            for (std::uint32_t i = 0; i != n.value_count; ++i) {
                if (compare(c, constant(i)) == 0) {
                    return true;
                }
            }
            return false;
        };
        auto const has = [](auto const& text, auto const& part) { return text.find(part) != text.npos; };
        schema::case_folding const folding = query_.schema[n.field].folding;
        switch (n.operation) {
        case eq:
            return compare(c, constant(0)) == 0;
        case ne:
            return compare(c, constant(0)) != 0;
        case lt:
            return compare(c, constant(0)) < 0;
        case le:
            return compare(c, constant(0)) <= 0;
        case gt:
            return compare(c, constant(0)) > 0;
        case ge:
            return compare(c, constant(0)) >= 0;
        case in:
            return member();
        case not_in:
            return !member();
        case contains:
            return has(std::get<std::string>(*c), std::get<std::string_view>(constant(0)));
        case icontains:
            return has(folded(std::get<std::string>(*c), folding),
                       folded(std::get<std::string_view>(constant(0)), folding));
        case begins_with:
            return std::get<std::string>(*c).starts_with(std::get<std::string_view>(constant(0)));
        case ends_with:
            return std::get<std::string>(*c).ends_with(std::get<std::string_view>(constant(0)));
        case is_null:
        case not_null:
            break;
        }
        throw std::logic_error("no such operator");
    }

    [[nodiscard]] bool before(record const& a, record const& b) const {
        for (expr::sort_key const& k : query_.page.sort) {
            int const order = compare(a[k.field], b[k.field]);
            if (order != 0) {
                return k.descending ? order > 0 : order < 0;
            }
        }
        return compare(a[query_.schema.key()], b[query_.schema.key()]) < 0;
    }

    expr::query const& query_;
    std::vector<record> const& records_;
};

} // namespace engines
