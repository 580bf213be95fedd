#pragma once

#include "failure.hpp"
#include "options.hpp"
#include "output.hpp"

namespace quern::tool {

/// Checks or compiles every request that the command line names, also those behind one that cannot be read.
///
/// The gravest status of them all. Throws `failure` where nothing could be done.
exit_status run_requests(options const& asked, output& out);

} // namespace quern::tool
