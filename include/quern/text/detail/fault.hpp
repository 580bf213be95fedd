#pragma once

#include <quern/core/code.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/nearest.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/span.hpp>
#include <quern/core/utf8.hpp>
#include <quern/text/detail/characters.hpp>
#include <quern/text/detail/expectation.hpp>
#include <quern/text/detail/name.hpp>
#include <quern/text/keywords.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quern::text::detail {

/// What other languages write for a token of this one.
struct foreign_token {
    std::string_view written;
    std::string_view meant;
};

/// A row counts where its meaning is expected.
inline constexpr std::array<foreign_token, 33> foreign_tokens{{
    {"==", "="},
    {"eq", "="},
    {"neq", "!="},
    {"!", "!="},
    {"=<", "<="},
    {"=>", ">="},
    {"gt", ">"},
    {"gte", ">="},
    {"lt", "<"},
    {"lte", "<="},
    {"nin", "not in"},
    {"like", "contains"},
    {"cs", "contains"},
    {"ilike", "icontains"},
    {"cis", "icontains"},
    {"startswith", "begins with"},
    {"starts", "begins with"},
    {"starts_with", "begins with"},
    {"begins_with", "begins with"},
    {"endswith", "ends with"},
    {"ends_with", "ends with"},
    {"isnull", "is null"},
    {"&&", "and"},
    {"&", "and"},
    {"||", "or"},
    {"|", "or"},
    {"!", "not"},
    {"true", "everything"},
    {"*", "everything"},
    {"false", "nothing"},
    {"order", "sort"},
    {"skip", "offset"},
    {"null", "is null"},
}};

/// Finds out why a text is not of the grammar, once reading has stopped.
class fault_finder {
public:
    /// `last` is the last token that was read, `field` the last name of a field in the filter.
    fault_finder(std::string_view text, expectation_set const& expecting, core::span last, core::span field,
                 core::diagnostics& found)
        : text_(text),
          expecting_(expecting),
          at_(static_cast<std::size_t>(expecting.place() - text.data())),
          last_(last),
          field_(field),
          found_(found) {}

    /// Reports it.
    void report() {
        if (misread_keyword()) {
            return;
        }
        if (at_ == text_.size()) {
            incomplete();
            return;
        }
        char const c = text_[at_];
        bool const value = expecting_.contains(expected::value);
        bool const number = value || expecting_.contains(expected::natural);
        if (c == '"' && value) {
            in_string();
        } else if (c == '`' && expecting_.contains(expected::field)) {
            unclosed('`');
        } else if (number && begins_number()) {
            found_.add(core::code::json_number, run(at_, name_part | time_part));
        } else {
            unexpected(token());
        }
    }

private:
    [[nodiscard]] std::string_view slice(core::span s) const noexcept { return text_.substr(s.offset, s.length); }

    [[nodiscard]] static core::span make_span(std::size_t begin, std::size_t end) noexcept {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
    }

    /// The bytes of a class from a place on.
    [[nodiscard]] core::span run(std::size_t begin, unsigned what) const noexcept {
        std::size_t end = begin;
        while (end != text_.size() && is(text_[end], what)) {
            ++end;
        }
        return make_span(begin, end);
    }

    [[nodiscard]] bool begins_number() const noexcept {
        std::size_t const digits = text_.find_first_not_of("+-.", at_);
        return text_[at_] == '-' || (digits != std::string_view::npos && digits - at_ <= 2 && is(text_[digits], digit));
    }

    /// The token that stands where reading stopped.
    [[nodiscard]] core::span token() const {
        char const c = text_[at_];
        if (is(c, symbol)) {
            return run(at_, symbol);
        }
        if (c == '"' || c == '\'' || c == '`') {
            std::size_t const end = text_.find_first_of(c == '"' ? "\"\r\n" : c == '`' ? "`\r\n" : "'\r\n", at_ + 1);
            if (end != std::string_view::npos && text_[end] == c) {
                return make_span(at_, end + 1);
            }
        }
        std::size_t end = at_;
        while (end != text_.size() && (is(text_[end], name_part) || !is_ascii(text_[end]))) {
            ++end;
        }
        return make_span(at_, std::max(end, at_ + 1));
    }

