#pragma once

#include <quern/core/quote.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/guarded.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace quern::schema {

namespace detail {

/// A change of a field that is known by its name.
struct alteration {
    std::string name;
    std::function<void(field&)> change;
};

} // namespace detail

/// Writes a schema down, part by part; `build` checks it.
///
///     auto const people = schema::builder("people")
///                             .key("id")
///                             .add({.name = "id", .type = schema::scalar::uint64})
///                             .add({.name = "level", .enumerators = {"low", "high"}})
///                             .build().value();
///
/// With `guard` it becomes a `guarded_builder`, whose schema is a `guarded_definition`.
template <bool Guarded>
class basic_builder {
public:
    explicit basic_builder(std::string name)
        requires(!Guarded)
    {
        declared_.name = std::move(name);
    }

    /// The table or collection, where it is not called as the schema.
    basic_builder& source(std::string name) {
        declared_.source = std::move(name);
        return *this;
    }

    /// What requests look like; `form::rules` unless said.
    basic_builder& form(schema::form f) {
        declared_.form = f;
        return *this;
    }

    /// What absent fields mean; `logic::three_valued` unless said.
    basic_builder& logic(schema::logic l) {
        declared_.logic = l;
        return *this;
    }

    /// The unique field that ends every order; it is made not nullable.
    basic_builder& key(std::string name) {
        declared_.key = std::move(name);
        return *this;
    }

    /// What to do with `le`; `le_policy::warn` unless said.
    basic_builder& le(le_policy p) {
        declared_.le = p;
        return *this;
    }

    /// What to do with elements that a list has already; `duplicates_policy::accept` unless said.
    basic_builder& duplicates(duplicates_policy p) {
        declared_.duplicates = p;
        return *this;
    }

    /// The argument that stands for sets of values of a field, in form `condition`.
    basic_builder& category(schema::category c) {
        declared_.category = std::move(c);
        return *this;
    }

    /// The argument that turns equality of a field into contains, in form `condition`.
    basic_builder& fuzzy(schema::fuzzy f) {
        declared_.fuzzy = std::move(f);
        return *this;
    }

    /// Lets the common arguments stand at the top of a request: they are never read nor shown.
    basic_builder& common_arguments() {
        declared_.common_arguments = true;
        return *this;
    }

    /// What a request may cost.
    basic_builder& limits(core::limits l) {
        declared_.limits = l;
        return *this;
    }

    /// Adds a field behind the others.
    basic_builder& add(field f) {
        declared_.fields.push_back(std::move(f));
        return *this;
    }

    /// Changes the field of that name when the schema is built, such as one that `of` took from a struct:
    ///
    ///     .alter("tenant", [](schema::field& f) { f.queryable = false; })
    basic_builder& alter(std::string name, std::function<void(field&)> change) {
        alterations_.push_back({std::move(name), std::move(change)});
        return *this;
    }

    /// The same schema, and every query of it must be guarded by the field. See `guarded_definition`.
    [[nodiscard]] basic_builder<true> guard(std::string field) const {
        basic_builder<true> made(declared_, alterations_);
        made.declared_.guard.push_back(std::move(field));
        return made;
    }

    /// The checked schema, or all its mistakes: those of `define`, or `define_guarded`, and `schema_unknown_field` for
    /// each altered field that was not added.
    [[nodiscard]] core::result<std::conditional_t<Guarded, guarded_definition, definition>> build() const {
        declaration complete = declared_;
        core::diagnostics found;
        for (detail::alteration const& a : alterations_) {
            auto const altered = std::find_if(complete.fields.begin(), complete.fields.end(),
                                              [&a](field const& f) { return f.name == a.name; });
            if (altered != complete.fields.end()) {
                a.change(*altered);
            } else {
                found.add(core::code::schema_unknown_field, {}, {core::quote_name(a.name)}).pointer = "/fields";
            }
        }
        for (field& f : complete.fields) {
            f.nullable = f.nullable && f.name != complete.key;
        }
        auto made = defined(std::move(complete));
        if (found.empty()) {
            return made;
        }
        if (!made) {
            for (core::diagnostic const& d : made.error()) {
                found.add(d.code, d.where, d.arguments).pointer = d.pointer;
            }
        }
        return found;
    }

private:
    template <bool>
    friend class basic_builder;

    basic_builder(declaration written, std::vector<detail::alteration> alterations)
        : declared_(std::move(written)),
          alterations_(std::move(alterations)) {}

    [[nodiscard]] static auto defined(declaration complete) {
        if constexpr (Guarded) {
            return define_guarded(std::move(complete));
        } else {
            return define(std::move(complete));
        }
    }

    declaration declared_;
    std::vector<detail::alteration> alterations_;
};

/// Writes down a schema whose queries need no guard.
using builder = basic_builder<false>;

/// Writes down a schema whose queries must be guarded; `builder::guard` makes it.
using guarded_builder = basic_builder<true>;

} // namespace quern::schema
