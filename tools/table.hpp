#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
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
        for (row const& r : rows_) {
            for (std::size_t i = 0; i != r.size(); ++i) {
                out.append(r[i]).append(width(i) + 2 - r[i].size(), ' ');
            }
            out.resize(out.find_last_not_of(' ') + 1);
            out.push_back('\n');
        }
        return out;
    }

private:
    [[nodiscard]] std::size_t width(std::size_t column) const {
        return std::ranges::max(rows_, {}, [&](row const& r) { return r[column].size(); })[column].size();
    }

    std::vector<row> rows_;
};

} // namespace quern::tool
