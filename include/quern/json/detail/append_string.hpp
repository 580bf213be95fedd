#pragma once

#include <string>
#include <string_view>

namespace quern::json::detail {

/// Appends a string as JSON has it; only what must be escaped is.
inline void append_string(std::string& out, std::string_view text) {
    static constexpr std::string_view digits = "0123456789abcdef";
    static constexpr std::string_view letters = "btn?fr"; // of U+0008 to U+000D; U+000B has none
    out.push_back('"');
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out.append({'\\', c});
        } else if (byte >= 0x20) {
            out.push_back(c);
        } else if (byte >= 0x08 && byte <= 0x0D && byte != 0x0B) {
            out.append({'\\', letters[byte - 0x08U]});
        } else {
            out.append({'\\', 'u', '0', '0', digits[byte >> 4U], digits[byte & 0x0FU]});
        }
    }
    out.push_back('"');
}

} // namespace quern::json::detail
