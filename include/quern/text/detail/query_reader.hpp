#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/limits.hpp>
#include <quern/core/number.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/span.hpp>
#include <quern/core/time_layout.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/core/utf8.hpp>
#include <quern/schema/operation.hpp>
#include <quern/syntax/tree.hpp>
#include <quern/text/detail/expectation.hpp>
#include <quern/text/detail/filter_builder.hpp>
#include <quern/text/detail/operator_words.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace quern::text::detail {

/// What the grammar does: its tokens arrive here in order, and become a request.
///
/// An action that returns false has reported why the text can be read no further.
class query_reader {
public:
    query_reader(std::string_view text, core::limits const& limits, syntax::request& out, core::diagnostics& found)
        : expecting(text),
          text_(text),
          limits_(limits),
          out_(out),
          found_(found),
          filter_(limits, out, found) {}

    expectation_set expecting; ///< what could have stood where reading stopped

    /// Takes a token; what follows it are blanks.
    void take(char const* begin, char const* end) noexcept { token_ = where(begin, end); }

    /// The bytes of the last token.
    [[nodiscard]] core::span token() const noexcept { return token_; }

    /// The last name of a field in the filter.
    [[nodiscard]] core::span field_token() const noexcept { return leaf_.field.where; }

    /// True where an action has reported why it stopped.
    [[nodiscard]] bool stopped() const noexcept { return stopped_; }

    // conditions of the grammar

    [[nodiscard]] bool inside() const noexcept { return filter_.inside(); }
    [[nodiscard]] bool needs_one() const noexcept { return arity_ == schema::arity::one; }
    [[nodiscard]] bool needs_list() const noexcept { return arity_ == schema::arity::list; }
    [[nodiscard]] bool needs_none() const noexcept { return arity_ == schema::arity::none; }

    // the filter

    bool negate() { return go_on(filter_.negate(token_)); }
    bool open() { return go_on(filter_.open(token_)); }
    void close() { filter_.close(token_); }
    bool conjoin() { return go_on(filter_.conjoin(token_)); }
    bool disjoin() { return go_on(filter_.disjoin(token_)); }
    bool everything() { return constant(syntax::node_kind::everything); }
    bool nothing() { return constant(syntax::node_kind::nothing); }

    void field() {
        leaf_ = {.where = token_, .field = name(), .first_literal = static_cast<std::uint32_t>(out_.literals.size())};
    }

    void operation(operator_row const& row, char const* begin, char const* end) noexcept {
        take(begin, end);
        arity_ = schema::arity_of(row.operation);
        negated_ = row.negated;
        leaf_.operation = row.operation;
        leaf_.operation_where = token_;
        leaf_.operation_text = row.text;
    }

    void string() { literal({.type = kind::string, .text = decode_string()}); }
    void number() { literal({.type = kind::number, .text = slice(token_)}); }
    void yes() { literal({.type = kind::boolean, .truth = true, .text = slice(token_)}); }
    void no() { literal({.type = kind::boolean, .truth = false, .text = slice(token_)}); }
    void time() {
        constexpr core::time_layout layout = core::time_layout::rfc3339;
        auto const read = core::parse_timestamp(slice(token_), layout);
        literal({.type = kind::timestamp, .text = slice(token_), .instant = read ? *read : core::timestamp{}});
        if (read) {
            return;
        }
        core::time_fault const& fault = read.error();
        core::span const where{token_.offset + fault.offset, fault.length};
        if (fault.code == core::code::time_out_of_range) {
            found_.add(fault.code, where, {fault.part, std::string(slice(where))});
        } else {
            found_.add(fault.code, where, {core::quote_text(core::pattern(layout))});
        }
    }

    void begin_list() noexcept { leaf_.value_where = token_; }

    void end_list() {
        core::span const bracket{leaf_.value_where.offset, 1};
        leaf_.value_where = core::cover(bracket, token_);
        if (elements_ == 0) {
            found_.add(core::code::empty_list, leaf_.value_where, {core::quote_text(leaf_.operation_text)});
        } else if (elements_ > limits_.list) {
            found_.add(core::code::list_too_long, bracket, {std::to_string(elements_), std::to_string(limits_.list)})
                .advise(core::hint::split_request);
        }
    }

    bool end_predicate() {
        if (needs_one()) {
            leaf_.value_where = token_;
        }
        leaf_.where = core::cover(leaf_.where, token_);
        leaf_.literal_count = static_cast<std::uint32_t>(out_.literals.size()) - leaf_.first_literal;
        elements_ = 0;
        if (negated_ && !filter_.negate(leaf_.where)) {
            return go_on(false);
        }
        return go_on(filter_.leaf(leaf_));
    }

    /// False within parentheses.
    bool end_filter() {
        if (filter_.inside()) {
            return false;
        }
        filter_.finish();
        return true;
    }

    // sort, limit, offset, count

    void begin_sort() noexcept { sort_clause_ = token_; }
    void begin_limit() noexcept { limit_clause_ = token_; }
    void begin_offset() noexcept { offset_clause_ = token_; }
    void descending() noexcept { descending_ = true; }
    void sort_field() { out_.sort.push_back({name(), std::exchange(descending_, false)}); }

    void limit() { out_.limit = natural("limit", 1, limits_.page); }

