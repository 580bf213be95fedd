#pragma once

#include <quern/core/detail/folding_table.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace quern::core {

/// The version of Unicode that folding follows.
inline constexpr std::string_view folding_version = detail::folding_version;

/// The simple case folding of a code point: mappings C and S of CaseFolding.txt; others are their own.
///
/// Complexity: constant, two table look-ups.
[[nodiscard]] constexpr char32_t fold(char32_t c) noexcept {
    if (c < 0x80) {
        return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c;
    }
    std::size_t const block = c / detail::folding_block;
    if (block >= detail::folding_blocks.size()) {
        return c;
    }
    std::size_t const row = detail::folding_blocks[block];
    std::int32_t const shift = detail::folding_shifts[row * detail::folding_block + c % detail::folding_block];
    return static_cast<char32_t>(static_cast<std::int32_t>(c) + shift);
}

/// A letter of ASCII in lower case; any other byte as it is.
[[nodiscard]] constexpr char fold_ascii(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// All code points that fold to the same one, ascending.
class fold_class {
public:
    /// The most members that a class has.
    static constexpr std::size_t capacity = detail::largest_fold_class;

    /// A class of one.
    explicit constexpr fold_class(char32_t only) noexcept : members_{only} {}

    /// Adds a code point that is not a member. Precondition: there are fewer than `capacity` members.
    constexpr void insert(char32_t c) noexcept {
        std::size_t at = size_++;
        for (; at != 0 && members_[at - 1] > c; --at) {
            members_[at] = members_[at - 1];
        }
        members_[at] = c;
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr char32_t operator[](std::size_t index) const noexcept { return members_[index]; }
    [[nodiscard]] constexpr char32_t const* begin() const noexcept { return members_.data(); }
    [[nodiscard]] constexpr char32_t const* end() const noexcept { return members_.data() + size_; }

    friend constexpr bool operator==(fold_class const&, fold_class const&) = default;

private:
    std::array<char32_t, capacity> members_{};
    std::size_t size_ = 1;
};

/// All code points that fold as this one does under ASCII folding: both cases of a letter of ASCII, any other alone.
[[nodiscard]] constexpr fold_class equivalents_ascii(char32_t c) noexcept {
    char32_t const lower = c | 0x20U;
    if (lower < U'a' || lower > U'z') {
        return fold_class(c);
    }
    fold_class members(lower);
    members.insert(lower - (U'a' - U'A'));
    return members;
}

/// True for a character of ASCII that folds as no other code point does but its other case: all but K and S, which the
/// Kelvin sign and the long s fold to.
[[nodiscard]] constexpr bool folds_within_ascii(char32_t c) noexcept {
    char32_t const lower = c | 0x20U;
    return c < 0x80 && lower != U'k' && lower != U's';
}

/// All code points that fold as this one does, itself among them.
///
/// Complexity: logarithmic in the size of the table; constant for most of ASCII.
[[nodiscard]] constexpr fold_class equivalents(char32_t c) noexcept {
    if (folds_within_ascii(c)) {
        return equivalents_ascii(c);
    }
    char32_t const folded = fold(c);
    fold_class members(folded);
    auto const& all = detail::foldings;
    auto pair = std::lower_bound(all.begin(), all.end(), folded,
                                 [](detail::folding const& f, char32_t sought) { return f.to < sought; });
    for (; pair != all.end() && pair->to == folded; ++pair) {
        members.insert(pair->from);
    }
    return members;
}

} // namespace quern::core
