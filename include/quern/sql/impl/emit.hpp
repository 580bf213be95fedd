#pragma once

#include <quern/core/quote.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/expr/view.hpp>
#include <quern/normalise/normalise.hpp>
#include <quern/sql/detail/names.hpp>
#include <quern/sql/detail/pattern.hpp>
#include <quern/sql/emit.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::sql {

namespace detail {

/// The most operands that stand side by side; more are halved in parentheses, so that no parser nests by their number.
inline constexpr std::uint32_t widest_group = 32;

/// The parentheses before and behind one operand of a group that is halved until `widest_group` stand side by side.
struct halving {
    std::uint32_t opening = 0;
    std::uint32_t closing = 0;
};

[[nodiscard]] constexpr halving halve(std::uint32_t index, std::uint32_t count) noexcept {
    halving result;
    std::uint32_t first = 0;
    std::uint32_t last = count;
    while (last - first > widest_group) {
        std::uint32_t const middle = first + (last - first) / 2;
        (index < middle ? last : first) = middle;
        result.opening += index == first ? 1 : 0;
        result.closing += index + 1 == last ? 1 : 0;
    }
    return result;
}

[[nodiscard]] constexpr std::string_view symbol(schema::operation o) noexcept {
    using enum schema::operation;
    switch (o) {
    case eq:
        return "=";
    case ne:
        return "<>";
    case lt:
        return "<";
    case le:
        return "<=";
    case gt:
        return ">";
    case ge:
        return ">=";
    case in:
    case not_in:
    case contains:
    case icontains:
    case begins_with:
    case ends_with:
    case is_null:
    case not_null:
        break;
    }
    return {};
}

/// The ordering that is true where this one is false.
[[nodiscard]] constexpr schema::operation opposite(schema::operation o) noexcept {
    using enum schema::operation;
    switch (o) {
    case lt:
        return ge;
    case le:
        return gt;
    case gt:
        return le;
    case ge:
        return lt;
    case eq:
        return ne;
    case ne:
        return eq;
    case in:
        return not_in;
    case not_in:
        return in;
    case is_null:
        return not_null;
    case not_null:
        return is_null;
    case contains:
    case icontains:
    case begins_with:
    case ends_with:
        break;
    }
    return o;
}

class statement_writer {
public:
    statement_writer(expr::query const& q, dialect const& d, names const& n, statement& out, core::diagnostics& found)
        : query_(q),
          dialect_(d),
          names_(n),
          out_(out),
          found_(found) {}

    void write() {
        check_identifier(query_.schema.source(), {});
        if (query_.page.count) {
            text("SELECT COUNT(*)");
        } else {
            write_columns();
        }
        text(" FROM ");
        text(names_.source());
        text(" WHERE ");
        out_.where_part.offset = here();
        write_filter();
        out_.where_part.length = here() - out_.where_part.offset;
        if (!query_.page.count) {
            write_order();
            write_page();
        }
        if (dialect_.parameters != 0 && out_.parameters.size() > dialect_.parameters) {
            found_.add(core::code::too_many_parameters, query_.filter.place(0),
                       {std::string(dialect_.name), std::to_string(dialect_.parameters),
                        std::to_string(out_.parameters.size())});
        }
    }

private:
    struct group {
        std::uint32_t end;
        std::string_view joint;
        std::uint32_t index;
        std::uint32_t count;
        bool parenthesised;
    };

    [[nodiscard]] std::uint32_t here() const noexcept { return static_cast<std::uint32_t>(out_.text.size()); }
    void text(std::string_view s) { out_.text.append(s); }

    void number(std::size_t n) {
        char digits[20];
        auto const end = std::to_chars(digits, digits + sizeof digits, n).ptr;
        out_.text.append(digits, end);
    }

    void check_identifier(std::string_view name, core::span where) {
        if (dialect_.identifier_bytes != 0 && name.size() > dialect_.identifier_bytes) {
            found_.add(core::code::identifier_too_long, where,
                       {std::string(dialect_.name), std::to_string(dialect_.identifier_bytes), core::quote_name(name)});
        }
    }

    void column(schema::field const& f) { text(names_.column(f)); }

    void placeholder() {
        switch (dialect_.placeholders) {
        case placeholder_style::numbered_question:
            out_.text.push_back('?');
            number(out_.parameters.size());
            return;
        }
    }

    void parameter(core::value const& v) {
        out_.parameters.push_back(v);
        placeholder();
    }

    /// Writes a form; `fill` writes what a letter in braces stands for.
    template <class Fill>
    void form(std::string_view pattern, Fill&& fill) {
        for (std::size_t at = 0; at != pattern.size();) {
            std::size_t const brace = pattern.find('{', at);
            text(pattern.substr(at, brace - at));
            if (brace == std::string_view::npos) {
                return;
            }
            fill(pattern[brace + 1]);
            at = brace + 3;
        }
    }

