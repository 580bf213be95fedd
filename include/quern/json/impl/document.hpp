#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/hint.hpp>
#include <quern/core/quote.hpp>
#include <quern/json/detail/fault.hpp>
#include <quern/json/document.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::json {

/// Appends a token for each event of the parser.
///
/// Between two tokens stand only blanks, commas and colons, so that the first `"`, `[`, `t` … behind the last token is
/// where the next begins.
struct document::handler {
    using string_view = boost::json::string_view;
    using error_code = boost::json::error_code;

    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);

    handler(document& d, char const* text) : text_(text), size_(d.source_.size()), at_(text), d_(d) {
        d.open_.resize(max_depth);
        innermost_ = d.open_.data();
        next_ = d.storage_.data();
        last_ = next_ + d.storage_.size();
    }

    bool on_document_begin(error_code&) noexcept { return true; }
    bool on_document_end(error_code&) noexcept { return true; }

    bool on_object_begin(error_code&) { return open('{', kind::object); }
    bool on_object_end(std::size_t size, error_code&) {
        if (innermost_[-1].suspect) {
            d_.suspects_.push_back(innermost_[-1].index);
        }
        return close('}', size);
    }
    bool on_array_begin(error_code&) { return open('[', kind::array); }
    bool on_array_end(std::size_t size, error_code&) { return close(']', size); }

    bool on_key_part(string_view s, std::size_t, error_code&) { return decode(s); }
    bool on_key(string_view s, std::size_t, error_code&) {
        token& t = string(s);
        t.is_key = true;
        std::uint64_t const hash = std::uint64_t{1} << hash_of(t.escaped ? d_.text(t) : std::string_view(s)) % 64;
        container& object = innermost_[-1];
        object.suspect = object.suspect || (object.seen & hash) != 0;
        object.seen |= hash;
        return true;
    }

    bool on_string_part(string_view s, std::size_t, error_code&) { return decode(s); }
    bool on_string(string_view s, std::size_t, error_code&) {
        string(s);
        return true;
    }

    bool on_number_part(string_view, error_code&) noexcept { return true; }
    bool on_int64(std::int64_t, string_view s, error_code&) { return number(s); }
    bool on_uint64(std::uint64_t, string_view s, error_code&) { return number(s); }
    bool on_double(double, string_view s, error_code&) { return number(s); }

    bool on_bool(bool truth, error_code&) {
        seek(truth ? 't' : 'f');
        append(at_, truth ? 4 : 5, kind::boolean).truth = truth;
        return true;
    }
    bool on_null(error_code&) {
        seek('n');
        append(at_, 4, kind::null);
        return true;
    }

    bool on_comment_part(string_view, error_code&) noexcept { return true; }
    bool on_comment(string_view, error_code&) noexcept { return true; }

    /// Leaves in the document how far the reading came.
    void finish() noexcept {
        d_.token_count_ = count_;
        d_.depth_ = static_cast<std::uint32_t>(innermost_ - d_.open_.data());
        d_.cursor_ = offset(at_);
    }

