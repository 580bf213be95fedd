#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/number.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/term.hpp>
#include <quern/json/detail/literals.hpp>
#include <quern/json/detail/members.hpp>
#include <quern/json/document.hpp>
#include <quern/schema/definition.hpp>
#include <quern/syntax/tree.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quern::json::detail {

/// What a value is held against, and what messages call it: an argument of its own, or the value of an item.
struct operand {
    core::term scalar;                 ///< the scalars that are right
    std::string_view argument{};       ///< the name of the argument
    bool required = false;             ///< the argument may not be left out
    std::string_view operation_text{}; ///< of an item: its operator as it was written
};

/// The word for the scalars that a field takes.
[[nodiscard]] inline core::term term_of(schema::field const& f) noexcept {
    switch (f.type) {
    case schema::scalar::boolean:
        return core::term::boolean;
    case schema::scalar::int64:
    case schema::scalar::uint64:
        return f.decimal_text ? core::term::integer_text : core::term::integer;
    case schema::scalar::real:
        return core::term::number;
    case schema::scalar::string:
        return core::term::string;
    case schema::scalar::timestamp:
        break;
    }
    return core::term::time_string;
}

/// Reads arguments that stand for themselves, each the name of a field.
class argument_reader {
public:
    /// `given` is memory to use.
    argument_reader(schema::definition const& schema, std::vector<entry>& given, syntax::request& out,
                    core::diagnostics& found)
        : schema_(schema),
          out_(out),
          found_(found),
          given_(given) {
        given_.assign(schema.fields().size(), {});
    }

    /// Keeps a member that is the argument of a field; false where it is none.
    bool take(member const& m) {
        std::optional<schema::field_index> const index = schema_.find(m.key());
        if (!index || !is_argument(schema_[*index])) {
            return false;
        }
        if (!given_[*index]) {
            given_[*index].emplace(m);
        }
        return true;
    }

    /// The member that was kept for a field.
    [[nodiscard]] entry const& given(schema::field_index index) const noexcept { return given_[index]; }

    /// The names of all arguments.
    [[nodiscard]] std::vector<std::string_view> names() const {
        std::vector<std::string_view> all;
        for (schema::field const& f : schema_.fields()) {
            if (is_argument(f)) {
                all.push_back(f.name);
            }
        }
        return all;
    }

    /// An unknown key was probably meant for this argument: it is not missing as well.
    void misspelt(std::string_view name) {
        if (std::optional<schema::field_index> const index = schema_.find(name)) {
            given_[*index].misspelt = true;
        }
    }

    /// Appends a predicate for each argument that was kept, in the order of the schema's fields, and reports those that
    /// are missing from `object`. `contains` names a field whose value is to be contained, not equal.
    void append_predicates(node object, std::string_view contains = {}) {
        for (std::size_t i = 0; i != given_.size(); ++i) {
            schema::field const& f = schema_[static_cast<schema::field_index>(i)];
            if (given_[i]) {
                append(*given_[i], f, f.name == contains);
            } else if (f.required) {
                report_missing(found_, object, f.name, given_[i]);
            }
        }
    }

    /// Begins a predicate on a field; without an operation where that is wrong. Its literals follow.
    syntax::node& open(syntax::name field, std::optional<schema::operation> operation, core::span where) {
        syntax::node leaf{.where = where};
        leaf.end = static_cast<std::uint32_t>(out_.nodes.size()) + 1;
        leaf.operation = operation;
        leaf.operation_where = field.where;
        leaf.operation_text = field.text;
        leaf.field = field;
        leaf.first_literal = static_cast<std::uint32_t>(out_.literals.size());
        return out_.nodes.emplace_back(leaf);
    }

    /// Appends a scalar, which may not be empty, to a predicate.
    void append_literal(node written, operand const& of, syntax::node& into) {
        if (written.type() == kind::string && written.text().empty()) {
            report_empty(written, of, core::code::empty_string);
        } else if (!fits(written, of) || !append_scalar(written, out_, into)) {
            report_type(written, of.scalar, of);
        }
    }

