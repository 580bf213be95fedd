#pragma once

#include <quern/core/compare_numbers.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/core/value.hpp>
#include <quern/normalise/domains.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/scalar.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <variant>

namespace quern::normalise::detail {

/// A constant as a field's store holds it, or how it lies to all that the store can hold.
struct placed {
    enum class where : std::uint8_t {
        held,    ///< `value` is the constant
        between, ///< `value` is the greatest that is held and less
        below,   ///< less than all that is held
        above,   ///< greater than all that is held
    };
    where is;
    core::value value;
};

[[nodiscard]] inline placed place_integer(core::value const& c, core::value const& least, core::value const& most,
                                          schema::scalar type) noexcept {
    using where = placed::where;
    if (core::compare_numbers(c, least) < 0) {
        return {where::below, {}};
    }
    if (core::compare_numbers(c, most) > 0) {
        return {where::above, {}};
    }
    auto const typed = [type](auto integer) -> core::value {
        if (type == schema::scalar::int64) {
            return static_cast<std::int64_t>(integer);
        }
        return static_cast<std::uint64_t>(integer);
    };
    if (auto const* d = std::get_if<double>(&c)) {
        double const floor = std::floor(*d);
        core::value const whole =
            floor < 0 ? typed(static_cast<std::int64_t>(floor)) : typed(static_cast<std::uint64_t>(floor));
        return {floor == *d ? where::held : where::between, whole};
    }
    if (auto const* u = std::get_if<std::uint64_t>(&c)) {
        return {where::held, typed(*u)};
    }
    return {where::held, typed(std::get<std::int64_t>(c))};
}

[[nodiscard]] inline placed place_real(core::value const& c) noexcept {
    if (std::holds_alternative<double>(c)) {
        return {placed::where::held, c};
    }
    double const nearest = std::holds_alternative<std::int64_t>(c) ? static_cast<double>(std::get<std::int64_t>(c))
                                                                   : static_cast<double>(std::get<std::uint64_t>(c));
    auto const order = core::compare_numbers(nearest, c);
    if (order == 0) {
        return {placed::where::held, nearest};
    }
    double const below = order < 0 ? nearest : std::nextafter(nearest, -std::numeric_limits<double>::infinity());
    return {placed::where::between, below};
}

/// Microseconds from one instant that a field's store can hold to the next.
[[nodiscard]] constexpr std::int64_t resolution(schema::field const& f, domains const& d) noexcept {
    constexpr std::int64_t second = 1'000'000;
    switch (f.storage) {
    case schema::time_storage::native:
        return d.native_time;
    case schema::time_storage::text:
        return f.layout == core::time_layout::rfc3339 ? 1 : second;
    case schema::time_storage::epoch_seconds:
        return second;
    case schema::time_storage::epoch_milliseconds:
        return 1'000;
    case schema::time_storage::epoch_microseconds:
        return 1;
    }
    return 1;
}

[[nodiscard]] inline placed place_time(core::timestamp c, schema::field const& f, domains const& d) noexcept {
    using where = placed::where;
    using bounds = std::numeric_limits<std::int64_t>;
    std::int64_t const step = resolution(f, d);
    auto const held = [&](core::timestamp t) {
        switch (f.storage) {
        case schema::time_storage::native:
            return t >= d.native_least && t <= d.native_most;
        case schema::time_storage::text:
            return core::representable(t, f.layout, f.zone);
        case schema::time_storage::epoch_seconds:
        case schema::time_storage::epoch_milliseconds:
        case schema::time_storage::epoch_microseconds:
            break;
        }
        return true;
    };
    if (c.microseconds < bounds::min() / step * step || (c.microseconds < 0 && !held(c))) {
        return {where::below, {}};
    }
    if (c.microseconds > bounds::max() / step * step || !held(c)) {
        return {where::above, {}};
    }
    std::int64_t const rest = (c.microseconds % step + step) % step;
    core::timestamp const floor{c.microseconds - rest};
    if (rest == 0) {
        return {where::held, floor};
    }
    return held({floor.microseconds + step}) ? placed{where::between, floor} : placed{where::above, {}};
}

/// Where a constant lies in the domain of a field's store.
[[nodiscard]] inline placed place(core::value const& c, schema::field const& f, domains const& d) noexcept {
    constexpr auto int64_least = std::numeric_limits<std::int64_t>::min();
    constexpr auto int64_most = std::numeric_limits<std::int64_t>::max();
    switch (f.type) {
    case schema::scalar::int64:
        return place_integer(c, int64_least, int64_most, f.type);
    case schema::scalar::uint64:
        return place_integer(c, std::uint64_t{0}, d.uint64_max, f.type);
    case schema::scalar::real:
        return place_real(c);
    case schema::scalar::timestamp:
        return place_time(std::get<core::timestamp>(c), f, d);
    case schema::scalar::boolean:
    case schema::scalar::string:
        break;
    }
    return {placed::where::held, c};
}

/// The least value that is held and greater than one that is `between`; `step` is the resolution of a timestamp.
[[nodiscard]] inline core::value successor(core::value const& v, std::int64_t step) noexcept {
    if (auto const* i = std::get_if<std::int64_t>(&v)) {
        return *i + 1;
    }
    if (auto const* u = std::get_if<std::uint64_t>(&v)) {
        return *u + 1;
    }
    if (auto const* t = std::get_if<core::timestamp>(&v)) {
        return core::timestamp{t->microseconds + step};
    }
    return std::nextafter(std::get<double>(v), std::numeric_limits<double>::infinity());
}

/// True for a constant that a field's store can hold.
[[nodiscard]] inline bool in_domain(core::value const& v, schema::field const& f, domains const& d) noexcept {
    if (core::kind_of(v) != f.type) {
        return false;
    }
    if (auto const* t = std::get_if<core::timestamp>(&v)) {
        return place_time(*t, f, d).is == placed::where::held;
    }
    auto const* u = std::get_if<std::uint64_t>(&v);
    return u == nullptr || *u <= d.uint64_max;
}

} // namespace quern::normalise::detail
