#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/nearest.hpp>
#include <quern/core/quote.hpp>
#include <quern/json/document.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace quern::json::detail {

/// Arguments for a hint: each of the names that we give quoted, in its own letters.
[[nodiscard]] inline std::vector<core::argument> quoted(std::span<std::string_view const> names) {
    std::vector<core::argument> arguments;
    arguments.reserve(names.size());
    for (std::string_view const name : names) {
        arguments.emplace_back(core::quote_text(name));
    }
    return arguments;
}

/// Advises the legal spellings nearest to what was written, or all of them where none is near.
///
/// Returns the nearest one; an empty text where none is near.
inline std::string_view advise_spelling(core::diagnostic& d, std::string_view written,
                                        std::span<std::string_view const> legal) {
    std::vector<std::string_view> const near = core::nearest(written, legal);
    if (near.empty()) {
        d.advise(core::hint::expected_one_of, quoted(legal));
        return {};
    }
    d.advise(core::hint::did_you_mean, quoted(near));
    return near.front();
}

/// The first byte of a value: where something is missing in it.
[[nodiscard]] inline core::span head(node n) noexcept { return {n.where().offset, 1}; }

inline core::diagnostic& report_type(core::diagnostics& found, node n, core::term expected) {
    return found.add(core::code::wrong_type, n.where(), {expected, n.term()});
}

inline void report_missing(core::diagnostics& found, node object, std::string_view key) {
    found.add(core::code::missing_key, head(object), {core::quote_name(key)});
}

/// The member of one key, the first of two equal ones; or whether an unknown key was probably meant for it.
struct entry : std::optional<member> {
    bool misspelt = false;
};

/// Reports that a key is missing, where it is and its misspelling was not reported.
inline void report_missing(core::diagnostics& found, node object, std::string_view key, entry const& e) {
    if (!e && !e.misspelt) {
        report_missing(found, object, key);
    }
}

/// The members of an object by the place of their key in a table.
template <std::size_t N>
using members = std::array<entry, N>;

/// Sorts an object's members by a table of keys, and reports every key that is not in it.
///
/// `suggested` are the keys that a hint may name.
template <std::size_t N>
[[nodiscard]] members<N> read_members(node object, std::array<std::string_view, N> const& keys,
                                      std::span<std::string_view const> suggested, core::diagnostics& found) {
    members<N> sorted;
    auto const place = [&keys](std::string_view key) {
        return static_cast<std::size_t>(std::ranges::find(keys, key) - keys.begin());
    };
    for (member const m : object.members()) {
        std::string_view const key = m.key();
        std::size_t const i = place(key);
        if (i == N) {
            core::diagnostic& d = found.add(core::code::unknown_key, m.key_where(), {core::quote_name(key)});
            std::string_view const meant = advise_spelling(d, key, suggested);
            if (std::size_t const j = place(meant); j != N) {
                sorted[j].misspelt = true;
            }
        } else if (!sorted[i]) {
            sorted[i].emplace(m);
        }
    }
    return sorted;
}

} // namespace quern::json::detail