    /// Appends the elements of an array, none of which may be empty, to a predicate.
    void append_list(node written, operand const& of, syntax::node& into) {
        if (written.type() != kind::array) {
            core::diagnostic& d = report_type(written, core::term::array_of_scalars, of);
            if (written.type() == kind::string && !written.text().empty()) {
                d.advise(core::hint::write_as, {"[" + core::quote_text(written.text()) + "]"});
            }
            return;
        }
        if (written.size() == 0) {
            report_empty(written, of, core::code::empty_list);
        }
        read_elements(written, schema_.limits(), found_, [&](node element) {
            if (element.type() == kind::string && element.text().empty()) {
                report_empty(element, of, core::code::empty_string)
                    .advise(core::hint::omit_instead, {core::quote_text({})});
            } else if (!fits(element, of) || !append_scalar(element, out_, into)) {
                core::diagnostic& d = detail::report_type(found_, element, of.scalar);
                if (element.type() == kind::null) {
                    d.advise(core::hint::omit_instead, {"null"});
                }
            }
        });
    }

    /// Reports an argument that is empty, or an item's value in the words of its operator.
    core::diagnostic& report_empty(node written, operand const& of, core::code of_operator) {
        if (!of.operation_text.empty()) {
            return found_.add(of_operator, written.where(), {core::quote_text(of.operation_text)});
        }
        core::diagnostic& d = found_.add(core::code::empty_argument, written.where(), {core::quote_name(of.argument)});
        return of.required ? d : d.advise(core::hint::omit_instead, {core::quote_name(of.argument)});
    }

    /// Reports a value of the wrong type; null is no way to leave an argument out.
    core::diagnostic& report_type(node written, core::term expected, operand const& of) {
        core::diagnostic& d = detail::report_type(found_, written, expected);
        if (written.type() == kind::null && of.operation_text.empty() && !of.required) {
            d.advise(core::hint::omit_instead, {core::quote_name(of.argument)});
        }
        return d;
    }

private:
    [[nodiscard]] static bool is_argument(schema::field const& f) noexcept {
        return f.queryable && f.argument != schema::argument::none;
    }

    /// False for a fraction where an integer is wanted: no row could have it.
    [[nodiscard]] static bool fits(node written, operand const& of) noexcept {
        if (written.type() != kind::number ||
            (of.scalar != core::term::integer && of.scalar != core::term::integer_text)) {
            return true;
        }
        auto const number = core::parse_number(written.literal());
        return !number || number->integral;
    }

    void append(member const& m, schema::field const& f, bool contains) {
        syntax::name const field{f.name, m.key_where(), true};
        core::span const where = core::cover(m.key_where(), m.value().where());
        operand const of{.scalar = term_of(f), .argument = f.name, .required = f.required};
        switch (f.argument) {
        case schema::argument::none:
            return;
        case schema::argument::value: {
            auto const operation = contains ? schema::operation::icontains : schema::operation::eq;
            append_literal(m.value(), of, open(field, operation, where));
            return;
        }
        case schema::argument::list:
            append_list(m.value(), of, open(field, schema::operation::in, where));
            return;
        case schema::argument::range:
            append_range(m.value(), field, of);
            return;
        }
    }

    void append_range(node range, syntax::name field, operand const& of) {
        static constexpr std::array<std::string_view, 2> keys{"start", "end"};
        if (range.type() != kind::object) {
            report_type(range, core::term::object, of);
            return;
        }
        auto const [start, end] = read_members(range, keys, keys, found_);
        if (!start && !end && !start.misspelt && !end.misspelt) {
            found_.add(core::code::range_empty, range.where(), {core::quote_name(of.argument)});
        }
        if (start) {
            append_literal(start->value(), {.scalar = of.scalar, .argument = keys[0]},
                           open(field, schema::operation::ge, range.where()));
        }
        if (end) {
            syntax::node& last = open(field, schema::operation::le, range.where());
            last.ends_range = start.has_value();
            append_literal(end->value(), {.scalar = of.scalar, .argument = keys[1]}, last);
        }
    }

    schema::definition const& schema_;
    syntax::request& out_;
    core::diagnostics& found_;
    std::vector<entry>& given_;
};

} // namespace quern::json::detail
