#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/limits.hpp>
#include <quern/json/detail/members.hpp>
#include <quern/json/indented.hpp>
#include <quern/json/page.hpp>
#include <quern/json/schema.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::json {

namespace detail {

inline constexpr std::array<std::string_view, 13> schema_keys{
    "name",  "source",           "form", "logic", "key", "le", "duplicates", "fields", "limits", "category",
    "fuzzy", "common_arguments", "guard"};

inline constexpr std::array<std::string_view, 19> field_keys{
    "name",      "type",     "column",   "path",         "operators",    "enum",         "unlisted",
    "queryable", "sortable", "nullable", "decimal_text", "integer_text", "case_folding", "layout",
    "zone",      "storage",  "argument", "required",     "items"};

/// A row of the table of limits.
struct limit_row {
    std::string_view name;
    std::uint32_t core::limits::* member;
};

inline constexpr std::array<limit_row, 9> limit_rows{{{"bytes", &core::limits::bytes},
                                                      {"depth", &core::limits::depth},
                                                      {"rules_per_group", &core::limits::rules_per_group},
                                                      {"rules", &core::limits::rules},
                                                      {"list", &core::limits::list},
                                                      {"string", &core::limits::string},
                                                      {"sort_keys", &core::limits::sort_keys},
                                                      {"page", &core::limits::page},
                                                      {"diagnostics", &core::limits::diagnostics}}};

inline constexpr auto limit_keys = [] {
    std::array<std::string_view, limit_rows.size()> keys{};
    for (std::size_t i = 0; i != keys.size(); ++i) {
        keys[i] = limit_rows[i].name;
    }
    return keys;
}();

inline constexpr auto layout_names = [] {
    std::array<std::string_view, core::time_layouts.size()> names{};
    for (std::size_t i = 0; i != names.size(); ++i) {
        names[i] = core::time_layouts[i].name;
    }
    return names;
}();

class schema_reader {
public:
    explicit schema_reader(core::diagnostics& found) noexcept : found_(found) {}

    [[nodiscard]] schema::declaration read(node root) {
        schema::declaration out;
        if (root.type() != kind::object) {
            report_type(found_, root, core::term::object);
            return out;
        }
        auto const [name, source, form, logic, key, le, duplicates, fields, limits, category, fuzzy, common, guard] =
            read_members(root, schema_keys, schema_keys, found_);
        require(root, name, "name");
        require(root, key, "key");
        require(root, fields, "fields");
        text(name, out.name);
        text(source, out.source);
        choice(form, schema::form_names, out.form);
        choice(logic, schema::logic_names, out.logic);
        text(key, out.key);
        choice(le, schema::le_policy_names, out.le);
        choice(duplicates, schema::duplicates_policy_names, out.duplicates);
        read_fields(fields, out);
        read_limits(limits, out.limits);
        read_category(category, out);
        read_fuzzy(fuzzy, out);
        flag(common, out.common_arguments);
        if (is(guard, kind::array, core::term::array)) {
            strings(guard->value(), out.guard);
            if (guard->value().size() == 0) {
                found_.add(core::code::schema_unguarded, guard->value().where(), {core::quote_name(out.name)});
            }
        }
        return out;
    }

private:
    using slot = entry;

    void require(node object, slot const& m, std::string_view key) { report_missing(found_, object, key, m); }

    [[nodiscard]] bool is(slot const& m, kind expected, core::term word) {
        if (m && m->value().type() != expected) {
            report_type(found_, m->value(), word);
        }
        return m && m->value().type() == expected;
    }

    void text(slot const& m, std::string& out) {
        if (is(m, kind::string, core::term::string)) {
            out = m->value().text();
            if (out.empty()) {
                found_.add(core::code::schema_name, m->value().where(), {core::quote_name(out)});
            }
        }
    }

    void flag(slot const& m, bool& out) {
        if (is(m, kind::boolean, core::term::boolean)) {
            out = m->value().boolean();
        }
    }

    template <class Enum>
    void choice(slot const& m, std::span<std::string_view const> names, Enum& out) {
        if (is(m, kind::string, core::term::string)) {
            out = static_cast<Enum>(find(m->value(), names).value_or(0));
        }
    }

