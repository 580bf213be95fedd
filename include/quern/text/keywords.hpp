#pragma once

#include <quern/syntax/spelling.hpp>
#include <quern/text/operators.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace quern::text {

namespace detail {

/// The words of the grammar that belong to no operator.
inline constexpr std::array<std::string_view, 12> plain_keywords{
    "and", "or", "not", "everything", "nothing", "true", "false", "null", "sort", "limit", "offset", "count"};

[[nodiscard]] constexpr bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Removes the first word from words that are parted by one blank, and returns it.
[[nodiscard]] constexpr std::string_view take_word(std::string_view& words) noexcept {
    std::size_t const blank = words.find(' ');
    std::string_view const first = words.substr(0, blank);
    words.remove_prefix(blank == std::string_view::npos ? words.size() : blank + 1);
    return first;
}

struct keyword_list {
    std::array<std::string_view, 40> words{};
    std::size_t size = 0;

    constexpr void insert(std::string_view word) noexcept {
        for (std::size_t i = 0; i != size; ++i) {
            if (words[i] == word) {
                return;
            }
        }
        words[size++] = word;
    }
};

[[nodiscard]] consteval keyword_list collect_keywords() {
    keyword_list list;
    for (std::string_view const word : plain_keywords) {
        list.insert(word);
    }
    auto const collect = [&list](auto const& table) {
        for (syntax::spelling const& row : table) {
            for (std::string_view rest = row.text; !rest.empty();) {
                std::string_view const word = take_word(rest);
                if (is_letter(word.front())) {
                    list.insert(word);
                }
            }
        }
    };
    collect(operators);
    collect(negated_operators);
    return list;
}

inline constexpr keyword_list collected_keywords = collect_keywords();

/// By the first letter of a word, the keywords that it may be.
inline constexpr auto keywords_by_letter = [] {
    static_assert(collected_keywords.size <= 32);
    std::array<std::uint32_t, 26> masks{};
    for (std::size_t i = 0; i != collected_keywords.size; ++i) {
        masks[static_cast<std::size_t>(collected_keywords.words[i].front() - 'a')] |= std::uint32_t{1} << i;
    }
    return masks;
}();

} // namespace detail

/// The words that are no field names unless they stand in backquotes.
inline constexpr auto keywords = [] {
    std::array<std::string_view, detail::collected_keywords.size> words{};
    for (std::size_t i = 0; i != words.size(); ++i) {
        words[i] = detail::collected_keywords.words[i];
    }
    return words;
}();

/// True for a keyword; upper case makes none.
[[nodiscard]] constexpr bool is_keyword(std::string_view word) noexcept {
    if (word.empty() || word.front() < 'a' || word.front() > 'z') {
        return false;
    }
    std::uint32_t candidates = detail::keywords_by_letter[static_cast<std::size_t>(word.front() - 'a')];
    for (; candidates != 0; candidates &= candidates - 1) {
        if (keywords[static_cast<std::size_t>(std::countr_zero(candidates))] == word) {
            return true;
        }
    }
    return false;
}

} // namespace quern::text
