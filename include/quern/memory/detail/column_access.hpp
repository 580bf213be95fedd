#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/result.hpp>
#include <quern/expr/query.hpp>
#include <quern/memory/column.hpp>
#include <quern/memory/detail/members.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/detail/described.hpp>
#include <quern/schema/scalar.hpp>

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace quern::memory::detail {

template <class T>
inline constexpr bool is_column = false;
template <class T>
inline constexpr bool is_column<column<T>> = true;
template <>
inline constexpr bool is_column<dictionary> = true;

template <class Struct, class Descriptor>
using described_member = std::remove_cvref_t<decltype(std::declval<Struct&>().*Descriptor::pointer)>;

template <class Struct>
struct column_members {
    template <class Descriptor>
    using is = std::bool_constant<is_column<described_member<Struct, Descriptor>>>;

    using all = schema::detail::public_members<Struct>;
};

template <class Struct>
struct has_columns : std::false_type {};
template <schema::detail::described Struct>
struct has_columns<Struct> : boost::mp11::mp_any_of_q<typename column_members<Struct>::all,
                                                      boost::mp11::mp_quote<column_members<Struct>::template is>> {};

/// A described struct with a column among its members.
template <class Struct>
concept struct_of_columns = has_columns<Struct>::value;

/// What a test reads of a column.
struct column_view {
    void const* values = nullptr;
    std::span<std::string_view const> words{};
    presence present{};
    bool coded = false;
};

/// Finds the columns of fields in a struct.
template <struct_of_columns Columns>
class column_access {
public:
    static_assert(boost::mp11::mp_all_of_q<typename column_members<Columns>::all,
                                           boost::mp11::mp_quote<column_members<Columns>::template is>>::value,
                  "a struct of columns has a described member that is no column");

    /// Errors: `no_member`, `member_type`, as of structs.
    [[nodiscard]] static core::result<column_access> make(expr::query const& q) {
        column_access made;
        core::diagnostics found;
        std::vector<bool> const needed = needed_fields(q);
        for (std::size_t i = 0; i != needed.size(); ++i) {
            made.members_.push_back(find(q.schema.fields()[i], needed[i], found));
        }
        if (found.has_errors()) {
            return found;
        }
        return made;
    }

    /// The column of a field. Precondition: the field has one.
    [[nodiscard]] column_view view(Columns const& columns, schema::field_index field) const noexcept {
        column_view seen;
        for_each([&](auto index, auto descriptor) {
            if (members_[field] == index) {
                auto const& c = columns.*descriptor.pointer;
                seen.values = c.values.data();
                seen.present = c.present;
                if constexpr (std::same_as<std::remove_cvref_t<decltype(c)>, dictionary>) {
                    seen.words = c.words;
                    seen.coded = true;
                }
            }
        });
        return seen;
    }

    /// The number of rows that all columns have; throws where they do not.
    [[nodiscard]] static std::size_t rows(Columns const& columns) {
        std::optional<std::size_t> rows;
        for_each([&](auto, auto descriptor) {
            std::size_t const here = rows_of(columns.*descriptor.pointer);
            if (rows.value_or(here) != here) {
                throw std::invalid_argument("quern: columns have different numbers of rows");
            }
            rows = here;
        });
        return rows.value_or(0);
    }

private:
    using members = typename column_members<Columns>::all;

    template <class F>
    static void for_each(F&& f) {
        boost::mp11::mp_for_each<boost::mp11::mp_iota<boost::mp11::mp_size<members>>>(
            [&f](auto index) { f(index, boost::mp11::mp_at<members, decltype(index)>()); });
    }

    [[nodiscard]] static std::size_t find(schema::field const& f, bool needed, core::diagnostics& found) {
        std::size_t at = 0;
        std::optional<schema::scalar> held;
        for_each([&](auto index, auto descriptor) {
            if (is_called(descriptor.name, f.path)) {
                at = index;
                held =
                    schema::detail::scalar_of<typename described_member<Columns, decltype(descriptor)>::value_type>();
            }
        });
        check_member(f, held, needed, found);
        return at;
    }

    std::vector<std::size_t> members_; // of each field
};

} // namespace quern::memory::detail
