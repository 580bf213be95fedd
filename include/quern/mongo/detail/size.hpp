#pragma once

#include <quern/mongo/detail/limits.hpp>

#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

namespace quern::mongo::detail {

/// The bytes of BSON that a value in Extended JSON takes. It is nested as deep as `most_groups` allows at most.
[[nodiscard]] inline std::size_t bson_size(boost::json::value const& v) {
    constexpr std::size_t frame = 5; // of a document: its length and its end
    switch (v.kind()) {
    case boost::json::kind::null:
        return 0;
    case boost::json::kind::bool_:
        return 1;
    case boost::json::kind::int64:
        return std::in_range<std::int32_t>(v.get_int64()) ? 4 : 8;
    case boost::json::kind::uint64:
    case boost::json::kind::double_:
        return 8;
    case boost::json::kind::string:
        return v.get_string().size() + 5;
    case boost::json::kind::array: {
        std::size_t size = frame;
        std::size_t index = 0;
        for (boost::json::value const& element : v.get_array()) {
            size += 2 + std::to_string(index++).size() + bson_size(element);
        }
        return size;
    }
    case boost::json::kind::object:
        break;
    }
    std::size_t size = frame;
    for (auto const& [key, member] : v.get_object()) {
        std::string_view const name = key;
        if (name == "$numberInt") {
            return 4;
        }
        if (name == "$numberLong" || name == "$numberDouble" || name == "$date") {
            return 8;
        }
        size += 2 + name.size() + bson_size(member);
    }
    return size;
}

} // namespace quern::mongo::detail
