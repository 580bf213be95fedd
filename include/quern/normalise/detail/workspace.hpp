#pragma once

#include <quern/core/span.hpp>
#include <quern/core/value.hpp>
#include <quern/expr/query.hpp>
#include <quern/normalise/detail/leaf_set.hpp>
#include <quern/normalise/detail/spelling.hpp>
#include <quern/normalise/detail/value_set.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace quern::normalise::detail {

/// The rules that look at values.
enum class rule : std::uint8_t { ranges, lists, contradictions, tautologies, searches, duplicates, absorption };

inline constexpr std::size_t rule_count = static_cast<std::size_t>(rule::absorption) + 1;

/// How often what rules made may be looked at anew: what bounds their work on filters of any depth.
inline constexpr std::uint32_t most_ages = 16;

/// A part of a filter that is being simplified; never changes once it is made.
struct part {
    expr::node_kind kind{};
    schema::operation operation{};
    schema::field_index field = 0;
    std::uint32_t first_value = 0;
    std::uint32_t value_count = 0;
    std::uint32_t age = 0; ///< how often it, or what it was made of, was made anew
    std::uint32_t id = 0;  ///< equal for parts that are equal but for the order of operands
    core::span place{};
    std::vector<std::uint32_t> operands{}; ///< of a group

    [[nodiscard]] bool is_leaf() const noexcept {
        return kind == expr::node_kind::predicate || kind == expr::node_kind::complement;
    }
    [[nodiscard]] bool is_group() const noexcept {
        return kind == expr::node_kind::conjunction || kind == expr::node_kind::disjunction;
    }
};

/// A group whose operands are being simplified.
struct open_group {
    expr::node_kind kind{};
    core::span place{};
    std::uint32_t age = 0;
    std::vector<std::uint32_t> operands{};
    std::optional<bool> decided{}; ///< what it is, where that is a constant

    [[nodiscard]] bool is_conjunction() const noexcept { return kind == expr::node_kind::conjunction; }
};

/// The parts of a filter and their constants, which the rules share.
class workspace {
public:
    workspace(expr::query const& q, domains const& d) : query_(q), domains_(d) {
        for (std::size_t i = 0; i != q.filter.values().size(); ++i) {
            values_.push_back(q.filter.values()[i]);
        }
    }

    [[nodiscard]] part const& operator[](std::uint32_t index) const noexcept { return parts_[index]; }
    [[nodiscard]] schema::field const& field(schema::field_index f) const noexcept { return query_.schema[f]; }
    [[nodiscard]] schema::logic logic() const noexcept { return query_.schema.logic(); }
    [[nodiscard]] domain_line line(schema::field_index f) const noexcept { return {field(f), domains_}; }

    [[nodiscard]] std::span<core::value const> constants(part const& p) const noexcept {
        return {values_.data() + p.first_value, p.value_count};
    }

    /// A leaf of the filter that is simplified.
    std::uint32_t add(expr::node const& n, core::span place) {
        part p{.kind = n.kind,
               .operation = n.operation,
               .field = n.field,
               .first_value = n.first_value,
               .value_count = n.value_count,
               .place = place};
        return keep(std::move(p));
    }

    std::uint32_t add_constant(bool truth, core::span place) {
        return keep({.kind = truth ? expr::node_kind::everything : expr::node_kind::nothing, .place = place});
    }

    std::uint32_t add_leaf(schema::field_index f, spelt_leaf const& l, std::uint32_t age, core::span place) {
        part p{.kind = l.kind,
               .operation = l.operation,
               .field = f,
               .first_value = static_cast<std::uint32_t>(values_.size()),
               .value_count = static_cast<std::uint32_t>(l.constants.size()),
               .age = age,
               .place = place};
        values_.insert(values_.end(), l.constants.begin(), l.constants.end());
        return keep(std::move(p));
    }

    std::uint32_t add_group(expr::node_kind kind, std::vector<std::uint32_t> operands, std::uint32_t age,
                            core::span place) {
        for (std::uint32_t const o : operands) {
            age = std::max(age, parts_[o].is_leaf() ? parts_[o].age : 0U);
        }
        return keep({.kind = kind, .age = age, .place = place, .operands = std::move(operands)});
    }

    /// What a group comes to.
    std::uint32_t close(open_group&& g) {
        if (g.decided || g.operands.empty()) {
            return add_constant(g.decided.value_or(g.is_conjunction()), g.place);
        }
        return g.operands.size() == 1 ? g.operands.front() : add_group(g.kind, std::move(g.operands), g.age, g.place);
    }

    /// The id of the leaf that is true where this one is not; none where the filter has no such leaf so far.
    [[nodiscard]] std::optional<std::uint32_t> opposite(part p) const {
        p.kind = p.kind == expr::node_kind::predicate ? expr::node_kind::complement : expr::node_kind::predicate;
        auto const row = ids_.find(key(p));
        return row == ids_.end() ? std::nullopt : std::optional(row->second);
    }

