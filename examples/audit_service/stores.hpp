#pragma once

#include "store.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace audit {

/// The stores that this build has, for a help text.
[[nodiscard]] std::string store_names();

/// The store of a name: `memory`, `postgresql://…`, `mongodb://…`, or else the file of an SQLite database.
///
/// Throws: `store_error` for a kind of store that this build lacks.
[[nodiscard]] std::unique_ptr<store_source> find_store(std::string const& name, std::chrono::milliseconds patience);

} // namespace audit
