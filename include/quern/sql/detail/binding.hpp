#pragma once

#include <quern/core/time_layout.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/core/value.hpp>
#include <quern/schema/field.hpp>
#include <quern/sql/dialect.hpp>
#include <quern/sql/parameter.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace quern::sql::detail {

/// The type of the parameters for constants of a field.
[[nodiscard]] constexpr parameter_type type_of(schema::field const& f, native_time native) noexcept {
    switch (f.type) {
    case schema::scalar::boolean:
        return parameter_type::boolean;
    case schema::scalar::int64:
        return parameter_type::int64;
    case schema::scalar::uint64:
        return parameter_type::uint64;
    case schema::scalar::real:
        return parameter_type::real;
    case schema::scalar::string:
        return parameter_type::text;
    case schema::scalar::timestamp:
        break;
    }
    switch (f.storage) {
    case schema::time_storage::native:
        return native == native_time::microseconds ? parameter_type::int64 : parameter_type::timestamp;
    case schema::time_storage::text:
        return parameter_type::text;
    case schema::time_storage::epoch_seconds:
    case schema::time_storage::epoch_milliseconds:
    case schema::time_storage::epoch_microseconds:
        break;
    }
    return parameter_type::int64;
}

/// Appends an instant of the years 1 to 9999 in UTC, as engines read their own type: `2023-02-05 15:29:15.5`.
inline void append_native_text(std::string& out, core::timestamp instant, std::string_view zone) {
    constexpr std::size_t date_length = 10;
    std::size_t const begin = out.size();
    core::append_timestamp(out, instant, core::time_layout::rfc3339);
    out[begin + date_length] = ' ';
    out.pop_back();
    out.append(zone);
}

/// The value that is bound for a constant, as the field's store holds it; a text lives in `scratch`.
[[nodiscard]] inline core::value stored(core::value const& v, schema::field const& f, native_time native,
                                        std::string& scratch) {
    auto const* const instant = std::get_if<core::timestamp>(&v);
    if (instant == nullptr) {
        return v;
    }
    std::int64_t const us = instant->microseconds;
    scratch.clear();
    switch (f.storage) {
    case schema::time_storage::text:
        core::append_timestamp(scratch, *instant, f.layout, f.zone);
        return std::string_view(scratch);
    case schema::time_storage::epoch_seconds:
        return us / 1'000'000;
    case schema::time_storage::epoch_milliseconds:
        return us / 1'000;
    case schema::time_storage::epoch_microseconds:
        return us;
    case schema::time_storage::native:
        break;
    }
    switch (native) {
    case native_time::microseconds:
        return us;
    case native_time::text:
        append_native_text(scratch, *instant, {});
        break;
    case native_time::text_in_zone:
        append_native_text(scratch, *instant, "+00");
        break;
    }
    return std::string_view(scratch);
}

} // namespace quern::sql::detail
