#pragma once

#include <quern/core/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace quern::core {

/// A place as people count it.
struct position {
    std::uint32_t line;   ///< from 1, or from the number of the index's first
    std::uint32_t column; ///< from 1, in code points; a byte that is not UTF-8 counts as one

    friend bool operator==(position const&, position const&) = default;
};

/// The lines of a source. A line ends with `\n`, `\r\n` or `\r`; behind the last of these there is one more line.
/// They are counted from 1, or from another number where the source is a part of something longer.
///
/// Lifetime: it views the source. A source may have 2^32 - 1 bytes.
/// Complexity: linear to build; a byte of memory for some 250 of the source, and four a line.
class line_index {
public:
    explicit line_index(std::string_view source, std::uint32_t first = 1) : source_(source), first_(first) {
        starts_.push_back(0);
        std::uint32_t points = 0;
        for (std::size_t at = 0; at != source.size(); ++points) {
            mark(at, points);
            decoded const d = decode(source, at);
            at += d.length;
            bool const pair = d.code_point == '\r' && at != source.size() && source[at] == '\n';
            if (d.code_point == '\n' || (d.code_point == '\r' && !pair)) {
                starts_.push_back(static_cast<std::uint32_t>(at));
            }
        }
        mark(source.size(), points);
    }

    /// The number of lines, at least 1.
    [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(starts_.size()); }

    /// The text of a line, without its end. Requires: its number is one of theirs.
    [[nodiscard]] std::string_view line(std::uint32_t number) const noexcept {
        std::uint32_t const index = number - first_;
        std::uint32_t const begin = starts_[index];
        if (index + 1 == size()) {
            return source_.substr(begin);
        }
        std::uint32_t end = starts_[index + 1] - 1;
        if (source_[end] == '\n' && end != begin && source_[end - 1] == '\r') {
            --end;
        }
        return source_.substr(begin, end - begin);
    }

    /// The bytes before a line. Requires: its number is one of theirs.
    [[nodiscard]] std::uint32_t offset(std::uint32_t number) const noexcept { return starts_[number - first_]; }

    /// The position of a byte; inside a sequence, that of the code point.
    ///
    /// A line's end stands behind its last code point. So does the source's end, and where empty lines end the source,
    /// behind the last line that is not empty.
    /// Complexity: O(log lines).
    [[nodiscard]] position locate(std::uint32_t offset) const noexcept {
        std::size_t at = std::min<std::size_t>(offset, source_.size());
        if (at == source_.size()) {
            at = source_.find_last_not_of("\r\n") + 1;
        }
        auto const next = std::upper_bound(starts_.begin(), starts_.end(), at);
        auto const number = first_ + static_cast<std::uint32_t>(next - starts_.begin()) - 1;
        std::size_t const begin = starts_[number - first_];
        at = std::min(at, begin + line(number).size());
        if (at != source_.size()) {
            at = sequence_begin(source_, at);
        }
        return {number, points_before(at) - points_before(begin) + 1};
    }

private:
    static constexpr std::size_t stride = 1024;

    void mark(std::size_t at, std::uint32_t points) {
        while (marks_.size() * stride <= at) {
            marks_.push_back(points);
        }
    }

    // The code points that begin before the beginning of one.
    [[nodiscard]] std::uint32_t points_before(std::size_t offset) const noexcept {
        std::uint32_t points = marks_[offset / stride];
        std::size_t at = offset / stride * stride;
        if (at != offset && sequence_begin(source_, at) != at) {
            std::size_t const begin = sequence_begin(source_, at);
            at = begin + decode(source_, begin).length;
        }
        for (; at < offset; ++points) {
            at += decode(source_, at).length;
        }
        return points;
    }

    std::string_view source_;
    std::uint32_t first_;
    std::vector<std::uint32_t> starts_;
    std::vector<std::uint32_t> marks_; // the code points that begin before each stride-th byte
};

} // namespace quern::core
