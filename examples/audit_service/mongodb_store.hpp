#pragma once

#include "store.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace audit {

/// A database of a server that speaks MongoDB's wire protocol, by a connection string; `quern_audit` where it names none.
///
/// A query is given up after `patience`.
std::unique_ptr<store_source> mongodb_source(std::string const& where, std::chrono::milliseconds patience);

} // namespace audit
