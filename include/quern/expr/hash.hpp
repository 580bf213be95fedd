#pragma once

#include <quern/expr/query.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <variant>

namespace quern::expr {

namespace detail {

/// FNV-1a of 64-bit words with the finaliser of MurmurHash3.
class hasher {
public:
    void add(std::uint64_t word) noexcept {
        state_ = (state_ ^ word) * 0x100000001b3U;
        state_ ^= state_ >> 29U;
    }

    void add(std::string_view text) noexcept {
        add(text.size());
        for (char const c : text) {
            add(static_cast<unsigned char>(c));
        }
    }

    void add(core::value const& v) noexcept {
        add(v.index());
        std::visit([this](auto const& alternative) { add_alternative(alternative); }, v);
    }

    [[nodiscard]] std::uint64_t finish() const noexcept {
        std::uint64_t h = state_;
        h = (h ^ (h >> 33U)) * 0xff51afd7ed558ccdU;
        h = (h ^ (h >> 33U)) * 0xc4ceb9fe1a85ec53U;
        return h ^ (h >> 33U);
    }

private:
    void add_alternative(bool v) noexcept { add(std::uint64_t{v}); }
    void add_alternative(std::int64_t v) noexcept { add(std::bit_cast<std::uint64_t>(v)); }
    void add_alternative(std::uint64_t v) noexcept { add(v); }
    void add_alternative(double v) noexcept { add(std::bit_cast<std::uint64_t>(v)); }
    void add_alternative(core::timestamp v) noexcept { add(std::bit_cast<std::uint64_t>(v.microseconds)); }
    void add_alternative(std::string_view v) noexcept { add(v); }

    std::uint64_t state_ = 0xcbf29ce484222325U;
};

inline void add_shape(hasher& h, query const& q) noexcept {
    h.add(std::string_view(q.schema.name()));
    h.add(static_cast<std::uint64_t>(q.schema.logic()));
    for (node const& n : q.filter.nodes()) {
        h.add(static_cast<std::uint64_t>(n.kind) << 56U | static_cast<std::uint64_t>(n.operation) << 48U |
              static_cast<std::uint64_t>(n.field) << 32U | n.end);
        h.add(n.value_count);
    }
    h.add(q.page.sort.size());
    for (sort_key const& k : q.page.sort) {
        h.add(static_cast<std::uint64_t>(k.field) << 1U | (k.descending ? 1U : 0U));
    }
    bool const only_offset = !q.page.limit && q.page.offset != 0;
    h.add((q.page.limit ? 2U : 0U) | (only_offset ? 4U : 0U) | (q.page.count ? 1U : 0U));
}

} // namespace detail

/// A hash of a query's shape: schema, operators, fields, nesting, list lengths, sort, and whether there is a limit, or an
/// offset without one.
///
/// Constants do not count: queries of one shape have one SQL text where their constants lie in their fields' domains.
/// Not stable across releases. Complexity: O(nodes).
[[nodiscard]] inline std::uint64_t shape_hash(query const& q) noexcept {
    detail::hasher h;
    detail::add_shape(h, q);
    return h.finish();
}

/// A hash of a query: its shape and its constants. Equal queries have equal hashes. Complexity: O(size).
[[nodiscard]] inline std::uint64_t hash(query const& q) noexcept {
    detail::hasher h;
    detail::add_shape(h, q);
    core::values const& values = q.filter.values();
    for (std::size_t i = 0; i != values.size(); ++i) {
        h.add(values[i]);
    }
    h.add(q.page.limit.value_or(0));
    h.add(q.page.offset);
    return h.finish();
}

} // namespace quern::expr

/// Lets queries be keys of unordered containers.
template <>
struct std::hash<quern::expr::query> {
    [[nodiscard]] std::size_t operator()(quern::expr::query const& q) const noexcept {
        return static_cast<std::size_t>(quern::expr::hash(q));
    }
};
