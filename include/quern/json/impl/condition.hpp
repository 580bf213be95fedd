#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/json/condition.hpp>
#include <quern/json/detail/arguments.hpp>
#include <quern/json/detail/common_arguments.hpp>
#include <quern/json/page.hpp>
#include <quern/syntax/spelling.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quern::json {

namespace detail {

/// The keys at the top.
inline constexpr std::array<std::string_view, 2> condition_keys{"condition", "page"};

class condition_object_reader {
public:
    condition_object_reader(node condition, schema::definition const& schema, std::vector<entry>& given,
                            syntax::request& out, core::diagnostics& found)
        : condition_(condition),
          schema_(schema),
          out_(out),
          found_(found),
          arguments_(schema, given, out, found) {}

    void read() {
        std::size_t const before = found_.size();
        out_.nodes.push_back({.kind = syntax::node_kind::conjunction, .where = condition_.where()});
        for (member const m : condition_.members()) {
            take(m);
        }
        check_exclusion();
        std::string_view const contains = read_fuzzy();
        arguments_.append_predicates(condition_, contains);
        read_category();
        read_items();
        auto const is_error = [](core::diagnostic const& d) { return d.severity() == core::severity::error; };
        auto const first = std::next(found_.begin(), static_cast<std::ptrdiff_t>(before));
        if (out_.nodes.size() == 1 && std::none_of(first, found_.end(), is_error)) {
            arguments_.report_empty(condition_, {.scalar = core::term::object, .argument = condition_keys[0]},
                                    core::code::empty_list);
        }
        out_.nodes.front().end = static_cast<std::uint32_t>(out_.nodes.size());
    }

private:
    void take(member const& m) {
        auto const keep = [&m](std::optional<member>& slot) {
            if (!slot) {
                slot = m;
            }
        };
        if (m.key() == schema::items_argument && has_items()) {
            keep(items_);
        } else if (schema_.category() && m.key() == schema_.category()->argument) {
            keep(category_);
        } else if (schema_.fuzzy() && m.key() == schema_.fuzzy()->argument) {
            keep(fuzzy_);
        } else if (!arguments_.take(m)) {
            report_unknown(m);
        }
    }

    core::diagnostic& report_argument(member const& m, core::term expected) {
        return arguments_.report_type(m.value(), expected, {.scalar = expected, .argument = m.key()});
    }

    [[nodiscard]] bool has_items() const {
        auto const fields = schema_.fields();
        return std::any_of(fields.begin(), fields.end(), &condition_object_reader::takes_items);
    }

    [[nodiscard]] static bool takes_items(schema::field const& f) noexcept { return f.queryable && !f.items.empty(); }

    /// Hints are for those that may be kept: in a request of unknown keys, they would cost more than its size.
    void report_unknown(member const& m) {
        core::diagnostic& d = found_.add(core::code::unknown_key, m.key_where(), {core::quote_name(m.key())});
        if (unknown_++ < schema_.limits().diagnostics) {
            if (legal_.empty()) {
                legal_ = legal_keys();
            }
            arguments_.misspelt(advise_spelling(d, m.key(), legal_));
        }
    }

    [[nodiscard]] std::vector<std::string_view> legal_keys() const {
        std::vector<std::string_view> legal = arguments_.names();
        if (schema_.category()) {
            legal.push_back(schema_.category()->argument);
        }
        if (schema_.fuzzy()) {
            legal.push_back(schema_.fuzzy()->argument);
        }
        if (has_items()) {
            legal.push_back(schema::items_argument);
        }
        return legal;
    }

    /// Items exclude the arguments of the fields that items may name.
    void check_exclusion() {
        for (std::size_t i = 0; items_ && i != schema_.fields().size(); ++i) {
            auto const index = static_cast<schema::field_index>(i);
            entry const& plain = arguments_.given(index);
            if (plain && takes_items(schema_[index])) {
                found_
                    .add(core::code::arguments_exclude, plain->key_where(),
                         {core::quote_name(schema::items_argument), core::quote_name(plain->key())})
                    .relate(items_->key_where())
                    .advise(core::hint::remove_one);
            }
        }
    }

