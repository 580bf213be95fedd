#pragma once

#include <string_view>

namespace audit {

/// A file of the page, which is part of the program; empty where there is none of the name.
[[nodiscard]] std::string_view page_file(std::string_view name) noexcept;

} // namespace audit
