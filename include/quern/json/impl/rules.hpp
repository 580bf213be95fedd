#pragma once

#include <quern/json/detail/members.hpp>
#include <quern/json/page.hpp>
#include <quern/json/rules.hpp>
#include <quern/syntax/spelling.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace quern::json {

namespace detail {

inline constexpr std::array<std::string_view, 2> connectives{"and", "or"};
inline constexpr std::array<std::string_view, 2> group_keys{"op", "rules"};
inline constexpr std::array<std::string_view, 3> rule_keys{"field", "op", "value"};
inline constexpr std::array<std::string_view, 4> element_keys{"field", "op", "value", "rules"};

/// The spellings of form 1 that a hint may name.
inline constexpr auto rules_operators = [] {
    std::array<std::string_view, 10> names{};
    std::size_t i = 0;
    for (syntax::spelling const& row : syntax::rules_spellings) {
        if (!row.alias) {
            names[i++] = row.text;
        }
    }
    return names;
}();

[[nodiscard]] inline bool is_connective(std::string_view text) noexcept {
    return text == connectives[0] || text == connectives[1];
}

} // namespace detail

inline void rules_reader::read(node request, schema::definition const& schema, syntax::request& out,
                               core::diagnostics& found) {
    static constexpr std::array<std::string_view, 2> keys{"filter", "page"};
    schema_ = &schema;
    out_ = &out;
    found_ = &found;
    open_.clear();
    rules_ = 0;
    if (request.type() != kind::object) {
        detail::report_type(found, request, core::term::object);
        return;
    }
    auto const [filter, page] = detail::read_members(request, keys, keys, found);
    if (filter) {
        read_filter(filter->value());
    } else {
        detail::report_missing(found, request, "filter");
    }
    if (page) {
        read_page(page->value(), schema.limits(), out, found);
    } else {
        detail::report_missing(found, request, "page");
    }
}

inline void rules_reader::read_filter(node filter) {
    if (filter.type() != kind::object) {
        detail::report_type(*found_, filter, core::term::object);
        return;
    }
    open_group(filter, 1);
    while (!open_.empty()) {
        frame& group = open_.back();
        if (group.at == group.end) {
            out_->nodes[group.node].end = static_cast<std::uint32_t>(out_->nodes.size());
            open_.pop_back();
            continue;
        }
        node const element = *group.at;
        ++group.at;
        if (++rules_ > schema_->limits().rules) {
            found_->add(core::code::too_many_rules, detail::head(element), {std::to_string(schema_->limits().rules)})
                .advise(core::hint::split_request);
            return;
        }
        read_element(element);
    }
}

inline void rules_reader::open_group(node group, std::uint32_t depth) {
    core::limits const& limits = schema_->limits();
    if (depth > limits.depth) {
        found_->add(core::code::group_too_deep, detail::head(group), {std::to_string(limits.depth)});
        return;
    }
    auto const [op, rules] = detail::read_members(group, detail::group_keys, detail::group_keys, *found_);
    syntax::node opened{.kind = syntax::node_kind::conjunction, .where = group.where()};
    if (!op) {
        detail::report_missing(*found_, group, "op");
    } else if (op->value().type() != kind::string) {
        detail::report_type(*found_, op->value(), core::term::string);
    } else if (!detail::is_connective(op->value().text())) {
        found_->add(core::code::unknown_connective, op->value().where(), {core::quote_text(op->value().text())})
            .advise(core::hint::expected_one_of, detail::quoted(detail::connectives));
    } else if (op->value().text() == detail::connectives[1]) {
        opened.kind = syntax::node_kind::disjunction;
    }
    if (!rules) {
        core::diagnostic& missing = found_->add(core::code::missing_key, detail::head(group), {core::quote_name("rules")});
        if (depth == 1) {
            missing.advise(core::hint::match_all);
        }
        return;
    }
    node const list = rules->value();
    if (list.type() != kind::array) {
        detail::report_type(*found_, list, core::term::array);
        return;
    }
    if (list.size() == 0) {
        if (depth != 1) {
            found_->add(core::code::empty_group, list.where());
        }
        return;
    }
    if (list.size() > limits.rules_per_group) {
        found_->add(core::code::group_too_large, detail::head(list),
                    {std::to_string(list.size()), std::to_string(limits.rules_per_group)})
            .advise(core::hint::split_request);
    }
    element_range const all = list.elements();
    open_.push_back({all.begin(), all.end(), static_cast<std::uint32_t>(out_->nodes.size()), depth});
    out_->nodes.push_back(opened);
}

