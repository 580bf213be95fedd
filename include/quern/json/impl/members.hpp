#pragma once

#include <quern/core/code.hpp>
#include <quern/core/detail/compiled.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/hint.hpp>
#include <quern/core/nearest.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/term.hpp>
#include <quern/json/detail/members.hpp>
#include <quern/json/document.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace quern::json::detail {

QUERN_INLINE std::vector<core::argument> quoted(std::span<std::string_view const> names) {
    std::vector<core::argument> arguments;
    arguments.reserve(names.size());
    for (std::string_view const name : names) {
        arguments.emplace_back(core::quote_text(name));
    }
    return arguments;
}

QUERN_INLINE std::string_view advise_spelling(core::diagnostic& d, std::string_view written,
                                              std::span<std::string_view const> legal) {
    std::vector<std::string_view> const near = core::nearest(written, legal);
    if (near.empty()) {
        d.advise(core::hint::expected_one_of, quoted(legal));
        return {};
    }
    d.advise(core::hint::did_you_mean, quoted(near));
    return near.front();
}

QUERN_INLINE core::diagnostic& report_type(core::diagnostics& found, node n, core::term expected) {
    return found.add(core::code::wrong_type, n.where(), {expected, n.term()});
}

QUERN_INLINE void report_missing(core::diagnostics& found, node object, std::string_view key) {
    found.add(core::code::missing_key, head(object), {core::quote_name(key)});
}

QUERN_INLINE void report_missing(core::diagnostics& found, node object, std::string_view key, entry const& e) {
    if (!e && !e.misspelt) {
        report_missing(found, object, key);
    }
}

} // namespace quern::json::detail
