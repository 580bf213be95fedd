#pragma once

#include <quern/bind/detail/may_read.hpp>
#include <quern/bind/filter.hpp>
#include <quern/bind/request.hpp>
#include <quern/core/detail/compiled.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/utf8.hpp>
#include <quern/syntax/spelling.hpp>
#include <quern/text/sort.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace quern::bind {

namespace detail {

/// Checks what the readers of requests check before binding.
class filter_check {
public:
    filter_check(syntax::request const& request, core::limits const& limits, trust who, core::diagnostics& found)
        : nodes_(request.nodes),
          literals_(request.literals),
          limits_(limits),
          is_client_(who == trust::client),
          found_(found) {}

    void check_filter() {
        if (is_client_) {
            check_groups();
        }
        for (syntax::node const& n : nodes_) {
            if (n.operation && schema::arity_of(*n.operation) == schema::arity::list) {
                check_list(n);
            }
        }
        for (syntax::literal const& written : literals_) {
            if (written.type == syntax::literal::kind::string && !core::is_utf8(written.text)) {
                found_.add(core::code::invalid_utf8, {});
            }
        }
    }

    void check_limit(std::optional<std::uint64_t> limit) {
        std::uint64_t const most = is_client_ ? limits_.page : std::numeric_limits<std::uint64_t>::max();
        if (limit && (*limit == 0 || *limit > most)) {
            found_.add(core::code::page_out_of_range, {}, {core::quote_name("limit"), "1", std::to_string(most)});
        }
    }

private:
    void check_groups() {
        std::vector<std::uint32_t> open; // where the groups around end
        bool too_deep = false;
        for (std::uint32_t i = 0; i != nodes_.size(); ++i) {
            while (!open.empty() && open.back() == i) {
                open.pop_back();
            }
            if (nodes_[i].kind == syntax::node_kind::predicate) {
                continue;
            }
            open.push_back(nodes_[i].end);
            too_deep = too_deep || open.size() > limits_.depth;
            std::size_t rules = 0;
            for (std::uint32_t child = i + 1; child != nodes_[i].end; child = nodes_[child].end) {
                ++rules;
            }
            if (rules > limits_.rules_per_group) {
                found_
                    .add(core::code::group_too_large, {},
                         {std::to_string(rules), std::to_string(limits_.rules_per_group)})
                    .advise(core::hint::nest_rules);
            }
        }
        if (too_deep) {
            found_.add(core::code::group_too_deep, {}, {std::to_string(limits_.depth)});
        }
        bool const grouped = nodes_[0].kind != syntax::node_kind::predicate;
        if (nodes_.size() - (grouped ? 1 : 0) > limits_.rules) {
            found_.add(core::code::too_many_rules, {}, {std::to_string(limits_.rules)});
        }
    }

    void check_list(syntax::node const& n) {
        if (n.literal_count == 0) {
            found_.add(core::code::empty_list, {}, {core::quote_text(n.operation_text)});
        }
        if (is_client_ && n.literal_count > limits_.list) {
            found_.add(core::code::list_too_long, {}, {std::to_string(n.literal_count), std::to_string(limits_.list)});
        }
    }

    std::vector<syntax::node> const& nodes_;
    std::vector<syntax::literal> const& literals_;
    core::limits const& limits_;
    bool is_client_;
    core::diagnostics& found_;
};

/// Reads a sort string into a request; its mistakes have no span, since it is no part of one.
QUERN_INLINE void read_filter_sort(std::string_view sort, syntax::request& out, core::diagnostics& found) {
    if (sort.empty()) {
        return;
    }
    std::vector<text::sort_part> parts;
    core::diagnostics faults;
    text::read_sort(sort, parts, faults);
    for (core::diagnostic& d : faults) {
        found.add(d.code, {}, std::move(d.arguments));
    }
    for (text::sort_part const& part : parts) {
        out.sort.push_back({{.text = part.name, .present = true}, part.descending});
    }
}

/// Holds a filter against a schema of any kind; see `bind_filter`.
[[nodiscard]] QUERN_INLINE core::result<expr::query>
bind_any_filter(schema::definition const& schema, syntax::filter const& filter, filter_page const& page, trust who) {
    syntax::request request = filter.as_request();
    request.limit = page.limit;
    request.offset = page.offset;
    core::diagnostics found;
    detail::filter_check check(request, schema.limits(), who, found);
    check.check_filter();
    check.check_limit(page.limit);
    detail::read_filter_sort(page.sort, request, found);
    expr::query out(schema);
    bind_request(request, syntax::expression_spellings, out, found, who);
    if (found.has_errors()) {
        found.arrange(schema.limits().diagnostics);
        return found;
    }
    out.warnings = std::move(found);
    return out;
}

} // namespace detail

QUERN_INLINE core::result<expr::query> bind_filter(schema::definition const& schema, syntax::filter const& filter,
                                                   filter_page const& page, trust who) {
    core::diagnostics found;
    if (!detail::may_read(schema, false, found)) {
        return found;
    }
    return detail::bind_any_filter(schema, filter, page, who);
}

QUERN_INLINE core::result<expr::query> bind_filter(schema::definition const& schema, syntax::filter const& filter,
                                                   trust who) {
    return bind_filter(schema, filter, {}, who);
}

} // namespace quern::bind
