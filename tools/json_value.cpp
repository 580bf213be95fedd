#include "json_value.hpp"

#include <quern/core/number.hpp>
#include <quern/core/timestamp_text.hpp>

#include <boost/json/serialize.hpp>

#include <string_view>
#include <type_traits>
#include <variant>

namespace quern::tool {

void append_json(std::string& out, core::value const& v) {
    std::visit(
        [&](auto const& alternative) {
            using type = std::remove_cvref_t<decltype(alternative)>;
            if constexpr (std::is_same_v<type, bool>) {
                out.append(alternative ? "true" : "false");
            } else if constexpr (std::is_same_v<type, std::string_view>) {
                out.append(boost::json::serialize(alternative));
            } else if constexpr (std::is_same_v<type, core::timestamp>) {
                out.push_back('"');
                core::append_timestamp(out, alternative, core::time_layout::rfc3339);
                out.push_back('"');
            } else {
                core::append_number(out, v);
            }
        },
        v);
}

} // namespace quern::tool