    /// The field whose argument is to be contained, not equal; empty where there is none.
    [[nodiscard]] std::string_view read_fuzzy() {
        if (!fuzzy_) {
            return {};
        }
        if (fuzzy_->value().type() != kind::boolean) {
            core::diagnostic& d = report_argument(*fuzzy_, core::term::boolean);
            std::string_view const literal = fuzzy_->value().literal();
            if (literal == R"("true")" || literal == R"("false")") {
                d.advise(core::hint::unquote, {std::string(fuzzy_->value().text())});
            }
            return {};
        }
        if (!fuzzy_->value().boolean()) {
            return {};
        }
        std::string_view const field = schema_.fuzzy()->field;
        entry const& target = arguments_.given(*schema_.find(field));
        if (!target && !target.misspelt) {
            found_.add(core::code::fuzzy_ignored, fuzzy_->key_where(),
                       {core::quote_name(fuzzy_->key()), core::quote_name(field)});
        }
        return target ? field : std::string_view{};
    }

    void read_category() {
        if (!category_) {
            return;
        }
        node const written = category_->value();
        schema::category const& category = *schema_.category();
        if (written.type() != kind::string) {
            report_argument(*category_, core::term::string);
            return;
        }
        if (written.text().empty()) {
            arguments_.report_empty(written, {.scalar = core::term::string, .argument = category.argument},
                                    core::code::empty_string);
            return;
        }
        auto const set = std::find_if(category.sets.begin(), category.sets.end(),
                                      [&](schema::category::set const& s) { return s.name == written.text(); });
        if (set == category.sets.end()) {
            std::vector<std::string_view> legal;
            legal.reserve(category.sets.size());
            for (schema::category::set const& s : category.sets) {
                legal.push_back(s.name);
            }
            advise_spelling(found_.add(core::code::unknown_enumerator, written.where(),
                                       {core::quote_text(written.text()), core::quote_name(category.argument)}),
                            written.text(), legal);
            return;
        }
        syntax::name const field{category.field, category_->key_where(), true};
        syntax::node& leaf = arguments_.open(field, schema::operation::in, written.where());
        for (std::string const& value : set->values) {
            out_.literals.push_back({.text = value, .where = written.where()});
            ++leaf.literal_count;
        }
    }

    void read_items() {
        if (!items_) {
            return;
        }
        node const list = items_->value();
        if (list.type() != kind::array) {
            report_argument(*items_, core::term::array);
            return;
        }
        if (list.size() == 0) {
            arguments_.report_empty(list, {.scalar = core::term::array, .argument = schema::items_argument},
                                    core::code::empty_list);
        }
        if (list.size() > schema_.limits().rules) {
            found_.add(core::code::too_many_rules, head(list), {std::to_string(schema_.limits().rules)})
                .advise(core::hint::split_request);
            return;
        }
        for (node const item : list.elements()) {
            if (item.type() == kind::object) {
                read_item(item);
            } else {
                report_type(found_, item, core::term::object);
            }
        }
    }

    void read_item(node item) {
        static constexpr std::array<std::string_view, 3> keys{"field", "operator", "value"};
        auto const [field, op, value] = read_members(item, keys, keys, found_);
        report_missing(found_, item, keys[0], field);
        report_missing(found_, item, keys[1], op);
        report_missing(found_, item, keys[2], value);
        std::optional<schema::field_index> const index = field ? find_field(field->value()) : std::nullopt;
        syntax::spelling const* row = op ? find_operator(op->value()) : nullptr;
        if (index && row != nullptr && !schema_[*index].items.contains(row->operation)) {
            found_
                .add(core::code::operator_not_allowed, op->value().where(),
                     {core::quote_text(row->text), core::quote_name(schema_[*index].name)})
                .advise(core::hint::expected_one_of, allowed(schema_[*index]));
            if (schema::is_text_search(row->operation)) {
                return;
            }
            row = nullptr;
        }
        if (!value) {
            return;
        }
        if (row == nullptr) {
            if (index) {
                keep_constants(value->value(), {schema_[*index].name, field->value().where(), true}, item.where());
            }
            return;
        }
        operand of{.scalar = core::term::scalar, .operation_text = row->text};
        syntax::name written;
        if (index) {
            written = {schema_[*index].name, field->value().where(), true};
            of.scalar = term_of(schema_[*index]);
        }
        syntax::node& leaf = arguments_.open(written, row->operation, item.where());
        if (schema::arity_of(row->operation) == schema::arity::list) {
            arguments_.append_list(value->value(), of, leaf);
        } else {
            arguments_.append_literal(value->value(), of, leaf);
        }
    }

