#pragma once

#include <quern/core/value.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace quern::core {

/// A sequence of scalars in two flat buffers: sixteen bytes a value, and the characters of all strings.
///
/// `clear` keeps the memory, so that a reused sequence allocates nothing in the steady state.
/// Strings may hold 2^32 - 1 bytes in all.
class values {
public:
    /// The number of values.
    [[nodiscard]] std::size_t size() const noexcept { return slots_.size(); }

    [[nodiscard]] bool empty() const noexcept { return slots_.empty(); }

    /// The value at a place; its characters are valid until the sequence changes.
    [[nodiscard]] value operator[](std::size_t index) const noexcept {
        slot const& s = slots_[index];
        switch (s.kind) {
        case value_kind::boolean:
            return s.payload != 0;
        case value_kind::int64:
            return std::bit_cast<std::int64_t>(s.payload);
        case value_kind::uint64:
            return s.payload;
        case value_kind::real:
            return std::bit_cast<double>(s.payload);
        case value_kind::string:
            return text(s);
        case value_kind::timestamp:
            break;
        }
        return timestamp{std::bit_cast<std::int64_t>(s.payload)};
    }

    /// The kind of the value at a place.
    [[nodiscard]] value_kind kind(std::size_t index) const noexcept { return slots_[index].kind; }

    /// Appends a copy of a value. A string must not view this sequence's own characters.
    void push_back(value const& v) {
        switch (kind_of(v)) {
        case value_kind::boolean:
            return append(*std::get_if<bool>(&v));
        case value_kind::int64:
            return append(*std::get_if<std::int64_t>(&v));
        case value_kind::uint64:
            return append(*std::get_if<std::uint64_t>(&v));
        case value_kind::real:
            return append(*std::get_if<double>(&v));
        case value_kind::string:
            return append(*std::get_if<std::string_view>(&v));
        case value_kind::timestamp:
            return append(*std::get_if<timestamp>(&v));
        }
    }

    /// The same where its type is known.
    template <value_alternative Scalar>
    void push_back(Scalar v) {
        append(v);
    }

    /// Puts a copy of a value in the place of another, whose characters stay in memory. It must not view this sequence's.
    void replace(std::size_t index, value const& v) {
        push_back(v);
        slots_[index] = slots_.back();
        slots_.pop_back();
    }

    /// Removes the values, keeps the memory.
    void clear() noexcept {
        slots_.clear();
        characters_.clear();
    }

    /// Equal lengths, and equal kinds and values at each place; doubles are compared by their bits.
    [[nodiscard]] friend bool operator==(values const& a, values const& b) noexcept {
        if (a.size() != b.size()) {
            return false;
        }
        for (std::size_t i = 0; i != a.size(); ++i) {
            slot const& x = a.slots_[i];
            slot const& y = b.slots_[i];
            if (x.kind != y.kind || (x.kind == value_kind::string ? a.text(x) != b.text(y) : x.payload != y.payload)) {
                return false;
            }
        }
        return true;
    }

private:
    struct slot {
        std::uint64_t payload; // a string's offset, or the bits of anything else
        std::uint32_t length;
        value_kind kind;
    };
    static_assert(sizeof(slot) == 16);

    [[nodiscard]] std::string_view text(slot const& s) const noexcept {
        return std::string_view(characters_).substr(s.payload, s.length);
    }

    void append(bool v) { slots_.push_back({v ? 1U : 0U, 0, value_kind::boolean}); }
    void append(std::int64_t v) { slots_.push_back({std::bit_cast<std::uint64_t>(v), 0, value_kind::int64}); }
    void append(std::uint64_t v) { slots_.push_back({v, 0, value_kind::uint64}); }
    void append(double v) { slots_.push_back({std::bit_cast<std::uint64_t>(v), 0, value_kind::real}); }
    void append(timestamp v) {
        slots_.push_back({std::bit_cast<std::uint64_t>(v.microseconds), 0, value_kind::timestamp});
    }
    void append(std::string_view v) {
        std::size_t const offset = characters_.size();
        characters_.append(v);
        try {
            slots_.push_back({offset, static_cast<std::uint32_t>(v.size()), value_kind::string});
        } catch (...) {
            characters_.resize(offset);
            throw;
        }
    }

    std::vector<slot> slots_;
    std::string characters_;
};

} // namespace quern::core
