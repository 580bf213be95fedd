#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/span.hpp>
#include <quern/core/term.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace quern::json {

/// The kinds of JSON values.
enum class kind : std::uint8_t { object, array, string, number, boolean, null };

/// What a JSON text may cost. Both limits are inclusive.
struct read_limits {
    std::uint32_t bytes; ///< of the text; at most `max_bytes` count
    std::uint32_t depth; ///< objects and arrays within each other; at most `max_depth` count
};

/// The longest text that can be read.
inline constexpr std::uint32_t max_bytes = 0x7FFF'FFFF;

/// The deepest nesting that can be read: what bounds the stack.
inline constexpr std::uint32_t max_depth = 256;

class node;

namespace detail {
struct fault;
}

/// A JSON text, read without loss: every value knows its bytes, keys keep their order, numbers keep their digits.
///
/// Holds one flat sequence of tokens; reading another text reuses the memory, so that the steady state allocates
/// nothing. Lifetime: the text that was read must outlive every use but another `read`. Nodes point to the document.
class document {
public:
    /// Reads a JSON text (RFC 8259) in place of what was read before.
    ///
    /// Errors: false, and exactly one diagnostic for what stops the reading. A key that stands twice in one object is a
    /// `duplicate_key` each time, but does not stop it: where only those are found the result is true and the document
    /// holds all members. Out of memory: throws `std::bad_alloc`, and the document is empty.
    /// Complexity: linear in the text, which is not looked at where it is longer than the limit; O(n log n) of the keys
    /// of an object with many.
    bool read(std::string_view text, read_limits const& limits, core::diagnostics& found);

    /// The outermost value. Requires: `read` returned true.
    [[nodiscard]] node root() const noexcept;

    /// The text that was read.
    [[nodiscard]] std::string_view source() const noexcept { return source_; }

    /// Sets the pointer of each diagnostic to the deepest value whose bytes hold its span, and whose pointer is not longer
    /// than `core::max_pointer`.
    ///
    /// The bytes of a member are those from its key to the end of its value; the place behind it is not in it. After
    /// `read` returned false, what was not closed reaches to the end of the text, and that is in it.
    /// Complexity: O(tokens + n log n) of n diagnostics.
    void set_pointers(core::diagnostics& found) const;

private:
    friend class node;
    friend class element_iterator;
    friend class member_iterator;

    /// A value or a key. The tokens stand in preorder; a key stands before its value.
    struct token {
        std::uint32_t offset = 0; ///< of the first byte
        std::uint32_t length = 0; ///< in bytes, quotes and brackets included
        std::uint32_t end = 0;    ///< the index behind the subtree
        std::uint32_t size = 0;   ///< members or elements; for a string with escapes, the length of its decoded text
        std::uint32_t text = 0;   ///< where the decoded text of a string with escapes begins
        kind type = kind::null;
        bool is_key = false;
        bool escaped = false; ///< of a string: it holds escapes
        bool truth = false;   ///< of a boolean
    };
    static_assert(sizeof(token) <= 24);

    /// An object or array that is not closed yet.
    struct container {
        std::uint64_t seen;  ///< of an object: which hashes its keys have
        std::uint32_t index; ///< of its token
        bool suspect;        ///< two keys have the same hash
    };

    enum class ending : std::uint8_t { complete, fault, too_deep, exponent_overflow };

    /// How the parser came to its end.
    struct outcome {
        ending end;
        std::size_t consumed;
    };

    struct handler;
    struct region;

    void clear() noexcept;
    bool read_tokens(std::uint32_t depth, core::diagnostics& found);
    outcome parse(char const* text, std::uint32_t depth);

    /// Copies the source with zeros for the digits of exponents: they are of no account, and may be too large to parse.
    void zero_exponents();

    void report_fault(outcome const& result, std::uint32_t depth, core::diagnostics& found);
    detail::fault find_fault(outcome const& result);

    /// Makes the tokens whole where reading stopped, perhaps at a value: all that is open reaches to the end.
    void close_all(std::optional<std::uint32_t> value);

    void report_duplicates(std::uint32_t object, core::diagnostics& found);
    std::uint32_t descend(std::vector<region>& path, std::uint32_t index) const;
    void append_pointer(std::string& out, std::span<region const> path) const;
    void append_step(std::string& out, region const& r) const;

    [[nodiscard]] std::string_view text(token const& t) const noexcept {
        return t.escaped ? std::string_view(decoded_.data() + t.text, t.size)
                         : std::string_view(source_.data() + t.offset + 1, t.length - 2);
    }
    [[nodiscard]] static core::span where(token const& t) noexcept { return {t.offset, t.length}; }

    [[nodiscard]] std::span<token> tokens() noexcept { return {storage_.data(), token_count_}; }

    std::string_view source_;
    std::vector<token> storage_; // the tokens, and room for more
    std::uint32_t token_count_ = 0;
    std::string decoded_;                 // the texts of strings with escapes
    std::vector<container> open_;         // outermost first, and room for more
    std::uint32_t depth_ = 0;             // how many are open; 0 after a complete text
    std::vector<std::uint32_t> suspects_; // objects that may hold a key twice
    std::vector<std::uint32_t> keys_;     // of one object, while they are sorted
    std::string copy_;                    // of a text with exponents that the parser cannot take
    std::uint32_t cursor_ = 0;            // behind the last token read
};

class element_range;
class member_range;

/// A value of a document: a view, cheap to copy. Lifetime: as long as the document is neither read into nor moved.
class node {
public:
    /// The kind of the value.
    [[nodiscard]] kind type() const noexcept { return token().type; }

