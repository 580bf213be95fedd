#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/quote.hpp>
#include <quern/schema/definition.hpp>

namespace quern::bind::detail {

/// What reads and joins for guarded schemas; see bind/guarded.hpp.
struct guard_access;

/// False, and `schema_guarded`, for the definition inside of a guarded one, where queries would not be guarded.
[[nodiscard]] inline bool may_read(schema::definition const& schema, bool guarded, core::diagnostics& found) {
    bool const may = guarded || schema.declaration().guard.empty();
    if (!may) {
        found.add(core::code::schema_guarded, {}, {core::quote_name(schema.name())});
    }
    return may;
}

} // namespace quern::bind::detail
