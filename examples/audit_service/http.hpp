#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace audit {

/// The methods that the service knows.
enum class method : std::uint8_t { get, head, post, other };

/// The head of a request, as far as the service looks at it. Lifetime: the connection's buffer.
struct request_head {
    audit::method method = method::other;
    std::string_view target{};           ///< path and query, as they came
    std::string_view content_type{};     ///< empty where there is none
    std::string_view content_encoding{}; ///< the same
    std::string_view accept_language{};  ///< the same
};

/// What goes back.
struct response {
    unsigned status = 200;
    std::string_view content_type = "application/json; charset=utf-8";
    std::string_view allow{}; ///< of a 405: the methods that there are
    bool page = false;        ///< a document for browsers, which is told what it may load
    std::string body{};
};

} // namespace audit
