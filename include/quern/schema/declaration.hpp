#pragma once

#include <quern/core/limits.hpp>
#include <quern/schema/field.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quern::schema {

/// The form of request that a schema reads.
enum class form : std::uint8_t {
    rules,     ///< `{"filter": {"op", "rules"}, "page": {…}}`
    condition, ///< `{"condition": {…}, "page": {…}}`
    lookup,    ///< fields at the top, nothing else
    text,      ///< a text of the text language, no JSON: `bind::read_text` reads it
};

/// What a predicate means on an absent field.
enum class logic : std::uint8_t {
    two_valued,   ///< a leaf is false there, negation is the complement
    three_valued, ///< a leaf is unknown there, as in SQL
};

/// What to do with `le`, which the document of form 1 lists where its table defines `lt`.
enum class le_policy : std::uint8_t {
    warn,   ///< read it as `lt`, and say so
    reject, ///< an error
};

/// What to do with an element that a list has already; it never changes the rows.
enum class duplicates_policy : std::uint8_t {
    accept, ///< nothing
    warn,   ///< read it, and say so
    reject, ///< an error
};

/// The spellings of the forms in schema files, in the order of `form`.
inline constexpr std::array<std::string_view, 4> form_names{"rules", "condition", "lookup", "text"};

/// The spellings of the logics in schema files, in the order of `logic`.
inline constexpr std::array<std::string_view, 2> logic_names{"two_valued", "three_valued"};

/// The spellings of the policies on `le` in schema files, in the order of `le_policy`.
inline constexpr std::array<std::string_view, 2> le_policy_names{"warn", "reject"};

/// The spellings of the policies on duplicates in schema files, in the order of `duplicates_policy`.
inline constexpr std::array<std::string_view, 3> duplicates_policy_names{"accept", "warn", "reject"};

/// The common arguments of the family of endpoints: who asks, and with what credentials.
inline constexpr std::array<std::string_view, 4> common_argument_names{"bk_app_code", "bk_app_secret", "bk_username",
                                                                       "bk_token"};

/// The argument of form `condition` that holds its items.
inline constexpr std::string_view items_argument = "condition";

/// An argument of form `condition` that stands for sets of values of a field, such as `category`.
struct category {
    /// A value of the argument, and what it stands for.
    struct set {
        std::string name{};
        std::vector<std::string> values{};

        friend bool operator==(set const&, set const&) = default;
    };

    std::string argument{}; ///< its name in `condition`
    std::string field{};    ///< the string field that it selects by
    std::vector<set> sets{};

    friend bool operator==(category const&, category const&) = default;
};

/// An argument of form `condition` that turns equality of a field into case-insensitive contains, such as `fuzzy_query`.
struct fuzzy {
    std::string argument{}; ///< its name in `condition`
    std::string field{};    ///< the string field whose argument it changes

    friend bool operator==(fuzzy const&, fuzzy const&) = default;
};

/// A schema as it is written down, not yet checked; `define` makes a `definition` of it.
struct declaration {
    std::string name{};                                       ///< such as `hcm.audit`
    std::string source{};                                     ///< table or collection; the name where empty
    schema::form form = form::rules;                          ///< what requests look like
    schema::logic logic = logic::three_valued;                ///< what absent fields mean
    std::string key{};                                        ///< the unique field that ends every order
    le_policy le = le_policy::warn;                           ///< of form `rules`
    duplicates_policy duplicates = duplicates_policy::accept; ///< in lists that clients write
    core::limits limits{};                                    ///< what a request may cost
    std::vector<std::string> guard{}; ///< fields that a guard must fix; see `guarded_definition`
    std::vector<field> fields{};      ///< in the order of columns and documentation

    std::optional<schema::category> category{}; ///< of form `condition`
    std::optional<schema::fuzzy> fuzzy{};       ///< of form `condition`
    bool common_arguments = false; ///< credentials may stand at the top of a request; they are never read nor shown

    friend bool operator==(declaration const&, declaration const&) = default;
};

} // namespace quern::schema