    void write_columns() {
        for (schema::field const& f : query_.schema.fields()) {
            check_identifier(f.column, {});
        }
        text("SELECT ");
        text(names_.select_list());
    }

    void write_filter() {
        auto const nodes = query_.filter.nodes();
        if (nodes.empty()) {
            text(dialect_.everything);
        }
        std::vector<group> groups;
        std::uint32_t depth = 0;
        for (std::uint32_t i = 0; i != nodes.size(); ++i) {
            bool const nested = !groups.empty();
            if (nested) {
                group& parent = groups.back();
                text(parent.index == 0 ? std::string_view{} : parent.joint);
                depth += parenthesise(halve(parent.index, parent.count).opening, '(');
                deepest_ = std::max(deepest_, depth);
            }
            if (nodes[i].end > i + 1) {
                bool const all = nodes[i].kind == expr::node_kind::conjunction;
                groups.push_back({nodes[i].end, all ? " AND " : " OR ", 0, operands(i), nested});
                depth += parenthesise(nested ? 1 : 0, '(');
                deepest_ = std::max(deepest_, depth);
                continue;
            }
            write_leaf({query_, i});
            for (bool ended = true; ended && !groups.empty();) {
                group& parent = groups.back();
                depth -= parenthesise(halve(parent.index, parent.count).closing, ')');
                ended = parent.end == i + 1;
                ++parent.index;
                if (ended) {
                    depth -= parenthesise(parent.parenthesised ? 1 : 0, ')');
                    groups.pop_back();
                }
            }
        }
        if (dialect_.parentheses != 0 && deepest_ > dialect_.parentheses) {
            found_.add(core::code::statement_too_deep, query_.filter.place(0),
                       {std::string(dialect_.name), std::to_string(dialect_.parentheses), std::to_string(deepest_)});
        }
    }

    std::uint32_t parenthesise(std::uint32_t times, char which) {
        out_.text.append(times, which);
        return times;
    }

    [[nodiscard]] std::uint32_t operands(std::uint32_t index) const noexcept {
        auto const all = expr::view(query_, index).operands();
        return static_cast<std::uint32_t>(std::ranges::distance(all));
    }

    void write_leaf(expr::view v) {
        switch (v.get().kind) {
        case expr::node_kind::everything:
            text(dialect_.everything);
            return;
        case expr::node_kind::nothing:
        case expr::node_kind::conjunction: // an empty group cannot be left by `normalise`
        case expr::node_kind::disjunction:
        case expr::node_kind::negation:
            text(dialect_.nothing);
            return;
        case expr::node_kind::predicate:
        case expr::node_kind::complement:
            break;
        }
        expr::predicate_view const p = v.predicate();
        if (query_.page.count) { // else it is among the columns, which were checked
            check_identifier(p.field.column, v.place());
        }
        bool const two_valued = query_.schema.logic() == schema::logic::two_valued;
        bool const negative = p.operation == schema::operation::ne || p.operation == schema::operation::not_in;
        bool const unsure = two_valued && p.field.nullable && schema::arity_of(p.operation) != schema::arity::none;
        bool const absent_too = unsure && negative != p.complement;
        text(absent_too ? "(" : "");
        write_predicate(p, v.place());
        if (absent_too) {
            text(" OR ");
            write_null_test(p.field, dialect_.is_null);
            text(")");
        }
    }

    void write_predicate(expr::predicate_view const& p, core::span place) {
        using enum schema::operation;
        schema::operation const operation = p.complement ? opposite(p.operation) : p.operation;
        bool const of_text = p.field.type == schema::scalar::string;
        bool const ascii = p.field.folding == schema::case_folding::ascii;
        switch (operation) {
        case eq:
        case ne:
        case lt:
        case le:
        case gt:
        case ge:
            form(of_text ? dialect_.comparison_of_text : dialect_.comparison, [&](char place_of) {
                if (place_of == 'c') {
                    column(p.field);
                } else if (place_of == 'o') {
                    text(symbol(operation));
                } else {
                    constant(p.constants.front(), p.field);
                }
            });
            return;
        case in:
            write_list(p, of_text ? dialect_.in_of_text : dialect_.in);
            return;
        case not_in:
            write_list(p, of_text ? dialect_.not_in_of_text : dialect_.not_in);
            return;
        case contains:
            write_containment(p, dialect_.contains, place);
            return;
        case icontains:
            write_containment(p, ascii ? dialect_.contains_ascii : dialect_.contains_unicode, place);
            return;
        case begins_with:
            write_containment(p, dialect_.begins_with, place);
            return;
        case ends_with:
            write_containment(p, dialect_.ends_with, place);
            return;
        case is_null:
            write_null_test(p.field, dialect_.is_null);
            return;
        case not_null:
            write_null_test(p.field, dialect_.not_null);
            return;
        }
    }

