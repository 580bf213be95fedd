#pragma once

#include <quern/core/number.hpp>
#include <quern/json/detail/members.hpp>
#include <quern/json/page.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace quern::json {

namespace detail {

/// The value of a number that is a non-negative integer below 2^64.
[[nodiscard]] inline std::optional<std::uint64_t> natural(node n) {
    if (n.type() != kind::number) {
        return std::nullopt;
    }
    auto const parsed = core::parse_number(n.literal());
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

/// Reads a member that must be an integer of a range.
[[nodiscard]] inline std::optional<std::uint64_t> read_natural(member const& m, std::uint64_t least, std::uint64_t most,
                                                               core::diagnostics& found) {
    if (m.value().type() != kind::number) {
        report_type(found, m.value(), core::term::integer);
        return std::nullopt;
    }
    std::optional<std::uint64_t> const n = natural(m.value());
    if (!n || *n < least || *n > most) {
        found.add(core::code::page_out_of_range, m.value().where(),
                  {core::quote_name(m.key()), std::to_string(least), std::to_string(most)});
        return std::nullopt;
    }
    return n;
}

/// Reports a member that stands beside `"count": true`; an explicit 0 of `start` and `limit` is what the document asks.
inline void check_beside_count(std::optional<member> const& m, bool zero_allowed, core::diagnostics& found) {
    if (!m || (zero_allowed && natural(m->value()) == std::uint64_t{0})) {
        return;
    }
    found.add(core::code::page_with_count, m->value().where(), {core::quote_name(m->key())})
        .advise(core::hint::omit_instead, {core::quote_name(m->key())});
}

inline void read_sort(std::optional<member> const& sort, std::optional<member> const& order, syntax::request& out,
                      core::diagnostics& found) {
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
        if (!sort) {
            found.add(core::code::order_without_sort, order->key_where()).advise(core::hint::add_sort);
        }
        if (written.type() != kind::string) {
            report_type(found, written, core::term::string);
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

inline void read_page(node page, core::limits const& limits, syntax::request& out, core::diagnostics& found) {
    static constexpr std::array<std::string_view, 5> keys{"count", "start", "limit", "sort", "order"};
    if (page.type() != kind::object) {
        detail::report_type(found, page, core::term::object);
        return;
    }
    auto const [count, start, limit, sort, order] = detail::read_members(page, keys, keys, found);
    bool const counts = count && count->value().type() == kind::boolean && count->value().boolean();
    if (!count) {
        detail::report_missing(found, page, "count");
    } else if (count->value().type() != kind::boolean) {
        detail::report_type(found, count->value(), core::term::boolean);
    }
    if (counts) {
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
        out.limit = detail::read_natural(*limit, 1, limits.page, found);
    } else {
        detail::report_missing(found, page, "limit");
    }
    detail::read_sort(sort, order, out, found);
}

} // namespace quern::json
