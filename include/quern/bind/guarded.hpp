#pragma once

#include <quern/bind/detail/guard_access.hpp>
#include <quern/bind/filter.hpp>
#include <quern/bind/read.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/result.hpp>
#include <quern/expr/guarded.hpp>
#include <quern/expr/query.hpp>
#include <quern/schema/guarded.hpp>
#include <quern/syntax/filter.hpp>

#include <string_view>

namespace quern::bind {

/// Reads requests of one guarded schema one after another, and keeps its memory between them. See `reader`.
using guarded_reader = basic_guarded_reader<reader>;

/// Reads a request that a client sent, of a schema that demands a guard. See `read`; no backend takes what it gives
/// before it is `guarded`.
[[nodiscard]] inline core::result<expr::unguarded_query> read(schema::guarded_definition const& schema,
                                                              std::string_view text) {
    return detail::read_guarded<reader>(schema, text);
}

/// Holds a filter that was written in C++ against a schema that demands a guard. See the other `bind_filter`.
[[nodiscard]] core::result<expr::unguarded_query> bind_filter(schema::guarded_definition const& schema,
                                                              syntax::filter const& filter,
                                                              filter_page const& page = {}, trust who = trust::client);

/// `guard AND (query)`: what a client asked, of the rows alone that the service lets it see.
///
///     auto const scoped = guarded(*read(servers, body), field("tenant") == tenant);
///
/// The guard is the service's own (`trust::internal`): it may speak of fields that clients do not know. It must fix every
/// field of the schema's `guard` on each of its branches: by `==` or `in`, or by `is_null` for rows that belong to all;
/// a negation fixes nothing.
/// Errors: those of `bind_filter` for the guard; `guard_incomplete` for each field that it leaves open.
/// Complexity: linear in both.
[[nodiscard]] core::result<expr::guarded_query> guarded(expr::unguarded_query query, syntax::filter const& guard);

/// The same for a schema that declares no guard: its queries may be guarded, by any filter.
[[nodiscard]] core::result<expr::guarded_query> guarded(expr::query query, syntax::filter const& guard);

} // namespace quern::bind

#ifndef QUERN_COMPILED
#include <quern/bind/impl/guarded.hpp>
#endif