inline void rules_reader::read_element(node element) {
    if (element.type() != kind::object) {
        detail::report_type(*found_, element, core::term::object);
        return;
    }
    std::optional<member> group_key;
    std::optional<member> rule_key;
    bool connective = false;
    for (member const m : element.members()) {
        if (m.key() == "rules") {
            group_key = m;
        } else if (!rule_key && (m.key() == "field" || m.key() == "value")) {
            rule_key = m;
        } else if (m.key() == "op") {
            connective = m.value().type() == kind::string && detail::is_connective(m.value().text());
        }
    }
    if (group_key && rule_key) {
        found_->add(core::code::ambiguous_rule, group_key->key_where(),
                    {core::quote_name(group_key->key()), core::quote_name(rule_key->key())})
            .relate(rule_key->key_where())
            .advise(core::hint::remove_one);
    } else if (group_key || (connective && !rule_key)) {
        open_group(element, open_.back().depth + 1);
    } else {
        read_rule(element);
    }
}

inline void rules_reader::read_rule(node rule) {
    auto const [field, op, value] =
        detail::read_members(rule, detail::rule_keys, detail::element_keys, *found_);
    syntax::node leaf{.kind = syntax::node_kind::predicate, .where = rule.where()};
    leaf.end = static_cast<std::uint32_t>(out_->nodes.size()) + 1;
    leaf.first_literal = static_cast<std::uint32_t>(out_->literals.size());
    if (!field) {
        detail::report_missing(*found_, rule, "field");
    } else if (field->value().type() != kind::string) {
        detail::report_type(*found_, field->value(), core::term::string);
    } else {
        leaf.field = {field->value().text(), field->value().where(), true};
    }
    if (op) {
        read_operator(op->value(), leaf);
    } else {
        detail::report_missing(*found_, rule, "op");
    }
    if (value) {
        read_value(value->value(), leaf);
    } else {
        detail::report_missing(*found_, rule, "value");
    }
    out_->nodes.push_back(leaf);
}

inline void rules_reader::read_operator(node written, syntax::node& into) {
    if (written.type() != kind::string) {
        detail::report_type(*found_, written, core::term::string);
        return;
    }
    into.operation_where = written.where();
    into.operation_text = written.text();
    syntax::spelling const* const row = syntax::find_spelling(syntax::rules_spellings, written.text());
    if (row == nullptr) {
        detail::advise_spelling(
            found_->add(core::code::unknown_operator, written.where(), {core::quote_text(written.text())}),
            written.text(), detail::rules_operators);
        return;
    }
    into.operation = row->operation;
    if (row->alias) {
        std::string const meant = core::quote_name(syntax::spelling_of(syntax::rules_spellings, row->operation));
        bool const reject = schema_->le() == schema::le_policy::reject;
        found_->add(reject ? core::code::operator_retired : core::code::operator_alias, written.where(),
                    {core::quote_name(row->text), meant})
            .advise(core::hint::use_lt);
    }
}

inline void rules_reader::read_value(node written, syntax::node& into) {
    into.value_where = written.where();
    bool const list = into.operation && schema::arity_of(*into.operation) == schema::arity::list;
    if (list || (!into.operation && written.type() == kind::array)) {
        read_list(written, into);
    } else {
        read_literal(written, into, core::term::scalar);
    }
}

inline void rules_reader::read_list(node written, syntax::node& into) {
    core::limits const& limits = schema_->limits();
    if (written.type() != kind::array) {
        core::diagnostic& d =
            found_->add(core::code::wrong_type, written.where(), {core::term::array_of_scalars, written.term()});
        if (written.type() != kind::object && written.type() != kind::null) {
            d.advise(core::hint::use_scalar_operator, {core::quote_name("eq"), core::quote_name("neq")});
        }
    } else if (written.size() == 0 && into.operation) {
        found_->add(core::code::empty_list, written.where(), {core::quote_text(into.operation_text)});
    } else if (written.size() > limits.list) {
        found_->add(core::code::list_too_long, detail::head(written),
                    {std::to_string(written.size()), std::to_string(limits.list)})
            .advise(core::hint::split_request);
    } else {
        for (node const element : written.elements()) {
            read_literal(element, into, core::term::scalar);
        }
    }
}

inline void rules_reader::read_literal(node written, syntax::node& into, core::term expected) {
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
        if (read.text.empty() && into.operation && schema::arity_of(*into.operation) == schema::arity::one) {
            found_->add(core::code::empty_string, written.where(), {core::quote_text(into.operation_text)});
            return;
        }
        break;
    case kind::array:
        found_->add(core::code::wrong_type, written.where(), {expected, written.term()})
            .advise(core::hint::use_list_operator, {core::quote_name("in"), core::quote_name("nin")});
        return;
    case kind::object:
    case kind::null:
        detail::report_type(*found_, written, expected);
        return;
    }
    out_->literals.push_back(read);
    ++into.literal_count;
}

} // namespace quern::json
