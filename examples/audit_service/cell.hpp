#pragma once

#include <quern/core/timestamp.hpp>
#include <quern/core/value.hpp>
#include <quern/schema/scalar.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace audit {

/// The value at a place of a row, such as a column, as the type of its field; nothing for NULL.
template <class Row, class Place>
std::optional<quern::core::value> cell(Row const& row, Place const& place, quern::schema::scalar type) {
    auto const as = [](auto held) -> std::optional<quern::core::value> {
        return held ? std::optional<quern::core::value>(*held) : std::nullopt;
    };
    switch (type) {
    case quern::schema::scalar::boolean:
        return as(row.template get<bool>(place));
    case quern::schema::scalar::int64:
        return as(row.template get<std::int64_t>(place));
    case quern::schema::scalar::uint64:
        return as(row.template get<std::uint64_t>(place));
    case quern::schema::scalar::real:
        return as(row.template get<double>(place));
    case quern::schema::scalar::string:
        return as(row.template get<std::string_view>(place));
    case quern::schema::scalar::timestamp:
        return as(row.template get<quern::core::timestamp>(place));
    }
    return std::nullopt;
}

} // namespace audit
