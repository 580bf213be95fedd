#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/number.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/core/utf8.hpp>
#include <quern/expr/view.hpp>
#include <quern/json/detail/append_string.hpp>
#include <quern/json/print.hpp>
#include <quern/syntax/spelling.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace quern::json {

namespace detail {

/// Writes a query in the words of one form, and collects what that form cannot say.
class request_printer {
public:
    request_printer(std::string& out, expr::query const& q, schema::form form, core::diagnostics& found)
        : out_(out),
          query_(q),
          form_(form),
          found_(found),
          before_(out.size()) {}

    /// True where all was said; else takes back what was written.
    [[nodiscard]] bool finish() {
        if (failed_) {
            out_.resize(before_);
        }
        return !failed_;
    }

    void request() {
        out_.append(R"({"filter":)");
        filter();
        out_.append(R"(,"page":)");
        page();
        out_.push_back('}');
    }

    void page() {
        expr::page const& p = query_.page;
        if (p.count) {
            if (p != expr::page{.count = true}) {
                fail({}, R"("count": true)");
            }
            out_.append(R"({"count":true})");
            return;
        }
        out_.append(R"({"count":false,)");
        range(std::numeric_limits<std::uint32_t>::max());
        if (p.sort.size() > 1) {
            std::string keys;
            append_keys(keys);
            fail({}, core::quote_text(keys));
        } else if (!p.sort.empty()) {
            out_.append(R"(,"sort":)");
            append_string(out_, query_.schema[p.sort[0].field].name);
            out_.append(p.sort[0].descending ? R"(,"order":"DESC")" : R"(,"order":"ASC")");
        }
        out_.push_back('}');
    }

    void sorted_page() {
        if (query_.page.count) {
            fail({}, R"("count": true)");
        }
        out_.push_back('{');
        range(std::numeric_limits<std::int64_t>::max());
        if (!query_.page.sort.empty()) {
            std::string keys;
            sort(keys);
            out_.append(R"(,"sort":)");
            append_string(out_, keys);
        }
        out_.push_back('}');
    }

    void sort(std::string& out) {
        for (expr::sort_key const& key : query_.page.sort) {
            std::string_view const name = query_.schema[key.field].name;
            if (name.find_first_of(",:") != std::string_view::npos || name.starts_with('+') || name.starts_with('-')) {
                fail({}, core::quote_name(name));
            }
        }
        append_keys(out);
    }

private:
    void fail(core::span where, core::argument what) {
        std::string_view const form = schema::form_names[static_cast<std::size_t>(form_)];
        found_.add(core::code::not_expressible, where, {std::move(what), core::quote_name(form)});
        failed_ = true;
    }

    void filter() {
        auto const nodes = query_.filter.nodes();
        if (nodes.empty()) {
            out_.append(R"({"op":"and","rules":[]})");
        }
        bool const lone = !nodes.empty() && nodes[0].is_leaf();
        out_.append(lone ? R"({"op":"and","rules":[)" : "");
        std::vector<std::uint32_t> open; // where the groups around end
        std::string_view separator;
        for (std::uint32_t i = 0; i != nodes.size(); ++i) {
            for (; !open.empty() && open.back() == i; open.pop_back()) {
                out_.append("]}");
            }
            out_.append(std::exchange(separator, ","));
            if (append_node({query_, i})) {
                open.push_back(nodes[i].end);
                separator = {};
            }
        }
        for (std::size_t groups = open.size() + (lone ? 1 : 0); groups != 0; --groups) {
            out_.append("]}");
        }
    }

    /// True where a group was opened.
    bool append_node(expr::view v) {
        expr::node const& n = v.get();
        switch (n.kind) {
        case expr::node_kind::everything:
        case expr::node_kind::nothing:
            fail(v.place(), core::term::constant_filter);
            return false;
        case expr::node_kind::negation:
        case expr::node_kind::complement:
            fail(v.place(), core::term::negation);
            return false;
        case expr::node_kind::conjunction:
        case expr::node_kind::disjunction:
            if (n.end == v.index() + 1) {
                fail(v.place(), core::term::empty_group);
                return false;
            }
            out_.append(n.kind == expr::node_kind::conjunction ? R"({"op":"and","rules":[)"
                                                               : R"({"op":"or","rules":[)");
            return true;
        case expr::node_kind::predicate:
            append_rule(v.predicate(), v.place());
            break;
        }
        return false;
    }

