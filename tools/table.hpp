#pragma once

#include <quern/core/display_width.hpp>
#include <quern/core/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::tool {

/// Rows of words in columns as wide as their widest cell; the last column has no end.
class table {
public:
    using row = std::vector<std::string>;

    explicit table(row titles) { add(std::move(titles)); }

    /// Adds a row with as many cells as there are titles.
    void add(row cells) { rows_.push_back(std::move(cells)); }

    /// The lines, without blanks at their ends.
    [[nodiscard]] std::string text() const {
        std::string out;
        std::vector<std::size_t> widest(rows_.front().size());
        for (row const& r : rows_) {
            std::ranges::transform(r, widest, widest.begin(), [](std::string const& cell, std::size_t most) {
                return std::max(width(cell), most);
            });
        }
        for (row const& r : rows_) {
            for (std::size_t i = 0; i != r.size(); ++i) {
                out.append(r[i]).append(widest[i] + 2 - width(r[i]), ' ');
            }
            out.resize(out.find_last_not_of(' ') + 1);
            out.push_back('\n');
        }
        return out;
    }

private:
    /// The columns of a screen that a cell takes.
    [[nodiscard]] static std::size_t width(std::string_view cell) {
        std::size_t columns = 0;
        for (std::size_t at = 0; at != cell.size();) {
            core::decoded const d = core::decode(cell, at);
            columns += static_cast<std::size_t>(core::display_width(d.code_point));
            at += d.length;
        }
        return columns;
    }

    std::vector<row> rows_;
};

} // namespace quern::tool
