#pragma once

#include <quern/expr/query.hpp>
#include <quern/memory/record.hpp>
#include <quern/schema/definition.hpp>

#include <optional>
#include <variant>

namespace quern::memory::detail {

/// Reads fields of records that are `cells`.
class cell_access {
public:
    using record = cells;

    [[nodiscard]] static cell_access make(expr::query const&) noexcept { return {}; }

    /// A field of type `Value`; none where it is absent.
    template <class Value>
    [[nodiscard]] static std::optional<Value> get(record const& r, schema::field_index field) noexcept {
        Value const* const held = r[field] ? std::get_if<Value>(&*r[field]) : nullptr;
        return held == nullptr ? std::nullopt : std::optional(*held);
    }
};

} // namespace quern::memory::detail
