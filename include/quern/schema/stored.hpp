#pragma once

#include <quern/core/code.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/core/value.hpp>
#include <quern/schema/field.hpp>

#include <cstdint>

namespace quern::schema {

/// Why a scalar is no value of a field.
struct stored_fault {
    core::code code;            ///< `wrong_type`, `number_out_of_range`, `time_layout` or `time_out_of_range`
    core::time_fault time{};    ///< of the last two: where in the text
    core::time_layout layout{}; ///< of the last two: the layout that was expected

    friend bool operator==(stored_fault const&, stored_fault const&) = default;
};

namespace detail {

/// Microseconds in a number of an epoch; 0 for the storages that are text in documents.
[[nodiscard]] constexpr std::int64_t epoch_unit(time_storage s) noexcept {
    switch (s) {
    case time_storage::native:
    case time_storage::text:
        return 0;
    case time_storage::epoch_seconds:
        return 1'000'000;
    case time_storage::epoch_milliseconds:
        return 1'000;
    case time_storage::epoch_microseconds:
        return 1;
    }
    return 0;
}

} // namespace detail

/// The value of a field, of the field's type, from the scalar that a document holds it as.
///
/// An integer field takes any number without a fraction; a `double` field takes the double nearest to an integer. A timestamp
/// is a number where its storage is an epoch, and otherwise text in the field's layout, or, where it is `native`, in RFC 3339.
/// Errors: `wrong_type`, a number with a fraction for an integer too; `number_out_of_range`; those of `parse_timestamp`.
/// Complexity: constant. Lifetime: a string views that of the scalar.
[[nodiscard]] boost::system::result<core::value, stored_fault> read_stored(field const& f,
                                                                           core::value const& raw) noexcept;

} // namespace quern::schema

#ifndef QUERN_COMPILED
#include <quern/schema/impl/stored.hpp>
#endif
