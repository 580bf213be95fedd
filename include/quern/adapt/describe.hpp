#pragma once

#include <quern/schema/builder.hpp>
#include <quern/schema/detail/described.hpp>
#include <quern/schema/scalar.hpp>
#include <quern/syntax/filter.hpp>

#include <boost/mp11/algorithm.hpp>

#include <concepts>
#include <string>
#include <type_traits>
#include <utility>

namespace quern::adapt {

namespace detail {

using schema::detail::described;
using schema::detail::field_member;
using schema::detail::member_type;
using schema::detail::public_members;
using schema::detail::scalar_of;

/// The constants that a member may be compared with.
template <field_member T>
[[nodiscard]] consteval syntax::operands operands_of() noexcept {
    using enum schema::scalar;
    constexpr schema::scalar type = *scalar_of<typename member_type<T>::value>();
    return {.boolean = type == boolean,
            .number = schema::is_number(type),
            .string = type == string,
            .timestamp = type == schema::scalar::timestamp,
            .absence = member_type<T>::nullable};
}

/// The name that a described class gives a member; null where it does not describe it.
template <auto Member, described Class>
[[nodiscard]] consteval char const* name_of() noexcept {
    char const* name = nullptr;
    boost::mp11::mp_for_each<public_members<Class>>([&](auto descriptor) {
        if constexpr (std::same_as<decltype(Member), std::remove_cvref_t<decltype(descriptor.pointer)>>) {
            name = descriptor.pointer == Member ? descriptor.name : name;
        }
    });
    return name;
}

template <auto Member>
struct member_traits;
template <class Class, class T, T Class::* Member>
struct member_traits<Member> {
    using owner = Class;
    using type = std::remove_cv_t<T>;
};

template <auto Member>
concept member_pointer = std::is_member_object_pointer_v<decltype(Member)>;

/// A public data member that its described class describes.
template <auto Member>
concept described_member = member_pointer<Member> && described<typename member_traits<Member>::owner> &&
                           name_of<Member, typename member_traits<Member>::owner>() != nullptr;

} // namespace detail

/// The field of a described struct's member, for filters that are written in C++; its name is the member's.
///
///     field<&server::age>() > 18
///
/// What is wrong does not compile: a member that is not described or has a type without a field type, a constant of
/// another kind than the member's, a test for null of a member that is no `std::optional`.
template <auto Member>
    requires detail::described_member<Member> && detail::field_member<typename detail::member_traits<Member>::type>
[[nodiscard]] auto field() {
    using traits = detail::member_traits<Member>;
    return syntax::basic_field<detail::operands_of<typename traits::type>()>(
        detail::name_of<Member, typename traits::owner>());
}

/// A schema of a described struct: a field for each public member, in the order of its description, bases first.
///
///     auto const servers = schema::of<server>("servers").key("id").build().value();
///
/// bool, signed and unsigned integers, `float` and `double`, `std::string` and `std::string_view`, `core::timestamp` and
/// time points of the system clock become the type that holds them; `std::optional` of these may be absent, others not.
/// A member of any other type does not compile.
template <detail::described Struct>
[[nodiscard]] schema::builder of(std::string name) {
    schema::builder made(std::move(name));
    boost::mp11::mp_for_each<detail::public_members<Struct>>([&](auto descriptor) {
        using member = std::remove_cvref_t<decltype(std::declval<Struct&>().*descriptor.pointer)>;
        static_assert(detail::field_member<member>, "no type of field holds this member");
        if constexpr (detail::field_member<member>) {
            using traits = detail::member_type<member>;
            made.add({.name = descriptor.name,
                      .type = *detail::scalar_of<typename traits::value>(),
                      .nullable = traits::nullable});
        }
    });
    return made;
}

} // namespace quern::adapt

namespace quern {
using adapt::field;
} // namespace quern

namespace quern::schema {
using adapt::of;
} // namespace quern::schema
