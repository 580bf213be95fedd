#pragma once

#include <quern/core/code.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/term.hpp>
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
[[nodiscard]] std::vector<core::argument> quoted(std::span<std::string_view const> names);

/// Advises the legal spellings nearest to what was written, or all of them where none is near.
///
/// Returns the nearest one; an empty text where none is near.
std::string_view advise_spelling(core::diagnostic& d, std::string_view written,
                                 std::span<std::string_view const> legal);

/// The first byte of a value: where something is missing in it.
[[nodiscard]] inline core::span head(node n) noexcept { return {n.where().offset, 1}; }

core::diagnostic& report_type(core::diagnostics& found, node n, core::term expected);

void report_missing(core::diagnostics& found, node object, std::string_view key);

/// The member of one key, the first of two equal ones; or whether an unknown key was probably meant for it.
struct entry : std::optional<member> {
    bool misspelt = false;
};

/// Reports that a key is missing, where it is and its misspelling was not reported.
void report_missing(core::diagnostics& found, node object, std::string_view key, entry const& e);

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
        return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
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

#ifndef QUERN_COMPILED
#include <quern/json/impl/members.hpp>
#endif
