#pragma once

#include <quern/expr/query.hpp>
#include <quern/sql/detail/writer.hpp>
#include <quern/sql/dialect.hpp>

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace quern::sql::detail {

/// Writes the order and the page of a query.
class page_writer {
public:
    page_writer(expr::query const& q, writer& to) noexcept : query_(q), dialect_(to.dialect), to_(to) {}

    /// The sort expressions, which end in the schema's key.
    void write_order() {
        bool keyed = false;
        for (expr::sort_key const& k : query_.page.sort) {
            to_.text(to_.names.order(k.field, k.descending));
            keyed = k.field == query_.schema.key();
            if (keyed) {
                break; // what follows a unique key cannot matter
            }
            to_.text(", ");
        }
        if (!keyed) {
            to_.text(to_.names.order(query_.schema.key(), false));
        }
    }

    /// The limit and the offset, each with a blank before it.
    void write_page() {
        if (query_.page.limit) {
            bound(dialect_.limit, *query_.page.limit);
        } else if (query_.page.offset != 0) {
            to_.text(dialect_.no_limit.empty() ? "" : " ");
            to_.text(dialect_.no_limit);
        }
        if (query_.page.limit || query_.page.offset != 0) {
            bound(dialect_.offset, query_.page.offset);
        }
    }

private:
    void bound(std::string_view pattern, std::uint64_t n) {
        to_.text(" ");
        to_.form(pattern, [&](char) { to_.place(bind(n)); });
    }

    parameter bind(std::uint64_t n) {
        std::uint64_t const most = static_cast<std::uint64_t>(dialect_.page_max);
        return to_.bind(static_cast<std::int64_t>(std::min(n, most)), parameter_type::int64);
    }

    expr::query const& query_;
    dialect const& dialect_;
    writer& to_;
};

} // namespace quern::sql::detail
