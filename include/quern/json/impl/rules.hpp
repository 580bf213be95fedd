#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/json/detail/literals.hpp>
#include <quern/json/detail/members.hpp>
#include <quern/json/page.hpp>
#include <quern/json/rules.hpp>
#include <quern/syntax/spelling.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::json {

namespace detail {

inline constexpr std::array<std::string_view, 2> connectives{"and", "or"};
inline constexpr std::array<std::string_view, 2> group_keys{"op", "rules"};
inline constexpr std::array<std::string_view, 4> rule_keys{"field", "op", "value", "rules"};

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

[[nodiscard]] QUERN_INLINE bool is_connective(std::string_view text) noexcept {
    return text == connectives[0] || text == connectives[1];
}

} // namespace detail

QUERN_INLINE void rules_reader::read(node request, schema::definition const& schema, syntax::request& out,
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
        detail::report_missing(found, request, "filter", filter);
    }
    if (page) {
        read_page(page->value(), schema.limits(), out, found);
    } else {
        detail::report_missing(found, request, "page", page);
    }
}

QUERN_INLINE void rules_reader::read_filter(node filter) {
    read_element(filter, 1);
    while (!open_.empty()) {
        frame& group = open_.back();
        if (group.left == 0) {
            out_->nodes[group.node].end = static_cast<std::uint32_t>(out_->nodes.size());
            open_.pop_back();
            continue;
        }
        node const element = *group.at;
        ++group.at;
        --group.left;
        if (++rules_ > schema_->limits().rules) {
            found_->add(core::code::too_many_rules, detail::head(element), {std::to_string(schema_->limits().rules)})
                .advise(core::hint::split_request);
            return;
        }
        read_element(element, group.depth + 1);
    }
}

QUERN_INLINE void rules_reader::open_group(node group, std::uint32_t depth) {
    core::limits const& limits = schema_->limits();
    if (depth > limits.depth) {
        found_->add(core::code::group_too_deep, detail::head(group), {std::to_string(limits.depth)});
        return;
    }
    auto const [field, op, value, rules] = read_entries(group, detail::group_keys);
    syntax::node opened{.kind = syntax::node_kind::conjunction, .where = group.where()};
    if (!op) {
        detail::report_missing(*found_, group, "op", op);
    } else if (op->value().type() != kind::string) {
        detail::report_type(*found_, op->value(), core::term::string)
            .advise(core::hint::expected_one_of, detail::quoted(detail::connectives));
    } else if (!detail::is_connective(op->value().text())) {
        found_->add(core::code::unknown_connective, op->value().where(), {core::quote_text(op->value().text())})
            .advise(core::hint::expected_one_of, detail::quoted(detail::connectives));
    } else if (op->value().text() == detail::connectives[1]) {
        opened.kind = syntax::node_kind::disjunction;
    }
    if (!rules) {
        if (!rules.misspelt) {
            core::diagnostic& d =
                found_->add(core::code::missing_key, detail::head(group), {core::quote_name("rules")});
            if (depth == 1) {
                d.advise(core::hint::match_all);
            }
        }
        return;
    }
    node const list = rules->value();
    if (list.type() != kind::array) {
        core::diagnostic& d = detail::report_type(*found_, list, core::term::array);
        if (depth == 1 && (list.type() == kind::null || (list.type() == kind::object && list.size() == 0))) {
            d.advise(core::hint::match_all);
        }
        return;
    }
    if (list.size() == 0) {
        if (depth != 1) {
            found_->add(core::code::empty_group, list.where());
        }
        return;
    }
    if (list.size() > limits.rules_per_group) {
        found_
            ->add(core::code::group_too_large, detail::head(list),
                  {std::to_string(list.size()), std::to_string(limits.rules_per_group)})
            .advise(depth < limits.depth ? core::hint::nest_rules : core::hint::split_request);
    }
    auto const wanted = static_cast<std::uint32_t>(std::min<std::size_t>(list.size(), limits.rules_per_group));
    open_.push_back({list.elements().begin(), wanted, static_cast<std::uint32_t>(out_->nodes.size()), depth});
    out_->nodes.push_back(opened);
}

QUERN_INLINE void rules_reader::read_element(node element, std::uint32_t depth) {
    if (element.type() != kind::object) {
        detail::report_type(*found_, element, core::term::object);
        return;
    }
    std::optional<member> group_key;
    std::optional<member> rule_key;
    std::optional<node> op;
    for (member const m : element.members()) {
        if (m.key() == "rules" && !group_key) {
            group_key = m;
        } else if ((m.key() == "field" || m.key() == "value") && !rule_key) {
            rule_key = m;
        } else if (m.key() == "op" && !op && m.value().type() == kind::string) {
            op = m.value();
        }
    }
    bool const connective = op && detail::is_connective(op->text());
    bool group = group_key || (!rule_key && (connective || depth == 1));
    bool rule = !group;
    if (group_key && rule_key) {
        found_
            ->add(core::code::ambiguous_rule, group_key->key_where(),
                  {core::quote_name(group_key->key()), core::quote_name(rule_key->key())})
            .relate(rule_key->key_where())
            .advise(core::hint::remove_one);
        group = connective;
        rule = op && syntax::find_spelling(syntax::rules_spellings, op->text()) != nullptr;
    }
    if (group) {
        open_group(element, depth);
    } else if (rule) {
        read_rule(element, depth);
    }
}

