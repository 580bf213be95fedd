#pragma once

#include <quern/core/compare_numbers.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/core/value.hpp>
#include <quern/expr/query.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/operation.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace quern::normalise {

/// What a store can hold in its columns.
struct domains {
    std::uint64_t uint64_max = std::numeric_limits<std::uint64_t>::max(); ///< the largest value of a uint64 field
    std::int64_t native_time = 1; ///< microseconds from one `native` timestamp to the next
    core::timestamp native_least{std::numeric_limits<std::int64_t>::min()}; ///< the first, not after 1970
    core::timestamp native_most{std::numeric_limits<std::int64_t>::max()};  ///< the last, not before 1970
};

namespace detail {

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

class domain_fold {
public:
    domain_fold(expr::query const& q, domains const& d) : query_(q), domains_(d) {}

    [[nodiscard]] bool needed() const noexcept {
        core::values const& values = query_.filter.values();
        for (expr::node const& n : query_.filter.nodes()) {
            for (std::uint32_t v = 0; n.is_leaf() && v != n.value_count; ++v) {
                if (!in_domain(values[n.first_value + v], query_.schema[n.field], domains_)) {
                    return true;
                }
            }
        }
        return false;
    }

    [[nodiscard]] expr::tree run() {
        auto const nodes = query_.filter.nodes();
        std::vector<std::pair<std::uint32_t, std::uint32_t>> closing;
        auto const close_until = [&](std::uint32_t index) {
            while (!closing.empty() && closing.back().first <= index) {
                out_.close(closing.back().second);
                closing.pop_back();
            }
        };
        for (std::uint32_t i = 0; i != nodes.size(); ++i) {
            close_until(i);
            expr::node const& n = nodes[i];
            core::span const at = query_.filter.place(i);
            switch (n.kind) {
            case expr::node_kind::everything:
            case expr::node_kind::nothing:
                out_.constant(n.kind == expr::node_kind::everything, at);
                break;
            case expr::node_kind::conjunction:
            case expr::node_kind::disjunction:
            case expr::node_kind::negation:
                closing.emplace_back(n.end, out_.open(n.kind, at));
                break;
            case expr::node_kind::predicate:
            case expr::node_kind::complement:
                fold(n, at);
                break;
            }
        }
        close_until(static_cast<std::uint32_t>(nodes.size()));
        return std::move(out_);
    }

private:
    using enum schema::operation;

    void keep(expr::node const& n, core::span at, schema::operation o, core::value const& v) {
        out_.leaf(n.kind, n.field, o, at);
        out_.value(v);
    }

    /// A leaf that is true, or false, wherever the field is not absent.
    void decide(expr::node const& n, core::span at, bool truth) {
        schema::field const& f = query_.schema[n.field];
        bool const two_valued = query_.schema.logic() == schema::logic::two_valued;
        bool const negative = n.operation == ne || n.operation == not_in;
        bool const on_absent = two_valued && negative != (n.kind == expr::node_kind::complement);
        bool const on_present = truth != (n.kind == expr::node_kind::complement);
        if (!f.nullable || on_absent == on_present) {
            out_.constant(on_present, at);
        } else {
            out_.leaf(expr::node_kind::predicate, n.field, on_present ? not_null : is_null, at);
        }
    }

    void fold(expr::node const& n, core::span at) {
        switch (n.operation) {
        case eq:
        case ne:
        case lt:
        case le:
        case gt:
        case ge:
            fold_comparison(n, at);
            return;
        case in:
        case not_in:
            fold_list(n, at);
            return;
        case contains:
        case icontains:
        case begins_with:
        case ends_with:
        case is_null:
        case not_null:
            out_.leaf(n.kind, n.field, n.operation, at);
            for (std::uint32_t v = 0; v != n.value_count; ++v) {
                out_.value(query_.filter.values()[n.first_value + v]);
            }
            return;
        }
    }

    void fold_comparison(expr::node const& n, core::span at) {
        using where = placed::where;
        schema::field const& f = query_.schema[n.field];
        placed const p = place(query_.filter.values()[n.first_value], f, domains_);
        bool const less = n.operation == lt || n.operation == le;
        if (p.is == where::held) {
            keep(n, at, n.operation, p.value);
        } else if (n.operation == eq || n.operation == ne) {
            decide(n, at, n.operation == ne);
        } else if (p.is != where::between) {
            decide(n, at, less == (p.is == where::above));
        } else if (less) {
            keep(n, at, le, p.value);
        } else {
            keep(n, at, ge, successor(p.value, resolution(f, domains_)));
        }
    }

    void fold_list(expr::node const& n, core::span at) {
        std::vector<core::value> held;
        for (std::uint32_t v = 0; v != n.value_count; ++v) {
            placed const p = place(query_.filter.values()[n.first_value + v], query_.schema[n.field], domains_);
            if (p.is == placed::where::held) {
                held.push_back(p.value);
            }
        }
        if (held.empty()) {
            decide(n, at, n.operation == not_in);
            return;
        }
        out_.leaf(n.kind, n.field, n.operation, at);
        for (core::value const& v : held) {
            out_.value(v);
        }
    }

    expr::query const& query_;
    domains const& domains_;
    expr::tree out_;
};

} // namespace detail

/// Brings every constant into the domain of its field's store: `i < 1.5` becomes `i <= 1`, a constant that the store
/// cannot hold decides its predicate, and leaves a null test where absent fields differ.
///
/// Numbers are compared mathematically; an instant that is finer than its field's storage lies between two. The result selects the same rows, and each constant has its field's type.
/// A predicate that is left undecided on absent fields under three-valued logic keeps that: `i <> 1.5` becomes a test
/// for presence. Precondition: no `negation` (see `push_negation`). Complexity: O(nodes + constants).
inline void fold_domains(expr::query& q, domains const& d) {
    detail::domain_fold fold(q, d);
    if (fold.needed()) {
        q.filter = fold.run();
    }
}

} // namespace quern::normalise
