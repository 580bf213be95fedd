#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/quote.hpp>
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

/// Reads arguments that stand for themselves, each the name of a field.
class argument_reader {
public:
    argument_reader(schema::definition const& schema, syntax::request& out, core::diagnostics& found)
        : schema_(schema),
          out_(out),
          found_(found),
          given_(schema.fields().size()) {}

    /// Keeps a member that is the argument of a field; false where it is none.
    bool take(member const& m) {
        std::optional<schema::field_index> const index = schema_.find(m.key());
        if (!index || !schema_[*index].queryable || schema_[*index].argument == schema::argument::none) {
            return false;
        }
        if (!given_[*index]) {
            given_[*index] = m;
        }
        return true;
    }

    /// The member that was kept for a field.
    [[nodiscard]] std::optional<member> const& given(schema::field_index index) const noexcept { return given_[index]; }

    /// Appends the names of all arguments.
    void append_names(std::vector<std::string_view>& names) const {
        for (schema::field const& f : schema_.fields()) {
            if (f.queryable && f.argument != schema::argument::none) {
                names.push_back(f.name);
            }
        }
    }

    /// Appends a predicate for each argument that was kept, in the order of the schema's fields, and reports those that
    /// are missing from `object`. `contains` names a field whose value is to be contained, not equal.
    void append_predicates(node object, std::string_view contains = {}) {
        for (std::size_t i = 0; i != given_.size(); ++i) {
            schema::field const& f = schema_[static_cast<schema::field_index>(i)];
            if (given_[i]) {
                append(*given_[i], f.argument, f.name == contains);
            } else if (f.required) {
                report_missing(found_, object, f.name);
            }
        }
    }

    /// Begins a predicate on a field. Its literals follow by `append_literal`.
    syntax::node& open(syntax::name field, schema::operation operation, core::span where) {
        syntax::node leaf{.where = where};
        leaf.end = static_cast<std::uint32_t>(out_.nodes.size()) + 1;
        leaf.operation = operation;
        leaf.operation_where = field.where;
        leaf.operation_text = field.text;
        leaf.field = field;
        leaf.first_literal = static_cast<std::uint32_t>(out_.literals.size());
        return out_.nodes.emplace_back(leaf);
    }

    /// Appends a scalar that may not be empty to a predicate.
    void append_literal(node written, std::string_view argument, syntax::node& into) {
        syntax::literal read{.where = written.where()};
        switch (written.type()) {
        case kind::boolean:
            read.type = syntax::literal::kind::boolean;
            read.truth = written.boolean();
            break;
        case kind::number:
            read.type = syntax::literal::kind::number;
            read.text = written.literal();
            break;
        case kind::string:
            read.text = written.text();
            if (read.text.empty()) {
                report_empty(written, argument);
                return;
            }
            break;
        case kind::array:
        case kind::object:
            report_type(found_, written, core::term::scalar);
            return;
        case kind::null:
            report_type(found_, written, core::term::scalar)
                .advise(core::hint::omit_instead, {core::quote_name(argument)});
            return;
        }
        out_.literals.push_back(read);
        ++into.literal_count;
    }

    /// Appends the elements of an array to a predicate.
    void append_list(node written, std::string_view argument, syntax::node& into) {
        core::limits const& limits = schema_.limits();
        if (written.type() != kind::array) {
            report_type(found_, written, core::term::array_of_scalars);
            return;
        }
        if (written.size() == 0) {
            report_empty(written, argument);
        }
        if (written.size() > limits.list) {
            found_
                .add(core::code::list_too_long, head(written),
                     {std::to_string(written.size()), std::to_string(limits.list)})
                .advise(core::hint::split_request);
            return;
        }
        for (node const element : written.elements()) {
            append_literal(element, argument, into);
        }
    }

    void report_empty(node written, std::string_view argument) {
        found_.add(core::code::empty_argument, written.where(), {core::quote_name(argument)})
            .advise(core::hint::omit_instead, {core::quote_name(argument)});
    }

private:
    void append(member const& m, schema::argument how, bool contains) {
        syntax::name const field{m.key(), m.key_where(), true};
        core::span const where = core::cover(m.key_where(), m.value().where());
        switch (how) {
        case schema::argument::none:
            return;
        case schema::argument::value: {
            auto const operation = contains ? schema::operation::icontains : schema::operation::eq;
            append_literal(m.value(), m.key(), open(field, operation, where));
            return;
        }
        case schema::argument::list:
            append_list(m.value(), m.key(), open(field, schema::operation::in, where));
            return;
        case schema::argument::range:
            append_range(m, field);
            return;
        }
    }

    void append_range(member const& m, syntax::name field) {
        static constexpr std::array<std::string_view, 2> keys{"start", "end"};
        if (m.value().type() != kind::object) {
            report_type(found_, m.value(), core::term::object);
            return;
        }
        auto const [start, end] = read_members(m.value(), keys, keys, found_);
        if (!start && !end) {
            found_.add(core::code::range_empty, m.value().where(), {core::quote_name(m.key())});
        }
        if (start) {
            append_literal(start->value(), "start", open(field, schema::operation::ge, m.value().where()));
        }
        if (end) {
            syntax::node& last = open(field, schema::operation::le, m.value().where());
            last.ends_range = start.has_value();
            append_literal(end->value(), "end", last);
        }
    }

    schema::definition const& schema_;
    syntax::request& out_;
    core::diagnostics& found_;
    std::vector<std::optional<member>> given_;
};

} // namespace quern::json::detail
