#pragma once

#include <quern/bind/detail/order.hpp>
#include <quern/bind/literal.hpp>
#include <quern/bind/request.hpp>
#include <quern/core/detail/compiled.hpp>
#include <quern/core/nearest.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/expr/view.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::bind {

namespace detail {

class request_binder {
public:
    request_binder(syntax::request const& request, std::span<syntax::spelling const> spellings, expr::query& out,
                   core::diagnostics& found, trust who)
        : request_(request),
          spellings_(spellings),
          out_(out),
          found_(found),
          who_(who) {}

    void bind() {
        bind_filter();
        core::limits const& limits = out_.schema.limits();
        if (who_ == trust::client && request_.sort.size() > limits.sort_keys) {
            found_.add(core::code::too_many_sort_keys, request_.sort[limits.sort_keys].field.where,
                       {std::to_string(request_.sort.size()), std::to_string(limits.sort_keys)});
        } else {
            for (syntax::sort_item const& item : request_.sort) {
                bind_sort(item);
            }
        }
        out_.page.limit = request_.limit;
        out_.page.offset = request_.offset;
        out_.page.count = request_.count;
    }

private:
    void bind_filter() {
        std::vector<syntax::node> const& nodes = request_.nodes;
        closing_.clear();
        for (std::uint32_t i = 0; i != nodes.size(); ++i) {
            close_until(i);
            syntax::node const& n = nodes[i];
            switch (n.kind) {
            case syntax::node_kind::conjunction:
            case syntax::node_kind::disjunction:
                if (!has_one_operand(i)) {
                    bool const all = n.kind == syntax::node_kind::conjunction;
                    open(all ? expr::node_kind::conjunction : expr::node_kind::disjunction, n);
                }
                break;
            case syntax::node_kind::negation:
                open(expr::node_kind::negation, n);
                break;
            case syntax::node_kind::predicate:
                bind_predicate(n);
                break;
            case syntax::node_kind::everything:
                out_.filter.constant(true, n.where);
                break;
            case syntax::node_kind::nothing:
                out_.filter.constant(false, n.where);
                break;
            }
        }
        close_until(static_cast<std::uint32_t>(nodes.size()));
    }

    /// Such a group is its operand. What follows a mistake may be incomplete.
    [[nodiscard]] bool has_one_operand(std::uint32_t group) const noexcept {
        std::vector<syntax::node> const& nodes = request_.nodes;
        return group + 1 != nodes.size() && nodes[group].end > group + 1 && nodes[group + 1].end == nodes[group].end;
    }

    void open(expr::node_kind kind, syntax::node const& n) {
        closing_.emplace_back(n.end, out_.filter.open(kind, n.where));
    }

    void close_until(std::uint32_t index) {
        while (!closing_.empty() && closing_.back().first <= index) {
            out_.filter.close(closing_.back().second);
            closing_.pop_back();
        }
    }

    void bind_predicate(syntax::node const& n) {
        std::optional<schema::field_index> const index = find_field(n.field, false);
        if (!index) {
            return;
        }
        schema::field const& field = out_.schema[*index];
        if (!n.operation) {
            check_constants(n, field);
            return;
        }
        if (!operations_of(field).contains(*n.operation)) {
            found_
                .add(core::code::operator_not_allowed, n.operation_where,
                     {core::quote_text(n.operation_text), core::quote_text(field.name)})
                .advise(core::hint::expected_one_of, allowed(field));
            if (!schema::is_text_search(*n.operation)) {
                check_constants(n, field);
            }
            return;
        }
        out_.filter.leaf(expr::node_kind::predicate, *index, *n.operation, n.where);
        std::optional<core::value> const before = std::exchange(last_, std::nullopt);
        for (std::uint32_t i = 0; i != n.literal_count; ++i) {
            syntax::literal const& written = request_.literals[n.first_literal + i];
            if (who_ == trust::client && is_empty_string(written, field) &&
                schema::arity_of(*n.operation) == schema::arity::one) {
                found_.add(core::code::empty_string, written.where, {core::quote_text(n.operation_text)});
                continue;
            }
            last_ = bind_literal(written, field, *n.operation, out_.schema.limits(), found_, who_);
            if (last_) {
                out_.filter.value(*last_);
            }
        }
        bool const list = schema::arity_of(*n.operation) == schema::arity::list;
        if (list && who_ == trust::client && out_.schema.duplicates() != schema::duplicates_policy::accept) {
            check_duplicates(n);
        }
        if (n.ends_range && before && last_ && order(*before, *last_) > 0) {
            found_.add(core::code::range_reversed, request_.literals[n.first_literal - 1].where)
                .relate(request_.literals[n.first_literal].where);
        }
    }

    /// Reports the constants of a wrong operator that no operator of the field takes.
    void check_constants(syntax::node const& n, schema::field const& field) {
        schema::operation const any = field.type == schema::scalar::string
                                          ? schema::operation::contains // no enumerator
                                          : schema::operation::eq;
        for (std::uint32_t i = 0; i != n.literal_count; ++i) {
            (void)bind_literal(request_.literals[n.first_literal + i], field, any, out_.schema.limits(), found_, who_);
        }
    }

    [[nodiscard]] static bool is_empty_string(syntax::literal const& written, schema::field const& field) noexcept {
        return field.type == schema::scalar::string && written.type == syntax::literal::kind::string &&
               written.text.empty();
    }

