#pragma once

#include <quern/memory/detail/value_set.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace quern::memory::detail {

/// A few texts as long as one word of bytes to two. They are told apart by their first word, their last, and their
/// length: no branch turns on the text that is looked up. `Word` is an unsigned integer.
template <class Word>
class text_words {
public:
    static constexpr std::size_t most = 4; ///< that it takes

    /// True where these texts can be taken.
    [[nodiscard]] static bool fits(std::span<std::string_view const> texts) noexcept {
        return texts.size() <= most &&
               std::all_of(texts.begin(), texts.end(), [](std::string_view t) { return fits(t.size()); });
    }

    /// Precondition: they fit, and there is one.
    explicit text_words(std::span<std::string_view const> texts) noexcept : count_(texts.size()) {
        for (std::size_t i = 0; i != most; ++i) {
            std::string_view const text = texts[i < count_ ? i : 0];
            keys_[i] = key_of(text.data(), text.size() - sizeof(Word), text.size());
        }
        auto const shorter = [](std::string_view a, std::string_view b) { return a.size() < b.size(); };
        least_ = std::min_element(texts.begin(), texts.end(), shorter)->size();
        width_ = std::max_element(texts.begin(), texts.end(), shorter)->size() - least_;
    }

    [[nodiscard]] bool has(std::string_view text) const noexcept {
        std::size_t const mask = mask_of(may_have(text.size()));
        return has_key(key_of(choose(mask, text, std::string_view(instead_.data(), instead_.size())),
                              (text.size() - sizeof(Word)) & mask, text.size()));
    }

    /// True for the lengths of the texts, and those in between.
    [[nodiscard]] bool may_have(std::size_t size) const noexcept { return size - least_ <= width_; }

    /// Precondition: the text has such a length.
    [[nodiscard]] bool has_fitting(std::string_view text) const noexcept {
        return has_key(key_of(text.data(), text.size() - sizeof(Word), text.size()));
    }

private:
    /// As many words as the two of a text and its length need.
    using key = std::array<std::uint64_t, sizeof(Word) == 2 ? 1 : sizeof(Word) == 4 ? 2 : 3>;

    [[nodiscard]] static constexpr bool fits(std::size_t size) noexcept { return size - sizeof(Word) <= sizeof(Word); }

    /// Of `bytes` the first word is read, and the one that begins at `last_at`.
    [[nodiscard]] static key key_of(char const* bytes, std::size_t last_at, std::size_t size) noexcept {
        std::uint64_t const first = load<Word>(bytes);
        std::uint64_t const last = load<Word>(bytes + last_at);
        if constexpr (sizeof(Word) == 2) {
            return {first | last << 16U | std::uint64_t{size} << 32U};
        } else if constexpr (sizeof(Word) == 4) {
            return {first | last << 32U, size};
        } else {
            return {first, last, size};
        }
    }

    [[nodiscard]] bool has_key(key const& k) const noexcept {
        unsigned found = same(k, keys_[0]);
        if (count_ != 1) {
            found |= same(k, keys_[1]) | same(k, keys_[2]) | same(k, keys_[3]);
        }
        return found != 0;
    }

    [[nodiscard]] static unsigned same(key const& a, key const& b) noexcept {
        std::uint64_t differing = 0;
        for (std::size_t i = 0; i != a.size(); ++i) {
            differing |= a[i] ^ b[i];
        }
        return differing == 0 ? 1 : 0;
    }

    std::size_t count_;
    std::size_t least_ = 0;
    std::size_t width_ = 0;
    // Read in place of a text that does not fit. It is no constant: a compiler would make a branch of that.
    std::array<char, sizeof(Word)> instead_{};
    std::array<key, most> keys_{}; // behind the last one the first again
};

} // namespace quern::memory::detail