    /// A keyword in capitals is read as a name: what is wrong is that name, not what follows it.
    [[nodiscard]] bool misread_keyword() {
        if (!expecting_.an_operator()) {
            return false;
        }
        std::string lower(slice(field_));
        for (char& c : lower) {
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        }
        if (lower != "not" && lower != "everything" && lower != "nothing") {
            return false;
        }
        found_.add(core::code::text_syntax, field_, {core::quote_text(slice(field_))})
            .advise(core::hint::did_you_mean, {core::quote_name(lower)});
        return true;
    }

    void incomplete() {
        core::diagnostic& d = found_.add(core::code::text_incomplete, {last_.end(), 0});
        if (last_.length == 0) {
            d.advise(core::hint::select_everything);
        } else {
            d.advise(core::hint::expected_one_of, expecting_.arguments());
        }
    }

    void unclosed(char quote) {
        found_.add(core::code::text_incomplete, make_span(text_.size(), text_.size()))
            .relate(make_span(at_, at_ + 1))
            .advise(core::hint::expected_one_of, {core::quote_name({&quote, 1})});
    }

    /// Finds what is wrong inside a string.
    void in_string() {
        std::size_t at = at_ + 1;
        while (at != text_.size() && text_[at] != '"') {
            if (is(text_[at], plain)) {
                ++at;
                continue;
            }
            if (text_[at] != '\\') {
                found_.add(core::code::json_control_character, make_span(at, at + 1));
                return;
            }
            std::size_t const next = behind_escape(at);
            if (next == 0) {
                return;
            }
            at = next;
        }
        unclosed('"');
    }

    /// The place behind an escape; the text's end where that cuts it short, 0 where it was reported.
    [[nodiscard]] std::size_t behind_escape(std::size_t begin) {
        constexpr std::size_t digits = 4;
        if (begin + 1 == text_.size() || is(text_[begin + 1], escaped)) {
            return std::min(begin + 2, text_.size());
        }
        if (text_[begin + 1] != 'u') {
            found_.add(core::code::json_escape, make_span(begin, begin + 1 + core::decode(text_, begin + 1).length));
            return 0;
        }
        std::string_view const code = text_.substr(begin + 2, digits);
        std::size_t const valid = static_cast<std::size_t>(
            std::ranges::find_if_not(code, [](char c) { return is(c, hexadecimal); }) - code.begin());
        if (valid != digits) {
            if (begin + 2 + valid == text_.size()) {
                return text_.size();
            }
            found_.add(core::code::json_escape, make_span(begin, begin + 2 + valid));
            return 0;
        }
        if (!is(code[0], letter_d) || !is(code[1], surrogate)) {
            return begin + 2 + digits;
        }
        std::string_view const rest = text_.substr(begin + 2 + digits, 2 + digits);
        std::size_t const fitting = is(code[1], high_surrogate) ? low_surrogate_size(rest) : 0;
        if (fitting == 2 + digits || (is(code[1], high_surrogate) && begin + 2 + digits + fitting == text_.size())) {
            return begin + 2 + digits + fitting;
        }
        found_.add(core::code::lone_surrogate, make_span(begin, begin + 2 + digits));
        return 0;
    }

    /// The bytes with which a text begins as the escape of a low surrogate does, at most 6.
    [[nodiscard]] static std::size_t low_surrogate_size(std::string_view text) noexcept {
        static constexpr std::array<unsigned, 4> classes{letter_d, low_surrogate, hexadecimal, hexadecimal};
        std::size_t size = 0;
        while (size != std::min<std::size_t>(text.size(), 6) &&
               (size < 2 ? text[size] == "\\u"[size] : is(text[size], classes[size - 2]))) {
            ++size;
        }
        return size;
    }

    void unexpected(core::span where) {
        std::string_view const written = slice(where);
        bool const in_quotes = written.size() > 1 && written.front() == '"' && written.back() == '"';
        std::string_view const shown = in_quotes ? written.substr(1, written.size() - 2) : written;
        core::diagnostic& d =
            found_.add(core::code::text_syntax, where, {in_quotes ? core::quote_text(shown) : core::quote_name(shown)});
        bool const clause = written == "sort" || written == "limit" || written == "offset" || written == "count";
        std::vector<std::string_view> const tokens = expecting_.tokens();
        if (last_.length == 0 && clause) {
            d.advise(core::hint::select_everything);
        } else if (foreign_token const* const f = foreign(written, tokens)) {
            d.advise(core::hint::did_you_mean, {core::quote_name(f->meant)});
        } else if (!(advise_value(d, written) || advise_name(d, written) || advise_clause(d, shown, in_quotes))) {
            advise_expected(d, written, tokens);
        }
    }

