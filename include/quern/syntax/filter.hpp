#pragma once

#include <quern/core/number.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/schema/operation.hpp>
#include <quern/syntax/detail/operand.hpp>
#include <quern/syntax/tree.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace quern::syntax {

template <operands Takes>
class basic_field;

/// A filter that was written in C++: of no schema yet, and never empty.
///
///     field("age") > 18 && field("servers").in("api", "web")
///
/// Made by the operators of fields, and joined by `&&`, `||` and `!`. It is no `bool`: a filter is bound to a schema
/// (`bind::bind_filter`), where names and types are checked. A conjunction of conjunctions is one conjunction, and so are
/// disjunctions. It owns what it is made of. Moving copies: no filter is ever left without its conditions.
class filter {
public:
    filter(filter const&) = default;
    filter& operator=(filter other) noexcept {
        swap(other);
        return *this;
    }
    ~filter() = default;

    /// Both. Complexity: O(size of both).
    [[nodiscard]] friend filter operator&&(filter const& a, filter const& b) {
        return joined(node_kind::conjunction, a, b);
    }

    /// Either of them. Complexity: O(size of both).
    [[nodiscard]] friend filter operator||(filter const& a, filter const& b) {
        return joined(node_kind::disjunction, a, b);
    }

    /// Not the filter; what that means on an absent field is the logic of the schema. Complexity: O(size).
    [[nodiscard]] friend filter operator!(filter const& a) {
        filter made;
        made.append(a, node_kind::negation);
        return made;
    }

    /// The request that it is, without a page; its texts view the filter.
    [[nodiscard]] request as_request() const&;
    request as_request() const&& = delete;

private:
    /// Characters of the filter.
    struct slice {
        std::size_t offset = 0;
        std::size_t length = 0;
    };

    struct part {
        node_kind kind = node_kind::predicate;
        schema::operation operation{};
        slice name{};
        std::uint32_t end = 0;
        std::uint32_t first_constant = 0;
        std::uint32_t constant_count = 0;
    };

    struct constant {
        literal::kind type{};
        bool truth = false;
        slice text{};
        core::timestamp instant{};
    };

    template <operands>
    friend class basic_field;

    filter() = default;

    /// A predicate; its constants follow by `add`.
    filter(std::string_view field, schema::operation operation);

    template <class T>
    void add(T const& operand);

    [[nodiscard]] static filter joined(node_kind kind, filter const& a, filter const& b);

    /// Appends the operands of another filter of the kind, or the filter itself as one operand, to the one root.
    void append(filter const& other, node_kind kind);

    [[nodiscard]] slice copy(std::string_view text);
    [[nodiscard]] std::string_view text_of(slice s) const noexcept {
        return std::string_view(characters_).substr(s.offset, s.length);
    }
    void swap(filter& other) noexcept;

    std::vector<part> parts_; // preorder
    std::vector<constant> constants_;
    std::string characters_; // of names and strings, and digits
};

/// A field in a C++ expression, by its public name.
///
/// Its operators take constants of the kinds that it `Takes`: bool; integers of any width, `float` and `double`, exactly;
/// strings that know their length (literals, `std::string`, `std::string_view`); `core::timestamp` and time points of the
/// system clock that microseconds hold exactly. Pointers, characters and other fields do not compile. Lists hold
/// constants of one kind.
template <operands Takes>
class basic_field {
public:
    explicit basic_field(std::string name) noexcept : name_(std::move(name)) {}

    /// The public name.
    [[nodiscard]] std::string const& name() const noexcept { return name_; }

    template <detail::operand<Takes> T>
    [[nodiscard]] filter operator==(T&& constant) const {
        return predicate(schema::operation::eq, constant);
    }

    template <detail::operand<Takes> T>
    [[nodiscard]] filter operator!=(T&& constant) const {
        return predicate(schema::operation::ne, constant);
    }

    template <detail::operand<Takes> T>
        requires(!detail::of_kind<T, literal::kind::boolean>)
    [[nodiscard]] filter operator<(T&& constant) const {
        return predicate(schema::operation::lt, constant);
    }