    void append_rule(expr::predicate_view const& p, core::span where) {
        using enum schema::operation;
        std::string_view const spelling = syntax::spelling_of(syntax::rules_spellings, p.operation);
        if (spelling.empty()) {
            fail(where, core::quote_name(name(p.operation)));
            return;
        }
        out_.append(R"({"field":)");
        append_string(out_, p.field.name);
        out_.append(R"(,"op":")").append(spelling).append(R"(","value":)");
        if (p.operation == in || p.operation == not_in) {
            if (p.constants.empty()) {
                fail(where, R"("value": [])");
            }
            std::string_view separator = "[";
            for (core::value const& constant : p.constants) {
                out_.append(std::exchange(separator, ","));
                append_constant(constant, p.field, where);
            }
            out_.push_back(']');
        } else {
            if (p.constants.front() == core::value(std::string_view())) {
                fail(where, R"("value": "")");
            }
            append_constant(p.constants.front(), p.field, where);
        }
        out_.push_back('}');
    }

    void append_constant(core::value const& constant, schema::field const& field, core::span where) {
        std::visit(
            [&]<class T>(T const& alternative) {
                if constexpr (std::is_same_v<T, bool>) {
                    out_.append(alternative ? "true" : "false");
                } else if constexpr (std::is_same_v<T, std::string_view>) {
                    append_text(alternative, where);
                } else if constexpr (std::is_same_v<T, core::timestamp>) {
                    append_time(alternative, field, where);
                } else if (schema::is_integer(field.type)) {
                    core::append_exact_number(out_, alternative);
                } else {
                    core::append_number(out_, alternative);
                }
            },
            constant);
    }

    void append_text(std::string_view text, core::span where) {
        if (!core::is_utf8(text) || text.find('\0') != std::string_view::npos) {
            fail(where, core::quote_text(text));
        }
        append_string(out_, text);
    }

    void append_time(core::timestamp instant, schema::field const& field, core::span where) {
        constexpr std::int64_t microseconds_per_second = 1'000'000;
        bool const whole = instant.microseconds % microseconds_per_second == 0;
        if ((!whole && field.layout != core::time_layout::rfc3339) ||
            !core::representable(instant, field.layout, field.zone) ||
            !core::representable(instant, core::time_layout::rfc3339_utc)) {
            std::string shown;
            core::append_timestamp(shown, instant, core::time_layout::rfc3339);
            fail(where, core::quote_text(shown));
        }
        out_.push_back('"');
        core::append_timestamp(out_, instant, field.layout, field.zone);
        out_.push_back('"');
    }

    /// The members `start` and `limit`.
    void range(std::uint64_t last_start) {
        expr::page const& p = query_.page;
        if (p.offset > last_start) {
            fail({}, R"("start": )" + std::to_string(p.offset));
        }
        if (!p.limit) {
            fail({}, core::term::no_limit);
        } else if (*p.limit == 0) {
            fail({}, R"("limit": 0)");
        }
        out_.append(R"("start":)").append(std::to_string(p.offset));
        out_.append(R"(,"limit":)").append(std::to_string(p.limit.value_or(0)));
    }

    void append_keys(std::string& out) const {
        std::string_view separator;
        for (expr::sort_key const& key : query_.page.sort) {
            out.append(std::exchange(separator, ",")).append(key.descending ? "-" : "");
            out.append(query_.schema[key.field].name);
        }
    }

    std::string& out_;
    expr::query const& query_;
    schema::form form_;
    core::diagnostics& found_;
    std::size_t before_;
    bool failed_ = false;
};

} // namespace detail

QUERN_INLINE bool print(std::string& out, expr::query const& q, core::diagnostics& found) {
    detail::request_printer printer(out, q, schema::form::rules, found);
    printer.request();
    return printer.finish();
}

QUERN_INLINE core::result<std::string> print(expr::query const& q) {
    std::string out;
    core::diagnostics found;
    if (!print(out, q, found)) {
        return found;
    }
    return out;
}

QUERN_INLINE bool print_page(std::string& out, expr::query const& q, core::diagnostics& found) {
    detail::request_printer printer(out, q, schema::form::rules, found);
    printer.page();
    return printer.finish();
}

QUERN_INLINE bool print_sorted_page(std::string& out, expr::query const& q, core::diagnostics& found) {
    detail::request_printer printer(out, q, schema::form::condition, found);
    printer.sorted_page();
    return printer.finish();
}

QUERN_INLINE bool print_sort(std::string& out, expr::query const& q, core::diagnostics& found) {
    detail::request_printer printer(out, q, schema::form::condition, found);
    printer.sort(out);
    return printer.finish();
}

} // namespace quern::json