private:
    [[nodiscard]] std::uint32_t offset(char const* p) const noexcept { return static_cast<std::uint32_t>(p - text_); }

    [[nodiscard]] static std::size_t hash_of(std::string_view key) noexcept {
        if (key.empty()) {
            return 0;
        }
        return key.size() * 13 + std::size_t{static_cast<unsigned char>(key.front())} * 5 +
               static_cast<unsigned char>(key.back());
    }

    void seek(char first) noexcept {
        while (*at_ != first) {
            ++at_;
        }
    }

    token& append(char const* first, std::size_t length, kind type) {
        if (next_ == last_) {
            grow();
        }
        at_ = first + length;
        token& t = *next_++;
        t.offset = offset(first);
        t.length = static_cast<std::uint32_t>(length);
        t.end = ++count_;
        t.size = 0;
        t.type = type;
        t.is_key = false;
        t.escaped = false;
        t.truth = false;
        return t;
    }

    BOOST_NOINLINE void grow() {
        d_.storage_.resize(std::max<std::size_t>(2 * d_.storage_.size(), 64));
        next_ = d_.storage_.data() + count_;
        last_ = d_.storage_.data() + d_.storage_.size();
    }

    bool open(char bracket, kind type) {
        seek(bracket);
        innermost_->seen = 0;
        innermost_->index = count_;
        innermost_->suspect = false;
        ++innermost_;
        append(at_, 1, type);
        return true;
    }

    bool close(char bracket, std::size_t size) {
        seek(bracket);
        ++at_;
        --innermost_;
        token& t = d_.storage_[innermost_->index];
        t.length = offset(at_) - t.offset;
        t.end = count_;
        t.size = static_cast<std::uint32_t>(size);
        return true;
    }

    bool number(string_view digits) {
        append(digits.data(), digits.size(), kind::number);
        return true;
    }

    bool decode(string_view part) {
        d_.decoded_.append(part.data(), part.size());
        return true;
    }

    /// A string without escapes is a view of the text that the parser reads, else of the parser's buffer.
    token& string(string_view s) {
        auto const distance = reinterpret_cast<std::uintptr_t>(s.data()) - reinterpret_cast<std::uintptr_t>(text_);
        return distance < size_ ? append(text_ + distance - 1, s.size() + 2, kind::string) : escaped_string(s);
    }

    BOOST_NOINLINE token& escaped_string(string_view last_part) {
        decode(last_part);
        seek('"');
        char const* end = at_ + 1;
        while (*end != '"') {
            end += *end == '\\' ? 2 : 1;
        }
        token& t = append(at_, static_cast<std::size_t>(end + 1 - at_), kind::string);
        t.text = static_cast<std::uint32_t>(decoded_);
        t.size = static_cast<std::uint32_t>(d_.decoded_.size() - decoded_);
        t.escaped = true;
        decoded_ = d_.decoded_.size();
        return t;
    }

    char const* text_;
    std::size_t size_;        // of the text
    char const* at_;          // behind the last token
    token* next_;             // where the next token goes
    token* last_;             // behind the room for tokens
    container* innermost_;    // behind the innermost open container
    std::uint32_t count_ = 0; // of tokens
    std::size_t decoded_ = 0; // how much of the decoded text belongs to earlier strings
    document& d_;
};

QUERN_INLINE bool document::read(std::string_view text, read_limits const& limits, core::diagnostics& found) {
    clear();
    source_ = text;
    std::uint32_t const bytes = std::min(limits.bytes, max_bytes);
    if (text.size() > bytes) {
        found.add(core::code::request_too_large, {bytes, 0}, {std::to_string(text.size()), std::to_string(bytes)});
        return false;
    }
    if (text.starts_with("\xEF\xBB\xBF")) {
        found.add(core::code::json_byte_order_mark, {0, 3}).advise(core::hint::encode_utf8);
        return false;
    }
    try {
        return read_tokens(std::min(limits.depth, max_depth), found);
    } catch (...) {
        clear();
        throw;
    }
}

QUERN_INLINE void document::clear() noexcept {
    token_count_ = 0;
    depth_ = 0;
    decoded_.clear();
    suspects_.clear();
}

QUERN_INLINE bool document::read_tokens(std::uint32_t depth, core::diagnostics& found) {
    outcome result =
        parse(source_.data(), depth); // NOLINT(bugprone-suspicious-stringview-data-usage): with source_.size()
    if (result.end == ending::exponent_overflow) {
        zero_exponents();
        clear();
        result = parse(copy_.data(), depth);
    }
    bool const complete = result.end == ending::complete && result.consumed == source_.size();
    if (!complete) {
        report_fault(result, depth, found);
    }
    for (std::uint32_t const object : suspects_) {
        report_duplicates(object, found);
    }
    return complete;
}

QUERN_INLINE document::outcome document::parse(char const* text, std::uint32_t depth) {
    boost::json::parse_options options;
    options.max_depth = depth;
    boost::json::basic_parser<handler> parser(options, *this, text);
    boost::json::error_code error;
    std::size_t const consumed = parser.write_some(false, text, source_.size(), error);
    parser.handler().finish();
    if (!error) {
        return {ending::complete, consumed};
    }
    if (error == boost::json::error::too_deep) {
        return {ending::too_deep, consumed};
    }
    return {error == boost::json::error::exponent_overflow ? ending::exponent_overflow : ending::fault, consumed};
}

