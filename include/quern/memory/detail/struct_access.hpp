#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/result.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/expr/query.hpp>
#include <quern/memory/detail/members.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/detail/described.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/scalar.hpp>

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <ratio>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace quern::memory::detail {

[[nodiscard]] inline core::timestamp instant(core::timestamp t) noexcept { return t; }

/// The microsecond at or before an instant; the first or the last where it is beyond.
template <class Count, class Period>
[[nodiscard]] core::timestamp
instant(std::chrono::time_point<std::chrono::system_clock, std::chrono::duration<Count, Period>> t) noexcept {
    using step = std::ratio_divide<Period, std::micro>;
    if constexpr (step::den == 1 && step::num != 1) {
        using bounds = std::numeric_limits<std::int64_t>;
        Count const count = t.time_since_epoch().count();
        if (std::cmp_greater(count, bounds::max() / step::num)) {
            return {bounds::max()};
        }
        if (std::cmp_less(count, bounds::min() / step::num)) {
            return {bounds::min()};
        }
        return {static_cast<std::int64_t>(count) * step::num};
    } else {
        return {std::chrono::floor<std::chrono::microseconds>(t).time_since_epoch().count()};
    }
}

/// The type of the values of a member's field.
template <class Member>
using field_value =
    std::variant_alternative_t<static_cast<std::size_t>(
                                   *schema::detail::scalar_of<typename schema::detail::member_type<Member>::value>()),
                               core::value>;

/// A member's value as its field holds it. A NaN is no value.
template <class Value, class Member>
[[nodiscard]] std::optional<Value> widened(Member const& m) noexcept {
    if constexpr (std::is_same_v<Value, core::timestamp>) {
        return instant(m);
    } else if constexpr (std::is_same_v<Value, double>) {
        return std::isnan(m) ? std::nullopt : std::optional(static_cast<double>(m));
    } else {
        return Value(m);
    }
}

template <class Value, class Member>
[[nodiscard]] std::optional<Value> widened(std::optional<Member> const& m) noexcept {
    return m ? widened<Value>(*m) : std::nullopt;
}

/// Reads fields of records that are described structs.
template <schema::detail::described Struct>
class struct_access {
public:
    using record = Struct;

    /// Finds the members of the fields.
    ///
    /// Errors: `no_member` for a field that clients may query, the key, or a field of the query, where it has no
    /// member; `member_type` where its member holds another type.
    [[nodiscard]] static core::result<struct_access> make(expr::query const& q) {
        struct_access made;
        core::diagnostics found;
        std::vector<bool> const needed = needed_fields(q);
        for (std::size_t i = 0; i != needed.size(); ++i) {
            place at;
            made.getters_.push_back(find(q.schema.fields()[i], needed[i], at, found));
            made.places_.push_back(at);
        }
        if (found.has_errors()) {
            return found;
        }
        return made;
    }

    /// A field of type `Value`; none where it is absent.
    template <class Value>
    [[nodiscard]] std::optional<Value> get(record const& r, schema::field_index field) const noexcept {
        return (*std::get_if<getter<Value>>(&getters_[field]))(r);
    }

    /// Where a field's member begins in the struct. Precondition: it has one.
    [[nodiscard]] std::size_t offset(schema::field_index field) const noexcept { return places_[field].offset; }

    /// Calls `visitor` with `std::type_identity` of the type of a field's member. Precondition: it has one.
    template <class Visitor>
    void visit_member(schema::field_index field, Visitor&& visitor) const {
        boost::mp11::mp_for_each<member_types>([&]<class Member>(std::type_identity<Member> type) {
            if (places_[field].type == boost::mp11::mp_find<member_types, std::type_identity<Member>>::value) {
                visitor(type);
            }
        });
    }

private:
    /// Which of the types a field's member has, and where it stands.
    struct place {
        std::size_t type = 0;
        std::size_t offset = 0;
    };

    template <class Value>
    using getter = std::optional<Value> (*)(Struct const&);
    // in the order of `schema::scalar`, and none
    using any_getter = std::variant<getter<bool>, getter<std::int64_t>, getter<std::uint64_t>, getter<double>,
                                    getter<std::string_view>, getter<core::timestamp>, std::monostate>;

    using members = schema::detail::public_members<Struct>;

    template <class Descriptor>
    using member_of = std::remove_cvref_t<decltype(std::declval<Struct&>().*Descriptor::pointer)>;

    template <class Descriptor>
    struct holds_field : std::bool_constant<schema::detail::field_member<member_of<Descriptor>>> {};

    template <class Descriptor>
    using type_of = std::type_identity<member_of<Descriptor>>;

    /// The types of the members that can hold a field, each once.
    using member_types =
        boost::mp11::mp_unique<boost::mp11::mp_transform<type_of, boost::mp11::mp_copy_if<members, holds_field>>>;

    static_assert(boost::mp11::mp_any_of<members, holds_field>::value, "no described member can hold a field");

    [[nodiscard]] static any_getter find(schema::field const& f, bool needed, place& at, core::diagnostics& found) {
        any_getter result = std::monostate();
        boost::mp11::mp_for_each<members>([&]<class Descriptor>(Descriptor) {
            if constexpr (holds_field<Descriptor>::value) {
                if (is_called(Descriptor::name, f.path)) {
                    result = getter_of<Descriptor>();
                    at = place_of<Descriptor>();
                }
            }
        });
        std::optional<schema::scalar> held;
        if (!std::holds_alternative<std::monostate>(result)) {
            held = static_cast<schema::scalar>(result.index());
        }
        return check_member(f, held, needed, found) ? result : std::monostate();
    }

    template <class Descriptor>
    [[nodiscard]] static any_getter getter_of() noexcept {
        using value = field_value<member_of<Descriptor>>;
        return getter<value>([](Struct const& r) { return widened<value>(r.*Descriptor::pointer); });
    }

    /// No struct is made for it: only addresses are taken.
    template <class Descriptor>
    [[nodiscard]] static place place_of() noexcept {
        alignas(Struct) std::byte const room[sizeof(Struct)]{};
        auto const* const made = reinterpret_cast<Struct const*>(room);
        auto const* const member = reinterpret_cast<std::byte const*>(std::addressof(made->*Descriptor::pointer));
        return {boost::mp11::mp_find<member_types, type_of<Descriptor>>::value,
                static_cast<std::size_t>(member - room)};
    }

    std::vector<any_getter> getters_; // of each field
    std::vector<place> places_;       // likewise
};

} // namespace quern::memory::detail
