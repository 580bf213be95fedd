#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/utf8.hpp>
#include <quern/schema/definition.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace quern::schema {

QUERN_INLINE std::optional<field_index> definition::find(std::string_view name) const noexcept {
    auto const& fields = state_->declared.fields;
    auto const at = std::lower_bound(state_->by_name.begin(), state_->by_name.end(), name,
                                     [&](field_index i, std::string_view sought) { return fields[i].name < sought; });
    if (at == state_->by_name.end() || fields[*at].name != name) {
        return std::nullopt;
    }
    return *at;
}

QUERN_INLINE bool definition::declares_as(definition const& other) const {
    return state_->declared == other.state_->declared;
}

namespace detail {

/// What an argument asks of its field.
[[nodiscard]] QUERN_INLINE operation_set asked_by(argument a) noexcept {
    switch (a) {
    case argument::none:
        return {};
    case argument::value:
        return {operation::eq};
    case argument::list:
        return {operation::in};
    case argument::range:
        return {operation::ge, operation::le};
    }
    return {};
}

/// The operators that are in both.
[[nodiscard]] constexpr operation_set common(operation_set a, operation_set b) noexcept {
    operation_set both;
    for (std::size_t o = 0; o != operation_count; ++o) {
        auto const op = static_cast<operation>(o);
        if (a.contains(op) && b.contains(op)) {
            both.insert(op);
        }
    }
    return both;
}

/// Collects the mistakes of a declaration.
class declaration_check {
public:
    declaration_check(declaration const& declared, bool guarded) : declared_(declared), guarded_(guarded) {}

    core::diagnostics run() {
        check_name("/name", declared_.name);
        check_storage_name("/source", declared_.source, declared_.name);
        if (declared_.fields.empty()) {
            at("/fields", core::code::schema_no_fields);
        }
        if (declared_.fields.size() > std::numeric_limits<field_index>::max()) {
            limit("/fields", "fields", 1, std::numeric_limits<field_index>::max());
            return std::move(found_);
        }
        for (std::size_t i = 0; i != declared_.fields.size(); ++i) {
            check_field("/fields/" + std::to_string(i), declared_.fields[i]);
        }
        check_form();
        check_unique();
        check_key();
        check_guard();
        check_arguments();
        if (declared_.category) {
            check_category(*declared_.category);
        }
        if (declared_.fuzzy) {
            check_target("/fuzzy", declared_.fuzzy->argument, declared_.fuzzy->field, operation::icontains);
            if (declared_.category && declared_.category->argument == declared_.fuzzy->argument) {
                at("/fuzzy/argument", core::code::schema_duplicate_field,
                   {core::quote_name(declared_.fuzzy->argument)});
            }
        }
        check_limits();
        return std::move(found_);
    }

private:
    core::diagnostic& at(std::string pointer, core::code c, std::vector<core::argument> arguments = {}) {
        core::diagnostic& d = found_.add(c, {}, std::move(arguments));
        if (pointer.size() > core::max_pointer) {
            pointer.resize(pointer.rfind('/', core::max_pointer));
        }
        d.pointer = std::move(pointer);
        return d;
    }

    void limit(std::string pointer, std::string_view what, std::uint64_t least, std::uint64_t most) {
        at(std::move(pointer), core::code::schema_limit,
           {core::quote_name(what), std::to_string(least), std::to_string(most)});
    }

    void check_name(std::string pointer, std::string_view name) {
        if (name.empty() || !core::is_utf8(name) || name.find('\0') != std::string_view::npos) {
            at(std::move(pointer), core::code::schema_name, {core::quote_name(name)});
        }
    }

    /// A name that is the public one by default; then what is wrong with it has been said.
    void check_storage_name(std::string pointer, std::string_view name, std::string_view public_name) {
        if (name != public_name) {
            check_name(std::move(pointer), name);
        }
    }

    void property(std::string const& pointer, std::string_view what, field const& f, bool meaningful) {
        if (!meaningful) {
            at(pointer + "/" + std::string(what), core::code::schema_property_type,
               {core::quote_name(what), core::quote_name(f.name)});
        }
    }