    [[nodiscard]] static foreign_token const* foreign(std::string_view written,
                                                      std::vector<std::string_view> const& tokens) noexcept {
        for (foreign_token const& f : foreign_tokens) {
            if (f.written == written && std::ranges::find(tokens, f.meant) != tokens.end()) {
                return &f;
            }
        }
        return nullptr;
    }

    void advise_expected(core::diagnostic& d, std::string_view written,
                         std::vector<std::string_view> const& tokens) const {
        std::vector<core::argument> near;
        for (std::string_view const token : core::nearest(written, tokens)) {
            near.emplace_back(core::quote_name(token));
        }
        if (!near.empty()) {
            d.advise(core::hint::did_you_mean, std::move(near));
        } else {
            d.advise(core::hint::expected_one_of, expecting_.arguments());
        }
    }

    /// Where a value or a list is expected, advises how what stands there is one.
    [[nodiscard]] bool advise_value(core::diagnostic& d, std::string_view written) const {
        static constexpr std::array<std::string_view, 2> booleans{"true", "false"};
        if (expecting_.contains(expected::list)) {
            if (written.front() != '"' && !is(written.front(), digit) && written != "true" && written != "false") {
                return false;
            }
            d.advise(core::hint::use_scalar_operator, {core::quote_name("="), core::quote_name("!=")});
            return true;
        }
        if (!expecting_.contains(expected::value)) {
            return false;
        }
        bool const single = written.size() > 1 && written.front() == '\''; // a token of more than that is closed
        if (written == "null") {
            d.advise(core::hint::did_you_mean, {core::quote_name("is null"), core::quote_name("is not null")});
        } else if (written == "[" && !expecting_.contains(expected::end_of_list)) {
            d.advise(core::hint::use_list_operator, {core::quote_name("in"), core::quote_name("not in")});
        } else if (auto const near = core::nearest(written, booleans, 1); !near.empty()) {
            d.advise(core::hint::did_you_mean, {core::quote_name(near.front())});
        } else if (single) {
            d.advise(core::hint::quote_text, {core::quote_text(written.substr(1, written.size() - 2))});
        } else if (is(written.front(), name_begin) || !is_ascii(written.front())) {
            d.advise(core::hint::quote_text, {core::quote_text(written)});
        } else {
            return false;
        }
        return true;
    }

    /// Advises to write a name in backquotes that is a keyword, or holds a letter beyond ASCII.
    [[nodiscard]] bool advise_name(core::diagnostic& d, std::string_view written) const {
        bool const goes_on = expecting_.an_operator() && field_.end() == at_ && !is_ascii(written.front());
        bool const begins = expecting_.contains(expected::field) && (is_keyword(written) || !is_ascii(written.front()));
        if (!goes_on && !begins) {
            return false;
        }
        std::string name;
        append_name(name, goes_on ? slice(core::cover(field_, d.where)) : written);
        d.advise(core::hint::write_as, {std::move(name)});
        return true;
    }

    /// Behind the filter, advises how a number or an order is written.
    [[nodiscard]] bool advise_clause(core::diagnostic& d, std::string_view written, bool in_quotes) const {
        if (expecting_.contains(expected::natural) && in_quotes) {
            d.advise(core::hint::unquote, {core::argument(std::string(written))});
        } else if (expecting_.contains(expected::comma) && (written == "desc" || written == "DESC")) {
            d.advise(core::hint::write_as, {"-" + std::string(slice(last_))});
        } else {
            return false;
        }
        return true;
    }

    [[nodiscard]] static bool is_ascii(char c) noexcept { return (static_cast<unsigned char>(c) & 0x80U) == 0; }

    std::string_view text_;
    expectation_set const& expecting_;
    std::size_t at_;
    core::span last_;
    core::span field_;
    core::diagnostics& found_;
};

} // namespace quern::text::detail
