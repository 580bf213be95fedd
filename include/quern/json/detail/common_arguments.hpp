#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/nearest.hpp>
#include <quern/core/quote.hpp>
#include <quern/json/detail/members.hpp>
#include <quern/json/document.hpp>
#include <quern/schema/definition.hpp>

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

namespace quern::json::detail {

/// True for a key that a schema's requests may have at the top, and whose value is never read.
[[nodiscard]] inline bool is_common(std::string_view key, schema::definition const& schema) noexcept {
    auto const& names = schema::common_argument_names;
    return schema.common_arguments() && std::find(names.begin(), names.end(), key) != names.end();
}

/// Reports a key at the top that is neither legal nor a common argument: what it holds may be a secret.
///
/// Returns the legal key that was probably meant; an empty text where there is none.
inline std::string_view report_unknown_at_top(member const& m, std::span<std::string_view const> legal,
                                              schema::definition const& schema, core::diagnostics& found) {
    core::diagnostic& d = found.add(core::code::unknown_key, m.key_where(), {core::quote_name(m.key())});
    if (!schema.common_arguments()) {
        return advise_spelling(d, m.key(), legal);
    }
    found.conceal(m.value().where());
    std::vector<std::string_view> names(legal.begin(), legal.end());
    names.insert(names.end(), schema::common_argument_names.begin(), schema::common_argument_names.end());
    std::vector<std::string_view> const near = core::nearest(m.key(), names);
    d.advise(near.empty() ? core::hint::expected_one_of : core::hint::did_you_mean,
             near.empty() ? quoted(legal) : quoted(near));
    return near.empty() ? std::string_view{} : near.front();
}

} // namespace quern::json::detail
