#pragma once

#include <quern/memory/detail/cell_access.hpp>
#include <quern/memory/detail/column_access.hpp>
#include <quern/memory/detail/json_access.hpp>
#include <quern/memory/detail/struct_access.hpp>

#include <concepts>
#include <type_traits>

namespace quern::memory::detail {

/// How fields of a record type are read.
template <class Record>
struct access_of;

template <schema::detail::described Record>
    requires(!struct_of_columns<Record>)
struct access_of<Record> : std::type_identity<struct_access<Record>> {};

template <std::convertible_to<json_record> Record>
    requires(!std::convertible_to<Record, cells>)
struct access_of<Record> : std::type_identity<json_access> {};

template <std::convertible_to<cells> Record>
struct access_of<Record> : std::type_identity<cell_access> {};

template <class Record>
using access = typename access_of<std::remove_cvref_t<Record>>::type;

/// A described struct, a JSON object or value, or cells.
template <class Record>
concept record_type = requires { typename access<Record>; };

/// The record that predicates over a record type take: the type, or a view of it.
template <record_type Record>
using record_of = typename access<Record>::record;

} // namespace quern::memory::detail
