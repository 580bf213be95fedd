#pragma once

#include <quern/schema/operation.hpp>
#include <quern/syntax/spelling.hpp>
#include <quern/text/keywords.hpp>
#include <quern/text/operators.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace quern::text::detail {

/// A row of the tables of operators, its words apart.
struct operator_row {
    std::string_view text{};
    std::array<std::string_view, 3> words{};
    std::size_t size = 0;
    schema::operation operation{};
    bool alias = false;
    bool negated = false;

    /// The words from one on.
    [[nodiscard]] constexpr std::string_view from(std::size_t word) const noexcept {
        return word >= size ? std::string_view{}
                            : text.substr(static_cast<std::size_t>(words[word].data() - text.data()));
    }
};

/// A set of rows of `operator_rows`.
using operator_set = std::uint32_t;

inline constexpr auto operator_rows = [] {
    std::array<operator_row, operators.size() + negated_operators.size()> rows{};
    static_assert(rows.size() <= 32);
    std::size_t at = 0;
    auto const split = [&](syntax::spelling const& s, bool negated) {
        operator_row& row = rows[at++];
        row = {.text = s.text, .operation = s.operation, .alias = s.alias, .negated = negated};
        for (std::string_view rest = s.text; !rest.empty();) {
            row.words[row.size++] = take_word(rest);
        }
    };
    for (syntax::spelling const& s : operators) {
        split(s, false);
    }
    for (syntax::spelling const& s : negated_operators) {
        split(s, true);
    }
    return rows;
}();

/// Those of some rows that have a word at a place.
[[nodiscard]] constexpr operator_set with_word(operator_set candidates, std::size_t place,
                                               std::string_view word) noexcept {
    operator_set fitting = 0;
    for (; candidates != 0; candidates &= candidates - 1) {
        auto const i = static_cast<std::size_t>(std::countr_zero(candidates));
        if (place < operator_rows[i].size && operator_rows[i].words[place] == word) {
            fitting |= operator_set{1} << i;
        }
    }
    return fitting;
}

inline constexpr operator_set all_operators = (operator_set{1} << operator_rows.size()) - 1;

/// By its first byte, the rows that a text may begin with.
inline constexpr auto operators_by_byte = [] {
    std::array<operator_set, 256> sets{};
    for (std::size_t i = 0; i != operator_rows.size(); ++i) {
        sets[static_cast<unsigned char>(operator_rows[i].text.front())] |= operator_set{1} << i;
    }
    return sets;
}();

/// The rows that have a first word.
[[nodiscard]] constexpr operator_set with_first_word(std::string_view word) noexcept {
    return word.empty() ? 0 : with_word(operators_by_byte[static_cast<unsigned char>(word.front())], 0, word);
}

/// The row of a set in which every word was read; none where a word is due.
[[nodiscard]] constexpr operator_row const* complete(operator_set candidates, std::size_t words) noexcept {
    for (; candidates != 0; candidates &= candidates - 1) {
        auto const i = static_cast<std::size_t>(std::countr_zero(candidates));
        if (operator_rows[i].size == words) {
            return &operator_rows[i];
        }
    }
    return nullptr;
}

[[nodiscard]] consteval bool no_operator_begins_another() {
    for (operator_row const& a : operator_rows) {
        operator_set fitting = all_operators;
        for (std::size_t place = 0; place != a.size; ++place) {
            fitting = with_word(fitting, place, a.words[place]);
        }
        if ((fitting & (fitting - 1)) != 0) {
            return false;
        }
    }
    return true;
}

static_assert(no_operator_begins_another(), "an operator is known by its last word");

} // namespace quern::text::detail
