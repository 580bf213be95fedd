#pragma once

#include <quern/core/timestamp_text.hpp>
#include <quern/schema/operation.hpp>
#include <quern/syntax/tree.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace quern_benchmarks {

/// Reads texts of the text language as one would by hand: a recursive descent over bytes, straight to the untyped tree
/// that the grammar gives too.
///
/// It knows no limits and no diagnostics, no comments, no escapes and no names in backquotes, and its stack grows with
/// parentheses: what is left is what a scanner cannot do without.
class hand_scanner {
public:
    /// True where the text was read.
    bool read(std::string_view text, quern::syntax::request& out) {
        out.clear();
        text_ = text;
        at_ = 0;
        out_ = &out;
        skip_blanks();
        bool const whole = disjunction() && clauses() && at_ == text_.size();
        for (std::size_t i = 0; i != out.nodes.size(); ++i) {
            out.nodes[i].end += static_cast<std::uint32_t>(i);
        }
        return whole;
    }

private:
    using node_kind = quern::syntax::node_kind;
    using operation = quern::schema::operation;
    using literal = quern::syntax::literal;

    [[nodiscard]] char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }

    [[nodiscard]] static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
    [[nodiscard]] static bool begins_name(char c) noexcept {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
    [[nodiscard]] static bool in_name(char c) noexcept { return begins_name(c) || is_digit(c) || c == '.'; }

    void skip_blanks() noexcept {
        while (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n') {
            ++at_;
        }
    }

    [[nodiscard]] quern::core::span since(std::size_t begin) const noexcept {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_ - begin)};
    }

    bool take(char c) noexcept {
        if (peek() != c) {
            return false;
        }
        ++at_;
        skip_blanks();
        return true;
    }

    bool take(std::string_view word) noexcept {
        if (!text_.substr(at_).starts_with(word)) {
            return false;
        }
        std::size_t const end = at_ + word.size();
        if (end != text_.size() && in_name(text_[end])) {
            return false;
        }
        at_ = end;
        skip_blanks();
        return true;
    }

    /// Operands that a word joins; one alone is no group.
    template <class Operand>
    bool joined(node_kind kind, std::string_view word, Operand operand) {
        std::size_t const first = out_->nodes.size();
        if (!operand()) {
            return false;
        }
        if (!take(word)) {
            return true;
        }
        out_->nodes.insert(out_->nodes.begin() + static_cast<std::ptrdiff_t>(first), {.kind = kind});
        do {
            if (!operand()) {
                return false;
            }
        } while (take(word));
        end(first);
        return true;
    }

    /// The size of a subtree, and where it was written: from its first to its last operand.
    void end(std::size_t first) noexcept {
        quern::syntax::node& group = out_->nodes[first];
        group.end = static_cast<std::uint32_t>(out_->nodes.size() - first);
        std::size_t last = first + 1;
        for (std::size_t next = last; next != out_->nodes.size(); next += out_->nodes[next].end) {
            last = next;
        }
        group.where = quern::core::cover(out_->nodes[first + 1].where, out_->nodes[last].where);
    }

    bool disjunction() {
        return joined(node_kind::disjunction, "or", [this] { return conjunction(); });
    }

    bool conjunction() {
        return joined(node_kind::conjunction, "and", [this] { return operand(); });
    }

    bool operand() {
        std::size_t const begin = at_;
        if (take('(')) {
            return disjunction() && take(')');
        }
        if (take("not")) {
            std::size_t const first = out_->nodes.size();
            out_->nodes.push_back({.kind = node_kind::negation, .where = since(begin)});
            if (!operand()) {
                return false;
            }
            end(first);
            return true;
        }
        return predicate();
    }

    bool name(quern::syntax::name& to) noexcept {
        std::size_t const begin = at_;
        if (!begins_name(peek())) {
            return false;
        }
        while (in_name(peek())) {
            ++at_;
        }
        to = {text_.substr(begin, at_ - begin), since(begin), true};
        skip_blanks();
        return true;
    }

    bool predicate() {
        std::size_t const begin = at_;
        quern::syntax::node leaf{.end = 1, .first_literal = static_cast<std::uint32_t>(out_->literals.size())};
        if (!name(leaf.field)) {
            return false;
        }
        std::size_t const before = at_;
        if (!operator_of(leaf)) {
            return false;
        }
        leaf.operation_where = since(before);
        std::size_t const value = at_;
        auto const arity = quern::schema::arity_of(*leaf.operation);
        if (arity == quern::schema::arity::list ? !list() : arity == quern::schema::arity::one && !scalar()) {
            return false;
        }
        leaf.value_where = since(value);
        leaf.where = since(begin);
        leaf.literal_count = static_cast<std::uint32_t>(out_->literals.size()) - leaf.first_literal;
        out_->nodes.push_back(leaf);
        return true;
    }

    bool operator_of(quern::syntax::node& leaf) noexcept {
        std::size_t const begin = at_;
        auto const found = [&](operation o) {
            leaf.operation = o;
            leaf.operation_text = text_.substr(begin, at_ - begin);
            return true;
        };
        switch (peek()) {
        case '=':
            ++at_;
            skip_blanks();
            return found(operation::eq);
        case '!':
            ++at_;
            return take('=') && found(operation::ne);
        case '<':
        case '>': {
            bool const less = peek() == '<';
            ++at_;
            if (take('=')) {
                return found(less ? operation::le : operation::ge);
            }
            skip_blanks();
            return found(less ? operation::lt : operation::gt);
        }
        case 'b':
            return take("begins") && take("with") && found(operation::begins_with);
        case 'c':
            return take("contains") && found(operation::contains);
        case 'e':
            return take("ends") && take("with") && found(operation::ends_with);
        case 'i':
            if (take("is")) {
                bool const negated = take("not");
                return take("null") && found(negated ? operation::not_null : operation::is_null);
            }
            return take("in") ? found(operation::in) : take("icontains") && found(operation::icontains);
        case 'n':
            return take("not") && take("in") && found(operation::not_in);
        default:
            return false;
        }
    }

    bool list() {
        if (!take('[')) {
            return false;
        }
        do {
            if (!scalar()) {
                return false;
            }
        } while (take(','));
        return take(']');
    }

    bool scalar() {
        std::size_t const begin = at_;
        if (peek() == '"') {
            std::size_t const end = text_.find('"', begin + 1);
            if (end == std::string_view::npos) {
                return false;
            }
            at_ = end + 1;
            add({.type = literal::kind::string, .text = text_.substr(begin + 1, end - begin - 1)}, begin);
            return true;
        }
        if (take("true") || take("false")) {
            add({.type = literal::kind::boolean, .truth = text_[begin] == 't'}, begin);
            return true;
        }
        if (text_.size() - begin > 4 && text_[begin + 4] == '-' && is_digit(peek())) {
            return time();
        }
        while (is_digit(peek()) || peek() == '-' || peek() == '+' || peek() == '.' || peek() == 'e' || peek() == 'E') {
            ++at_;
        }
        if (at_ == begin) {
            return false;
        }
        add({.type = literal::kind::number, .text = text_.substr(begin, at_ - begin)}, begin);
        return true;
    }

    bool time() {
        std::size_t const begin = at_;
        while (in_name(peek()) || peek() == '-' || peek() == ':' || peek() == '+') {
            ++at_;
        }
        std::string_view const text = text_.substr(begin, at_ - begin);
        auto const read = quern::core::parse_timestamp(text, quern::core::time_layout::rfc3339);
        if (!read) {
            return false;
        }
        add({.type = literal::kind::timestamp, .text = text, .instant = *read}, begin);
        return true;
    }

    void add(literal l, std::size_t begin) {
        l.where = since(begin);
        out_->literals.push_back(l);
        skip_blanks();
    }

    bool clauses() {
        if (take("sort")) {
            do {
                bool const descending = take('-');
                quern::syntax::sort_item& key = out_->sort.emplace_back();
                key.descending = descending;
                if (!name(key.field)) {
                    return false;
                }
            } while (take(','));
        }
        std::uint64_t limit = 0;
        if (take("limit")) {
            if (!natural(limit)) {
                return false;
            }
            out_->limit = limit;
        }
        if (take("offset") && !natural(out_->offset)) {
            return false;
        }
        out_->count = take("count");
        return true;
    }

    bool natural(std::uint64_t& to) noexcept {
        auto const read = std::from_chars(text_.data() + at_, text_.data() + text_.size(), to);
        at_ = static_cast<std::size_t>(read.ptr - text_.data());
        skip_blanks();
        return read.ec == std::errc{};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    quern::syntax::request* out_ = nullptr;
};

} // namespace quern_benchmarks
