#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/json/document.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace quern::json {

/// The bytes of a value, with its key where it has one, and its place in what it stands in.
struct document::region {
    std::uint32_t value; // its token
    core::span where;
    token const* key;     // null where it is not a member
    std::uint32_t index;  // among its siblings
    std::uint32_t inside; // members or elements met so far

    [[nodiscard]] bool holds(core::span s) const noexcept {
        return where.offset <= s.offset && s.end() <= where.end() && s.offset < where.end();
    }
};

QUERN_INLINE void document::set_pointers(core::diagnostics& found) const {
    std::vector<core::diagnostic*> in_order;
    for (core::diagnostic& d : found) {
        in_order.push_back(&d);
    }
    std::sort(in_order.begin(), in_order.end(),
              [](core::diagnostic const* a, core::diagnostic const* b) { return a->where < b->where; });

    std::vector<region> path;
    std::uint32_t next = 0;
    for (core::diagnostic* const d : in_order) {
        while (next != token_count_ && storage_[next].offset <= d->where.offset) {
            next = descend(path, next);
        }
        std::size_t holders = path.size();
        while (holders != 0 && !path[holders - 1].holds(d->where)) {
            --holders;
        }
        d->pointer.clear();
        append_pointer(d->pointer, {path.data(), holders});
    }
}

/// Puts the value, or the member, at a token in place of all that ends before it; returns the token behind.
QUERN_INLINE std::uint32_t document::descend(std::vector<region>& path, std::uint32_t index) const {
    while (!path.empty() && storage_[path.back().value].end <= index) {
        path.pop_back();
    }
    token const& first = storage_[index];
    std::uint32_t const value = first.is_key ? index + 1 : index;
    core::span const all = core::cover(where(first), where(storage_[value]));
    path.push_back({value, all, first.is_key ? &first : nullptr, path.empty() ? 0 : path.back().inside++, 0});
    return value + 1;
}

QUERN_INLINE void document::append_pointer(std::string& out, std::span<region const> path) const {
    for (region const& r : path.subspan(path.empty() ? 0 : 1)) {
        std::size_t const parent = out.size();
        append_step(out, r);
        if (out.size() > core::max_pointer) {
            out.resize(parent);
            return;
        }
    }
}

/// Appends a step of a pointer; of one that is too long, no more than shows that it is.
QUERN_INLINE void document::append_step(std::string& out, region const& r) const {
    out += '/';
    if (r.key == nullptr) {
        out += std::to_string(r.index);
        return;
    }
    for (char const c : text(*r.key).substr(0, core::max_pointer)) {
        if (c == '~' || c == '/') {
            out += c == '~' ? "~0" : "~1";
        } else {
            out += c;
        }
    }
}

} // namespace quern::json
