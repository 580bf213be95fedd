#pragma once

#include <quern/core/utf8.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::core {

namespace detail {

/// A word to compare: its code points, ASCII letters in lower case.
struct compared_word {
    static constexpr std::size_t limit = 86;

    std::array<char32_t, limit> points{};
    std::size_t size = 0;

    [[nodiscard]] static std::optional<compared_word> of(std::string_view text) noexcept {
        compared_word word;
        for (std::size_t at = 0; at != text.size();) {
            if (word.size == limit) {
                return std::nullopt;
            }
            decoded const d = decode(text, at);
            bool const upper = d.code_point >= U'A' && d.code_point <= U'Z';
            word.points[word.size++] = upper ? d.code_point + (U'a' - U'A') : d.code_point;
            at += d.length;
        }
        return word;
    }

    [[nodiscard]] std::span<char32_t const> view() const noexcept { return std::span(points).first(size); }
};

/// True where two words differ at most by `-` and `_`.
[[nodiscard]] inline bool equal_but_joints(std::span<char32_t const> a, std::span<char32_t const> b) noexcept {
    auto const is_joint = [](char32_t c) { return c == U'-' || c == U'_'; };
    std::size_t i = 0;
    std::size_t j = 0;
    for (;; ++i, ++j) {
        while (i != a.size() && is_joint(a[i])) {
            ++i;
        }
        while (j != b.size() && is_joint(b[j])) {
            ++j;
        }
        if (i == a.size() || j == b.size()) {
            return i == a.size() && j == b.size();
        }
        if (a[i] != b[j]) {
            return false;
        }
    }
}

/// The optimal string alignment distance: insertions, deletions, substitutions and exchanges of two neighbours.
[[nodiscard]] inline std::size_t alignment_distance(std::span<char32_t const> a, std::span<char32_t const> b) noexcept {
    std::array<std::array<std::size_t, compared_word::limit + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j) {
        rows[0][j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        auto const& above = rows[(i + 2) % 3];
        auto const& before_above = rows[(i + 1) % 3];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const substituted = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, substituted});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before_above[j - 2] + 1);
            }
        }
    }
    return rows[a.size() % 3][b.size()];
}

} // namespace detail

/// Those of some names that were probably meant by what was written, the nearest first, then as they stand in `names`.
///
/// A name is near where its optimal string alignment distance, the case of ASCII letters aside, is at most a third of
/// the code points written (at least one) and less than all of them; or where it differs only by case, `-` and `_`.
/// Nothing is near to what is longer than 64 bytes.
/// Complexity: O(names), at most 64 times 86 steps for each. Lifetime: the results view the names.
[[nodiscard]] inline std::vector<std::string_view>
nearest(std::string_view written, std::span<std::string_view const> names, std::size_t most = 3) {
    std::vector<std::string_view> found;
    if (written.empty() || written.size() > 64) {
        return found;
    }
    auto const word = detail::compared_word::of(written);
    std::size_t const farthest = std::min(std::max<std::size_t>(word->size / 3, 1), word->size - 1);
    std::vector<std::pair<std::size_t, std::size_t>> candidates; // distance and index
    for (std::size_t i = 0; i != names.size(); ++i) {
        auto const other = detail::compared_word::of(names[i]);
        if (!other) {
            continue;
        }
        if (detail::equal_but_joints(word->view(), other->view())) {
            candidates.emplace_back(0, i);
        } else if (other->size <= word->size + farthest && word->size <= other->size + farthest) {
            std::size_t const distance = detail::alignment_distance(word->view(), other->view());
            if (distance <= farthest) {
                candidates.emplace_back(distance, i);
            }
        }
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.resize(std::min(candidates.size(), most));
    for (auto const& [distance, index] : candidates) {
        found.push_back(names[index]);
    }
    return found;
}

} // namespace quern::core
