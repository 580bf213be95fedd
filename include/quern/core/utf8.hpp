#pragma once

#include <boost/nowide/utf/utf.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace quern::core {

/// One step through text that should be UTF-8.
struct decoded {
    char32_t code_point;  ///< the scalar value; where it is not valid, the byte
    std::uint32_t length; ///< the bytes of the sequence; 1 where it is not valid
    bool valid;

    friend bool operator==(decoded const&, decoded const&) = default;
};

/// Reads the sequence that begins at an offset inside the text.
///
/// An overlong, incomplete or surrogate sequence is not valid: its bytes are read one at a time.
[[nodiscard]] inline decoded decode(std::string_view text, std::size_t offset) noexcept {
    using traits = boost::nowide::utf::utf_traits<char>;
    char const* const first = text.data() + offset;
    char const* next = first;
    boost::nowide::utf::code_point const point = traits::decode(next, text.data() + text.size());
    if (!boost::nowide::utf::is_valid_codepoint(point)) {
        return {static_cast<unsigned char>(*first), 1, false};
    }
    return {point, static_cast<std::uint32_t>(next - first), true};
}

/// The offset at which the sequence begins that covers the byte at an offset inside the text.
[[nodiscard]] inline std::size_t sequence_begin(std::string_view text, std::size_t offset) noexcept {
    for (std::size_t back = 0; back != 4 && back <= offset; ++back) {
        std::size_t const at = offset - back;
        if ((static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U) {
            return decode(text, at).length > back ? at : offset;
        }
    }
    return offset;
}

/// Appends a code point in UTF-8; one that is not a scalar value becomes U+FFFD.
inline void append_utf8(std::string& out, char32_t code_point) {
    using traits = boost::nowide::utf::utf_traits<char>;
    bool const valid = boost::nowide::utf::is_valid_codepoint(code_point);
    traits::encode(valid ? code_point : U'\ufffd', std::back_inserter(out));
}

/// The number of code points; a byte that is not valid counts as one.
[[nodiscard]] inline std::size_t count_code_points(std::string_view text) noexcept {
    std::size_t count = 0;
    for (std::size_t at = 0; at != text.size(); ++count) {
        at += decode(text, at).length;
    }
    return count;
}

/// True where every byte belongs to a valid sequence.
[[nodiscard]] inline bool is_utf8(std::string_view text) noexcept {
    for (std::size_t at = 0; at != text.size();) {
        decoded const d = decode(text, at);
        if (!d.valid) {
            return false;
        }
        at += d.length;
    }
    return true;
}

} // namespace quern::core
