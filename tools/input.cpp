#include "input.hpp"

#include "failure.hpp"

#include <quern/core/printable.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/utf8.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace quern::tool {

namespace {

constexpr std::size_t read_size = 65'536;

/// Appends what fits below a limit.
void append_below(std::string& out, std::string_view text, std::size_t limit) {
    out.append(text.substr(0, limit - std::min(limit, out.size())));
}

} // namespace

void correct_size(core::diagnostics& found, piece const& read) {
    for (core::diagnostic& d : found) {
        if (d.code == core::code::request_too_large) {
            d.arguments.front() = std::to_string(read.size) + (read.whole ? "" : "+");
        }
    }
}

std::string input::shown_name(std::string const& name) {
    bool printable = true;
    for (std::size_t at = 0; at != name.size() && printable;) {
        core::decoded const d = core::decode(name, at);
        printable = d.valid && core::is_printable(d.code_point);
        at += d.length;
    }
    return name == standard ? "<stdin>" : printable ? name : core::quote_text(name);
}

input::input(std::string name, output& before_waiting) : name_(std::move(name)), before_waiting_(&before_waiting) {
    if (name_ != standard) {
        descriptor_ = ::open(name_.c_str(), O_RDONLY | O_CLOEXEC);
    }
    if (descriptor_ < 0) {
        throw input_failure(with_cause("cannot read " + shown_name(name_)));
    }
}

input::~input() {
    if (descriptor_ != STDIN_FILENO) {
        ::close(descriptor_);
    }
}

piece input::read(std::size_t limit) {
    kept_.clear();
    while (kept_.size() <= limit && fill(limit + 1 - kept_.size())) {
        kept_.append(ahead_);
        ahead_ = {};
    }
    return {kept_, kept_.size(), kept_.size() <= limit};
}

bool input::read_line(std::size_t limit, piece& line) {
    kept_.clear();
    std::uint64_t size = 0;
    char last = 0;
    bool ended = false;
    while (!ended && fill(read_size)) {
        std::size_t const length = std::min(ahead_.find('\n'), ahead_.size());
        std::string_view const part = ahead_.substr(0, length);
        ended = length != ahead_.size();
        ahead_.remove_prefix(ended ? length + 1 : length);
        append_below(kept_, part, limit + 1);
        size += part.size();
        last = part.empty() ? last : part.back();
    }
    if (!ended && size == 0) {
        return false;
    }
    if (ended && last == '\r') {
        --size;
        kept_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(size, kept_.size())));
    }
    line = {kept_, size, true};
    return true;
}

bool input::fill(std::size_t most) {
    if (!ahead_.empty()) {
        return true;
    }
    before_waiting_->flush();
    buffer_.resize(std::min(most, read_size));
    ssize_t count = 0;
    do {
        count = ::read(descriptor_, buffer_.data(), buffer_.size());
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        throw input_failure(with_cause("cannot read " + shown_name(name_)));
    }
    ahead_ = std::string_view(buffer_).substr(0, static_cast<std::size_t>(count));
    return count != 0;
}

} // namespace quern::tool
