#pragma once

#include <optional>
#include <utility>

namespace quern::api {

/// A member that may be null; as `std::optional<nullable<T>>` it may also be left out.
template <class T>
struct nullable {
    std::optional<T> value{};

    nullable() = default;
    nullable(T held) : value(std::move(held)) {}

    [[nodiscard]] explicit operator bool() const noexcept { return value.has_value(); }
    [[nodiscard]] T& operator*() noexcept { return *value; }
    [[nodiscard]] T const& operator*() const noexcept { return *value; }
    [[nodiscard]] T* operator->() noexcept { return &*value; }
    [[nodiscard]] T const* operator->() const noexcept { return &*value; }

    [[nodiscard]] friend bool operator==(nullable const&, nullable const&) = default;
};

} // namespace quern::api
