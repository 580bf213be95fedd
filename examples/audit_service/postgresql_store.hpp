#pragma once

#include "store.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace audit {

/// A database of PostgreSQL, by a connection string of libpq. A query is given up after `patience`.
std::unique_ptr<store_source> postgresql_source(std::string const& where, std::chrono::milliseconds patience);

} // namespace audit
