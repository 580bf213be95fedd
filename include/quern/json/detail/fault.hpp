#pragma once

#include <quern/core/code.hpp>
#include <quern/core/span.hpp>
#include <quern/core/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace quern::json::detail {

/// What stops the reading of a JSON text.
struct fault {
    core::code code;
    core::span where;
    std::optional<std::uint32_t> value; ///< where the value begins that it is in
};

/// What the grammar allows next.
enum class expected : std::uint8_t {
    value,         ///< the outermost value, or one behind a comma
    first_element, ///< or the end of the array
    first_key,     ///< or the end of the object
    colon,         ///< behind a key
    next_element,  ///< or the end of the array, behind an element
    next_key,      ///< or the end of the object, behind a member
    end_of_text,   ///< behind the outermost value
};

/// Finds what is wrong with the next token of a text that is not JSON.
///
/// Where the token was read, and is right, the fault is that it stands there. No recursion.
class fault_finder {
public:
    explicit fault_finder(std::string_view text) noexcept : text_(text) {}

    /// The fault at the first byte that is not blank at or behind `at`, where the grammar allows only `next`.
    [[nodiscard]] fault find(std::size_t at, expected next) const noexcept {
        at = skip_blanks(at);
        switch (next) {
        case expected::value:
        case expected::first_element:
            return value(at);
        case expected::first_key:
            return key(at);
        case expected::colon:
            return starts(at, ':') ? value(skip_blanks(at + 1)) : unexpected(at);
        case expected::next_element:
            return starts(at, ',') ? value(skip_blanks(at + 1)) : unexpected(at);
        case expected::next_key:
            return starts(at, ',') ? key(skip_blanks(at + 1)) : unexpected(at);
        case expected::end_of_text:
            break;
        }
        return at_character(core::code::json_trailing_text, at);
    }

    /// The run of characters from `at` on that could be meant as one number or word.
    [[nodiscard]] std::size_t run_end(std::size_t at) const noexcept {
        while (at < text_.size() && (is_alphanumeric(text_[at]) || is_one_of(text_[at], "+-."))) {
            ++at;
        }
        return at;
    }

    /// The first byte that is not blank, at or behind `at`.
    [[nodiscard]] std::size_t skip_blanks(std::size_t at) const noexcept {
        return std::min(text_.find_first_not_of(" \t\n\r", at), text_.size());
    }

private:
    [[nodiscard]] static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
    [[nodiscard]] static bool is_letter(char c) noexcept { return lower(c) >= 'a' && lower(c) <= 'z'; }
    [[nodiscard]] static bool is_alphanumeric(char c) noexcept { return is_digit(c) || is_letter(c); }
    [[nodiscard]] static bool is_hex_digit(char c) noexcept {
        return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f');
    }
    [[nodiscard]] static char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
    [[nodiscard]] static bool is_one_of(char c, std::string_view set) noexcept {
        return set.find(c) != std::string_view::npos;
    }

    [[nodiscard]] bool starts(std::size_t at, char c) const noexcept { return at < text_.size() && text_[at] == c; }

