#pragma once

#include <quern/core/diagnostic.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace quern::core {

/// All that was found wrong with one request, and the spans of it that must never be shown.
class diagnostics {
public:
    /// Appends a diagnostic; the reference is valid until the next is added.
    diagnostic& add(code c, span where, std::vector<argument> arguments = {}) {
        has_errors_ = has_errors_ || severity_of(c) == severity::error;
        return items_.emplace_back(diagnostic{c, where, std::move(arguments), hint::none, {}, {}, {}});
    }

    /// Marks bytes, such as a password's, that no rendering may show.
    void conceal(span secret) { secrets_.push_back(secret); }

    /// Forgets everything, keeps the memory.
    void clear() noexcept {
        items_.clear();
        secrets_.clear();
        has_errors_ = false;
    }

    /// Puts the diagnostics into document order and keeps the first `limit`; a note counts the others.
    ///
    /// An error is kept before a warning, so that what remains of a bad request is never warnings alone.
    /// Complexity: O(n log n) of the diagnostics.
    void arrange(std::uint32_t limit) {
        std::vector<std::size_t> order(items_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        auto const place = [this](std::size_t i) { return std::pair(items_[i].where, i); };
        if (items_.size() > limit) {
            auto const rank = [this](std::size_t i) { return std::tuple(items_[i].severity(), items_[i].where, i); };
            std::ranges::sort(order, {}, rank);
            order.resize(limit);
        }
        std::ranges::sort(order, {}, place);
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

    /// True where an error is among them; warnings alone leave a request valid.
    [[nodiscard]] bool has_errors() const noexcept { return has_errors_; }

    [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
    [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
    [[nodiscard]] diagnostic const& operator[](std::size_t index) const noexcept { return items_[index]; }
    [[nodiscard]] auto begin() const noexcept { return items_.begin(); }
    [[nodiscard]] auto end() const noexcept { return items_.end(); }
    [[nodiscard]] auto begin() noexcept { return items_.begin(); }
    [[nodiscard]] auto end() noexcept { return items_.end(); }

    /// The spans that no rendering may show.
    [[nodiscard]] std::vector<span> const& secrets() const noexcept { return secrets_; }

private:
    std::vector<diagnostic> items_;
    std::vector<span> secrets_;
    bool has_errors_ = false;
};

} // namespace quern::core
