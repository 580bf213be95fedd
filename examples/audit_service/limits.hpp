#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace audit {

/// What a client may cost.
struct http_limits {
    std::uint64_t body = 65'536;            ///< bytes of a body
    std::uint32_t head = 8'192;             ///< bytes of a request's head
    std::size_t connections = 1'024;        ///< open at once; one more is told to come again
    std::size_t waiting = 256;              ///< requests that wait to be answered; one more is told to come again
    std::chrono::milliseconds query{5'000}; ///< from a request's last byte to the end of its query
    std::chrono::milliseconds idle{30'000}; ///< between two requests of a connection
    std::chrono::milliseconds read{10'000}; ///< from the first byte of a request to its last
    std::chrono::milliseconds write{10'000};
    std::chrono::milliseconds grace{300};    ///< at the end: for requests that are on their way
    std::chrono::milliseconds drain{10'000}; ///< at the end: for requests that are being answered
};

} // namespace audit