    void check_field(std::string const& pointer, field const& f) {
        static field const plain;
        check_name(pointer + "/name", f.name);
        check_storage_name(pointer + "/column", f.column, f.name);
        check_storage_name(pointer + "/path", f.path, f.name);
        property(pointer, "enum", f, f.enumerators.empty() || f.type == scalar::string);
        property(pointer, "unlisted", f, f.unlisted == plain.unlisted || !f.enumerators.empty());
        property(pointer, "decimal_text", f, !f.decimal_text || is_integer(f.type));
        property(pointer, "integer_text", f, !f.integer_text || f.type == scalar::string);
        check_argument(pointer, f);
        property(pointer, "case_folding", f, f.folding == plain.folding || f.type == scalar::string);
        property(pointer, "layout", f, f.layout == plain.layout || f.type == scalar::timestamp);
        bool const zoned = f.type == scalar::timestamp && f.layout == core::time_layout::datetime;
        bool const a_zone = f.zone.minutes > -1'440 && f.zone.minutes < 1'440;
        property(pointer, "zone", f, f.zone == plain.zone || (zoned && a_zone));
        bool const ordered = f.storage != time_storage::text || f.layout != core::time_layout::rfc3339;
        property(pointer, "storage", f, f.storage == plain.storage || (f.type == scalar::timestamp && ordered));
        check_operations(pointer + "/operators", f, f.operations.value_or(operation_set{}));
        check_values(pointer + "/enum/", f.enumerators, f.name);
    }

    void check_operations(std::string const& pointer, field const& f, operation_set operations) {
        for (std::size_t o = 0; o != operation_count; ++o) {
            auto const op = static_cast<operation>(o);
            if (operations.contains(op) && !operations_of(f.type).contains(op)) {
                at(pointer, core::code::schema_operator_type, {core::quote_name(name(op)), core::quote_name(f.name)});
            }
        }
    }

    /// What is asked of an argument and of items must be allowed, and nothing can be asked of a hidden field.
    void check_argument(std::string const& pointer, field const& f) {
        bool const range = f.argument == argument::range;
        bool const allowed = f.queryable && common(*f.operations, asked_by(f.argument)) == asked_by(f.argument);
        property(pointer, "argument", f,
                 f.argument == argument::none || (allowed && (!range || f.type != scalar::boolean)));
        property(pointer, "required", f, !f.required || f.argument != argument::none);
        operation_set said = f.items;
        for (operation const o : {operation::in, operation::not_in, operation::icontains}) {
            said.erase(o);
        }
        check_operations(pointer + "/items", f, f.items);
        operation_set const typed = common(f.items, operations_of(f.type));
        property(pointer, "items", f,
                 f.items.empty() || (f.queryable && said.empty() && common(*f.operations, typed) == typed));
    }

    /// The field that an argument of its own name stands for: a string that clients may ask so.
    void check_target(std::string const& pointer, std::string const& argument, std::string const& target,
                      operation asked) {
        check_name(pointer + "/argument", argument);
        field const* const f = find(target);
        if (f == nullptr) {
            at(pointer + "/field", core::code::schema_unknown_field, {core::quote_name(target)});
        } else {
            bool const equal = asked != operation::icontains || f->argument == schema::argument::value;
            property(pointer, "field", *f,
                     f->type == scalar::string && f->queryable && equal && f->operations->contains(asked));
        }
        if (field const* const same = find(argument); same != nullptr && same->argument != schema::argument::none) {
            at(pointer + "/argument", core::code::schema_duplicate_field, {core::quote_name(argument)});
        }
        if (argument == items_argument) {
            at(pointer + "/argument", core::code::schema_name, {core::quote_name(argument)});
        }
    }

    /// What the form gives no meaning, and names of arguments that it has another use for.
    void check_form() {
        form const f = declared_.form;
        bool const reads_arguments = f == form::condition || f == form::lookup;
        auto const meaningless = [&](std::string pointer, std::string_view what) {
            at(std::move(pointer), core::code::schema_form,
               {core::quote_name(what), core::quote_name(form_names[static_cast<std::size_t>(f)])});
        };
        for (std::size_t i = 0; i != declared_.fields.size(); ++i) {
            field const& one = declared_.fields[i];
            std::string const pointer = "/fields/" + std::to_string(i);
            bool const argument = one.argument != argument::none;
            if (argument && !reads_arguments) {
                meaningless(pointer + "/argument", "argument");
            } else if (argument && (f == form::condition ? one.name == items_argument : is_common(one.name))) {
                at(pointer + "/name", core::code::schema_name, {core::quote_name(one.name)});
            }
            if (!one.items.empty() && f != form::condition) {
                meaningless(pointer + "/items", "items");
            }
        }
        if (declared_.category && f != form::condition) {
            meaningless("/category", "category");
        }
        if (declared_.fuzzy && f != form::condition) {
            meaningless("/fuzzy", "fuzzy");
        }
        if (declared_.common_arguments && !reads_arguments) {
            meaningless("/common_arguments", "common_arguments");
        }
    }

