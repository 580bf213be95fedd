#pragma once

#include "endpoint.hpp"

#include <string>
#include <string_view>

namespace audit {

/// What became of a request that an endpoint has read, for people: the body of an answer whose `data` has the tree, the
/// request in the text language and as JSON, the statement of each dialect, MongoDB's command, and the answer of the
/// endpoint. Throws: `store_error`.
[[nodiscard]] std::string explain(endpoint& read, store& from, call const& c, quern::api::kept_json const& warnings);

} // namespace audit