    void offset() { out_.offset = natural("offset", 0, std::numeric_limits<std::uint32_t>::max()).value_or(0); }

    void count() {
        out_.count = true;
        check_beside_count("sort", sort_clause_);
        check_beside_count("limit", limit_clause_);
        check_beside_count("offset", offset_clause_);
    }

private:
    using kind = syntax::literal::kind;

    [[nodiscard]] core::span where(char const* begin, char const* end) const noexcept {
        return {static_cast<std::uint32_t>(begin - text_.data()), static_cast<std::uint32_t>(end - begin)};
    }

    [[nodiscard]] std::string_view slice(core::span s) const noexcept { return text_.substr(s.offset, s.length); }

    bool go_on(bool yes) noexcept {
        stopped_ = stopped_ || !yes;
        return yes;
    }

    bool constant(syntax::node_kind k) { return go_on(filter_.leaf({.kind = k, .where = token_})); }

    void literal(syntax::literal written) {
        if (++elements_ <= limits_.list) {
            written.where = token_;
            out_.literals.push_back(written);
        }
    }

    /// The name in the last token.
    [[nodiscard]] syntax::name name() {
        std::string_view text = slice(token_);
        if (text.front() == '`') {
            text = text.substr(1, text.size() - 2);
            if (text.find('`') != std::string_view::npos) {
                std::size_t const begin = begin_decoded();
                for (std::size_t at = 0; at != text.size(); at += text[at] == '`' ? 2U : 1U) {
                    out_.decoded.push_back(text[at]);
                }
                text = decoded_from(begin);
            }
        }
        return {text, token_, true};
    }

    /// The string in the last token, its escapes resolved.
    [[nodiscard]] std::string_view decode_string() {
        std::string_view const text = slice(token_).substr(1, token_.length - 2);
        std::size_t escape = text.find('\\');
        if (escape == std::string_view::npos) {
            return text;
        }
        std::size_t const begin = begin_decoded();
        std::size_t at = 0;
        for (; escape != std::string_view::npos; escape = text.find('\\', at)) {
            out_.decoded.insert(out_.decoded.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                                text.begin() + static_cast<std::ptrdiff_t>(escape));
            at = decode_escape(text, escape + 1);
        }
        out_.decoded.insert(out_.decoded.end(), text.begin() + static_cast<std::ptrdiff_t>(at), text.end());
        return decoded_from(begin);
    }

    /// Appends the character of an escape, whose grammar was checked; returns the place behind it.
    std::size_t decode_escape(std::string_view text, std::size_t at) {
        static constexpr std::string_view letters = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        if (text[at] != 'u') {
            out_.decoded.push_back(meanings[letters.find(text[at])]);
            return at + 1;
        }
        std::uint32_t point = hexadecimal(text, at + 1);
        at += 5;
        if (point >= 0xd800 && point < 0xdc00) {
            point = 0x10000 + ((point - 0xd800) << 10U) + (hexadecimal(text, at + 2) - 0xdc00);
            at += 6;
        }
        std::string encoded;
        core::append_utf8(encoded, point);
        out_.decoded.insert(out_.decoded.end(), encoded.begin(), encoded.end());
        return at;
    }

    [[nodiscard]] static std::uint32_t hexadecimal(std::string_view text, std::size_t at) noexcept {
        std::uint32_t number = 0;
        std::from_chars(text.data() + at, text.data() + at + 4, number, 16);
        return number;
    }

    /// Begins a text that is no longer than its token: nothing that was decoded moves.
    [[nodiscard]] std::size_t begin_decoded() {
        out_.decoded.reserve(text_.size());
        return out_.decoded.size();
    }

    [[nodiscard]] std::string_view decoded_from(std::size_t begin) const noexcept {
        return {out_.decoded.data() + begin, out_.decoded.size() - begin};
    }

    /// The number in the last token, an integer of a range.
    [[nodiscard]] std::optional<std::uint64_t> natural(std::string_view clause, std::uint32_t least,
                                                       std::uint32_t most) {
        auto const read = core::parse_number(slice(token_));
        auto const* const i = read && read->faithful ? std::get_if<std::int64_t>(&read->value) : nullptr;
        if (i != nullptr && *i >= least && *i <= most) {
            return static_cast<std::uint64_t>(*i);
        }
        found_.add(core::code::page_out_of_range, token_,
                   {core::quote_name(clause), std::to_string(least), std::to_string(most)});
        return std::nullopt;
    }

    void check_beside_count(std::string_view clause, core::span where) {
        if (where.length != 0) {
            found_.add(core::code::page_with_count, where, {core::quote_name(clause)})
                .advise(core::hint::omit_instead, {core::quote_name(clause)});
        }
    }

    std::string_view text_;
    core::limits const& limits_;
    syntax::request& out_;
    core::diagnostics& found_;
    filter_builder filter_;
    core::span token_{};
    syntax::node leaf_{};
    schema::arity arity_ = schema::arity::none;
    bool negated_ = false;
    bool stopped_ = false;
    bool descending_ = false;
    std::uint32_t elements_ = 0; ///< literals of the predicate
    core::span sort_clause_{};
    core::span limit_clause_{};
    core::span offset_clause_{};
};

} // namespace quern::text::detail
