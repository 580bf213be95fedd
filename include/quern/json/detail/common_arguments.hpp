#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/json/document.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace quern::json::detail {

/// The arguments that every endpoint of the family takes beside its own: who asks, and with what credentials.
inline constexpr std::array<std::string_view, 4> common_arguments{"bk_app_code", "bk_app_secret", "bk_username",
                                                                  "bk_token"};

/// True for a common argument, whose value no rendering may show from now on.
[[nodiscard]] inline bool conceal_common(member const& m, core::diagnostics& found) {
    if (std::ranges::find(common_arguments, m.key()) == common_arguments.end()) {
        return false;
    }
    found.conceal(m.value().where());
    return true;
}

} // namespace quern::json::detail
