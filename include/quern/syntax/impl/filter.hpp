#pragma once

#include <quern/core/number.hpp>
#include <quern/syntax/filter.hpp>
#include <quern/syntax/spelling.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace quern::syntax {

inline filter::filter(std::string_view field, schema::operation operation) {
    parts_.push_back({.operation = operation, .name = copy(field), .end = 1});
}

template <class T>
void filter::add(T const& operand) {
    constant made{.type = *detail::kind_of<T const&>()};
    if constexpr (std::is_same_v<T, bool>) {
        made.truth = operand;
    } else if constexpr (std::is_same_v<T, core::timestamp>) {
        made.instant = operand;
    } else if constexpr (detail::time_point<T>) {
        made.instant = detail::instant_of(operand);
    } else if constexpr (detail::text<T const&>) {
        made.text = copy(detail::characters_of(operand));
    } else {
        std::string digits;
        if constexpr (std::is_floating_point_v<T>) {
            if (std::isfinite(operand)) {
                core::append_exact_number(digits, static_cast<double>(operand));
            } else {
                digits = std::isnan(operand) ? "NaN" : operand < 0 ? "-Infinity" : "Infinity";
            }
        } else {
            digits = std::to_string(operand);
        }
        made.text = copy(digits);
    }
    constants_.push_back(made);
    ++parts_.back().constant_count;
}

inline filter filter::joined(node_kind kind, filter const& a, filter const& b) {
    filter made;
    made.append(a, kind);
    made.append(b, kind);
    return made;
}

inline void filter::append(filter const& other, node_kind kind) {
    if (parts_.empty()) {
        parts_.push_back({.kind = kind});
    }
    bool const same = other.parts_[0].kind == kind && kind != node_kind::negation;
    auto const own_parts = static_cast<std::uint32_t>(parts_.size());
    auto const own_constants = static_cast<std::uint32_t>(constants_.size());
    std::size_t const own_characters = characters_.size();
    for (std::size_t i = same ? 1 : 0; i != other.parts_.size(); ++i) {
        part& copied = parts_.emplace_back(other.parts_[i]);
        copied.end += own_parts - (same ? 1U : 0U);
        copied.first_constant += own_constants;
        copied.name.offset += own_characters;
    }
    for (constant const& c : other.constants_) {
        constants_.emplace_back(c).text.offset += own_characters;
    }
    characters_.append(other.characters_);
    parts_[0].end = static_cast<std::uint32_t>(parts_.size());
}

inline filter::slice filter::copy(std::string_view text) {
    slice const at{characters_.size(), text.size()};
    characters_.append(text);
    return at;
}

inline void filter::swap(filter& other) noexcept {
    parts_.swap(other.parts_);
    constants_.swap(other.constants_);
    characters_.swap(other.characters_);
}

inline request filter::as_request() const& {
    request made;
    made.nodes.reserve(parts_.size());
    for (part const& p : parts_) {
        node& n = made.nodes.emplace_back(node{.kind = p.kind, .end = p.end});
        if (p.kind == node_kind::predicate) {
            n.operation = p.operation;
            n.field = {.text = text_of(p.name), .present = true};
            n.operation_text = spelling_of(expression_spellings, p.operation);
            n.first_literal = p.first_constant;
            n.literal_count = p.constant_count;
        }
    }
    made.literals.reserve(constants_.size());
    for (constant const& c : constants_) {
        made.literals.push_back({.type = c.type, .truth = c.truth, .text = text_of(c.text), .instant = c.instant});
    }
    return made;
}

} // namespace quern::syntax
