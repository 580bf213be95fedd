#pragma once

#include <quern/schema/definition.hpp>

#include <string_view>

namespace conformance {

/// A schema that case files name: `hcm.audit`, or one of the tests' own, which `schemas.cpp` lists.
///
/// Errors: throws `std::invalid_argument` where there is none.
[[nodiscard]] quern::schema::definition const& schema_named(std::string_view name);

} // namespace conformance
