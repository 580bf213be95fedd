#pragma once

#include <quern/core/detail/escape.hpp>
#include <quern/core/detail/glyph.hpp>
#include <quern/core/span.hpp>
#include <quern/core/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace quern::core::detail {

/// A range of bytes by its ends.
struct byte_range {
    std::size_t begin;
    std::size_t end;

    [[nodiscard]] constexpr bool meets(byte_range other) const noexcept {
        return begin < other.end && other.begin < end;
    }
};

/// The part of a span that lies in a source.
[[nodiscard]] inline byte_range clip(span s, std::string_view source) noexcept {
    std::size_t const begin = std::min<std::size_t>(s.offset, source.size());
    return {begin, begin + std::min<std::size_t>(s.length, source.size() - begin)};
}

/// The bytes of a source that no rendering may show, in order, disjoint, widened to whole sequences.
class concealed_ranges {
public:
    concealed_ranges(std::string_view source, std::vector<span> const& secrets) {
        for (span const secret : secrets) {
            if (byte_range r = clip(secret, source); r.begin != r.end) {
                std::size_t const last = sequence_begin(source, r.end - 1);
                r.begin = sequence_begin(source, r.begin);
                r.end = std::max(r.end, last + decode(source, last).length);
                ranges_.push_back(r);
            }
        }
        std::sort(ranges_.begin(), ranges_.end(),
                  [](byte_range const& a, byte_range const& b) { return a.begin < b.begin; });
        std::size_t kept = 0;
        for (byte_range const r : ranges_) {
            if (kept != 0 && r.begin <= ranges_[kept - 1].end) {
                ranges_[kept - 1].end = std::max(ranges_[kept - 1].end, r.end);
            } else {
                ranges_[kept++] = r;
            }
        }
        ranges_.resize(kept);
    }

    /// The range that covers a byte, or null.
    [[nodiscard]] byte_range const* covering(std::size_t offset) const noexcept {
        auto const next = std::upper_bound(ranges_.begin(), ranges_.end(), offset,
                                           [](std::size_t sought, byte_range const& r) { return sought < r.begin; });
        if (next == ranges_.begin() || std::prev(next)->end <= offset) {
            return nullptr;
        }
        return &*std::prev(next);
    }

private:
    std::vector<byte_range> ranges_;
};

/// The smallest part of a line that is shown or left out as a whole: a code point with its marks, one that is escaped,
/// a tab, or a secret. It takes from 1 to 16 columns.
struct cell {
    enum class form { text, escape, tab, secret };

    byte_range bytes;
    std::size_t columns;
    form shown_as;
};

/// A line of a source as a sequence of cells.
class cell_line {
public:
    static constexpr std::string_view secret = "********";
    static constexpr std::string_view tab = "    ";

    /// `line` is the range of a line's text in the source.
    cell_line(std::string_view source, byte_range line, concealed_ranges const& secrets)
        : source_(source),
          line_(line),
          secrets_(&secrets) {}

    [[nodiscard]] byte_range bytes() const noexcept { return line_; }

    /// The cell that begins at an offset.
    [[nodiscard]] cell at(std::size_t begin) const {
        if (byte_range const* const hidden = secrets_->covering(begin)) {
            return {{begin, std::min(hidden->end, line_.end)}, secret.size(), cell::form::secret};
        }
        decoded const d = decode(source_, begin);
        glyph const g = glyph_of(d.code_point);
        byte_range bytes{begin, begin + d.length};
        if (d.valid && d.code_point == U'\t') {
            return {bytes, tab.size(), cell::form::tab};
        }
        if (!d.valid || g.kind != glyph_kind::plain) {
            std::string text;
            append_escape(text, d);
            return {bytes, text.size(), cell::form::escape};
        }
        std::size_t columns = g.columns;
        for (int marks = 0; marks != most_marks && bytes.end != line_.end; ++marks) {
            decoded const next = decode(source_, bytes.end);
            if (!is(next, bytes.end, glyph_kind::mark)) {
                break;
            }
            columns += glyph_of(next.code_point).columns;
            bytes.end += next.length;
        }
        return {bytes, columns, cell::form::text};
    }

    /// The cell that covers the byte at an offset in the line.
    [[nodiscard]] cell covering(std::size_t offset) const {
        if (byte_range const* const hidden = secrets_->covering(offset)) {
            return at(std::max(hidden->begin, line_.begin));
        }
        std::size_t const begin = sequence_begin(source_, offset);
        std::size_t base = begin;
        for (int marks = 0; marks <= most_marks; ++marks) {
            decoded const d = decode(source_, base);
            if (is(d, base, glyph_kind::plain)) {
                return at(base);
            }
            if (base == line_.begin || !is(d, base, glyph_kind::mark)) {
                break;
            }
            base = sequence_begin(source_, base - 1);
        }
        return at(begin);
    }

