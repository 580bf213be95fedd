#pragma once

#include <quern/core/code.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/span.hpp>
#include <quern/core/term.hpp>
#include <quern/core/utf8.hpp>
#include <quern/core/value.hpp>
#include <quern/schema/field.hpp>
#include <quern/sql/detail/binding.hpp>
#include <quern/sql/detail/names.hpp>
#include <quern/sql/detail/text_buffer.hpp>
#include <quern/sql/detail/workspace.hpp>
#include <quern/sql/dialect.hpp>
#include <quern/sql/parameter.hpp>
#include <quern/sql/statement.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace quern::sql::detail {

/// Writes a statement's text in a dialect, and binds its values.
class writer {
public:
    /// The statement's text is written to that of the workspace, which is clear.
    writer(sql::dialect const& d, detail::names const& n, workspace& w, statement& out,
           core::diagnostics& found) noexcept
        : dialect(d),
          names(n),
          memory(w),
          text_(w.text),
          out_(out),
          found_(found),
          scratch_(w.value) {}

    sql::dialect const& dialect;
    detail::names const& names;
    workspace& memory;

    void text(std::string_view s) { text_.append(s); }
    void repeat(char c, std::uint32_t times) { text_.append(times, c); }
    void column(schema::field const& f) { text(names.column(f)); }

    /// The offset of what is written next.
    [[nodiscard]] std::uint32_t here() const noexcept { return static_cast<std::uint32_t>(text_.size()); }

    /// Writes a form; `fill` writes what a letter in braces stands for.
    template <class Fill>
    void form(std::string_view pattern, Fill&& fill) {
        for (;;) {
            pattern.remove_prefix(text_.append_until(pattern, '{'));
            if (pattern.empty()) {
                return;
            }
            fill(pattern[1]);
            pattern.remove_prefix(3);
        }
    }

    /// Binds a value, and gives what `place` writes the placeholder of.
    parameter bind(core::value const& v, parameter_type type) {
        parameter const made{static_cast<std::uint32_t>(out_.parameters.size()), 1, false, type};
        out_.parameters.push_back(v);
        return made;
    }

    /// Writes the placeholder of a parameter for the first time.
    void place(parameter const& p) {
        out_.placeholders.push_back(p);
        placeholder(p);
    }

    /// Writes the placeholder of the parameter that was placed last, once more.
    void place_again() {
        parameter const last = out_.placeholders.back();
        if (dialect.placeholders == placeholder_style::question) {
            out_.placeholders.push_back(last);
        }
        placeholder(last);
    }

    /// Binds a constant as the field's store holds it.
    parameter bind_constant(core::value const& v, schema::field const& f) {
        return bind(stored(v, f, dialect.native, scratch_), type_of(f, dialect.native));
    }

    /// Binds a constant as the field's store holds it, and writes its placeholder.
    void constant(core::value const& v, schema::field const& f) {
        parameter const made = bind_constant(v, f);
        form(is_native(f) ? dialect.native_value : "{p}", [&](char) { place(made); });
    }

    /// Binds constants one by one, or as one list where the dialect has lists, and writes their placeholders.
    void list(std::ranges::input_range auto&& constants, schema::field const& f) {
        if (!dialect.lists) {
            bool const of_text = f.type == schema::scalar::string;
            std::string_view separator;
            for (core::value const& v : constants) {
                text(std::exchange(separator, ", "));
                form(of_text ? dialect.element_of_text : "{p}", [&](char) { constant(v, f); });
            }
            return;
        }
        parameter made{static_cast<std::uint32_t>(out_.parameters.size()), 0, true, type_of(f, dialect.native)};
        for (core::value const& v : constants) {
            out_.parameters.push_back(stored(v, f, dialect.native, scratch_));
            auto const* real = std::get_if<double>(&v);
            if (dialect.both_zeros && real != nullptr && *real == 0) {
                out_.parameters.push_back(-*real);
            }
        }
        made.count = static_cast<std::uint32_t>(out_.parameters.size()) - made.first;
        place(made);
    }

    /// Finds a name that the dialect does not have, or that is too long for it.
    void check_identifier(std::string_view name, core::span where) {
        if (names.all_fit()) {
            return;
        }
        if (!names::is_allowed(name, dialect)) {
            refuse(core::code::identifier_not_allowed, where, {std::string(dialect.name), core::quote_name(name)});
        }
        check_length(name, where, dialect.identifier_bytes, name.size(), core::term::bytes);
        if (dialect.identifier_characters != 0) {
            check_length(name, where, dialect.identifier_characters, core::count_code_points(name),
                         core::term::characters);
        }
    }

    /// Finds what the dialect cannot say.
    void refuse(core::code code, core::span where, std::vector<core::argument> arguments) {
        found_.add(code, where, std::move(arguments));
    }

    /// Finds that more is needed than the dialect takes; a `most` of 0 takes any.
    void check(core::code code, core::span where, std::uint32_t most, std::size_t needed) {
        if (exceeds(needed, most)) {
            found_.add(code, where, {std::string(dialect.name), std::to_string(most), std::to_string(needed)});
        }
    }

private:
    [[nodiscard]] static bool is_native(schema::field const& f) noexcept {
        return f.type == schema::scalar::timestamp && f.storage == schema::time_storage::native;
    }

    [[nodiscard]] static bool exceeds(std::size_t needed, std::uint32_t most) noexcept {
        return most != 0 && needed > most;
    }

    void check_length(std::string_view name, core::span where, std::uint32_t most, std::size_t length,
                      core::term unit) {
        if (exceeds(length, most)) {
            found_.add(core::code::identifier_too_long, where,
                       {std::string(dialect.name), std::to_string(most), core::quote_name(name), unit});
        }
    }

    void number(std::size_t n) {
        if (n < 10) {
            text_.append(1, static_cast<char>('0' + n));
            return;
        }
        char digits[20];
        auto const end = std::to_chars(digits, digits + sizeof digits, n).ptr;
        text(std::string_view(digits, static_cast<std::size_t>(end - digits)));
    }

    void placeholder(parameter const& p) {
        std::size_t const last = out_.placeholders.size();
        switch (dialect.placeholders) {
        case placeholder_style::question:
            text("?");
            return;
        case placeholder_style::numbered_question:
            text("?");
            number(last);
            return;
        case placeholder_style::numbered_dollar:
            text("$");
            number(last);
            return;
        case placeholder_style::named_colon:
            text(":p");
            number(last);
            return;
        case placeholder_style::typed_braces: {
            std::string_view const type = dialect.types[static_cast<std::size_t>(p.type)];
            text("{p");
            number(last);
            text(":");
            form(p.list ? dialect.list_type : type, [&](char) { text(type); });
            text("}");
            return;
        }
        }
    }

    text_buffer& text_;
    statement& out_;
    core::diagnostics& found_;
    std::string& scratch_;
};

} // namespace quern::sql::detail
