#pragma once

#include "screen.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace demo {

/// Rows with aligned columns; cells that are long are cut, and columns that do not fit the screen are left out.
class table {
public:
    struct column {
        std::string name;
        bool number = false;     ///< aligned to the right
        std::size_t widest = 24; ///< cells that are longer are cut
    };

    explicit table(std::vector<column> columns) : columns_(std::move(columns)) {}

    /// Adds a row of one cell a column; a note stands behind it.
    void add(std::vector<std::string> cells, std::string note = {}) {
        rows_.push_back(std::move(cells));
        notes_.push_back(std::move(note));
    }

    /// How many columns the screen has room for.
    [[nodiscard]] std::size_t shown_columns(screen const& on) const { return layout(on).size(); }

    /// The lines, the first two of them the head.
    [[nodiscard]] std::string text(screen const& on) const {
        std::vector<std::size_t> const widths = layout(on);
        std::vector<std::string> head;
        std::vector<std::string> rule;
        for (std::size_t c = 0; c != widths.size(); ++c) {
            head.push_back(columns_[c].name);
            rule.emplace_back();
            for (std::size_t n = 0; n != widths[c]; ++n) {
                rule.back() += "─";
            }
        }
        std::string out =
            on.painted(paint::label, line(head, widths)) + '\n' + on.painted(paint::faint, line(rule, widths));
        for (std::size_t r = 0; r != rows_.size(); ++r) {
            std::vector<std::string> cells = rows_[r];
            cells.resize(widths.size());
            std::vector<std::size_t> wide = widths;
            if (!notes_[r].empty()) {
                cells.push_back(notes_[r]);
                wide.push_back(columns_of(notes_[r]));
            }
            out += '\n' + (notes_[r].empty() ? line(cells, wide) : on.painted(paint::good, line(cells, wide)));
        }
        return out;
    }

private:
    static constexpr std::size_t gap = 2;

    /// The width of each column that is shown.
    [[nodiscard]] std::vector<std::size_t> layout(screen const& on) const {
        std::vector<std::size_t> widths;
        std::size_t note = 0;
        for (std::string const& n : notes_) {
            note = std::max(note, columns_of(n));
        }
        std::size_t total = screen::margin + note;
        for (std::size_t c = 0; c != columns_.size(); ++c) {
            std::size_t width = columns_of(columns_[c].name);
            for (auto const& row : rows_) {
                width = std::max(width, std::min(columns_of(row[c]), columns_[c].widest));
            }
            total += width + gap;
            if (total > on.width()) {
                break;
            }
            widths.push_back(width);
        }
        return widths;
    }

    [[nodiscard]] std::string line(std::vector<std::string> const& cells,
                                   std::vector<std::size_t> const& widths) const {
        std::string out;
        for (std::size_t c = 0; c != widths.size(); ++c) {
            std::string const cell = cut(cells[c], widths[c]);
            std::string const padding(widths[c] - columns_of(cell), ' ');
            bool const number = c < columns_.size() && columns_[c].number;
            out.append(c == 0 ? 0 : gap, ' ').append(number ? padding : "").append(cell);
            out.append(number || c + 1 == widths.size() ? "" : padding);
        }
        return out;
    }

    std::vector<column> columns_;
    std::vector<std::vector<std::string>> rows_;
    std::vector<std::string> notes_;
};

} // namespace demo
