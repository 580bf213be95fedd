#pragma once

#include <quern/core/result.hpp>
#include <quern/schema/declaration.hpp>
#include <quern/schema/field.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace quern::schema {

/// The place of a field in its schema.
using field_index = std::uint16_t;

class definition;

namespace detail {

/// Checks a declaration and completes it; it must declare a guard where `guarded`, and none elsewhere.
[[nodiscard]] core::result<definition> define_any(schema::declaration declared, bool guarded);

} // namespace detail

/// A checked schema. It never changes: copies share one state, and threads may use it without locks.
class definition {
public:
    [[nodiscard]] std::string const& name() const noexcept { return state_->declared.name; }
    [[nodiscard]] std::string const& source() const noexcept { return state_->declared.source; }
    [[nodiscard]] schema::form form() const noexcept { return state_->declared.form; }
    [[nodiscard]] schema::logic logic() const noexcept { return state_->declared.logic; }
    [[nodiscard]] le_policy le() const noexcept { return state_->declared.le; }
    [[nodiscard]] duplicates_policy duplicates() const noexcept { return state_->declared.duplicates; }
    [[nodiscard]] std::optional<schema::category> const& category() const noexcept { return state_->declared.category; }
    [[nodiscard]] std::optional<schema::fuzzy> const& fuzzy() const noexcept { return state_->declared.fuzzy; }
    [[nodiscard]] bool common_arguments() const noexcept { return state_->declared.common_arguments; }
    [[nodiscard]] core::limits const& limits() const noexcept { return state_->declared.limits; }

    /// The fields in declared order; names of columns and paths and the operators are filled in.
    [[nodiscard]] std::span<field const> fields() const noexcept {
        return {state_->declared.fields.data(), state_->declared.fields.size()};
    }
    [[nodiscard]] field const& operator[](field_index index) const noexcept { return state_->declared.fields[index]; }

    /// The unique field that ends every order.
    [[nodiscard]] field_index key() const noexcept { return state_->key; }

    /// A field by its public name, queryable or not. Complexity: O(log fields).
    [[nodiscard]] std::optional<field_index> find(std::string_view name) const noexcept;

    /// The declaration, complete with all that was left to defaults.
    [[nodiscard]] schema::declaration const& declaration() const noexcept { return state_->declared; }

    /// True for copies of one definition. Complexity: O(1).
    [[nodiscard]] bool is_same_as(definition const& other) const noexcept { return state_ == other.state_; }

    /// Equal declarations. Complexity: O(1) for copies of one definition.
    [[nodiscard]] friend bool operator==(definition const& a, definition const& b) {
        return a.is_same_as(b) || a.declares_as(b);
    }

private:
    struct state {
        schema::declaration declared;
        std::vector<field_index> by_name;
        field_index key = 0;
    };

    [[nodiscard]] bool declares_as(definition const& other) const;

    explicit definition(std::shared_ptr<state const> s) noexcept : state_(std::move(s)) {}

    friend core::result<definition> detail::define_any(schema::declaration declared, bool guarded);

    std::shared_ptr<state const> state_;
};

/// Checks a declaration and completes it.
///
/// Errors: all mistakes, with a `pointer` into the JSON form of the schema: names that are empty or hold U+0000, two
/// fields of one name, no key or one that is not a field, properties and operators that the type gives no meaning
/// (nor storage as text a layout that does not sort as time does), arguments of one name, limits out of range, and a
/// guard, which `define_guarded` takes.
/// Complexity: O(n log n) of fields and enumerators.
[[nodiscard]] core::result<definition> define(schema::declaration declared);

} // namespace quern::schema

#ifndef QUERN_COMPILED
#include <quern/schema/impl/definition.hpp>
#endif
