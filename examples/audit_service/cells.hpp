#pragma once

#include <quern/core/value.hpp>

#include <optional>
#include <vector>

namespace audit {

/// A row: the value of each field of a schema in its order, of the field's type; nothing where it is absent.
///
/// Strings live as long as what the row was taken from.
using cells = std::vector<std::optional<quern::core::value>>;

} // namespace audit
