#pragma once

#include "store.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace audit {

/// A database of SQLite in a file, or in memory where the name is empty. A query is given up after `patience`.
std::unique_ptr<store_source> sqlite_source(std::string const& file, std::chrono::milliseconds patience);

} // namespace audit
