#pragma once

#include <quern/core/language.hpp>

#include <cstdint>
#include <string_view>

namespace audit {

/// Why a request is not answered as it wished.
enum class fault : std::uint8_t {
    invalid_request,
    invalid_business,
    invalid_arguments,
    malformed_http,
    no_such_path,
    method_not_allowed,
    body_too_large,
    unsupported_type,
    head_too_large,
    store_failed,
    internal,
    too_many_connections,
    too_many_requests,
    store_too_slow,
};

/// A fault for the client: the code of the envelope, the status of HTTP, a message in each language.
struct fault_row {
    std::int32_t code;
    unsigned status;
    std::string_view name; ///< in the log
    std::string_view english;
    std::string_view chinese;

    [[nodiscard]] constexpr std::string_view message(quern::core::language l) const noexcept {
        return l == quern::core::language::chinese ? chinese : english;
    }
};

/// The row of a fault.
[[nodiscard]] fault_row const& describe(fault f) noexcept;

} // namespace audit
