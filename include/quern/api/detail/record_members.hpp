#pragma once

#include <quern/api/kept_json.hpp>

#include <boost/describe/members.hpp>
#include <boost/describe/modifiers.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace quern::api::detail {

/// The data members of a record in the order of their description, those of its bases first.
template <class Record>
using record_members =
    boost::describe::describe_members<Record, boost::describe::mod_public | boost::describe::mod_inherited>;

/// The name of a described member in JSON: an underscore at the end keeps it apart from a word of C++.
[[nodiscard]] constexpr std::string_view member_name(char const* described) noexcept {
    std::string_view name(described);
    if (name.ends_with('_')) {
        name.remove_suffix(1);
    }
    return name;
}

template <class Record, class Descriptor>
using member_type = std::remove_cvref_t<decltype(std::declval<Record&>().*Descriptor::pointer)>;

/// True for the member that takes what has no member of its own.
template <class Record, class Descriptor>
inline constexpr bool takes_others = std::is_same_v<member_type<Record, Descriptor>, other_members>;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// The JSON names of a record's members, by their place; empty for `others`.
template <class Record>
[[nodiscard]] consteval auto names_of() {
    std::array<std::string_view, boost::mp11::mp_size<record_members<Record>>::value> names{};
    std::size_t at = 0;
    boost::mp11::mp_for_each<record_members<Record>>([&](auto descriptor) {
        names[at++] = takes_others<Record, decltype(descriptor)> ? std::string_view() : member_name(descriptor.name);
    });
    return names;
}

template <class Record>
inline constexpr auto record_names = names_of<Record>();

} // namespace quern::api::detail
