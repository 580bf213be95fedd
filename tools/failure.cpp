#include "failure.hpp"

#include <cerrno>
#include <system_error>

namespace quern::tool {

std::string with_cause(std::string const& attempt) { return attempt + ": " + std::generic_category().message(errno); }

} // namespace quern::tool
