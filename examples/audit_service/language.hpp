#pragma once

#include <quern/core/language.hpp>

#include <string_view>

namespace audit {

/// The language that an Accept-Language header (RFC 9110, section 12.5.4) prefers; English where it wants neither.
[[nodiscard]] quern::core::language preferred_language(std::string_view header);

} // namespace audit
