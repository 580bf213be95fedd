#pragma once

#include <quern/bind/trust.hpp>
#include <quern/core/result.hpp>
#include <quern/expr/query.hpp>
#include <quern/schema/definition.hpp>
#include <quern/syntax/filter.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace quern::bind {

/// Which of the rows that a filter selects are wanted.
struct filter_page {
    std::string_view sort{};              ///< a sort string, such as `-created_at,id`; see `text::read_sort`
    std::optional<std::uint64_t> limit{}; ///< all where absent
    std::uint64_t offset = 0;             ///< rows skipped
};

/// Holds a filter that was written in C++ against a schema, and makes a query of it.
///
/// What `trust::client` enforces is what a request would meet: the schema's operators, what may be queried and sorted by,
/// enumerations, the limits on depth, rules, lists, strings, sort keys and pages; `trust::internal` leaves these out.
/// Errors: all mistakes, without spans: those of `bind_request`, of `text::read_sort` and of the limits; `empty_list`,
/// `invalid_utf8`, `number_out_of_range` for a NaN or an infinity, `page_out_of_range` for a limit of 0.
/// Complexity: linear in the filter. Lifetime: the query owns its strings.
[[nodiscard]] core::result<expr::query> bind_filter(schema::definition const& schema, syntax::filter const& filter,
                                                    filter_page const& page, trust who = trust::client);

/// The same without a page: all rows that the filter selects.
[[nodiscard]] core::result<expr::query> bind_filter(schema::definition const& schema, syntax::filter const& filter,
                                                    trust who = trust::client);

} // namespace quern::bind

#ifndef QUERN_COMPILED
#include <quern/bind/impl/filter.hpp>
#endif