    std::optional<std::size_t> find(node written, std::span<std::string_view const> names) {
        for (std::size_t i = 0; i != names.size(); ++i) {
            if (names[i] == written.text()) {
                return i;
            }
        }
        advise_spelling(found_.add(core::code::unknown_choice, written.where(), {core::quote_text(written.text())}),
                        written.text(), names);
        return std::nullopt;
    }

    void read_fields(slot const& m, schema::declaration& out) {
        if (!is(m, kind::array, core::term::array)) {
            return;
        }
        for (node const element : m->value().elements()) {
            if (element.type() == kind::object) {
                out.fields.push_back(read_field(element, out.key));
            } else {
                report_type(found_, element, core::term::object);
            }
        }
    }

    [[nodiscard]] schema::field read_field(node object, std::string_view schema_key) {
        schema::field out;
        auto const [name, type, column, path, operators, enumerators, unlisted, queryable, sortable, nullable,
                    decimal_text, integer_text, case_folding, layout, zone, storage, argument, required, items] =
            read_members(object, field_keys, field_keys, found_);
        require(object, name, "name");
        require(object, type, "type");
        text(name, out.name);
        choice(type, schema::scalar_names, out.type);
        text(column, out.column);
        text(path, out.path);
        if (operators) {
            out.operations = read_operators(operators);
        }
        read_enumerators(enumerators, out);
        choice(unlisted, schema::unlisted_policy_names, out.unlisted);
        out.nullable = out.name != schema_key;
        flag(queryable, out.queryable);
        flag(sortable, out.sortable);
        flag(nullable, out.nullable);
        flag(decimal_text, out.decimal_text);
        flag(integer_text, out.integer_text);
        choice(case_folding, schema::case_folding_names, out.folding);
        choice(layout, layout_names, out.layout);
        read_zone(zone, out);
        choice(storage, schema::time_storage_names, out.storage);
        choice(argument, schema::argument_names, out.argument);
        flag(required, out.required);
        out.items = read_operators(items);
        return out;
    }

    [[nodiscard]] schema::operation_set read_operators(slot const& m) {
        schema::operation_set out;
        if (!is(m, kind::array, core::term::array)) {
            return out;
        }
        for (node const element : m->value().elements()) {
            if (element.type() != kind::string) {
                report_type(found_, element, core::term::string);
            } else if (auto const index = find(element, schema::operation_names)) {
                out.insert(static_cast<schema::operation>(*index));
            }
        }
        return out;
    }

    void read_category(slot const& m, schema::declaration& out) {
        static constexpr std::array<std::string_view, 3> keys{"argument", "field", "sets"};
        if (!is(m, kind::object, core::term::object)) {
            return;
        }
        auto const [argument, field, sets] = read_members(m->value(), keys, keys, found_);
        require(m->value(), argument, "argument");
        require(m->value(), field, "field");
        require(m->value(), sets, "sets");
        schema::category& read = out.category.emplace();
        text(argument, read.argument);
        text(field, read.field);
        if (!is(sets, kind::object, core::term::object)) {
            return;
        }
        for (member const set : sets->value().members()) {
            schema::category::set& one = read.sets.emplace_back();
            one.name = set.key();
            if (is(slot{{set}}, kind::array, core::term::array)) {
                strings(set.value(), one.values);
            }
        }
    }

    void read_fuzzy(slot const& m, schema::declaration& out) {
        static constexpr std::array<std::string_view, 2> keys{"argument", "field"};
        if (!is(m, kind::object, core::term::object)) {
            return;
        }
        auto const [argument, field] = read_members(m->value(), keys, keys, found_);
        require(m->value(), argument, "argument");
        require(m->value(), field, "field");
        schema::fuzzy& read = out.fuzzy.emplace();
        text(argument, read.argument);
        text(field, read.field);
    }

    void strings(node array, std::vector<std::string>& out) {
        for (node const element : array.elements()) {
            if (element.type() != kind::string) {
                report_type(found_, element, core::term::string);
            } else {
                out.emplace_back(element.text());
            }
        }
    }

    void read_enumerators(slot const& m, schema::field& out) {
        if (!is(m, kind::array, core::term::array)) {
            return;
        }
        strings(m->value(), out.enumerators);
        if (m->value().size() == 0) {
            found_.add(core::code::schema_enumerator, m->value().where(), {"[]", core::quote_name(out.name)});
        }
    }

