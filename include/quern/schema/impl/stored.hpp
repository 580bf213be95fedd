#pragma once

#include <quern/core/compare_numbers.hpp>
#include <quern/core/detail/compiled.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/core/value.hpp>
#include <quern/schema/stored.hpp>

#include <cstdint>
#include <limits>
#include <string_view>
#include <variant>

namespace quern::schema {

namespace detail {

using stored = boost::system::result<core::value, stored_fault>;

/// An integer of a field's type; a number with a fraction is none.
template <class Integer>
[[nodiscard]] constexpr stored stored_integer(core::value const& raw) noexcept {
    using bounds = std::numeric_limits<Integer>;
    if (core::compare_numbers(raw, raw) != 0) {
        return stored_fault{core::code::wrong_type};
    }
    if (core::compare_numbers(raw, bounds::min()) < 0 || core::compare_numbers(raw, bounds::max()) > 0) {
        return stored_fault{core::code::number_out_of_range};
    }
    if (auto const* i = std::get_if<std::int64_t>(&raw)) {
        return core::value(static_cast<Integer>(*i));
    }
    if (auto const* u = std::get_if<std::uint64_t>(&raw)) {
        return core::value(static_cast<Integer>(*u));
    }
    auto const whole = static_cast<Integer>(std::get<double>(raw));
    if (core::compare_numbers(whole, raw) != 0) {
        return stored_fault{core::code::wrong_type};
    }
    return core::value(whole);
}

[[nodiscard]] QUERN_INLINE stored stored_real(core::value const& raw) noexcept {
    if (auto const* i = std::get_if<std::int64_t>(&raw)) {
        return core::value(static_cast<double>(*i));
    }
    if (auto const* u = std::get_if<std::uint64_t>(&raw)) {
        return core::value(static_cast<double>(*u));
    }
    auto const* d = std::get_if<double>(&raw);
    if (d == nullptr) {
        return stored_fault{core::code::wrong_type};
    }
    if (!(*d - *d == 0)) {
        return stored_fault{core::code::number_out_of_range};
    }
    return raw;
}

[[nodiscard]] QUERN_INLINE stored stored_text_time(std::string_view text, core::time_layout layout,
                                                   core::utc_offset zone) noexcept {
    auto const read = core::parse_timestamp(text, layout, zone);
    return read ? stored(*read) : stored(stored_fault{read.error().code, read.error(), layout});
}

[[nodiscard]] QUERN_INLINE stored stored_time(field const& f, core::value const& raw) noexcept {
    std::int64_t const unit = epoch_unit(f.storage);
    if (unit == 0) {
        auto const* text = std::get_if<std::string_view>(&raw);
        if (text == nullptr) {
            return stored_fault{core::code::wrong_type};
        }
        if (f.storage == time_storage::text) {
            return stored_text_time(*text, f.layout, f.zone);
        }
        stored const rfc3339 = stored_text_time(*text, core::time_layout::rfc3339, f.zone);
        if (rfc3339 || f.layout != core::time_layout::datetime) {
            return rfc3339;
        }
        stored const local = stored_text_time(*text, f.layout, f.zone);
        bool const meant = !local && rfc3339.error().time.offset > local.error().time.offset;
        return meant ? rfc3339 : local;
    }
    stored const number = stored_integer<std::int64_t>(raw);
    if (!number) {
        return number;
    }
    std::int64_t const count = std::get<std::int64_t>(*number);
    using bounds = std::numeric_limits<std::int64_t>;
    if (count < bounds::min() / unit || count > bounds::max() / unit) {
        return stored_fault{core::code::number_out_of_range};
    }
    return core::value(core::timestamp{count * unit});
}

} // namespace detail

QUERN_INLINE boost::system::result<core::value, stored_fault> read_stored(field const& f,
                                                                          core::value const& raw) noexcept {
    switch (f.type) {
    case scalar::boolean:
    case scalar::string:
        break;
    case scalar::int64:
        return detail::stored_integer<std::int64_t>(raw);
    case scalar::uint64:
        return detail::stored_integer<std::uint64_t>(raw);
    case scalar::real:
        return detail::stored_real(raw);
    case scalar::timestamp:
        return detail::stored_time(f, raw);
    }
    if (core::kind_of(raw) != f.type) {
        return stored_fault{core::code::wrong_type};
    }
    return raw;
}

} // namespace quern::schema
