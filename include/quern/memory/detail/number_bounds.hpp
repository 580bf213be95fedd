#pragma once

#include <quern/core/timestamp.hpp>
#include <quern/memory/detail/ahead.hpp>
#include <quern/memory/detail/plan.hpp>
#include <quern/memory/detail/question.hpp>
#include <quern/memory/detail/value_set.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>

namespace quern::memory::detail {

/// A number of eight bytes at a place of each record, and what it has to be.
struct number_bound {
    std::size_t offset = 0;
    operand what{};
};

/// Two numbers of a record or three, each of which has to be within its bounds: first the whole ones, then the doubles.
struct number_bounds {
    static constexpr std::size_t most = 3;

    std::array<number_bound, most> all{};
    std::size_t whole = 0;
    std::size_t real = 0;
};

/// True where all numbers of a record are within their bounds. All are looked at: there is one branch, not one each.
template <std::size_t Whole, std::size_t Real, class Record>
QUERN_MEMORY_INLINE bool within(Record const& r, std::array<number_bound, number_bounds::most> const& bounds) noexcept {
    auto const* const bytes = reinterpret_cast<char const*>(std::addressof(r));
    auto const of = [&]<class Number>(std::size_t i, Number) { return load<Number>(bytes + bounds[i].offset); };
    return [&]<std::size_t... W, std::size_t... R>(std::index_sequence<W...>, std::index_sequence<R...>) {
        unsigned inside = 1;
        ((inside &= static_cast<unsigned>(answers<ask::whole_interval>(of(W, std::uint64_t{}), bounds[W].what))), ...);
        ((inside &=
          static_cast<unsigned>(answers<ask::real_interval>(of(Whole + R, double{}), bounds[Whole + R].what))),
         ...);
        return inside != 0;
    }(std::make_index_sequence<Whole>(), std::make_index_sequence<Real>());
}

/// Calls `f` with how many of the numbers are whole, and how many are doubles.
template <class F>
void with_counts(number_bounds const& bounds, F&& f) {
    auto const with = [&]<std::size_t Whole, std::size_t Real>() {
        if (bounds.whole == Whole && bounds.real == Real) {
            f(std::integral_constant<std::size_t, Whole>(), std::integral_constant<std::size_t, Real>());
        }
    };
    with.template operator()<2, 0>();
    with.template operator()<1, 1>();
    with.template operator()<0, 2>();
    with.template operator()<3, 0>();
    with.template operator()<2, 1>();
    with.template operator()<1, 2>();
    with.template operator()<0, 3>();
}

/// True where a test is one of bounds of a number that a member of the type holds as eight bytes, never absent.
template <class Member>
[[nodiscard]] bool is_bound(test const& t) noexcept {
    if constexpr (std::same_as<Member, double>) {
        return t.kind == ask::real_interval && !t.inverted && !t.on_absent; // no interval has a NaN
    } else if constexpr (std::integral<Member> || std::same_as<Member, core::timestamp>) {
        return t.kind == ask::whole_interval && sizeof(Member) == sizeof(std::uint64_t);
    } else {
        return false;
    }
}

/// The numbers that a conjunction tests one after another, from a test on, and what follows where all are within their
/// bounds.
struct joined_bounds {
    number_bounds bounds{};
    std::uint32_t on_true = 0;
};

/// None where there are not two of them.
template <class Access>
[[nodiscard]] std::optional<joined_bounds> join_from(std::span<test const> tests, std::size_t first,
                                                     Access const& access) {
    joined_bounds made;
    std::array<number_bound, number_bounds::most> real{};
    for (std::size_t i = first; made.bounds.whole + made.bounds.real != number_bounds::most; ++i) {
        test const& t = tests[i];
        bool bound = false;
        access.visit_member(t.field, [&]<class Member>(std::type_identity<Member>) { bound = is_bound<Member>(t); });
        if (!bound || t.on_false != tests[first].on_false) {
            break;
        }
        number_bound const b{.offset = access.offset(t.field), .what = t.what};
        if (t.kind == ask::whole_interval) {
            made.bounds.all[made.bounds.whole++] = b;
        } else {
            real[made.bounds.real++] = b;
        }
        made.on_true = t.on_true;
        if (t.on_true != i + 1) {
            break;
        }
    }
    std::size_t const whole = made.bounds.whole;
    if (whole + made.bounds.real < 2) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i != made.bounds.real; ++i) {
        made.bounds.all[whole + i] = real[i];
    }
    return made;
}

} // namespace quern::memory::detail
