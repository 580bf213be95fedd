#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

namespace audit {

/// A bar on standard error that fills while work goes on; nothing where that is not a terminal.
class progress {
public:
    explicit progress(std::size_t total) : total_(total == 0 ? 1 : total), visible_(isatty(STDERR_FILENO) == 1) {}
    progress(progress const&) = delete;
    progress& operator=(progress const&) = delete;
    ~progress() {
        if (shown_ != none) {
            std::fputs("\r\x1b[K", stderr);
        }
    }

    /// One more is done.
    void step(std::string_view what) {
        static constexpr std::size_t width = 40;
        std::size_t const filled = ++done_ * width / total_;
        if (!visible_ || filled == shown_) {
            return;
        }
        shown_ = filled;
        std::string line = "\r  ";
        for (std::size_t cell = 0; cell != width; ++cell) {
            line += cell < filled ? "█" : "░";
        }
        line.append("  ").append(std::to_string(done_)).append(" of ").append(std::to_string(total_));
        line.append(" records: ").append(what).append("\x1b[K");
        std::fputs(line.c_str(), stderr);
    }

private:
    static constexpr std::size_t none = ~std::size_t{0};

    std::size_t total_;
    std::size_t done_ = 0;
    std::size_t shown_ = none;
    bool visible_;
};

} // namespace audit
