#pragma once

#include "fault.hpp"

#include <quern/api/kept_json.hpp>
#include <quern/api/record.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/language.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace audit {

/// A request that is not answered, as its client is told.
struct failure {
    audit::fault fault = fault::internal;
    std::string message{};               ///< in the client's language
    quern::api::kept_json diagnostics{}; ///< an array of them; null where there are none
};

/// A failure without diagnostics.
[[nodiscard]] failure plain_failure(fault f, quern::core::language l);

/// What was found wrong with a request: every diagnostic, and the first error in the message.
[[nodiscard]] failure invalid_request(quern::core::diagnostics const& found, std::string_view request,
                                      quern::core::language l);

/// Diagnostics as the JSON that stands in an answer.
[[nodiscard]] quern::api::kept_json kept(quern::core::diagnostics const& found, std::string_view request,
                                         quern::core::language l);

/// The envelope of a response type around a failure: what it has of `result`, `request_id`, `code` and `message`, and
/// the diagnostics beside them.
template <quern::api::record Response>
[[nodiscard]] std::string envelope(failure const& f, std::string_view request_id) {
    Response r;
    if constexpr (requires { r.result; }) {
        r.result = false;
    }
    if constexpr (requires { r.request_id; }) {
        r.request_id = request_id;
    }
    r.code = describe(f.fault).code;
    r.message = f.message;
    if (!f.diagnostics.is_null()) {
        r.others.emplace_back("diagnostics", f.diagnostics);
    }
    return quern::api::write_record(r);
}

} // namespace audit