    void read_zone(slot const& m, schema::field& out) {
        if (!is(m, kind::string, core::term::string)) {
            return;
        }
        if (auto const zone = core::parse_utc_offset(m->value().text())) {
            out.zone = *zone;
        } else {
            found_.add(core::code::unknown_choice, m->value().where(), {core::quote_text(m->value().text())})
                .advise(core::hint::write_as, {core::quote_text("+08:00")});
        }
    }

    [[nodiscard]] std::uint64_t read_limit(member const& m, std::uint64_t most) {
        if (m.value().type() != kind::number) {
            report_type(found_, m.value(), core::term::integer);
            return 1;
        }
        std::optional<std::uint64_t> const value = natural(m.value().literal());
        if (!value || *value == 0 || *value > most) {
            found_.add(core::code::schema_limit, m.value().where(),
                       {core::quote_name(m.key()), "1", std::to_string(most)});
            return 1;
        }
        return *value;
    }

    void read_limits(slot const& m, core::limits& out) {
        if (!is(m, kind::object, core::term::object)) {
            return;
        }
        auto const rows = read_members(m->value(), limit_keys, limit_keys, found_);
        for (std::size_t i = 0; i != rows.size(); ++i) {
            if (rows[i]) {
                constexpr std::uint64_t most = std::numeric_limits<std::int32_t>::max();
                out.*(limit_rows[i].member) = static_cast<std::uint32_t>(read_limit(*rows[i], most));
            }
        }
    }

    core::diagnostics& found_;
};

/// A part of a JSON Pointer as a key.
[[nodiscard]] QUERN_INLINE std::string unescaped(std::string_view part) {
    std::string key;
    for (std::size_t at = 0; at != part.size(); ++at) {
        bool const escape = part[at] == '~';
        at += escape ? 1 : 0;
        key.push_back(!escape ? part[at] : part[at] == '1' ? '/' : '~');
    }
    return key;
}

/// The span of the deepest value on the way that a pointer names.
[[nodiscard]] QUERN_INLINE core::span span_of(node root, std::string_view pointer) {
    node at = root;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        std::string_view const step = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(step.size());
        std::optional<node> next;
        if (at.type() == kind::object) {
            next = at.find(unescaped(step));
        } else if (at.type() == kind::array) {
            std::size_t wanted = 0;
            std::from_chars(step.data(), step.data() + step.size(), wanted);
            element_range const all = at.elements();
            for (auto element = all.begin(); !next && element != all.end(); ++element) {
                if (wanted-- == 0) {
                    next = *element;
                }
            }
        }
        if (!next) {
            return {at.where().offset, 1};
        }
        at = *next;
    }
    return at.where();
}

[[nodiscard]] QUERN_INLINE boost::json::array operations_to_json(schema::operation_set operations) {
    boost::json::array out;
    for (std::size_t o = 0; o != schema::operation_count; ++o) {
        if (operations.contains(static_cast<schema::operation>(o))) {
            out.emplace_back(schema::operation_names[o]);
        }
    }
    return out;
}

[[nodiscard]] QUERN_INLINE boost::json::object field_to_json(schema::field const& f) {
    boost::json::object out{{"name", f.name},
                            {"type", schema::name(f.type)},
                            {"column", f.column},
                            {"path", f.path},
                            {"operators", operations_to_json(*f.operations)},
                            {"queryable", f.queryable},
                            {"sortable", f.sortable},
                            {"nullable", f.nullable}};
    if (!f.enumerators.empty()) {
        out["enum"] = boost::json::array(f.enumerators.begin(), f.enumerators.end());
        out["unlisted"] = schema::unlisted_policy_names[static_cast<std::size_t>(f.unlisted)];
    }
    if (schema::is_integer(f.type)) {
        out["decimal_text"] = f.decimal_text;
    }
    if (f.type == schema::scalar::string) {
        out["integer_text"] = f.integer_text;
        out["case_folding"] = schema::case_folding_names[static_cast<std::size_t>(f.folding)];
    }
    if (f.type == schema::scalar::timestamp) {
        out["layout"] = core::name(f.layout);
        if (f.layout == core::time_layout::datetime) {
            std::string zone;
            core::append_utc_offset(zone, f.zone);
            out["zone"] = zone;
        }
        out["storage"] = schema::time_storage_names[static_cast<std::size_t>(f.storage)];
    }
    if (f.argument != schema::argument::none) {
        out["argument"] = schema::argument_names[static_cast<std::size_t>(f.argument)];
        out["required"] = f.required;
    }
    if (!f.items.empty()) {
        out["items"] = operations_to_json(f.items);
    }
    return out;
}

} // namespace detail

