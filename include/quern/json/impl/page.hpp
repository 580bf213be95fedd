#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/number.hpp>
#include <quern/json/detail/members.hpp>
#include <quern/json/page.hpp>
#include <quern/text/sort.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace quern::json {

namespace detail {

/// The value of a text that is, as a JSON number, a non-negative integer below 2^64.
[[nodiscard]] QUERN_INLINE std::optional<std::uint64_t> natural(std::string_view text) {
    auto const parsed = core::parse_number(text);
    if (!parsed || !parsed->integral || !parsed->faithful) {
        return std::nullopt;
    }
    if (auto const* i = std::get_if<std::int64_t>(&parsed->value)) {
        return *i < 0 ? std::nullopt : std::optional(static_cast<std::uint64_t>(*i));
    }
    if (auto const* u = std::get_if<std::uint64_t>(&parsed->value)) {
        return *u;
    }
    return std::nullopt;
}

/// True for a number that is 0, however it is written.
[[nodiscard]] QUERN_INLINE bool is_zero(node n) {
    return n.type() == kind::number && natural(n.literal()) == std::uint64_t{0};
}

/// Reads a member that must be an integer of a range.
[[nodiscard]] QUERN_INLINE std::optional<std::uint64_t> read_natural(member const& m, std::uint64_t least,
                                                                     std::uint64_t most, core::diagnostics& found) {
    node const written = m.value();
    auto const fits = [&](std::optional<std::uint64_t> n) { return n && *n >= least && *n <= most; };
    if (written.type() != kind::number) {
        core::diagnostic& d = report_type(found, written, core::term::integer);
        if (written.type() == kind::string && written.text().size() <= core::quote_limit &&
            fits(natural(written.text()))) {
            d.advise(core::hint::unquote, {std::string(written.text())});
        }
        return std::nullopt;
    }
    std::optional<std::uint64_t> const n = natural(written.literal());
    if (!fits(n)) {
        found.add(core::code::page_out_of_range, written.where(),
                  {core::quote_name(m.key()), std::to_string(least), std::to_string(most)});
        return std::nullopt;
    }
    return n;
}

/// Reports a value that should be a boolean.
QUERN_INLINE void report_boolean(core::diagnostics& found, node written) {
    core::diagnostic& d = report_type(found, written, core::term::boolean);
    if (written.type() == kind::string && (written.text() == "true" || written.text() == "false")) {
        d.advise(core::hint::unquote, {std::string(written.text())});
    }
}

/// Reports a member that stands beside `"count": true`; an explicit 0 of `start` and `limit` is what the document asks.
QUERN_INLINE void check_beside_count(entry const& m, bool zero_allowed, core::diagnostics& found) {
    if (!m || (zero_allowed && is_zero(m->value()))) {
        return;
    }
    found.add(core::code::page_with_count, m->value().where(), {core::quote_name(m->key())})
        .advise(core::hint::omit_instead, {core::quote_name(m->key())});
}

QUERN_INLINE void read_sort(entry const& sort, entry const& order, syntax::request& out, core::diagnostics& found) {
    syntax::sort_item item;
    if (sort) {
        if (sort->value().type() == kind::string) {
            item.field = {sort->value().text(), sort->value().where(), true};
        } else {
            report_type(found, sort->value(), core::term::string);
        }
    }
    if (order) {
        static constexpr std::array<std::string_view, 2> legal{"ASC", "DESC"};
        node const written = order->value();
        if (!sort && !sort.misspelt) {
            found.add(core::code::order_without_sort, order->key_where()).advise(core::hint::add_sort);
        }
        if (written.type() != kind::string) {
            report_type(found, written, core::term::string).advise(core::hint::expected_one_of, quoted(legal));
        } else if (written.text() != legal[0] && written.text() != legal[1]) {
            found.add(core::code::unknown_order, written.where(), {core::quote_text(written.text())})
                .advise(core::hint::expected_one_of, quoted(legal));
        }
        item.descending = written.type() == kind::string && written.text() == legal[1];
    }
    if (item.field.present) {
        out.sort.push_back(item);
    }
}

} // namespace detail

