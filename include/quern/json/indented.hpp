#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace quern::json {

namespace detail {

/// The widest array or object that stands on one line.
inline constexpr std::size_t indented_width = 100;

[[nodiscard]] inline bool holds_containers(boost::json::value const& v) {
    auto const is_container = [](boost::json::value const& inner) { return inner.is_structured(); };
    if (auto const* array = v.if_array()) {
        return std::ranges::any_of(*array, is_container);
    }
    auto const* object = v.if_object();
    return object != nullptr &&
           std::ranges::any_of(*object, [&](auto const& member) { return is_container(member.value()); });
}

} // namespace detail

/// Appends a JSON value for people: two blanks a level, short arrays and objects of scalars on one line.
///
/// Numbers are written as Boost.JSON writes them. Complexity: O(size × depth); recursive, for values of our own making.
inline void append_indented(std::string& out, boost::json::value const& v, std::size_t level = 0) {
    std::string const flat = detail::holds_containers(v) ? std::string() : boost::json::serialize(v);
    if (!v.is_structured() || (!flat.empty() && flat.size() <= detail::indented_width)) {
        out.append(flat);
        return;
    }
    std::string const indent(2 * level + 2, ' ');
    std::string_view separator = "\n";
    auto const begin_item = [&] {
        out.append(separator).append(indent);
        separator = ",\n";
    };
    if (auto const* array = v.if_array()) {
        out.push_back('[');
        for (boost::json::value const& element : *array) {
            begin_item();
            append_indented(out, element, level + 1);
        }
    } else {
        out.push_back('{');
        for (auto const& member : v.get_object()) {
            begin_item();
            out.append(boost::json::serialize(member.key())).append(": ");
            append_indented(out, member.value(), level + 1);
        }
    }
    out.append("\n").append(indent, 0, 2 * level).push_back(v.is_array() ? ']' : '}');
}

} // namespace quern::json