    [[nodiscard]] bool is_common(std::string_view name) const noexcept {
        return declared_.common_arguments && std::find(common_argument_names.begin(), common_argument_names.end(),
                                                       name) != common_argument_names.end();
    }

    void check_category(category const& c) {
        check_target("/category", c.argument, c.field, operation::in);
        std::vector<std::string_view> names;
        for (category::set const& s : c.sets) {
            std::string const pointer = "/category/sets/" + escaped(s.name);
            check_name(pointer, s.name);
            if (s.values.empty()) {
                at(pointer, core::code::schema_enumerator, {core::quote_text("[]"), core::quote_name(c.field)});
            }
            check_values(pointer + "/", s.values, c.field);
            check_constants(pointer + "/", s.values, c.field);
            names.push_back(s.name);
        }
        std::sort(names.begin(), names.end());
        for (auto twice = std::adjacent_find(names.begin(), names.end()); twice != names.end();
             twice = std::adjacent_find(twice + 1, names.end())) {
            at("/category/sets/" + escaped(*twice), core::code::schema_enumerator,
               {core::quote_text(*twice), core::quote_name(c.argument)});
        }
        if (c.sets.empty()) {
            at("/category/sets", core::code::schema_enumerator, {core::quote_text("{}"), core::quote_name(c.field)});
        }
    }

    /// Values that requests will be given in place of the category: the field must have them, within the limits.
    void check_constants(std::string const& pointer, std::span<std::string const> values, std::string_view name) {
        field const* const f = find(name);
        for (std::size_t i = 0; f != nullptr && i != values.size(); ++i) {
            bool const closed = !f->enumerators.empty() && f->unlisted == unlisted_policy::reject;
            if (closed && std::find(f->enumerators.begin(), f->enumerators.end(), values[i]) == f->enumerators.end()) {
                at(pointer + std::to_string(i), core::code::unknown_enumerator,
                   {core::quote_text(values[i]), core::quote_name(name)});
            } else if (values[i].size() > declared_.limits.string) {
                at(pointer + std::to_string(i), core::code::string_too_long,
                   {std::to_string(values[i].size()), std::to_string(declared_.limits.string)});
            }
        }
    }

    /// The field of a name; null where there is none.
    [[nodiscard]] field const* find(std::string_view name) const noexcept {
        auto const named = [name](field const& f) { return f.name == name; };
        auto const at = std::find_if(declared_.fields.begin(), declared_.fields.end(), named);
        return at == declared_.fields.end() ? nullptr : &*at;
    }

    /// A name as a part of a JSON Pointer; of one that is too long, no more than shows that it is.
    [[nodiscard]] static std::string escaped(std::string_view name) {
        std::string part;
        for (char const c : name.substr(0, core::max_pointer)) {
            part += c == '~' ? "~0" : c == '/' ? "~1" : std::string_view(&c, 1);
        }
        return part;
    }

    void check_values(std::string const& pointer, std::span<std::string const> values, std::string_view name) {
        std::vector<std::size_t> order(values.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            int const names = values[a].compare(values[b]);
            return names != 0 ? names < 0 : a < b;
        });
        for (std::size_t i = 0; i != order.size(); ++i) {
            std::string_view const value = values[order[i]];
            bool const twice = i != 0 && values[order[i - 1]] == value;
            if (twice || value.empty() || !core::is_utf8(value) || value.find('\0') != std::string_view::npos) {
                at(pointer + std::to_string(order[i]), core::code::schema_enumerator,
                   {core::quote_text(value), core::quote_name(name)});
            }
        }
    }