    /// The cell that ends at an offset behind the line's beginning.
    [[nodiscard]] cell before(std::size_t end) const { return covering(end - 1); }

    void append(std::string& out, cell const& c) const {
        switch (c.shown_as) {
        case cell::form::text:
            out.append(source_.substr(c.bytes.begin, c.bytes.end - c.bytes.begin));
            break;
        case cell::form::escape:
            append_escape(out, decode(source_, c.bytes.begin));
            break;
        case cell::form::tab:
            out.append(tab);
            break;
        case cell::form::secret:
            out.append(secret);
            break;
        }
    }

private:
    static constexpr int most_marks = 4; // on one code point; an unbounded pile would be an unbounded excerpt

    [[nodiscard]] bool is(decoded const& d, std::size_t offset, glyph_kind kind) const noexcept {
        return d.valid && glyph_of(d.code_point).kind == kind && secrets_->covering(offset) == nullptr;
    }

    std::string_view source_;
    byte_range line_;
    concealed_ranges const* secrets_;
};

/// A line, or the part of it round a place, and what of it to underline.
struct excerpt {
    std::string text;
    std::size_t indent; ///< columns before the underline
    std::size_t length; ///< columns of the underline, at least 1
};

/// The columns of an excerpt.
inline constexpr std::size_t excerpt_limit = 120;

/// The columns of the cells from one offset on; stops counting where they exceed the limit.
[[nodiscard]] inline std::size_t columns_of(cell_line const& line, byte_range bytes, std::size_t limit) {
    std::size_t columns = 0;
    while (bytes.begin < bytes.end && columns <= limit) {
        cell const c = line.at(bytes.begin);
        columns += c.columns;
        bytes.begin = c.bytes.end;
    }
    return columns;
}

/// The bytes of a line to show, so that `marked` is seen and what is shown fits the limit with a `…` at each cut.
[[nodiscard]] inline byte_range window(cell_line const& line, byte_range marked) {
    if (columns_of(line, line.bytes(), excerpt_limit) <= excerpt_limit) {
        return line.bytes();
    }
    constexpr std::size_t room = excerpt_limit - 2;
    constexpr std::size_t least_before = 20;
    std::size_t const begin = marked.begin == line.bytes().end ? marked.begin : line.covering(marked.begin).bytes.begin;
    std::size_t const marks = std::min(columns_of(line, {begin, marked.end}, room), room);
    std::size_t const before = std::max((room - marks) / 2, least_before);

    byte_range shown{begin, begin};
    std::size_t columns = 0;
    auto const grow_right = [&](std::size_t limit) {
        while (shown.end != line.bytes().end) {
            cell const c = line.at(shown.end);
            if (columns + c.columns > limit) {
                break;
            }
            columns += c.columns;
            shown.end = c.bytes.end;
        }
    };
    auto const grow_left = [&](std::size_t limit) {
        while (shown.begin != line.bytes().begin) {
            cell const c = line.before(shown.begin);
            if (columns + c.columns > limit) {
                break;
            }
            columns += c.columns;
            shown.begin = c.bytes.begin;
        }
    };
    grow_right(room - before);
    grow_left(room);
    grow_right(room);
    return shown;
}

/// The excerpt of a line that shows `marked`, a range within the line's text; an empty one is a place in it.
///
/// Complexity: independent of the length of the line.
[[nodiscard]] inline excerpt make_excerpt(cell_line const& line, byte_range marked) {
    byte_range const shown = window(line, marked);
    excerpt result{{}, 0, 0};
    std::size_t column = 0;
    if (shown.begin != line.bytes().begin) {
        result.text += "…";
        ++column;
    }
    bool found = false;
    for (std::size_t at = shown.begin; at != shown.end;) {
        cell const c = line.at(at);
        bool const place = marked.begin == marked.end && c.bytes.begin <= marked.begin && marked.begin < c.bytes.end;
        if (place || c.bytes.meets(marked)) {
            if (!found) {
                result.indent = column;
            }
            found = true;
            result.length += place ? 1 : c.columns;
        }
        line.append(result.text, c);
        column += c.columns;
        at = c.bytes.end;
    }
    if (!found) {
        result.indent = column;
        result.length = 1;
    }
    if (shown.end != line.bytes().end) {
        result.text += "…";
        if (shown.end < marked.end) {
            ++result.length;
        }
    }
    return result;
}

} // namespace quern::core::detail