    /// Reports each element of a list that stands before it already. Precondition: its leaf is the last of the filter.
    void check_duplicates(syntax::node const& n) {
        expr::node const& leaf = out_.filter.nodes().back();
        if (leaf.value_count != n.literal_count) {
            return; // the others were reported
        }
        expr::constants const elements(out_.filter.values(), leaf.first_value, leaf.value_count);
        std::vector<std::uint32_t> sorted(elements.size());
        std::iota(sorted.begin(), sorted.end(), std::uint32_t{0});
        std::sort(sorted.begin(), sorted.end(), [&](std::uint32_t a, std::uint32_t b) {
            auto const values = order(elements[a], elements[b]);
            return values != 0 ? values < 0 : a < b;
        });
        bool const reject = out_.schema.duplicates() == schema::duplicates_policy::reject;
        for (std::size_t i = 1, first = 0; i < sorted.size(); ++i) {
            if (order(elements[sorted[first]], elements[sorted[i]]) != 0) {
                first = i;
                continue;
            }
            syntax::literal const& again = request_.literals[n.first_literal + sorted[i]];
            found_
                .add(reject ? core::code::duplicate_element : core::code::repeated_element, again.where, {shown(again)})
                .relate(request_.literals[n.first_literal + sorted[first]].where);
        }
    }

    [[nodiscard]] static std::string shown(syntax::literal const& l) {
        switch (l.type) {
        case syntax::literal::kind::boolean:
            return l.truth ? "true" : "false";
        case syntax::literal::kind::number:
            return std::string(l.text.substr(0, core::quote_limit));
        case syntax::literal::kind::string:
            return core::quote_text(l.text);
        case syntax::literal::kind::timestamp:
            break;
        }
        std::string instant;
        core::append_timestamp(instant, l.instant, core::time_layout::rfc3339);
        return instant;
    }

    void bind_sort(syntax::sort_item const& item) {
        std::optional<schema::field_index> const index = find_field(item.field, true);
        if (!index) {
            return;
        }
        if (std::any_of(out_.page.sort.begin(), out_.page.sort.end(),
                        [index](expr::sort_key const& k) { return k.field == *index; })) {
            found_.add(core::code::sort_field_twice, item.field.where, {core::quote_name(item.field.text)});
            return;
        }
        out_.page.sort.push_back({*index, item.descending});
    }

    /// The field of a name that clients may use; none, and a diagnostic, where there is none.
    std::optional<schema::field_index> find_field(syntax::name const& written, bool to_sort) {
        if (!written.present) {
            return std::nullopt;
        }
        std::optional<schema::field_index> const index = out_.schema.find(written.text);
        if (!index || !may_be_asked(out_.schema[*index], false)) {
            unknown_field(written, to_sort);
            return std::nullopt;
        }
        if (!may_be_asked(out_.schema[*index], to_sort)) {
            found_.add(core::code::field_not_sortable, written.where, {core::quote_name(written.text)})
                .advise(core::hint::expected_one_of, quoted(field_names(true)));
            return std::nullopt;
        }
        return index;
    }

    void unknown_field(syntax::name const& written, bool to_sort) {
        core::diagnostic& d = found_.add(core::code::unknown_field, written.where, {core::quote_name(written.text)});
        if (found_.size() > out_.schema.limits().diagnostics) {
            return; // a hint that is not kept would cost more than the name
        }
        std::vector<std::string_view> const legal = field_names(to_sort);
        std::vector<std::string_view> const near = core::nearest(written.text, legal);
        d.advise(near.empty() ? core::hint::expected_one_of : core::hint::did_you_mean,
                 quoted(near.empty() ? legal : near));
    }

    /// The fields that clients may filter, or sort, by.
    [[nodiscard]] std::vector<std::string_view> field_names(bool to_sort) const {
        std::vector<std::string_view> names;
        for (schema::field const& f : out_.schema.fields()) {
            if (may_be_asked(f, to_sort)) {
                names.push_back(f.name);
            }
        }
        return names;
    }

    [[nodiscard]] static std::vector<core::argument> quoted(std::vector<std::string_view> const& names) {
        std::vector<core::argument> arguments;
        arguments.reserve(names.size());
        for (std::string_view const name : names) {
            arguments.emplace_back(core::quote_name(name));
        }
        return arguments;
    }

    [[nodiscard]] std::vector<core::argument> allowed(schema::field const& field) const {
        std::vector<core::argument> names;
        for (syntax::spelling const& row : spellings_) {
            if (!row.alias && operations_of(field).contains(row.operation)) {
                names.emplace_back(core::quote_name(row.text));
            }
        }
        return names;
    }

    /// What may be asked of a field.
    [[nodiscard]] schema::operation_set operations_of(schema::field const& field) const noexcept {
        return who_ == trust::client ? *field.operations : schema::operations_of(field.type);
    }

    [[nodiscard]] bool may_be_asked(schema::field const& field, bool to_sort) const noexcept {
        return who_ == trust::internal || (field.queryable && (field.sortable || !to_sort));
    }

    syntax::request const& request_;
    std::span<syntax::spelling const> spellings_;
    expr::query& out_;
    core::diagnostics& found_;
    trust who_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> closing_;
    std::optional<core::value> last_; // the last constant of the predicate before
};

} // namespace detail

QUERN_INLINE void bind_request(syntax::request const& request, std::span<syntax::spelling const> spellings,
                               expr::query& out, core::diagnostics& found, trust who) {
    out.filter.clear();
    out.page.sort.clear();
    detail::request_binder(request, spellings, out, found, who).bind();
}

} // namespace quern::bind
