#pragma once

#include "limits.hpp"
#include "service.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace audit {

/// Where and how to listen.
struct server_options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; ///< 0 for any that is free
    std::size_t threads = 1;   ///< that speak HTTP, and as many more that answer
    bool log = true;           ///< a line a request
    http_limits limits{};
};

/// Serves until SIGTERM or SIGINT; then requests that were begun are answered, and no other. A second signal ends at once.
///
/// `ready` is told the port. Throws: `boost::system::system_error` where the address is not to be had.
void serve(service& answers, server_options const& options, std::function<void(std::uint16_t)> const& ready);

} // namespace audit
