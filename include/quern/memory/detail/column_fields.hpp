#pragma once

#include <quern/memory/detail/column_access.hpp>
#include <quern/memory/detail/members.hpp>
#include <quern/schema/detail/described.hpp>

#include <boost/mp11/algorithm.hpp>

#include <string_view>
#include <type_traits>

namespace quern::memory::detail {

/// What a struct of columns has for a field that is called as a member of a record.
template <struct_of_columns Columns, class Record, class Member>
struct column_for {
    using held = typename schema::detail::member_type<described_member<Record, Member>>::value;

    template <class Column>
    static constexpr bool is_called_so = is_called(Column::name, Member::name) || is_called(Member::name, Column::name);

    template <class Column>
    struct is_there : std::bool_constant<is_called_so<Column>> {};

    template <class Column>
    struct fits
        : std::bool_constant<is_called_so<Column> &&
                             schema::detail::scalar_of<typename described_member<Columns, Column>::value_type>() ==
                                 schema::detail::scalar_of<held>()> {};

    using columns = typename column_members<Columns>::all;
    static constexpr bool there = boost::mp11::mp_any_of<columns, is_there>::value;

    static_assert(there, "a field has no column");
    static_assert(!there || boost::mp11::mp_any_of<columns, fits>::value, "a field's column is of another type");
};

/// Does not compile where a member of a record that can hold a field has no column of its type.
template <struct_of_columns Columns, schema::detail::described Record>
consteval void demand_columns() {
    boost::mp11::mp_for_each<schema::detail::public_members<Record>>([]<class Member>(Member) {
        if constexpr (schema::detail::field_member<described_member<Record, Member>>) {
            static_cast<void>(column_for<Columns, Record, Member>());
        }
    });
}

} // namespace quern::memory::detail
