#pragma once

#include <quern/core/display_width.hpp>
#include <quern/core/utf8.hpp>

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

namespace demo {

/// The columns that a text takes on a terminal.
inline std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at != text.size();) {
        quern::core::decoded const d = quern::core::decode(text, at);
        columns += static_cast<std::size_t>(quern::core::display_width(d.code_point));
        at += d.length;
    }
    return columns;
}

/// A text cut to a number of columns; `…` stands for the rest.
inline std::string cut(std::string_view text, std::size_t columns) {
    if (columns_of(text) <= columns) {
        return std::string(text);
    }
    std::size_t taken = 0;
    std::size_t at = 0;
    while (true) {
        quern::core::decoded const d = quern::core::decode(text, at);
        auto const width = static_cast<std::size_t>(quern::core::display_width(d.code_point));
        if (taken + width + 1 > columns) {
            return std::string(text.substr(0, at)) + "…";
        }
        taken += width;
        at += d.length;
    }
}

/// A whole number with its thousands apart.
inline std::string grouped(std::size_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

enum class paint { title, label, faint, keyword, value, good, bad };

/// Standard output: colours on a terminal, unless NO_COLOR is set (no-color.org), and at most 120 columns.
class screen {
public:
    screen() : terminal_(isatty(STDOUT_FILENO) != 0), color_(terminal_ && allows_color()) {
        winsize size{};
        if (terminal_ && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 60) {
            width_ = std::min<std::size_t>(width_, size.ws_col);
        }
    }

    /// Where the text behind a label begins.
    static constexpr std::size_t margin = 12;

    [[nodiscard]] bool terminal() const { return terminal_; }
    [[nodiscard]] bool color() const { return color_; }
    [[nodiscard]] std::size_t width() const { return width_; }

    [[nodiscard]] std::string painted(paint p, std::string_view text) const {
        return color_ ? std::string(code(p)).append(text).append("\x1b[0m") : std::string(text);
    }

    /// A line across the screen with a title, and below it what the reader sees here.
    void heading(std::string_view title, std::string_view explanation) const {
        std::size_t const used = columns_of(title) + 4;
        std::string rest;
        for (std::size_t column = used; column < width_; ++column) {
            rest += "━";
        }
        std::cout << '\n'
                  << painted(paint::title, "━━ " + std::string(title) + " " + rest) << '\n'
                  << painted(paint::faint, wrapped("   " + std::string(explanation), 3, 0)) << "\n\n";
    }

    /// A label, and lines beside it.
    void labelled(std::string_view label, std::string_view lines) const {
        std::string indent = "   " + std::string(label);
        indent.append(margin - std::min(margin, indent.size()), ' ');
        indent = painted(paint::label, indent);
        for (std::size_t at = 0; at < lines.size();) {
            std::size_t const end = std::min(lines.find('\n', at), lines.size());
            std::cout << indent << lines.substr(at, end - at) << '\n';
            indent.assign(margin, ' ');
            at = end + 1;
        }
    }

    /// A text, or SQL, broken at blanks where it meets the screen's right edge; lines after the first begin with
    /// `hanging` blanks.
    [[nodiscard]] std::string wrapped(std::string_view text, std::size_t hanging, std::size_t already) const {
        std::string out;
        std::size_t column = already;
        for (std::size_t at = 0; at < text.size();) {
            std::size_t end = text.find_first_not_of(' ', at);
            end = std::min(text.find(' ', std::min(end, text.size())), text.size());
            std::string_view word = text.substr(at, end - at);
            if (word == " AND" || word == " OR") { // stands before what it joins
                end = std::min(text.find(' ', end + 1), text.size());
                word = text.substr(at, end - at);
            }
            at = end;
            if (column + columns_of(word) > width_ && column > already + hanging) {
                out.append("\n").append(hanging, ' ');
                column = already + hanging;
                word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
            }
            out.append(word);
            column += columns_of(word);
        }
        return out;
    }

private:
    [[nodiscard]] static bool allows_color() {
        auto const variable = [](char const* name) -> std::string_view {
            char const* const text = std::getenv(name);
            return text != nullptr ? text : "";
        };
        return variable("NO_COLOR").empty() && variable("TERM") != "dumb";
    }

    [[nodiscard]] static std::string_view code(paint p) {
        switch (p) {
        case paint::title:
            return "\x1b[1;36m";
        case paint::label:
            return "\x1b[1m";
        case paint::faint:
            return "\x1b[2m";
        case paint::keyword:
            return "\x1b[1;34m";
        case paint::value:
            return "\x1b[33m";
        case paint::good:
            return "\x1b[1;32m";
        case paint::bad:
            return "\x1b[1;31m";
        }
        return {};
    }

    bool terminal_;
    bool color_;
    std::size_t width_ = 120;
};

} // namespace demo