    /// Keeps the constants of an item whose operator is wrong: they may be wrong too.
    void keep_constants(node written, syntax::name field, core::span where) {
        syntax::node& leaf = arguments_.open(field, std::nullopt, where);
        if (written.type() == kind::array) {
            read_elements(written, schema_.limits(), found_,
                          [&](node element) { (void)append_scalar(element, out_, leaf); });
        } else {
            (void)append_scalar(written, out_, leaf);
        }
    }

    [[nodiscard]] std::optional<schema::field_index> find_field(node written) {
        if (written.type() != kind::string) {
            report_type(found_, written, core::term::string);
            return std::nullopt;
        }
        std::optional<schema::field_index> const index = schema_.find(written.text());
        if (index && takes_items(schema_[*index])) {
            return index;
        }
        std::vector<std::string_view> legal;
        for (schema::field const& f : schema_.fields()) {
            if (takes_items(f)) {
                legal.push_back(f.name);
            }
        }
        advise_spelling(found_.add(core::code::unknown_field, written.where(), {core::quote_name(written.text())}),
                        written.text(), legal);
        return std::nullopt;
    }

    [[nodiscard]] syntax::spelling const* find_operator(node written) {
        if (written.type() != kind::string) {
            report_type(found_, written, core::term::string);
            return nullptr;
        }
        syntax::spelling const* const row = syntax::find_spelling(syntax::condition_spellings, written.text());
        if (row == nullptr) {
            std::vector<std::string_view> legal;
            legal.reserve(syntax::condition_spellings.size());
            for (syntax::spelling const& s : syntax::condition_spellings) {
                legal.push_back(s.text);
            }
            advise_spelling(
                found_.add(core::code::unknown_operator, written.where(), {core::quote_text(written.text())}),
                written.text(), legal);
        }
        return row;
    }

    [[nodiscard]] static std::vector<core::argument> allowed(schema::field const& f) {
        std::vector<core::argument> names;
        for (syntax::spelling const& s : syntax::condition_spellings) {
            if (f.items.contains(s.operation)) {
                names.emplace_back(core::quote_name(s.text));
            }
        }
        return names;
    }

    node condition_;
    schema::definition const& schema_;
    syntax::request& out_;
    core::diagnostics& found_;
    argument_reader arguments_;
    std::optional<member> items_;
    std::optional<member> category_;
    std::optional<member> fuzzy_;
    std::vector<std::string_view> legal_; // the keys, once one is unknown
    std::uint32_t unknown_ = 0;
};

} // namespace detail

QUERN_INLINE void condition_reader::read(node request, schema::definition const& schema, syntax::request& out,
                                         core::diagnostics& found) {
    auto const& keys = detail::condition_keys;
    if (request.type() != kind::object) {
        detail::report_type(found, request, core::term::object);
        return;
    }
    detail::members<2> given;
    for (member const m : request.members()) {
        if (detail::is_common(m.key(), schema)) {
            continue;
        }
        auto key = std::find(keys.begin(), keys.end(), m.key());
        if (key == keys.end()) {
            key = std::find(keys.begin(), keys.end(), detail::report_unknown_at_top(m, keys, schema, found));
            if (key != keys.end()) {
                given[static_cast<std::size_t>(key - keys.begin())].misspelt = true;
            }
        } else if (detail::entry& slot = given[static_cast<std::size_t>(key - keys.begin())]; !slot) {
            slot.emplace(m);
        }
    }
    auto const& [condition, page] = given;
    if (condition && condition->value().type() != kind::object) {
        core::diagnostic& d = detail::report_type(found, condition->value(), core::term::object);
        if (condition->value().type() == kind::null) {
            d.advise(core::hint::omit_instead, {core::quote_name(keys[0])});
        }
    } else if (condition) {
        detail::condition_object_reader(condition->value(), schema, given_, out, found).read();
    }
    if (page) {
        read_sorted_page(page->value(), schema.limits(), out, found);
    } else {
        detail::report_missing(found, request, keys[1], page);
    }
}

} // namespace quern::json