    /// The exact bytes of the value, with its quotes or brackets.
    [[nodiscard]] core::span where() const noexcept { return document::where(token()); }

    /// The source bytes of the value; for a number, its digits as they were written.
    [[nodiscard]] std::string_view literal() const noexcept {
        return document_->source_.substr(token().offset, token().length);
    }

    /// The decoded text of a string. Requires: a string.
    [[nodiscard]] std::string_view text() const noexcept { return document_->text(token()); }

    /// True where a string was written with escapes; otherwise its text views the source.
    [[nodiscard]] bool escaped() const noexcept { return token().escaped; }

    /// The value of a boolean. Requires: a boolean.
    [[nodiscard]] bool boolean() const noexcept { return token().truth; }

    /// The number of members or elements, in constant time. Requires: an object or an array.
    [[nodiscard]] std::size_t size() const noexcept { return token().size; }

    /// The elements in order. Requires: an array.
    [[nodiscard]] element_range elements() const noexcept;

    /// The members in order, those that repeat a key too. Requires: an object.
    [[nodiscard]] member_range members() const noexcept;

    /// The value of the first member with a key. Requires: an object. Complexity: linear in its members.
    [[nodiscard]] std::optional<node> find(std::string_view key) const noexcept;

    /// The word for the kind, to fill messages.
    [[nodiscard]] core::term term() const noexcept;

private:
    friend class document;
    friend class member;
    friend class element_iterator;
    friend class member_iterator;

    node(document const& d, std::uint32_t index) noexcept : document_(&d), index_(index) {}

    [[nodiscard]] document::token const& token() const noexcept { return document_->storage_[index_]; }

    document const* document_;
    std::uint32_t index_;
};

/// A member of an object.
class member {
public:
    /// The decoded key.
    [[nodiscard]] std::string_view key() const noexcept { return key_.text(); }

    /// The exact bytes of the key, with its quotes.
    [[nodiscard]] core::span key_where() const noexcept { return key_.where(); }

    [[nodiscard]] node value() const noexcept { return {*key_.document_, key_.index_ + 1}; }

private:
    friend class member_iterator;

    explicit member(node key) noexcept : key_(key) {}

    node key_;
};

/// Steps through the elements of an array.
class element_iterator {
public:
    using value_type = node;
    using difference_type = std::ptrdiff_t;

    element_iterator() = default;

    [[nodiscard]] node operator*() const noexcept { return {*document_, index_}; }
    element_iterator& operator++() noexcept {
        index_ = document_->storage_[index_].end;
        return *this;
    }
    element_iterator operator++(int) noexcept {
        element_iterator const before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(element_iterator const&, element_iterator const&) = default;

private:
    friend class node;

    element_iterator(document const& d, std::uint32_t index) noexcept : document_(&d), index_(index) {}

    document const* document_ = nullptr;
    std::uint32_t index_ = 0;
};

/// Steps through the members of an object.
class member_iterator {
public:
    using value_type = member;
    using difference_type = std::ptrdiff_t;

    member_iterator() = default;

    [[nodiscard]] member operator*() const noexcept { return member(node(*document_, index_)); }
    member_iterator& operator++() noexcept {
        index_ = document_->storage_[index_ + 1].end;
        return *this;
    }
    member_iterator operator++(int) noexcept {
        member_iterator const before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(member_iterator const&, member_iterator const&) = default;

private:
    friend class node;

    member_iterator(document const& d, std::uint32_t index) noexcept : document_(&d), index_(index) {}

    document const* document_ = nullptr;
    std::uint32_t index_ = 0;
};

/// The elements of an array.
class element_range {
public:
    [[nodiscard]] element_iterator begin() const noexcept { return first_; }
    [[nodiscard]] element_iterator end() const noexcept { return last_; }

private:
    friend class node;

    element_range(element_iterator first, element_iterator last) noexcept : first_(first), last_(last) {}

    element_iterator first_;
    element_iterator last_;
};

/// The members of an object.
class member_range {
public:
    [[nodiscard]] member_iterator begin() const noexcept { return first_; }
    [[nodiscard]] member_iterator end() const noexcept { return last_; }

private:
    friend class node;

    member_range(member_iterator first, member_iterator last) noexcept : first_(first), last_(last) {}

    member_iterator first_;
    member_iterator last_;
};

inline element_range node::elements() const noexcept {
    return {element_iterator(*document_, index_ + 1), element_iterator(*document_, token().end)};
}

inline member_range node::members() const noexcept {
    return {member_iterator(*document_, index_ + 1), member_iterator(*document_, token().end)};
}

inline std::optional<node> node::find(std::string_view key) const noexcept {
    for (member const m : members()) {
        if (m.key() == key) {
            return m.value();
        }
    }
    return std::nullopt;
}

inline core::term node::term() const noexcept {
    switch (type()) {
    case kind::object:
        return core::term::object;
    case kind::array:
        return core::term::array;
    case kind::string:
        return core::term::string;
    case kind::number:
        return core::term::number;
    case kind::boolean:
        return core::term::boolean;
    case kind::null:
        break;
    }
    return core::term::null;
}

inline node document::root() const noexcept { return {*this, 0}; }

} // namespace quern::json

#ifndef QUERN_COMPILED
#include <quern/json/impl/document.hpp>
#include <quern/json/impl/duplicate_keys.hpp>
#include <quern/json/impl/pointers.hpp>
#endif