    void write_null_test(schema::field const& f, std::string_view pattern) {
        form(pattern, [&](char) { column(f); });
    }

    void write_list(expr::predicate_view const& p, std::string_view pattern) {
        form(pattern, [&](char place_of) {
            if (place_of == 'c') {
                column(p.field);
                return;
            }
            std::string_view separator;
            for (core::value const& v : p.constants) {
                text(std::exchange(separator, ", "));
                constant(v, p.field);
            }
        });
    }

    void write_containment(expr::predicate_view const& p, containment const& how, core::span place) {
        bool bound = false;
        text(p.complement ? "NOT (" : "");
        form(how.form, [&](char place_of) {
            if (place_of == 'c') {
                column(p.field);
                return;
            }
            if (bound) {
                placeholder();
                return;
            }
            bound = true;
            scratch_.clear();
            append_needle(scratch_, std::get<std::string_view>(p.constants.front()), how.needle);
            if (dialect_.pattern_bytes != 0 && how.needle == needle::glob && scratch_.size() > dialect_.pattern_bytes) {
                found_.add(core::code::pattern_too_long, place,
                           {std::string(dialect_.name), std::to_string(dialect_.pattern_bytes),
                            std::to_string(scratch_.size())});
            }
            parameter(std::string_view(scratch_));
        });
        text(p.complement ? ")" : "");
    }

    /// Binds a constant as the field's store holds it.
    void constant(core::value const& v, schema::field const& f) {
        auto const* const instant = std::get_if<core::timestamp>(&v);
        if (instant == nullptr) {
            parameter(v);
            return;
        }
        bind_time(*instant, f);
    }

    void bind_time(core::timestamp instant, schema::field const& f) {
        std::int64_t const us = instant.microseconds;
        switch (f.storage) {
        case schema::time_storage::native:
            parameter(us);
            return;
        case schema::time_storage::text:
            scratch_.clear();
            core::append_timestamp(scratch_, instant, f.layout, f.zone);
            parameter(std::string_view(scratch_));
            return;
        case schema::time_storage::epoch_seconds:
            parameter(us / 1'000'000);
            return;
        case schema::time_storage::epoch_milliseconds:
            parameter(us / 1'000);
            return;
        case schema::time_storage::epoch_microseconds:
            parameter(us);
            return;
        }
    }

    void write_order() {
        text(" ORDER BY ");
        out_.order_by_part.offset = here();
        bool keyed = false;
        for (expr::sort_key const& k : query_.page.sort) {
            write_sort(k);
            keyed = k.field == query_.schema.key();
            if (keyed) {
                break; // what follows a unique key cannot matter
            }
            text(", ");
        }
        if (!keyed) {
            write_sort({query_.schema.key(), false});
        }
        out_.order_by_part.length = here() - out_.order_by_part.offset;
    }

    void write_sort(expr::sort_key const& k) {
        schema::field const& f = query_.schema[k.field];
        bool const of_text = f.type == schema::scalar::string;
        form(of_text ? dialect_.order_of_text : dialect_.order, [&](char place_of) {
            if (place_of == 'c') {
                column(f);
            } else {
                text(k.descending ? "DESC" : "ASC");
            }
        });
    }

    void write_page() {
        constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
        auto const bound = [&](std::string_view pattern, std::uint64_t n) {
            text(" ");
            form(pattern, [&](char) { parameter(static_cast<std::int64_t>(std::min(n, most))); });
        };
        if (query_.page.limit) {
            bound(dialect_.limit, *query_.page.limit);
        } else if (query_.page.offset != 0) {
            text(dialect_.no_limit.empty() ? "" : " ");
            text(dialect_.no_limit);
        }
        if (query_.page.limit || query_.page.offset != 0) {
            bound(dialect_.offset, query_.page.offset);
        }
    }

    expr::query const& query_;
    dialect const& dialect_;
    names const& names_;
    statement& out_;
    core::diagnostics& found_;
    std::string scratch_;
    std::uint32_t deepest_ = 0;
};

} // namespace detail

inline bool emitter::emit(expr::query const& q, statement& out, core::diagnostics& found) {
    normal_ = q;
    normalise::normalise(*normal_, {.uint64_max = dialect_->uint64_max});
    out.clear();
    std::size_t const before = found.size();
    names_.prepare(q.schema, *dialect_);
    detail::statement_writer(*normal_, *dialect_, names_, out, found).write();
    return std::all_of(found.begin() + static_cast<std::ptrdiff_t>(before), found.end(),
                       [](core::diagnostic const& d) { return d.severity() != core::severity::error; });
}

inline core::result<statement> emit(expr::query const& q, dialect const& d) {
    statement out;
    core::diagnostics found;
    if (!emitter(d).emit(q, out, found)) {
        return found;
    }
    return out;
}

} // namespace quern::sql
