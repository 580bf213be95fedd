#pragma once

#include "screen.hpp"

#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>

namespace demo {

/// A bar that fills while work goes on; nothing where standard output is not a terminal.
class progress {
public:
    progress(screen const& on, std::string_view what, std::size_t total) : on_(on), what_(what), total_(total) {}
    progress(progress const&) = delete;
    progress& operator=(progress const&) = delete;
    ~progress() {
        if (on_.terminal()) {
            std::cout << "\r\x1b[K" << std::flush;
        }
    }

    void at(std::size_t done) {
        static constexpr std::size_t cells = 40;
        std::size_t const filled = done * cells / total_;
        if (!on_.terminal() || filled == shown_) {
            return;
        }
        shown_ = filled;
        std::string bar, rest;
        for (std::size_t cell = 0; cell != cells; ++cell) {
            (cell < filled ? bar : rest) += cell < filled ? "█" : "░";
        }
        std::cout << "\r   " << on_.painted(paint::good, bar) << on_.painted(paint::faint, rest) << "  "
                  << grouped(done) << ' ' << what_ << "\x1b[K" << std::flush;
    }

private:
    screen const& on_;
    std::string_view what_;
    std::size_t total_;
    std::size_t shown_ = ~std::size_t{0};
};

} // namespace demo
