#pragma once

#include <quern/core/code.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/span.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace quern::text {

/// One field of a sort string.
struct sort_part {
    std::string_view name;
    core::span where; ///< of the name, in the sort string
    bool descending = false;

    friend bool operator==(sort_part const&, sort_part const&) = default;
};

namespace detail {

class sort_scanner {
public:
    sort_scanner(std::string_view text, std::vector<sort_part>& out, core::diagnostics& found)
        : text_(text),
          out_(out),
          found_(found) {}

    void scan() {
        std::size_t begin = 0;
        for (;;) {
            std::size_t const comma = text_.find(',', begin);
            std::size_t const end = comma == std::string_view::npos ? text_.size() : comma;
            scan_item(begin, end);
            if (comma == std::string_view::npos) {
                return;
            }
            begin = comma + 1;
        }
    }

private:
    [[nodiscard]] static bool is_sign(char c) noexcept { return c == '+' || c == '-'; }

    core::diagnostic& fail(core::code c, std::size_t at, std::size_t length) {
        core::span const where{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(length)};
        return found_.add(c, where, {core::quote_text(text_.substr(at, length))});
    }

    void scan_item(std::size_t begin, std::size_t end) {
        if (begin == end) {
            found_.add(core::code::sort_empty_item, {static_cast<std::uint32_t>(begin), 0});
            return;
        }
        bool const has_sign = is_sign(text_[begin]);
        bool descending = text_[begin] == '-';
        std::size_t const name = begin + (has_sign ? 1 : 0);
        if (has_sign && name != end && is_sign(text_[name])) {
            fail(core::code::sort_sign, name, 1);
            return;
        }
        std::size_t const colon = text_.substr(0, end).find(':', name);
        std::size_t const name_end = colon == std::string_view::npos ? end : colon;
        if (name == name_end) {
            found_.add(core::code::sort_empty_item, {static_cast<std::uint32_t>(name), 0});
            return;
        }
        if (colon != std::string_view::npos) {
            std::string_view const suffix = text_.substr(colon + 1, end - colon - 1);
            if (has_sign) {
                fail(core::code::sort_sign_with_suffix, colon, end - colon).advise(core::hint::remove_one);
                return;
            }
            if (suffix != "1" && suffix != "-1") {
                fail(core::code::sort_suffix, colon, end - colon)
                    .advise(core::hint::expected_one_of, {core::quote_text(":1"), core::quote_text(":-1")});
                return;
            }
            descending = suffix == "-1";
        }
        out_.push_back({text_.substr(name, name_end - name),
                        {static_cast<std::uint32_t>(name), static_cast<std::uint32_t>(name_end - name)},
                        descending});
    }

    std::string_view text_;
    std::vector<sort_part>& out_;
    core::diagnostics& found_;
};

} // namespace detail

/// Reads a sort string, such as `-operation_time,user` or `operation_time:-1`, and appends its fields to `out`.
///
///     sort      = item *( "," item )
///     item      = [ "+" / "-" ] name / name ":" ( "1" / "-1" )
///     name      = 1*( any character but "," and ":" )       ; not beginning with "+" or "-"
///
/// `-` and `:-1` say descending. Blanks are part of a name. Names are not looked up here.
/// Errors: one for each wrong item, with its span in the sort string: `sort_empty_item`, `sort_sign` (a second sign),
/// `sort_sign_with_suffix`, `sort_suffix`. Complexity: linear. Lifetime: names view the text.
/// Source: form 5, and the conventions of its family of APIs.
inline void read_sort(std::string_view text, std::vector<sort_part>& out, core::diagnostics& found) {
    detail::sort_scanner(text, out, found).scan();
}

} // namespace quern::text
