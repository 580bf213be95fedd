#include "output.hpp"

#include "failure.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace quern::tool {

namespace {

constexpr std::size_t flush_size = 65'536;

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        ssize_t const written = ::write(descriptor, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

} // namespace

void output::write(std::string_view text) {
    buffer_.append(text);
    if (buffer_.size() >= flush_size) {
        flush();
    }
}

void output::flush() {
    bool const written = write_all(STDOUT_FILENO, buffer_);
    buffer_.clear();
    if (!written) {
        throw failure(exit_status::input_output, errno == EPIPE ? "" : with_cause("cannot write standard output"));
    }
}

void output::write_error(std::string_view text) {
    flush();
    write_all(STDERR_FILENO, text);
}

void output::complain(std::string_view message) {
    if (!message.empty()) {
        write_all(STDERR_FILENO, std::string("quern: ").append(message).append("\n"));
    }
}

} // namespace quern::tool