QUERN_INLINE void document::zero_exponents() {
    copy_ = source_;
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t at = 0; at < copy_.size(); ++at) {
        if (copy_[at] == '"') {
            for (++at; at < copy_.size() && copy_[at] != '"'; ++at) {
                at += copy_[at] == '\\' ? 1U : 0U;
            }
        } else if ((copy_[at] == 'e' || copy_[at] == 'E') && at != 0 && is_digit(copy_[at - 1])) {
            std::size_t digit = copy_.find_first_not_of("+-", at + 1);
            for (; digit < copy_.size() && is_digit(copy_[digit]); ++digit) {
                copy_[digit] = '0';
            }
        }
    }
}

namespace detail {

/// How a string may hold what was written in it: a control character, or a backslash that escapes nothing. Else empty.
[[nodiscard]] QUERN_INLINE std::string escaped(std::string_view written, core::code fault) {
    if (fault == core::code::json_control_character) {
        std::string const quoted = core::quote_text(written);
        return quoted.substr(1, quoted.size() - 2);
    }
    if (fault != core::code::json_escape || written[1] == 'u' || written[1] == 'U' || written[1] == 'x') {
        return {};
    }
    return written[1] == '\'' ? "'" : std::string("\\").append(written);
}

} // namespace detail

QUERN_INLINE void document::report_fault(outcome const& result, std::uint32_t depth, core::diagnostics& found) {
    detail::fault const f = find_fault(result);
    core::diagnostic& d = found.add(f.code, f.where);
    if (f.code == core::code::nesting_too_deep) {
        d.arguments.emplace_back(std::to_string(depth));
    } else if (f.code == core::code::json_syntax) {
        d.arguments.emplace_back(core::quote_text(source_.substr(f.where.offset, f.where.length)));
    } else if (f.code == core::code::invalid_utf8) {
        d.advise(core::hint::encode_utf8);
    } else if (std::string escaped = detail::escaped(source_.substr(f.where.offset, f.where.length), f.code);
               !escaped.empty()) {
        d.advise(core::hint::write_as, {std::move(escaped)});
    }
    std::optional<std::uint32_t> value = f.value;
    if (!value && (token_count_ == 0 || tokens().back().is_key)) {
        value = f.where.offset;
    }
    close_all(value);
}

QUERN_INLINE detail::fault document::find_fault(outcome const& result) {
    if (result.end == ending::too_deep) {
        auto const bracket = static_cast<std::uint32_t>(result.consumed);
        return {core::code::nesting_too_deep, {bracket, 1}, bracket};
    }
    detail::fault_finder const finder(source_);
    if (token_count_ == 0) {
        return finder.find(0, detail::expected::value);
    }
    token& last = tokens().back();
    if (last.is_key) {
        return finder.find(cursor_, detail::expected::colon);
    }
    if (last.type == kind::number && where(last).end() == cursor_ && finder.run_end(cursor_) != cursor_) {
        last.length = static_cast<std::uint32_t>(finder.run_end(cursor_)) - last.offset;
        return {core::code::json_number, where(last), std::nullopt};
    }
    if (depth_ == 0) {
        return finder.find(cursor_, detail::expected::end_of_text);
    }
    std::uint32_t const innermost = open_[depth_ - 1].index;
    bool const is_empty = innermost + 1 == token_count_;
    if (storage_[innermost].type == kind::object) {
        return finder.find(cursor_, is_empty ? detail::expected::first_key : detail::expected::next_key);
    }
    return finder.find(cursor_, is_empty ? detail::expected::first_element : detail::expected::next_element);
}

QUERN_INLINE void document::close_all(std::optional<std::uint32_t> value) {
    auto const size = static_cast<std::uint32_t>(source_.size());
    if (value) {
        storage_.resize(std::max<std::size_t>(storage_.size(), token_count_ + 1));
        storage_[token_count_] = {.offset = *value, .length = size + 1 - *value, .end = token_count_ + 1};
        ++token_count_;
    }
    for (; depth_ != 0; --depth_) {
        container const& c = open_[depth_ - 1];
        token& t = storage_[c.index];
        t.length = size + 1 - t.offset; // so that the end of the text is inside it
        t.end = token_count_;
        for (std::uint32_t i = c.index + 1; i != t.end; i = storage_[i].end) {
            t.size += storage_[i].is_key ? 0U : 1U;
        }
        if (c.suspect) {
            suspects_.push_back(c.index);
        }
    }
}

} // namespace quern::json
