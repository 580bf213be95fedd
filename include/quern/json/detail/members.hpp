#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/nearest.hpp>
#include <quern/core/quote.hpp>
#include <quern/json/document.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace quern::json::detail {

/// Arguments for a hint: each name quoted.
[[nodiscard]] inline std::vector<core::argument> quoted(std::span<std::string_view const> names) {
    std::vector<core::argument> arguments;
    arguments.reserve(names.size());
    for (std::string_view const name : names) {
        arguments.emplace_back(core::quote_name(name));
    }
    return arguments;
}

/// Advises the legal spellings nearest to what was written, or all of them where none is near.
inline void advise_spelling(core::diagnostic& d, std::string_view written, std::span<std::string_view const> legal) {
    std::vector<std::string_view> const near = core::nearest(written, legal);
    if (near.empty()) {
        d.advise(core::hint::expected_one_of, quoted(legal));
    } else {
        d.advise(core::hint::did_you_mean, quoted(near));
    }
}

/// The first byte of a value: where something is missing in it.
[[nodiscard]] inline core::span head(node n) noexcept { return {n.where().offset, 1}; }

inline void report_type(core::diagnostics& found, node n, core::term expected) {
    found.add(core::code::wrong_type, n.where(), {expected, n.term()});
}

inline void report_missing(core::diagnostics& found, node object, std::string_view key) {
    found.add(core::code::missing_key, head(object), {core::quote_name(key)});
}

/// The members of an object by the place of their key in a table; the first of two equal keys.
template <std::size_t N>
using members = std::array<std::optional<member>, N>;

/// Sorts an object's members by a table of keys, and reports every key that is not in it.
///
/// `suggested` are the keys that a hint may name.
template <std::size_t N>
[[nodiscard]] members<N> read_members(node object, std::array<std::string_view, N> const& keys,
                                      std::span<std::string_view const> suggested, core::diagnostics& found) {
    members<N> sorted;
    for (member const m : object.members()) {
        std::string_view const key = m.key();
        std::size_t i = 0;
        while (i != N && keys[i] != key) {
            ++i;
        }
        if (i == N) {
            advise_spelling(found.add(core::code::unknown_key, m.key_where(), {core::quote_name(key)}), key, suggested);
        } else if (!sorted[i]) {
            sorted[i] = m;
        }
    }
    return sorted;
}

} // namespace quern::json::detail
