#include "schemas.hpp"

#include "choice.hpp"
#include "input.hpp"
#include "table.hpp"

#include <quern/api/schemas.hpp>
#include <quern/bind/filter.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/render.hpp>
#include <quern/core/time_layout.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/core/utc_offset.hpp>
#include <quern/json/json_schema.hpp>
#include <quern/json/schema.hpp>
#include <quern/syntax/spelling.hpp>
#include <quern/text/operators.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

namespace quern::tool {

namespace {

std::string_view name(schema::form f) { return schema::form_names[static_cast<std::size_t>(f)]; }
std::string_view name(schema::logic l) { return schema::logic_names[static_cast<std::size_t>(l)]; }
std::string_view name(schema::time_storage s) { return schema::time_storage_names[static_cast<std::size_t>(s)]; }

[[noreturn]] void throw_no_such_schema(std::string const& written) {
    std::array<std::string_view, api::built_in_schemas.size()> names{};
    std::ranges::transform(api::built_in_schemas, names.begin(), &api::built_in_schema::name);
    throw failure(exit_status::usage, no_such("schema or file", written, "built in", names));
}

std::optional<json::any_schema> read_schema_file(options const& asked, output& out) {
    std::error_code error;
    bool const exists = asked.schema == input::standard || std::filesystem::exists(asked.schema, error);
    if (!exists && !error) {
        throw_no_such_schema(asked.schema);
    }
    input file(asked.schema, out);
    piece const text = file.read(json::schema_limits.bytes);
    core::result<json::any_schema> read = json::read_any_schema(text.text);
    if (read) {
        return std::move(read).value();
    }
    core::diagnostics found = std::move(read).error();
    correct_size(found, text);
    std::string const name = input::shown_name(asked.schema);
    out.write_error(core::render(found, text.text, {.language = asked.language, .color = asked.color, .name = name}));
    return std::nullopt;
}

/// A name from a schema, quoted where it could be taken for something else.
std::string shown(std::string_view name) {
    std::string quoted = core::quote_text(name);
    bool const plain = quoted.size() == name.size() + 2 && name.find_first_of(" ,") == std::string_view::npos;
    return plain ? std::string(name) : quoted;
}

void append_word(std::string& out, std::string_view word) { out.append(out.empty() ? "" : " ").append(word); }

/// The operators that requests can write; in a form that spells none, those of schema files.
std::string operators_of(schema::field const& f, schema::form form) {
    std::string out;
    for (std::size_t i = 0; i != schema::operation_count; ++i) {
        auto const o = static_cast<schema::operation>(i);
        std::string_view const spelling = form == schema::form::rules  ? syntax::spelling_of(syntax::rules_spellings, o)
                                          : form == schema::form::text ? syntax::spelling_of(text::operators, o)
                                                                       : schema::name(o);
        if (f.queryable && f.operations->contains(o) && !spelling.empty()) {
            append_word(out, shown(spelling));
        }
    }
    return out;
}

/// All that the other columns do not say.
std::string notes_on(schema::field const& f, bool is_key) {
    std::string out;
    struct flag {
        bool set;
        std::string_view word;
    };
    for (flag const& row : {flag{is_key, "key"}, flag{f.sortable, "sortable"}, flag{f.nullable, "nullable"},
                            flag{f.decimal_text, "decimal_text"}, flag{!f.queryable, "hidden"}}) {
        if (row.set) {
            append_word(out, row.word);
        }
    }
    if (f.folding == schema::case_folding::ascii) {
        append_word(out, "ascii");
    }
    if (f.type == schema::scalar::timestamp) {
        append_word(out, core::name(f.layout));
        if (f.layout == core::time_layout::datetime) {
            core::append_utc_offset(out, f.zone);
        }
        append_word(out, name(f.storage));
    }
    return out;
}

std::string values_of(schema::field const& f) {
    std::string out;
    for (std::string const& value : f.enumerators) {
        append_word(out, shown(value));
    }
    return out;
}

std::string list_of_schemas() {
    table rows({"NAME", "FORM", "LOGIC", "KEY", "FIELDS"});
    for (api::built_in_schema const& row : api::built_in_schemas) {
        schema::definition const& s = row.get();
        rows.add({s.name(), std::string(name(s.form())), std::string(name(s.logic())), s[s.key()].name,
                  std::to_string(s.fields().size())});
    }
    return rows.text();
}

std::string table_of_fields(schema::definition const& s, std::vector<std::string> const& guard) {
    table rows({"FIELD", "TYPE", "OPERATORS", "NOTES", "VALUES"});
    for (std::size_t i = 0; i != s.fields().size(); ++i) {
        schema::field const& f = s.fields()[i];
        rows.add({shown(f.name), std::string(schema::name(f.type)), operators_of(f, s.form()),
                  notes_on(f, i == s.key()), values_of(f)});
    }
    std::string out = shown(s.name());
    out.append(": form ").append(name(s.form())).append(", ").append(name(s.logic()));
    out.append(", source ").append(shown(s.source()));
    std::string_view before = ", guarded by ";
    for (std::string const& name : guard) {
        out.append(std::exchange(before, " and ")).append(shown(name));
    }
    out.append("\n\n");
    return out.append(rows.text());
}

/// The schema that the command line names, a built-in one or one in a file, with the logic that it asks for.
std::optional<schema::declaration> find_declaration(options const& asked, output& out) {
    std::optional<schema::declaration> found;
    if (schema::definition const* const built_in = api::find_schema(asked.schema)) {
        found = built_in->declaration();
    } else if (auto const file = read_schema_file(asked, out)) {
        found = std::visit([](auto const& s) { return s.declaration(); }, *file);
    }
    if (found && asked.logic) {
        found->logic = *asked.logic;
    }
    return found;
}

/// The schema without its guard.
schema::definition without_guard(schema::declaration declared) {
    declared.guard.clear();
    return schema::define(std::move(declared)).value();
}

/// A number that is all of the text.
template <class Number>
std::optional<syntax::filter> equals_number(syntax::unbound_field const& f, std::string_view text) {
    Number number{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return f == number;
}

/// The field has the value, which is written as people write it: without quotes.
std::optional<syntax::filter> equals(schema::field const& field, std::string_view text) {
    syntax::unbound_field const f = syntax::field(field.name);
    switch (field.type) {
    case schema::scalar::boolean:
        return text == "true" || text == "false" ? std::optional(f == (text == "true")) : std::nullopt;
    case schema::scalar::int64:
        return equals_number<std::int64_t>(f, text);
    case schema::scalar::uint64:
        return equals_number<std::uint64_t>(f, text);
    case schema::scalar::real:
        return equals_number<double>(f, text);
    case schema::scalar::string:
        return f == text;
    case schema::scalar::timestamp:
        if (auto const instant = core::parse_timestamp(text, field.layout, field.zone)) {
            return f == *instant;
        }
    }
    return std::nullopt;
}

/// The filter that one `--guard` stands for.
syntax::filter read_guard(std::string const& written, schema::definition const& schema) {
    std::size_t const equal = written.find('=');
    if (equal == std::string::npos) {
        throw failure(exit_status::usage, "--guard takes FIELD=VALUE, found " + core::quote_text(written));
    }
    std::string_view const name = std::string_view(written).substr(0, equal);
    auto const index = schema.find(name);
    if (!index) {
        throw failure(exit_status::usage,
                      "--guard: the schema " + shown(schema.name()) + " has no field " + core::quote_name(name));
    }
    schema::field const& field = schema[*index];
    std::string_view const value = std::string_view(written).substr(equal + 1);
    std::optional<syntax::filter> const guard = equals(field, value);
    if (!guard || !bind::bind_filter(schema, *guard, bind::trust::internal)) {
        throw failure(exit_status::usage, "--guard: " + core::quote_text(value) + " is no " +
                                              std::string(schema::name(field.type)) + ", as the field " +
                                              core::quote_name(name) + " is");
    }
    return *guard;
}

std::optional<syntax::filter> read_guards(options const& asked, schema::definition const& schema) {
    std::optional<syntax::filter> all;
    for (std::string const& written : asked.guards) {
        syntax::filter const one = read_guard(written, schema);
        all = all ? *all && one : one;
    }
    return all;
}

/// The fields that a schema demands a guard on must have one.
void check_demand(options const& asked, schema::declaration const& declared) {
    for (std::string const& name : declared.guard) {
        auto const fixes = [&](std::string const& guard) { return guard.starts_with(name + "="); };
        if (asked.command != command::check && std::ranges::none_of(asked.guards, fixes)) {
            throw failure(exit_status::usage,
                          "the schema " + shown(declared.name) + " demands a guard: --guard " + shown(name) + "=VALUE");
        }
    }
}

} // namespace

std::optional<scope> find_scope(options const& asked, output& out) {
    std::optional<schema::declaration> const declared = find_declaration(asked, out);
    if (!declared) {
        return std::nullopt;
    }
    scope found{without_guard(*declared), std::nullopt};
    found.guard = read_guards(asked, found.schema);
    check_demand(asked, *declared);
    return found;
}

exit_status print_schemas(options const& asked, output& out) {
    if (asked.schema.empty()) {
        out.write(list_of_schemas());
        return exit_status::valid;
    }
    std::optional<schema::declaration> const declared = find_declaration(asked, out);
    if (!declared) {
        return exit_status::invalid;
    }
    schema::definition const plain = without_guard(*declared);
    std::string text;
    switch (asked.as) {
    case schema_format::table:
        text = table_of_fields(plain, declared->guard);
        break;
    case schema_format::json:
        if (declared->guard.empty()) {
            json::append_schema(text, plain);
        } else {
            json::append_schema(text, schema::define_guarded(*declared).value());
        }
        break;
    case schema_format::json_schema:
        json::append_json_schema(text, plain);
        break;
    }
    out.write(text);
    return exit_status::valid;
}

} // namespace quern::tool
