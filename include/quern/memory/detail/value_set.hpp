#pragma once

#include <quern/core/timestamp.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace quern::memory::detail {

/// Bits that are equal where two values of a type are, and ordered as integers are; not for strings.
template <class Value>
[[nodiscard]] constexpr std::uint64_t bits_of(Value v) noexcept {
    if constexpr (std::is_same_v<Value, core::timestamp>) {
        return static_cast<std::uint64_t>(v.microseconds);
    } else if constexpr (std::is_same_v<Value, double>) {
        return v == 0 ? 0 : std::bit_cast<std::uint64_t>(v); // both zeros are equal
    } else {
        return static_cast<std::uint64_t>(v);
    }
}

/// The number at some bytes.
template <class Word>
[[nodiscard]] Word load(char const* bytes) noexcept {
    Word word{};
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

/// The first `size` bytes as a number, at most eight; none is read behind them.
[[nodiscard]] inline std::uint64_t word_of(char const* bytes, std::size_t size) noexcept {
    if (size >= sizeof(std::uint64_t)) {
        return load<std::uint64_t>(bytes);
    }
    if (size >= sizeof(std::uint32_t)) {
        return std::uint64_t{load<std::uint32_t>(bytes)} << 32U | load<std::uint32_t>(bytes + size - 4);
    }
    auto const byte = [&](std::size_t at) { return std::uint64_t{static_cast<unsigned char>(bytes[at])}; };
    return size == 0 ? 0 : byte(0) << 16U | byte(size / 2) << 8U | byte(size - 1);
}

/// True where two strings of a length are equal. Their bytes are not looped over, and no branch turns on them, where
/// they are sixteen at most.
[[nodiscard]] inline bool same_bytes(char const* a, char const* b, std::size_t size) noexcept {
    auto const same = [&]<class Word>(Word) {
        std::size_t const last = size - sizeof(Word);
        return ((load<Word>(a) ^ load<Word>(b)) | (load<Word>(a + last) ^ load<Word>(b + last))) == 0;
    };
    if (size > 2 * sizeof(std::uint64_t)) {
        return std::memcmp(a, b, size) == 0;
    }
    if (size >= sizeof(std::uint64_t)) {
        return same(std::uint64_t{});
    }
    if (size >= sizeof(std::uint32_t)) {
        return same(std::uint32_t{});
    }
    if (size >= sizeof(std::uint16_t)) {
        return same(std::uint16_t{});
    }
    return size == 0 || *a == *b;
}

/// All bits where something is so, none where it is not.
[[nodiscard]] constexpr std::size_t mask_of(bool so) noexcept { return std::size_t{0} - static_cast<std::size_t>(so); }

/// Where `one` begins if a mask has all bits, and `other` if it has none. Compilers make a branch of the conditional
/// operator.
[[nodiscard]] inline char const* choose(std::size_t mask, std::string_view one, std::string_view other) noexcept {
    auto const a = reinterpret_cast<std::uintptr_t>(one.data());
    auto const b = reinterpret_cast<std::uintptr_t>(other.data());
    return reinterpret_cast<char const*>(b ^ ((a ^ b) & mask)); // NOLINT(performance-no-int-to-ptr): it is one of them
}

// What branches there are in these turn on the constant's length alone.

/// True where a text is a constant.
[[nodiscard]] inline bool same_text(std::string_view text, std::string_view constant) noexcept {
    bool const as_long = text.size() == constant.size();
    char const* const begin = choose(mask_of(as_long), text, constant);
    bool const same = same_bytes(begin, constant.data(), constant.size());
    return (static_cast<int>(as_long) & static_cast<int>(same)) != 0;
}

/// True where a text begins with a constant.
[[nodiscard]] inline bool begins_with(std::string_view text, std::string_view constant) noexcept {
    bool const as_long = text.size() >= constant.size();
    char const* const begin = choose(mask_of(as_long), text, constant);
    bool const same = same_bytes(begin, constant.data(), constant.size());
    return (static_cast<int>(as_long) & static_cast<int>(same)) != 0;
}

/// True where a text ends with a constant.
[[nodiscard]] inline bool ends_with(std::string_view text, std::string_view constant) noexcept {
    bool const as_long = text.size() >= constant.size();
    std::size_t const mask = mask_of(as_long);
    char const* const end = choose(mask, text, constant) + ((text.size() - constant.size()) & mask);
    return (static_cast<int>(as_long) & static_cast<int>(same_bytes(end, constant.data(), constant.size()))) != 0;
}

/// A list of constants that are looked up by a hash, or by bisection where the hash serves badly, as it does for lists
/// that are made to collide. `Value` is a string view, which views what it was taken from, or `bits_of` values.
template <class Value>
class value_set {
public:
    explicit value_set(std::vector<Value> members) : sorted_(std::move(members)) {
        std::sort(sorted_.begin(), sorted_.end(), before);
        sorted_.erase(std::unique(sorted_.begin(), sorted_.end()), sorted_.end());
        fill_table();
    }

    /// True for a member. Complexity: O(1) where the hash serves, O(log size) otherwise, times that of a comparison.
    [[nodiscard]] bool has(Value v) const noexcept {
        if (sorted_.size() <= few) {
            bool found = false;
            for (Value const& member : sorted_) {
                found |= same(v, member); // no branch turns on the value
            }
            return found;
        }
        if (table_.empty()) {
            return std::binary_search(sorted_.begin(), sorted_.end(), v, before);
        }
        for (std::size_t at = slot_of(v);; at = (at + 1) & (table_.size() - 1)) {
            std::uint32_t const place = table_[at];
            if (place == none) {
                return false;
            }
            if (same(v, sorted_[place])) {
                return true;
            }
        }
    }

    /// Each member once.
    [[nodiscard]] std::vector<Value> const& members() const noexcept { return sorted_; }

private:
    static constexpr bool of_text = std::is_same_v<Value, std::string_view>;
    static constexpr std::uint32_t none = 0xffffffff;
    static constexpr std::size_t few = 4;
    static constexpr std::size_t most_probes = 8;

    /// Strings by their length first: most need no look at their bytes.
    [[nodiscard]] static bool before(Value const& a, Value const& b) noexcept {
        if constexpr (of_text) {
            return a.size() != b.size() ? a.size() < b.size() : a < b;
        } else {
            return a < b;
        }
    }

    [[nodiscard]] static bool same(Value const& a, Value const& b) noexcept {
        if constexpr (of_text) {
            return same_text(a, b);
        } else {
            return a == b;
        }
    }

    [[nodiscard]] std::size_t slot_of(Value const& v) const noexcept {
        constexpr std::uint64_t odd = 0x9e37'79b9'7f4a'7c15; // 2^64 over the golden ratio
        std::uint64_t bits{};
        if constexpr (of_text) {
            std::size_t const rest = v.size() < sizeof bits ? 0 : v.size() - sizeof bits;
            bits = (word_of(v.data(), v.size()) * odd) ^ word_of(v.data() + rest, v.size() - rest) ^ v.size();
        } else {
            bits = v;
        }
        return static_cast<std::size_t>((bits ^ bits >> 32U) * odd >> shift_);
    }

    void fill_table() {
        std::size_t const size = std::bit_ceil(2 * sorted_.size() + 2);
        shift_ = static_cast<unsigned>(64 - std::countr_zero(size));
        table_.assign(size, none);
        for (std::uint32_t place = 0; place != sorted_.size(); ++place) {
            std::size_t at = slot_of(sorted_[place]);
            std::size_t probes = 1;
            for (; table_[at] != none; at = (at + 1) & (size - 1)) {
                ++probes;
            }
            if (probes > most_probes) {
                table_.clear();
                return;
            }
            table_[at] = place;
        }
    }

    std::vector<Value> sorted_;
    std::vector<std::uint32_t> table_; // places of members, twice as many as there are; empty for bisection
    unsigned shift_ = 0;
};

using number_set = value_set<std::uint64_t>;
using text_set = value_set<std::string_view>;

} // namespace quern::memory::detail
