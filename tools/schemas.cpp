#include "schemas.hpp"

#include "choice.hpp"
#include "input.hpp"
#include "table.hpp"

#include <quern/api/schemas.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/render.hpp>
#include <quern/core/time_layout.hpp>
#include <quern/core/utc_offset.hpp>
#include <quern/json/json_schema.hpp>
#include <quern/json/schema.hpp>
#include <quern/syntax/spelling.hpp>
#include <quern/text/operators.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

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

std::optional<schema::definition> read_schema_file(options const& asked, output& out) {
    std::error_code error;
    bool const exists = asked.schema == input::standard || std::filesystem::exists(asked.schema, error);
    if (!exists && !error) {
        throw_no_such_schema(asked.schema);
    }
    input file(asked.schema, out);
    piece const text = file.read(json::schema_limits.bytes);
    core::result<schema::definition> read = json::read_schema(text.text);
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

std::string table_of_fields(schema::definition const& s) {
    table rows({"FIELD", "TYPE", "OPERATORS", "NOTES", "VALUES"});
    for (std::size_t i = 0; i != s.fields().size(); ++i) {
        schema::field const& f = s.fields()[i];
        rows.add({shown(f.name), std::string(schema::name(f.type)), operators_of(f, s.form()),
                  notes_on(f, i == s.key()), values_of(f)});
    }
    std::string out = shown(s.name());
    out.append(": form ").append(name(s.form())).append(", ").append(name(s.logic()));
    out.append(", source ").append(shown(s.source())).append("\n\n");
    return out.append(rows.text());
}

} // namespace

std::optional<schema::definition> find_schema(options const& asked, output& out) {
    std::optional<schema::definition> found;
    if (schema::definition const* const built_in = api::find_schema(asked.schema)) {
        found = *built_in;
    } else {
        found = read_schema_file(asked, out);
    }
    if (found && asked.logic) {
        schema::declaration changed = found->declaration();
        changed.logic = *asked.logic;
        found = schema::define(std::move(changed)).value();
    }
    return found;
}

exit_status print_schemas(options const& asked, output& out) {
    if (asked.schema.empty()) {
        out.write(list_of_schemas());
        return exit_status::valid;
    }
    std::optional<schema::definition> const found = find_schema(asked, out);
    if (!found) {
        return exit_status::invalid;
    }
    std::string text;
    switch (asked.as) {
    case schema_format::table:
        text = table_of_fields(*found);
        break;
    case schema_format::json:
        json::append_schema(text, *found);
        break;
    case schema_format::json_schema:
        json::append_json_schema(text, *found);
        break;
    }
    out.write(text);
    return exit_status::valid;
}

} // namespace quern::tool
