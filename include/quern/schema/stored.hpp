#pragma once

#include <quern/core/code.hpp>
#include <quern/core/compare_numbers.hpp>
#include <quern/core/result.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/core/value.hpp>
#include <quern/schema/field.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

namespace quern::schema {

/// Why a scalar is no value of a field.
struct stored_fault {
    core::code code;            ///< `wrong_type`, `number_out_of_range`, `time_layout` or `time_out_of_range`
    core::time_fault time{};    ///< of the last two: where in the text
    core::time_layout layout{}; ///< of the last two: the layout that was expected

    friend bool operator==(stored_fault const&, stored_fault const&) = default;
};

/// The layout in which a document writes a timestamp as text; none where it writes a number.
[[nodiscard]] constexpr std::optional<core::time_layout> stored_layout(field const& f) noexcept {
    switch (f.storage) {
    case time_storage::native:
        return core::time_layout::rfc3339;
    case time_storage::text:
        return f.layout;
    case time_storage::epoch_seconds:
    case time_storage::epoch_milliseconds:
    case time_storage::epoch_microseconds:
        break;
    }
    return std::nullopt;
}

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

[[nodiscard]] inline stored stored_real(core::value const& raw) noexcept {
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

[[nodiscard]] constexpr std::int64_t epoch_unit(time_storage s) noexcept {
    return s == time_storage::epoch_seconds ? 1'000'000 : s == time_storage::epoch_milliseconds ? 1'000 : 1;
}

[[nodiscard]] inline stored stored_time(field const& f, core::value const& raw) noexcept {
    if (auto const layout = stored_layout(f)) {
        auto const* text = std::get_if<std::string_view>(&raw);
        if (text == nullptr) {
            return stored_fault{core::code::wrong_type};
        }
        auto const read = core::parse_timestamp(*text, *layout, f.zone);
        if (!read) {
            return stored_fault{read.error().code, read.error(), *layout};
        }
        return core::value(*read);
    }
    stored const number = stored_integer<std::int64_t>(raw);
    if (!number) {
        return number;
    }
    std::int64_t const count = std::get<std::int64_t>(*number);
    std::int64_t const unit = epoch_unit(f.storage);
    using bounds = std::numeric_limits<std::int64_t>;
    if (count < bounds::min() / unit || count > bounds::max() / unit) {
        return stored_fault{core::code::number_out_of_range};
    }
    return core::value(core::timestamp{count * unit});
}

} // namespace detail

/// The value of a field, of the field's type, from the scalar that a document holds it as.
///
/// An integer field takes any number without a fraction; a `double` field takes the double nearest to an integer. A timestamp
/// is text in RFC 3339 where its storage is `native`, in the field's layout where it is `text`, and otherwise a number.
/// Errors: `wrong_type`, a number with a fraction for an integer too; `number_out_of_range`; those of `parse_timestamp`.
/// Complexity: constant. Lifetime: a string views that of the scalar.
[[nodiscard]] inline boost::system::result<core::value, stored_fault> read_stored(field const& f,
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
