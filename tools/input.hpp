#pragma once

#include "output.hpp"

#include <quern/core/diagnostics.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace quern::tool {

/// Bytes that were read, cut behind a limit.
struct piece {
    std::string_view text;  ///< at most one byte more than the limit
    std::uint64_t size = 0; ///< bytes that are there, the cut ones too
    bool whole = true;      ///< there are no more than those
};

/// Puts the size of a piece into the diagnostic that it is too large, which knows only of the text.
void correct_size(core::diagnostics& found, piece const& read);

/// A file, or standard input, read once and in bounded memory. Throws `failure` where that is not possible.
///
/// A piece is valid until the next is read.
class input {
public:
    /// The name of standard input.
    static constexpr std::string_view standard = "-";

    /// What messages call a file.
    [[nodiscard]] static std::string shown_name(std::string const& name);

    /// Opens a file; `before_waiting` is flushed each time before more is awaited, so that answers are never held back.
    input(std::string name, output& before_waiting);
    ~input();
    input(input const&) = delete;
    input& operator=(input const&) = delete;

    /// Reads to the end, or one byte past the limit, whichever comes first.
    [[nodiscard]] piece read(std::size_t limit);

    /// Reads a line without its `\n` or `\r\n`, and passes over what is longer than the limit; false at the end.
    [[nodiscard]] bool read_line(std::size_t limit, piece& line);

private:
    // Makes sure that something is ahead, reading no more than `most` bytes for it; false at the end.
    bool fill(std::size_t most);

    std::string name_;
    output* before_waiting_;
    int descriptor_ = 0; // standard input
    std::string buffer_;
    std::string_view ahead_; // read, and not yet used
    std::string kept_;       // what the last piece shows
};

} // namespace quern::tool
