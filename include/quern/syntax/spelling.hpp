#pragma once

#include <quern/schema/operation.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace quern::syntax {

/// How a form of request writes an operator.
struct spelling {
    std::string_view text;
    schema::operation operation;
    bool alias = false; ///< read with a warning, never suggested
};

/// The operators of form 1. Source: the table of operators of the audit list document; `le` stands in the enumeration
/// above that table, which defines `lt`.
inline constexpr std::array<spelling, 11> rules_spellings{{
    {"eq", schema::operation::eq},
    {"neq", schema::operation::ne},
    {"gt", schema::operation::gt},
    {"gte", schema::operation::ge},
    {"lt", schema::operation::lt},
    {"lte", schema::operation::le},
    {"in", schema::operation::in},
    {"nin", schema::operation::not_in},
    {"cs", schema::operation::contains},
    {"cis", schema::operation::icontains},
    {"le", schema::operation::lt, true},
}};

/// What other languages write, and the spelling of form 1 that is meant: for hints alone, none of it is read.
struct synonym {
    std::string_view text;
    std::string_view meant;
};

/// Synonyms for the operators of form 1, two rows where it takes two to answer.
inline constexpr std::array<synonym, 18> rules_synonyms{{
    {"=", "eq"},
    {"==", "eq"},
    {"!=", "neq"},
    {"<>", "neq"},
    {"ne", "neq"},
    {">", "gt"},
    {">=", "gte"},
    {"ge", "gte"},
    {"<", "lt"},
    {"<=", "lte"},
    {"not_in", "nin"},
    {"notin", "nin"},
    {"contains", "cs"},
    {"contains", "cis"},
    {"like", "cs"},
    {"like", "cis"},
    {"icontains", "cis"},
    {"ilike", "cis"},
}};

/// The operators of form 4, whose `contains` ignores case. Source: the operation audit document.
inline constexpr std::array<spelling, 3> condition_spellings{{
    {"in", schema::operation::in},
    {"not_in", schema::operation::not_in},
    {"contains", schema::operation::icontains},
}};

/// The operators of C++ expressions on fields (`field`), as messages name them.
inline constexpr std::array<spelling, 14> expression_spellings{{
    {"==", schema::operation::eq},
    {"!=", schema::operation::ne},
    {"<", schema::operation::lt},
    {"<=", schema::operation::le},
    {">", schema::operation::gt},
    {">=", schema::operation::ge},
    {"in", schema::operation::in},
    {"not_in", schema::operation::not_in},
    {"contains", schema::operation::contains},
    {"icontains", schema::operation::icontains},
    {"begins_with", schema::operation::begins_with},
    {"ends_with", schema::operation::ends_with},
    {"is_null", schema::operation::is_null},
    {"not_null", schema::operation::not_null},
}};

/// The row of a spelling; none where the form has no such operator. Spellings are exact: case and blanks count.
[[nodiscard]] constexpr spelling const* find_spelling(std::span<spelling const> table, std::string_view text) noexcept {
    for (spelling const& row : table) {
        if (row.text == text) {
            return &row;
        }
    }
    return nullptr;
}

/// How a form writes an operator; empty where it cannot.
[[nodiscard]] constexpr std::string_view spelling_of(std::span<spelling const> table, schema::operation o) noexcept {
    for (spelling const& row : table) {
        if (row.operation == o && !row.alias) {
            return row.text;
        }
    }
    return {};
}

} // namespace quern::syntax
