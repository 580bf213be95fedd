#pragma once

#include <quern/schema/definition.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace quern::schema {

/// Writes a schema down, part by part; `build` checks it.
///
///     auto const people = schema::builder("people")
///                             .key("id")
///                             .add({.name = "id", .type = schema::scalar::uint64})
///                             .add({.name = "level", .enumerators = {"low", "high"}})
///                             .build().value();
class builder {
public:
    explicit builder(std::string name) { declared_.name = std::move(name); }

    /// The table or collection, where it is not called as the schema.
    builder& source(std::string name) {
        declared_.source = std::move(name);
        return *this;
    }

    /// What requests look like; `form::rules` unless said.
    builder& form(schema::form f) {
        declared_.form = f;
        return *this;
    }

    /// What absent fields mean; `logic::three_valued` unless said.
    builder& logic(schema::logic l) {
        declared_.logic = l;
        return *this;
    }

    /// The unique field that ends every order; it is made not nullable.
    builder& key(std::string name) {
        declared_.key = std::move(name);
        return *this;
    }

    /// What to do with `le`; `le_policy::warn` unless said.
    builder& le(le_policy p) {
        declared_.le = p;
        return *this;
    }

    /// What to do with elements that a list has already; `duplicates_policy::accept` unless said.
    builder& duplicates(duplicates_policy p) {
        declared_.duplicates = p;
        return *this;
    }

    /// The argument that stands for sets of values of a field, in form `condition`.
    builder& category(schema::category c) {
        declared_.category = std::move(c);
        return *this;
    }

    /// The argument that turns equality of a field into contains, in form `condition`.
    builder& fuzzy(schema::fuzzy f) {
        declared_.fuzzy = std::move(f);
        return *this;
    }

    /// Lets the common arguments stand at the top of a request: they are never read nor shown.
    builder& common_arguments() {
        declared_.common_arguments = true;
        return *this;
    }

    /// What a request may cost.
    builder& limits(core::limits l) {
        declared_.limits = l;
        return *this;
    }

    /// Adds a field behind the others.
    builder& add(field f) {
        declared_.fields.push_back(std::move(f));
        return *this;
    }

    /// The checked schema, or all its mistakes. See `define`.
    [[nodiscard]] core::result<definition> build() const {
        declaration complete = declared_;
        for (field& f : complete.fields) {
            f.nullable = f.nullable && f.name != complete.key;
        }
        return define(std::move(complete));
    }

private:
    declaration declared_;
};

} // namespace quern::schema
