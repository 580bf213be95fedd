#pragma once

#include <quern/core/timestamp.hpp>
#include <quern/memory/detail/number_bounds.hpp>
#include <quern/memory/detail/plan.hpp>
#include <quern/memory/detail/question.hpp>
#include <quern/memory/detail/struct_access.hpp>
#include <quern/schema/definition.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace quern::memory::detail {

/// Records whose fields are members at fixed places.
template <class Access>
concept has_members = requires(Access const& a) { a.offset(schema::field_index{}); };

/// What running leaves came to: one of these, or the address of the leaf where to go on.
using outcome = std::uintptr_t;
inline constexpr outcome rejected = 0;
inline constexpr outcome accepted = 1;

/// A test of a program, as a closure: a function, its constants, and the leaves that follow.
template <class Access>
struct leaf {
    using record = typename Access::record;

    outcome (*run)(leaf const&, record const&) noexcept = nullptr;
    leaf const* on_true = nullptr;  ///< null: the record is accepted
    leaf const* on_false = nullptr; ///< null: it is rejected
    operand what{};
    Access const* access = nullptr;
    std::size_t offset = 0; ///< of the member
    schema::field_index field = 0;
    bool inverted = false;
    bool on_absent = false;

    /// True where the leaf is, for a value of its field.
    template <ask Kind, class Value>
    [[nodiscard]] bool decide(std::optional<Value> const& v) const noexcept {
        if constexpr (Kind == ask::whole_interval) {
            return v ? answers<Kind>(*v, what) : on_absent;
        } else {
            return v ? answers<Kind>(*v, what) != inverted : on_absent;
        }
    }
};

/// How leaves get values of a type from records of any kind.
template <class Access, class Value>
struct by_access {
    using value = Value;

    [[nodiscard]] static std::optional<Value> get(leaf<Access> const& l, typename Access::record const& r) noexcept {
        return l.access->template get<Value>(r, l.field);
    }
};

/// How leaves get them from members of a type.
template <class Access, class Member>
struct by_member {
    using value = field_value<Member>;

    static constexpr bool always = std::is_same_v<Member, std::string> || std::is_same_v<Member, std::string_view>;

    [[nodiscard]] static std::optional<value> get(leaf<Access> const& l, typename Access::record const& r) noexcept {
        auto const* const bytes = reinterpret_cast<std::byte const*>(std::addressof(r)) + l.offset;
        return widened<value>(*reinterpret_cast<Member const*>(bytes));
    }
};

/// Runs a leaf on a record, and those that follow it: each jumps to the next.
template <class Access, class By, ask Kind>
[[nodiscard]] outcome run_leaf(leaf<Access> const& l, typename Access::record const& r) noexcept {
    if (l.template decide<Kind>(By::get(l, r))) {
        return l.on_true == nullptr ? accepted : l.on_true->run(*l.on_true, r);
    }
    return l.on_false == nullptr ? rejected : l.on_false->run(*l.on_false, r);
}

/// The same of several numbers. `Last`: no leaf follows, and no branch turns on what they are.
template <class Access, std::size_t Whole, std::size_t Real, bool Last>
[[nodiscard]] outcome run_numbers(leaf<Access> const& l, typename Access::record const& r) noexcept {
    bool const inside = within<Whole, Real>(r, l.what.bounds->all);
    if constexpr (Last) {
        return inside ? accepted : rejected;
    }
    if (inside) {
        return l.on_true == nullptr ? accepted : l.on_true->run(*l.on_true, r);
    }
    return l.on_false == nullptr ? rejected : l.on_false->run(*l.on_false, r);
}

/// Of filters without a test.
template <class Access, outcome Outcome>
[[nodiscard]] outcome run_nothing(leaf<Access> const&, typename Access::record const&) noexcept {
    return Outcome;
}

/// Goes back to who called the first leaf, who goes on at `on_true`: where a compiler makes calls of the jumps, no
/// stack is deeper than the leaves in between.
template <class Access>
[[nodiscard]] outcome go_back(leaf<Access> const& l, typename Access::record const&) noexcept {
    return reinterpret_cast<outcome>(l.on_true);
}

/// Calls `f` with how the values of a field are got.
template <class Access, class F>
void with_getter(Access const& a, schema::field_index field, schema::scalar type, F&& f) {
    if constexpr (has_members<Access>) {
        a.visit_member(field, [&f]<class Member>(std::type_identity<Member>) { f(by_member<Access, Member>()); });
    } else {
        switch (type) {
        case schema::scalar::boolean:
            return f(by_access<Access, bool>());
        case schema::scalar::int64:
            return f(by_access<Access, std::int64_t>());
        case schema::scalar::uint64:
            return f(by_access<Access, std::uint64_t>());
        case schema::scalar::real:
            return f(by_access<Access, double>());
        case schema::scalar::string:
            return f(by_access<Access, std::string_view>());
        case schema::scalar::timestamp:
            return f(by_access<Access, core::timestamp>());
        }
    }
}

} // namespace quern::memory::detail
