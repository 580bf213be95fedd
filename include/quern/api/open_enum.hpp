#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace quern::api {

/// An enumerator that a document names, or the word that came in its place.
///
/// `spellings(Enum)`, found by its argument, gives the words in the order of the enumerators.
template <class Enum>
class open_enum {
public:
    open_enum() = default;
    open_enum(Enum known) noexcept : known_(known) {}

    /// The enumerator of a word, or the word itself.
    [[nodiscard]] static open_enum from(std::string_view word) {
        open_enum read;
        auto const& words = spellings(Enum{});
        auto const found = std::find(words.begin(), words.end(), word);
        if (found == std::ranges::end(words)) {
            read.known_.reset();
            read.word_ = word;
        } else {
            read.known_ = static_cast<Enum>(found - std::ranges::begin(words));
        }
        return read;
    }

    /// The enumerator; nothing for a word that the document does not name.
    [[nodiscard]] std::optional<Enum> known() const noexcept { return known_; }

    /// The word as it stands in JSON. Lifetime: this object's.
    [[nodiscard]] std::string_view word() const noexcept {
        return known_ ? std::string_view(spellings(Enum{})[static_cast<std::size_t>(*known_)]) : word_;
    }

    [[nodiscard]] friend bool operator==(open_enum const&, open_enum const&) = default;

private:
    std::optional<Enum> known_ = Enum{};
    std::string word_{};
};

} // namespace quern::api
