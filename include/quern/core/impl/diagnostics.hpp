#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/message.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace quern::core {

QUERN_INLINE diagnostic& diagnostics::add(code c, span where, std::vector<argument> arguments) {
    has_errors_ = has_errors_ || severity_of(c) == severity::error;
    return items_.emplace_back(diagnostic{c, where, std::move(arguments), hint::none, {}, {}, {}});
}

QUERN_INLINE void diagnostics::conceal(span secret) { secrets_.push_back(secret); }

QUERN_INLINE void diagnostics::clear() noexcept {
    items_.clear();
    secrets_.clear();
    has_errors_ = false;
}

QUERN_INLINE void diagnostics::arrange(std::uint32_t limit) {
    std::vector<std::size_t> order(items_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    auto const before = [this](std::size_t a, std::size_t b) {
        return items_[a].where != items_[b].where ? items_[a].where < items_[b].where : a < b;
    };
    if (items_.size() > limit) {
        std::sort(order.begin(), order.end(), [this, &before](std::size_t a, std::size_t b) {
            return items_[a].severity() != items_[b].severity() ? items_[a].severity() < items_[b].severity()
                                                                : before(a, b);
        });
        order.resize(limit);
    }
    std::sort(order.begin(), order.end(), before);
    std::size_t const dropped = items_.size() - order.size();
    std::vector<diagnostic> kept;
    kept.reserve(order.size() + 1);
    for (std::size_t const i : order) {
        kept.push_back(std::move(items_[i]));
    }
    items_ = std::move(kept);
    if (dropped != 0) {
        span const end = items_.empty() ? span{} : items_.back().where;
        add(code::too_many_diagnostics, end, {std::to_string(dropped)});
    }
}

} // namespace quern::core