namespace detail {

/// Reads a declaration and has it checked by `define`, whose mistakes are given their places.
template <class Define>
[[nodiscard]] auto read_and_define(std::string_view text, Define define)
    -> decltype(define(std::declval<schema::declaration>())) {
    core::diagnostics found;
    document read;
    schema::declaration declared;
    if (read.read(text, schema_limits, found)) {
        declared = schema_reader(found).read(read.root());
    }
    if (found.has_errors()) {
        found.arrange(core::limits{}.diagnostics);
        read.set_pointers(found);
        return found;
    }
    auto defined = define(std::move(declared));
    if (!defined) {
        core::diagnostics placed = std::move(defined).error();
        placed.arrange(core::limits{}.diagnostics); // few enough for their places to be looked up
        for (core::diagnostic& d : placed) {
            bool const note = d.severity() == core::severity::note;
            d.where = note ? core::span{static_cast<std::uint32_t>(text.size()), 0} : span_of(read.root(), d.pointer);
        }
        placed.arrange(core::limits{}.diagnostics + 1); // and the note
        return placed;
    }
    return defined;
}

} // namespace detail

QUERN_INLINE core::result<schema::definition> read_schema(std::string_view text) {
    return detail::read_and_define(text, schema::define);
}

QUERN_INLINE core::result<schema::guarded_definition> read_guarded_schema(std::string_view text) {
    return detail::read_and_define(text, schema::define_guarded);
}

QUERN_INLINE core::result<any_schema> read_any_schema(std::string_view text) {
    return detail::read_and_define(text, [](schema::declaration declared) -> core::result<any_schema> {
        auto const made = [](auto defined) -> core::result<any_schema> {
            return defined ? core::result<any_schema>(*std::move(defined))
                           : core::result<any_schema>(std::move(defined).error());
        };
        return declared.guard.empty() ? made(schema::define(std::move(declared)))
                                      : made(schema::define_guarded(std::move(declared)));
    });
}

namespace detail {

/// Appends a complete declaration in its JSON form.
QUERN_INLINE void append_declaration(std::string& out, schema::declaration const& schema) {
    boost::json::array fields;
    for (schema::field const& f : schema.fields) {
        fields.push_back(detail::field_to_json(f));
    }
    boost::json::object limits;
    for (detail::limit_row const& row : detail::limit_rows) {
        limits[row.name] = schema.limits.*(row.member);
    }
    boost::json::object written{
        {"name", schema.name},
        {"source", schema.source},
        {"form", schema::form_names[static_cast<std::size_t>(schema.form)]},
        {"logic", schema::logic_names[static_cast<std::size_t>(schema.logic)]},
        {"key", schema.key},
        {"le", schema::le_policy_names[static_cast<std::size_t>(schema.le)]},
        {"duplicates", schema::duplicates_policy_names[static_cast<std::size_t>(schema.duplicates)]},
        {"fields", std::move(fields)},
        {"limits", std::move(limits)},
    };
    if (auto const& c = schema.category) {
        boost::json::object sets;
        for (schema::category::set const& set : c->sets) {
            sets[set.name] = boost::json::array(set.values.begin(), set.values.end());
        }
        written["category"] = {{"argument", c->argument}, {"field", c->field}, {"sets", std::move(sets)}};
    }
    if (auto const& f = schema.fuzzy) {
        written["fuzzy"] = {{"argument", f->argument}, {"field", f->field}};
    }
    if (schema.common_arguments) {
        written["common_arguments"] = true;
    }
    if (!schema.guard.empty()) {
        written["guard"] = boost::json::array(schema.guard.begin(), schema.guard.end());
    }
    append_indented(out, written);
    out.push_back('\n');
}

} // namespace detail

QUERN_INLINE void append_schema(std::string& out, schema::definition const& schema) {
    detail::append_declaration(out, schema.declaration());
}

QUERN_INLINE void append_schema(std::string& out, schema::guarded_definition const& schema) {
    detail::append_declaration(out, schema.declaration());
}

} // namespace quern::json