    template <detail::operand<Takes> T>
        requires(!detail::of_kind<T, literal::kind::boolean>)
    [[nodiscard]] filter operator<=(T&& constant) const {
        return predicate(schema::operation::le, constant);
    }

    template <detail::operand<Takes> T>
        requires(!detail::of_kind<T, literal::kind::boolean>)
    [[nodiscard]] filter operator>(T&& constant) const {
        return predicate(schema::operation::gt, constant);
    }

    template <detail::operand<Takes> T>
        requires(!detail::of_kind<T, literal::kind::boolean>)
    [[nodiscard]] filter operator>=(T&& constant) const {
        return predicate(schema::operation::ge, constant);
    }

    /// Equal to one of the constants.
    template <detail::operand<Takes> T, class... Others>
        requires((detail::kind_of<Others>() == detail::kind_of<T>()) && ...)
    [[nodiscard]] filter in(T&& first, Others&&... others) const {
        return predicate(schema::operation::in, first, others...);
    }

    /// Equal to one of the elements; a range without elements is an error when the filter is bound.
    template <std::ranges::input_range Range>
        requires(!detail::operand<Range, Takes> && detail::operand<std::ranges::range_value_t<Range>, Takes>)
    [[nodiscard]] filter in(Range&& constants) const {
        return list(schema::operation::in, constants);
    }

    /// Equal to none of the constants.
    template <detail::operand<Takes> T, class... Others>
        requires((detail::kind_of<Others>() == detail::kind_of<T>()) && ...)
    [[nodiscard]] filter not_in(T&& first, Others&&... others) const {
        return predicate(schema::operation::not_in, first, others...);
    }

    /// Equal to none of the elements; a range without elements is an error when the filter is bound.
    template <std::ranges::input_range Range>
        requires(!detail::operand<Range, Takes> && detail::operand<std::ranges::range_value_t<Range>, Takes>)
    [[nodiscard]] filter not_in(Range&& constants) const {
        return list(schema::operation::not_in, constants);
    }

    /// Has the substring, byte for byte.
    template <detail::of_kind<literal::kind::string> T>
        requires(Takes.string)
    [[nodiscard]] filter contains(T&& substring) const {
        return predicate(schema::operation::contains, substring);
    }

    /// Has the substring under the field's case folding.
    template <detail::of_kind<literal::kind::string> T>
        requires(Takes.string)
    [[nodiscard]] filter icontains(T&& substring) const {
        return predicate(schema::operation::icontains, substring);
    }

    /// Begins with the string, byte for byte.
    template <detail::of_kind<literal::kind::string> T>
        requires(Takes.string)
    [[nodiscard]] filter begins_with(T&& prefix) const {
        return predicate(schema::operation::begins_with, prefix);
    }

    /// Ends with the string, byte for byte.
    template <detail::of_kind<literal::kind::string> T>
        requires(Takes.string)
    [[nodiscard]] filter ends_with(T&& suffix) const {
        return predicate(schema::operation::ends_with, suffix);
    }

    /// Is absent.
    [[nodiscard]] filter is_null() const
        requires(Takes.absence)
    {
        return predicate(schema::operation::is_null);
    }

    /// Is not absent.
    [[nodiscard]] filter not_null() const
        requires(Takes.absence)
    {
        return predicate(schema::operation::not_null);
    }

private:
    template <class... Constants>
    [[nodiscard]] filter predicate(schema::operation o, Constants const&... constants) const {
        filter made(name_, o);
        (made.add(constants), ...);
        return made;
    }

    template <class Range>
    [[nodiscard]] filter list(schema::operation o, Range& constants) const {
        filter made(name_, o);
        for (auto&& element : constants) {
            made.add(static_cast<std::ranges::range_value_t<Range> const&>(element));
        }
        return made;
    }

    std::string name_;
};

/// A field of which only the name is known: its type is checked when the filter is bound.
using unbound_field =
    basic_field<operands{.boolean = true, .number = true, .string = true, .timestamp = true, .absence = true}>;

/// The field of a public name, for filters that are written in C++.
[[nodiscard]] inline unbound_field field(std::string name) { return unbound_field(std::move(name)); }
unbound_field field(std::nullptr_t) = delete;

} // namespace quern::syntax

#include <quern/syntax/impl/filter.hpp>
