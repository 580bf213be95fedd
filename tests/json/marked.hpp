#pragma once

#include <quern/core/span.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace quern::test {

/// A text in which `«` and `»` enclose a span, without the two.
struct marked {
    std::string text;
    core::span where;

    explicit marked(std::string_view with_marks) : text(with_marks) {
        std::size_t const first = take("«");
        where = {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(take("»") - first)};
    }

private:
    std::size_t take(std::string_view mark) {
        std::size_t const at = text.find(mark);
        text.erase(at, mark.size());
        return at;
    }
};

/// The text with everything escaped that is not printable ASCII.
inline std::string printable(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (c >= ' ' && c <= '~') {
            out += c;
        } else {
            char const* const digits = "0123456789abcdef";
            auto const byte = static_cast<unsigned char>(c);
            out.append("\\x") += digits[byte / 16];
            out += digits[byte % 16];
        }
    }
    return out.size() > 200 ? out.substr(0, 200) + "..." : out;
}

} // namespace quern::test