    void check_unique() {
        auto const& fields = declared_.fields;
        std::vector<std::size_t> order(fields.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            int const names = fields[a].name.compare(fields[b].name);
            return names != 0 ? names < 0 : a < b;
        });
        for (std::size_t i = 1; i < order.size(); ++i) {
            if (fields[order[i - 1]].name == fields[order[i]].name) {
                at("/fields/" + std::to_string(order[i]) + "/name", core::code::schema_duplicate_field,
                   {core::quote_name(fields[order[i]].name)});
            }
        }
    }

    /// A form that reads arguments must have one that clients may use.
    void check_arguments() {
        bool const reads = declared_.form == schema::form::condition || declared_.form == schema::form::lookup;
        bool const has = std::any_of(declared_.fields.begin(), declared_.fields.end(), [](field const& f) {
            return f.queryable && (f.argument != schema::argument::none || !f.items.empty());
        });
        if (reads && !has && !declared_.category && !declared_.fields.empty()) {
            at("/fields", core::code::schema_no_arguments,
               {core::quote_name(form_names[static_cast<std::size_t>(declared_.form)])});
        }
    }

    void check_key() {
        field const* const key = find(declared_.key);
        if (key == nullptr) {
            at("/key", core::code::schema_unknown_field, {core::quote_name(declared_.key)});
        } else if (key->nullable) {
            at("/key", core::code::schema_key_nullable, {core::quote_name(declared_.key)});
        }
    }

    void check_guard() {
        if (guarded_ == declared_.guard.empty()) {
            at(guarded_ ? "" : "/guard", guarded_ ? core::code::schema_unguarded : core::code::schema_guarded,
               {core::quote_name(declared_.name)});
        }
        for (std::size_t i = 0; i != declared_.guard.size(); ++i) {
            std::string const& name = declared_.guard[i];
            std::string const pointer = "/guard/" + std::to_string(i);
            auto const here = declared_.guard.begin() + static_cast<std::ptrdiff_t>(i);
            if (find(name) == nullptr) {
                at(pointer, core::code::schema_unknown_field, {core::quote_name(name)});
            } else if (std::find(declared_.guard.begin(), here, name) != here) {
                at(pointer, core::code::schema_duplicate_field, {core::quote_name(name)});
            }
        }
    }

    void check_limits() {
        struct row {
            std::string_view name;
            std::uint32_t value, most;
        };
        core::limits const& l = declared_.limits;
        constexpr std::uint32_t any = std::numeric_limits<std::int32_t>::max();
        for (row const& r : std::array<row, 9>{{{"bytes", l.bytes, any},
                                                {"depth", l.depth, 64},
                                                {"rules_per_group", l.rules_per_group, 1'000'000},
                                                {"rules", l.rules, 1'000'000},
                                                {"list", l.list, 1'000'000},
                                                {"string", l.string, any},
                                                {"sort_keys", l.sort_keys, 64},
                                                {"page", l.page, any},
                                                {"diagnostics", l.diagnostics, 1'000'000}}}) {
            if (r.value == 0 || r.value > r.most) {
                limit("/limits/" + std::string(r.name), r.name, 1, r.most);
            }
        }
    }

    declaration const& declared_;
    bool guarded_;
    core::diagnostics found_;
};

/// What clients may ask of a field that lists no operators: what its form can say. Form 1 orders numbers and times, not
/// strings; the forms of arguments ask what the field's argument and items say.
[[nodiscard]] QUERN_INLINE operation_set default_operations(field const& f, declaration const& of) noexcept {
    using enum operation;
    operation_set all = operations_of(f.type);
    switch (of.form) {
    case form::text:
        return all;
    case form::rules:
        for (operation const o : {lt, le, gt, ge, begins_with, ends_with}) {
            if (f.type == scalar::string) {
                all.erase(o);
            }
        }
        return all;
    case form::condition:
    case form::lookup:
        break;
    }
    operation_set asked = f.items;
    for (std::size_t o = 0; o != operation_count; ++o) {
        if (auto const op = static_cast<operation>(o); asked_by(f.argument).contains(op)) {
            asked.insert(op);
        }
    }
    if (of.fuzzy && of.fuzzy->field == f.name) {
        asked.insert(icontains);
    }
    if (of.category && of.category->field == f.name) {
        asked.insert(operation::in);
    }
    return common(asked, all);
}

} // namespace detail

QUERN_INLINE core::result<definition> detail::define_any(schema::declaration declared, bool guarded) {
    if (declared.source.empty()) {
        declared.source = declared.name;
    }
    for (field& f : declared.fields) {
        if (f.column.empty()) {
            f.column = f.name;
        }
        if (f.path.empty()) {
            f.path = f.name;
        }
        if (!f.operations) {
            f.operations = detail::default_operations(f, declared);
        }
        f.sortable = f.sortable && f.queryable;
    }
    core::diagnostics found = detail::declaration_check(declared, guarded).run();
    if (found.has_errors()) {
        return found;
    }
    auto made = std::make_shared<definition::state>();
    made->by_name.resize(declared.fields.size());
    std::iota(made->by_name.begin(), made->by_name.end(), field_index{0});
    std::sort(made->by_name.begin(), made->by_name.end(),
              [&](field_index a, field_index b) { return declared.fields[a].name < declared.fields[b].name; });
    while (declared.fields[made->key].name != declared.key) {
        ++made->key;
    }
    made->declared = std::move(declared);
    return definition(std::move(made));
}

QUERN_INLINE core::result<definition> define(schema::declaration declared) {
    return detail::define_any(std::move(declared), false);
}

} // namespace quern::schema