QUERN_INLINE rules_reader::entries rules_reader::read_entries(node element,
                                                              std::span<std::string_view const> suggested) {
    static constexpr std::array<std::string_view, 4> keys{"field", "op", "value", "rules"};
    return detail::read_members(element, keys, suggested, *found_);
}

QUERN_INLINE void rules_reader::read_rule(node rule, std::uint32_t depth) {
    auto const [field, op, value, rules] = read_entries(rule, detail::rule_keys);
    if (depth == 1 && !rules && !rules.misspelt) {
        found_->add(core::code::missing_key, detail::head(rule), {core::quote_name("rules")})
            .advise(core::hint::write_as, {R"({"op": "and", "rules": [{"field": …}]})"});
    }
    if (!field && !op && !value && rule.size() != 0) {
        return;
    }
    syntax::node leaf{.kind = syntax::node_kind::predicate, .where = rule.where()};
    leaf.end = static_cast<std::uint32_t>(out_->nodes.size()) + 1;
    leaf.first_literal = static_cast<std::uint32_t>(out_->literals.size());
    if (!field) {
        detail::report_missing(*found_, rule, "field", field);
    } else if (field->value().type() != kind::string) {
        detail::report_type(*found_, field->value(), core::term::string);
    } else {
        leaf.field = {field->value().text(), field->value().where(), true};
    }
    if (op) {
        read_operator(op->value(), leaf);
    } else {
        detail::report_missing(*found_, rule, "op", op);
    }
    if (value) {
        read_value(value->value(), leaf);
    } else {
        detail::report_missing(*found_, rule, "value", value);
    }
    out_->nodes.push_back(leaf);
}

QUERN_INLINE void rules_reader::read_operator(node written, syntax::node& into) {
    if (written.type() != kind::string) {
        detail::report_type(*found_, written, core::term::string)
            .advise(core::hint::expected_one_of, detail::quoted(detail::rules_operators));
        return;
    }
    into.operation_where = written.where();
    into.operation_text = written.text();
    syntax::spelling const* const row = syntax::find_spelling(syntax::rules_spellings, written.text());
    if (row == nullptr) {
        core::diagnostic& d =
            found_->add(core::code::unknown_operator, written.where(), {core::quote_text(written.text())});
        std::vector<core::argument> meant;
        for (syntax::synonym const& s : syntax::rules_synonyms) {
            if (s.text == written.text()) {
                meant.emplace_back(core::quote_text(s.meant));
            }
        }
        if (meant.empty()) {
            detail::advise_spelling(d, written.text(), detail::rules_operators);
        } else {
            d.advise(core::hint::did_you_mean, std::move(meant));
        }
        return;
    }
    into.operation = row->operation;
    if (row->alias) {
        std::string const meant = core::quote_name(syntax::spelling_of(syntax::rules_spellings, row->operation));
        bool const reject = schema_->le() == schema::le_policy::reject;
        found_
            ->add(reject ? core::code::operator_retired : core::code::operator_alias, written.where(),
                  {core::quote_name(row->text), meant})
            .advise(core::hint::use_lt);
    }
}

QUERN_INLINE void rules_reader::read_value(node written, syntax::node& into) {
    into.value_where = written.where();
    bool const list = into.operation && schema::arity_of(*into.operation) == schema::arity::list;
    if (list || (!into.operation && written.type() == kind::array)) {
        read_list(written, into);
    } else if (written.type() == kind::array) {
        detail::report_type(*found_, written, operand_of(into))
            .advise(core::hint::use_list_operator, {core::quote_name("in"), core::quote_name("nin")});
    } else if (written.type() == kind::string && written.text().empty() && needs_text(into)) {
        found_->add(core::code::empty_string, written.where(), {core::quote_text(into.operation_text)});
    } else {
        read_literal(written, into);
    }
}

QUERN_INLINE void rules_reader::read_list(node written, syntax::node& into) {
    if (written.type() != kind::array) {
        core::diagnostic& d = detail::report_type(*found_, written, core::term::array_of_scalars);
        if (written.type() != kind::object && written.type() != kind::null) {
            d.advise(core::hint::use_scalar_operator,
                     {core::quote_name(into.operation == schema::operation::in ? "eq" : "neq")});
        }
        return;
    }
    if (written.size() == 0 && into.operation) {
        found_->add(core::code::empty_list, written.where(), {core::quote_text(into.operation_text)});
    }
    detail::read_elements(written, schema_->limits(), *found_, [&](node element) { read_literal(element, into); });
}

QUERN_INLINE void rules_reader::read_literal(node written, syntax::node& into) {
    if (!detail::append_scalar(written, *out_, into)) {
        detail::report_type(*found_, written, operand_of(into));
    }
}

QUERN_INLINE core::term rules_reader::operand_of(syntax::node const& rule) noexcept {
    return rule.operation && schema::is_text_search(*rule.operation) ? core::term::string : core::term::scalar;
}

QUERN_INLINE bool rules_reader::needs_text(syntax::node const& rule) const noexcept {
    using enum schema::operation;
    if (rule.operation != eq && rule.operation != ne && operand_of(rule) != core::term::string) {
        return false;
    }
    std::optional<schema::field_index> const index = schema_->find(rule.field.text);
    return !index || !(*schema_)[*index].queryable || (*schema_)[*index].type == schema::scalar::string;
}

} // namespace quern::json
