#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audit {

/// What is told of one request: never a byte of its body, its headers or its target.
struct log_line {
    std::string request_id{};
    std::string_view method{};
    std::string_view route{}; ///< the pattern that matched; empty where none did
    std::optional<std::int64_t> business{};
    unsigned status = 0;
    std::string_view fault{}; ///< by its name; empty for success
    std::string codes{};      ///< of the diagnostics, each once
    std::string error{};      ///< what the store said
    std::optional<std::uint64_t> shape{};
    std::optional<std::uint64_t> rows{};
    std::size_t received = 0; ///< bytes of the body
    std::size_t sent = 0;     ///< the same
    std::chrono::nanoseconds time{};
};

/// Appends the line as JSON, with its end; `at` is the time of day.
void append(std::string& out, log_line const& line, std::chrono::system_clock::time_point at);

/// Writes a line to standard error, unless that would wait for its reader; how many were left out is told once it reads.
void write_log(std::string_view text) noexcept;

} // namespace audit