    /// True for leaves that search for a string.
    [[nodiscard]] bool is_search(part const& p) const noexcept {
        return p.is_leaf() && detail::is_search(p.operation, constants(p));
    }

    /// True for leaves that are sets of their field's values.
    [[nodiscard]] bool is_set(part const& p) const noexcept { return p.is_leaf() && !is_search(p); }

    /// The field of a leaf that is a set, or of a group of nothing but such leaves.
    [[nodiscard]] std::optional<schema::field_index> field_of_set(part const& p) const noexcept {
        if (p.age >= most_ages) {
            return std::nullopt;
        }
        if (!p.is_group()) {
            return is_set(p) ? std::optional(p.field) : std::nullopt;
        }
        schema::field_index const f = parts_[p.operands.front()].field;
        bool const one = std::all_of(p.operands.begin(), p.operands.end(),
                                     [&](std::uint32_t o) { return is_set(parts_[o]) && parts_[o].field == f; });
        return one ? std::optional(f) : std::nullopt;
    }

    [[nodiscard]] value_set set_of(part const& p) const {
        if (p.is_group()) {
            return joined_sets(p.kind, parts_[p.operands.front()].field, p.operands);
        }
        return set_of_leaf(line(p.field), field(p.field), logic(), p.operation, p.kind == expr::node_kind::complement,
                           constants(p));
    }

    /// What some parts of one field come to under a connective. Complexity: O(n log n) of their intervals.
    [[nodiscard]] value_set joined_sets(expr::node_kind kind, schema::field_index f,
                                        std::vector<std::uint32_t> const& operands) const {
        bool const all = kind == expr::node_kind::conjunction;
        std::vector<interval> parts;
        bool absent = all;
        for (std::uint32_t const o : operands) {
            value_set const s = set_of(parts_[o]);
            parts.insert(parts.end(), s.parts.begin(), s.parts.end());
            absent = all ? absent && s.absent : absent || s.absent;
        }
        absent = absent && field(f).nullable;
        return all ? intersected(line(f), parts, operands.size(), absent) : united(line(f), std::move(parts), absent);
    }

    [[nodiscard]] cost cost_of(part const& p) const noexcept {
        cost sum;
        if (p.is_leaf()) {
            sum.add(p.kind, p.operation, p.value_count);
        }
        for (std::uint32_t const o : p.operands) {
            sum.add(parts_[o].kind, parts_[o].operation, parts_[o].value_count);
        }
        return sum;
    }

    void count(rule r) noexcept { ++fired[static_cast<std::size_t>(r)]; }

    /// How often each rule changed something.
    std::array<std::size_t, rule_count> fired{};

private:
    std::uint32_t keep(part p) {
        p.id = ids_.emplace(key(p), static_cast<std::uint32_t>(ids_.size())).first->second;
        parts_.push_back(std::move(p));
        return static_cast<std::uint32_t>(parts_.size() - 1);
    }

    static void append(std::string& out, std::uint64_t number) {
        for (unsigned shift = 0; shift != 64; shift += 8) {
            out.push_back(static_cast<char>(number >> shift & 0xffU));
        }
    }

    static void append(std::string& out, core::value const& v) {
        if (auto const* text = std::get_if<std::string_view>(&v)) {
            append(out, text->size());
            out.append(*text);
        } else if (auto const* d = std::get_if<double>(&v)) {
            append(out, std::bit_cast<std::uint64_t>(*d));
        } else if (auto const* t = std::get_if<core::timestamp>(&v)) {
            append(out, static_cast<std::uint64_t>(t->microseconds));
        } else if (auto const* u = std::get_if<std::uint64_t>(&v)) {
            append(out, *u);
        } else if (auto const* i = std::get_if<std::int64_t>(&v)) {
            append(out, static_cast<std::uint64_t>(*i));
        } else {
            append(out, std::uint64_t{std::get<bool>(v)});
        }
    }

    /// Equal for equal parts alone. A map in order, since one by hashes could be made slow by who knows the hash.
    [[nodiscard]] std::string key(part const& p) const {
        std::string out;
        append(out,
               static_cast<std::uint64_t>(p.kind) << 24U | static_cast<std::uint64_t>(p.operation) << 16U | p.field);
        for (core::value const& v : constants(p)) {
            append(out, v);
        }
        std::vector<std::uint32_t> ids(p.operands.size());
        std::transform(p.operands.begin(), p.operands.end(), ids.begin(),
                       [&](std::uint32_t o) { return parts_[o].id; });
        std::sort(ids.begin(), ids.end());
        for (std::uint32_t const id : ids) {
            append(out, id);
        }
        return out;
    }

    expr::query const& query_;
    domains const& domains_;
    std::vector<part> parts_;
    std::vector<core::value> values_;
    std::map<std::string, std::uint32_t> ids_;
};

} // namespace quern::normalise::detail