QUERN_INLINE void read_page(node page, core::limits const& limits, syntax::request& out, core::diagnostics& found) {
    static constexpr std::array<std::string_view, 5> keys{"count", "start", "limit", "sort", "order"};
    if (page.type() != kind::object) {
        detail::report_type(found, page, core::term::object);
        return;
    }
    auto const [count, start, limit, sort, order] = detail::read_members(page, keys, keys, found);
    bool const known = count && count->value().type() == kind::boolean;
    if (!count) {
        detail::report_missing(found, page, "count", count);
    } else if (!known) {
        detail::report_boolean(found, count->value());
    }
    if (known && count->value().boolean()) {
        out.count = true;
        detail::check_beside_count(start, true, found);
        detail::check_beside_count(limit, true, found);
        detail::check_beside_count(sort, false, found);
        detail::check_beside_count(order, false, found);
        return;
    }
    if (start) {
        out.offset = detail::read_natural(*start, 0, std::numeric_limits<std::uint32_t>::max(), found).value_or(0);
    }
    if (limit) {
        bool const zero = !known && detail::is_zero(limit->value());
        out.limit = zero ? std::nullopt : detail::read_natural(*limit, 1, limits.page, found);
    } else if (known) {
        detail::report_missing(found, page, "limit", limit);
    }
    detail::read_sort(sort, order, out, found);
}

namespace detail {

/// Reads a sort string, but no items past the limit; where escapes hide the places in it, a mistake is reported at the
/// whole string.
QUERN_INLINE void read_sort_string(node written, core::limits const& limits, syntax::request& out,
                                   core::diagnostics& found) {
    std::string_view items = written.text();
    auto const place = [written](core::span in_text) {
        return written.escaped() ? written.where()
                                 : core::span{written.where().offset + 1 + in_text.offset, in_text.length};
    };
    auto const count = static_cast<std::size_t>(std::count(items.begin(), items.end(), ',')) + 1;
    if (count > limits.sort_keys) {
        std::size_t next = 0;
        for (std::uint32_t i = 0; i != limits.sort_keys; ++i) {
            next = items.find(',', next) + 1;
        }
        std::size_t const length = std::min(items.find(',', next), items.size()) - next;
        found.add(core::code::too_many_sort_keys,
                  place({static_cast<std::uint32_t>(next), static_cast<std::uint32_t>(length)}),
                  {std::to_string(count), std::to_string(limits.sort_keys)});
        items = items.substr(0, next - 1);
    }
    std::vector<text::sort_part> parts;
    core::diagnostics faults;
    text::read_sort(items, parts, faults);
    for (core::diagnostic& d : faults) {
        found.add(d.code, place(d.where), std::move(d.arguments)).advise(d.hint, std::move(d.hint_arguments));
    }
    for (text::sort_part const& part : parts) {
        out.sort.push_back({{part.name, place(part.where), true}, part.descending});
    }
}

} // namespace detail

QUERN_INLINE void read_sorted_page(node page, core::limits const& limits, syntax::request& out,
                                   core::diagnostics& found) {
    static constexpr std::array<std::string_view, 3> keys{"start", "limit", "sort"};
    if (page.type() != kind::object) {
        detail::report_type(found, page, core::term::object);
        return;
    }
    auto const [start, limit, sort] = detail::read_members(page, keys, keys, found);
    if (start) {
        constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
        out.offset = detail::read_natural(*start, 0, most, found).value_or(0);
    }
    if (limit) {
        out.limit = detail::read_natural(*limit, 1, limits.page, found);
    } else {
        detail::report_missing(found, page, "limit", limit);
    }
    if (sort && sort->value().type() != kind::string) {
        detail::report_type(found, sort->value(), core::term::string);
    } else if (sort) {
        detail::read_sort_string(sort->value(), limits, out, found);
    }
}

} // namespace quern::json
