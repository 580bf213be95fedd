#pragma once

#include <quern/core/detail/whole_number.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/schema/scalar.hpp>

#include <boost/describe/members.hpp>
#include <boost/describe/modifiers.hpp>

#include <chrono>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace quern::schema::detail {

template <class T>
inline constexpr bool is_time = std::same_as<T, core::timestamp>;
template <std::integral Count, class Period>
inline constexpr bool
    is_time<std::chrono::time_point<std::chrono::system_clock, std::chrono::duration<Count, Period>>> = true;

/// The type of field that holds what a member holds; none where there is no such type.
template <class T>
[[nodiscard]] consteval std::optional<scalar> scalar_of() noexcept {
    if constexpr (std::same_as<T, bool>) {
        return scalar::boolean;
    } else if constexpr (core::detail::whole_number<T>) {
        return std::is_signed_v<T> ? scalar::int64 : scalar::uint64;
    } else if constexpr (std::same_as<T, double> || std::same_as<T, float>) {
        return scalar::real;
    } else if constexpr (std::same_as<T, std::string> || std::same_as<T, std::string_view>) {
        return scalar::string;
    } else if constexpr (is_time<T>) {
        return scalar::timestamp;
    } else {
        return std::nullopt;
    }
}

/// A member's type apart from whether it may be absent.
template <class T>
struct member_type {
    using value = T;
    static constexpr bool nullable = false;
};
template <class T>
struct member_type<std::optional<T>> {
    using value = T;
    static constexpr bool nullable = true;
};

template <class T>
concept field_member = scalar_of<typename member_type<T>::value>().has_value();

/// The public data members of a described class, those of its described bases first.
template <class T>
using public_members =
    boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <class T>
concept described = boost::describe::has_describe_members<T>::value;

} // namespace quern::schema::detail
