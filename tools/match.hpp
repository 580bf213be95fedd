#pragma once

#include "failure.hpp"
#include "options.hpp"
#include "output.hpp"

namespace quern::tool {

/// Selects records: those of one request, or for each of many requests the keys.
///
/// The gravest status of requests and records. Throws `failure` where nothing could be done.
exit_status match_records(options const& asked, output& out);

} // namespace quern::tool