    [[nodiscard]] static fault make(core::code c, std::size_t first, std::size_t last) noexcept {
        return {c, {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last - first)}, std::nullopt};
    }

    [[nodiscard]] fault incomplete() const noexcept {
        return make(core::code::json_incomplete, text_.size(), text_.size());
    }

    [[nodiscard]] fault at_character(core::code c, std::size_t at) const noexcept {
        return make(c, at, at + core::decode(text_, at).length);
    }

    /// A character that cannot stand where it stands, or the end of the text.
    [[nodiscard]] fault unexpected(std::size_t at) const noexcept {
        if (at == text_.size()) {
            return incomplete();
        }
        return at_character(core::decode(text_, at).valid ? core::code::json_syntax : core::code::invalid_utf8, at);
    }

    [[nodiscard]] fault key(std::size_t at) const noexcept { return starts(at, '"') ? string(at) : unexpected(at); }

    [[nodiscard]] fault value(std::size_t at) const noexcept {
        fault f = in_value(at);
        if (at != text_.size() && !is_one_of(text_[at], ",:]}")) {
            f.value = static_cast<std::uint32_t>(at);
        }
        return f;
    }

    [[nodiscard]] fault in_value(std::size_t at) const noexcept {
        if (starts(at, '"')) {
            return string(at);
        }
        if (is_number(at)) {
            return make(core::code::json_number, at, run_end(at));
        }
        for (std::string_view const word : {"true", "false", "null"}) {
            if (starts(at, word.front())) {
                std::string_view const rest = text_.substr(at);
                auto const mismatch = std::mismatch(rest.begin(), rest.end(), word.begin(), word.end()).first;
                return unexpected(at + static_cast<std::size_t>(mismatch - rest.begin()));
            }
        }
        return unexpected(at);
    }

    /// True where a number was meant.
    [[nodiscard]] bool is_number(std::size_t at) const noexcept {
        if (at == text_.size()) {
            return false;
        }
        if (text_[at] == '-' || is_digit(text_[at])) {
            return true;
        }
        bool const is_marked = is_one_of(text_[at], "+.");
        std::string_view const run = text_.substr(at, run_end(at) - at);
        return (is_marked && std::any_of(run.begin(), run.end(), is_digit)) ||
               is_not_finite(is_marked ? run.substr(1) : run);
    }

    [[nodiscard]] static bool is_not_finite(std::string_view word) noexcept {
        return std::ranges::any_of(std::initializer_list<std::string_view>{"nan", "inf", "infinity"},
                                   [&](std::string_view name) { return std::ranges::equal(word, name, {}, lower); });
    }

    [[nodiscard]] fault string(std::size_t at) const noexcept {
        bool after_leading = false; // behind the first half of a surrogate pair
        for (++at; at < text_.size();) {
            char const c = text_[at];
            if (after_leading && !std::string_view("\\u").starts_with(text_.substr(at, 2))) {
                return lone_surrogate(at - unicode_escape_length);
            }
            if (c == '\\') {
                std::size_t const length = escape_length(at);
                if (length == 0) {
                    return escape(at);
                }
                if (after_leading != is_surrogate(at, length, "cdef")) {
                    return lone_surrogate(after_leading ? at - unicode_escape_length : at);
                }
                after_leading = is_surrogate(at, length, "89ab");
                at += length;
            } else if (static_cast<unsigned char>(c) < 0x20) {
                return at_character(core::code::json_control_character, at);
            } else if (core::decoded const d = core::decode(text_, at); c != '"' && d.valid) {
                at += d.length;
            } else {
                return unexpected(at);
            }
        }
        return incomplete();
    }

    static constexpr std::size_t unicode_escape_length = 6;

    /// The hexadecimal digits at a place, four at most.
    [[nodiscard]] std::size_t hex_digits(std::size_t at) const noexcept {
        std::string_view const digits = text_.substr(at, 4);
        return static_cast<std::size_t>(std::find_if_not(digits.begin(), digits.end(), is_hex_digit) - digits.begin());
    }

    /// The bytes of the escape sequence at a backslash; 0 where it is none.
    [[nodiscard]] std::size_t escape_length(std::size_t at) const noexcept {
        if (starts(at + 1, 'u')) {
            return hex_digits(at + 2) == 4 ? unicode_escape_length : 0;
        }
        return at + 1 < text_.size() && is_one_of(text_[at + 1], "\"\\/bfnrt") ? 2 : 0;
    }

    /// An escape sequence that is none, without the character that breaks its digits.
    [[nodiscard]] fault escape(std::size_t at) const noexcept {
        std::size_t last = at + 1;
        if (starts(last, 'u')) {
            last += 1 + hex_digits(at + 2);
        } else if (last < text_.size()) {
            return make(core::code::json_escape, at, last + core::decode(text_, last).length);
        }
        return last == text_.size() ? incomplete() : make(core::code::json_escape, at, last);
    }

    /// True for the escape of a surrogate whose second hexadecimal digit is one of these.
    [[nodiscard]] bool is_surrogate(std::size_t at, std::size_t length, std::string_view second) const noexcept {
        return length == unicode_escape_length && lower(text_[at + 2]) == 'd' &&
               is_one_of(lower(text_[at + 3]), second);
    }

    [[nodiscard]] static fault lone_surrogate(std::size_t at) noexcept {
        return make(core::code::lone_surrogate, at, at + unicode_escape_length);
    }

    std::string_view text_;
};

} // namespace quern::json::detail
