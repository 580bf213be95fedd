#pragma once

#include <string>
#include <string_view>

namespace quern::tool {

/// Standard output, buffered, and standard error beside it.
///
/// Throws `failure` where standard output cannot be written; without a message where its reader has gone.
class output {
public:
    /// Appends to standard output.
    void write(std::string_view text);

    /// Hands everything on that waits in the buffer.
    void flush();

    /// Writes to standard error, behind what standard output was given before; that it fails is not reported.
    void write_error(std::string_view text);

    /// Writes a message of the program itself to standard error, and nothing else; an empty one is left out.
    static void complain(std::string_view message);

private:
    std::string buffer_;
};

} // namespace quern::tool
