#pragma once

#include <quern/core/number.hpp>
#include <quern/core/time_layout.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/core/value.hpp>
#include <quern/mongo/notation.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/stored.hpp>

#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace quern::mongo::detail {

/// An object of one member.
[[nodiscard]] inline boost::json::object object_of(std::string_view key, boost::json::value v) {
    boost::json::object made;
    made.emplace(key, std::move(v));
    return made;
}

/// A string.
[[nodiscard]] inline boost::json::value text(std::string_view s) { return boost::json::string(s); }

/// The least and the greatest integer that a reader of JSON keeps which has only doubles.
inline constexpr std::int64_t exact_integers = std::int64_t{1} << 53U;

/// An int64; in relaxed notation a number where every reader keeps it.
[[nodiscard]] inline boost::json::value integer(std::int64_t n, notation in) {
    if (in == notation::relaxed && n >= -exact_integers && n <= exact_integers) {
        return n;
    }
    return object_of("$numberLong", text(std::to_string(n)));
}

/// A double; in relaxed notation a number where no reader takes it for an integer.
[[nodiscard]] inline boost::json::value real(double d, notation in) {
    if (in == notation::relaxed && std::trunc(d) != d) {
        return d;
    }
    std::string digits;
    core::append_number(digits, d);
    return object_of("$numberDouble", text(digits));
}

/// A date; in relaxed notation as text where its year has four digits and is not before 1970.
[[nodiscard]] inline boost::json::value date(std::int64_t milliseconds, notation in) {
    constexpr std::int64_t end_of_9999 = 253'402'300'800'000;
    if (in == notation::canonical || milliseconds < 0 || milliseconds >= end_of_9999) {
        return object_of("$date", object_of("$numberLong", text(std::to_string(milliseconds))));
    }
    std::string written;
    core::append_timestamp(written, {milliseconds * 1'000}, core::time_layout::rfc3339_utc);
    if (std::int64_t const fraction = milliseconds % 1'000; fraction != 0) {
        written.back() = '.';
        written.append(std::to_string(1'000 + fraction), 1).append("Z");
    }
    return object_of("$date", text(written));
}

/// A direction of a sort, or a member of a projection.
[[nodiscard]] inline boost::json::value small(int n, notation in) {
    return in == notation::relaxed ? boost::json::value(n) : object_of("$numberInt", text(std::to_string(n)));
}

/// A constant as the field's store holds it.
///
/// Precondition: the constant is in the field's domain, see `domains`.
[[nodiscard]] inline boost::json::value stored(core::value const& v, schema::field const& f, notation in) {
    return std::visit(
        [&]<class T>(T const& x) -> boost::json::value {
            if constexpr (std::is_same_v<T, bool>) {
                return x;
            } else if constexpr (std::is_same_v<T, std::string_view>) {
                return text(x);
            } else if constexpr (std::is_same_v<T, double>) {
                return real(x, in);
            } else if constexpr (std::is_same_v<T, core::timestamp>) {
                if (f.storage == schema::time_storage::native) {
                    return date(x.microseconds / 1'000, in);
                }
                if (std::int64_t const unit = schema::detail::epoch_unit(f.storage); unit != 0) {
                    return integer(x.microseconds / unit, in);
                }
                std::string written;
                core::append_timestamp(written, x, f.layout, f.zone);
                return text(written);
            } else {
                return integer(static_cast<std::int64_t>(x), in);
            }
        },
        v);
}

} // namespace quern::mongo::detail
