#pragma once

#include "cells.hpp"

#include <quern/api/detail/record_members.hpp>
#include <quern/api/kept_json.hpp>
#include <quern/api/nullable.hpp>
#include <quern/api/open_enum.hpp>
#include <quern/api/record.hpp>
#include <quern/schema/definition.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace audit {

/// Makes records of rows: a member is the field whose path has its name.
///
/// A member that is absent keeps what a new record has. JSON that a store holds as text is read into its type.
template <quern::api::record Record>
class record_rows {
public:
    explicit record_rows(quern::schema::definition const& schema) {
        auto const fields = schema.fields();
        for (std::size_t m = 0; m != names.size(); ++m) {
            for (std::size_t f = 0; f != fields.size(); ++f) {
                if (!names[m].empty() && fields[f].path == names[m]) {
                    places_[m] = f;
                }
            }
        }
    }

    /// Throws: `std::runtime_error` where the store holds what is no such record.
    [[nodiscard]] Record make(cells const& row) {
        Record made;
        std::size_t at = 0;
        boost::mp11::mp_for_each<quern::api::detail::record_members<Record>>([&](auto descriptor) {
            std::size_t const member = at++;
            std::size_t const place = places_[member];
            if constexpr (!quern::api::detail::takes_others<Record, decltype(descriptor)>) {
                if (place != none && row[place] && !set(made, made.*descriptor.pointer, *row[place])) {
                    throw std::runtime_error("a stored " + std::string(names[member]) + " is not of its type");
                }
            }
        });
        return made;
    }

private:
    static constexpr auto const& names = quern::api::detail::record_names<Record>;
    static constexpr std::size_t none = ~std::size_t{0};

    template <std::integral Integer>
    bool set(Record&, Integer& member, quern::core::value const& v) {
        return std::visit(
            [&]<class T>(T const& held) {
                if constexpr (std::same_as<T, std::int64_t> || std::same_as<T, std::uint64_t>) {
                    member = static_cast<Integer>(held);
                    return std::in_range<Integer>(held);
                } else {
                    return false;
                }
            },
            v);
    }

    bool set(Record&, std::string& member, quern::core::value const& v) {
        auto const* const text = std::get_if<std::string_view>(&v);
        member = text != nullptr ? *text : std::string_view();
        return text != nullptr;
    }

    bool set(Record&, quern::core::timestamp& member, quern::core::value const& v) {
        auto const* const instant = std::get_if<quern::core::timestamp>(&v);
        member = instant != nullptr ? *instant : quern::core::timestamp{};
        return instant != nullptr;
    }

    template <class Enum>
    bool set(Record&, quern::api::open_enum<Enum>& member, quern::core::value const& v) {
        auto const* const word = std::get_if<std::string_view>(&v);
        member = quern::api::open_enum<Enum>::from(word != nullptr ? *word : std::string_view());
        return word != nullptr;
    }

    /// What is stored as the text of JSON.
    template <class Member>
    bool set(Record& owner, Member& member, quern::core::value const& v) {
        auto const* const text = std::get_if<std::string_view>(&v);
        quern::core::diagnostics found;
        if (text == nullptr || !document_.read(*text, quern::api::record_limits, found) || !found.empty()) {
            return false;
        }
        read(document_.root(), owner, member, found);
        return !found.has_errors();
    }

    static void read(quern::json::node written, Record&, quern::api::kept_json& member, quern::core::diagnostics&) {
        member = quern::api::kept_json(written);
    }

    template <quern::api::record Inner>
    static void read(quern::json::node written, Record&, std::optional<quern::api::nullable<Inner>>& member,
                     quern::core::diagnostics& found) {
        auto& present = member.emplace();
        if (written.type() != quern::json::kind::null) {
            read_record(written, present.value.emplace(), found);
        }
    }

    template <class Member>
    static void read(quern::json::node written, Record& owner, Member& member, quern::core::diagnostics& found)
        requires requires { read_member(written, owner, member, found); }
    {
        read_member(written, owner, member, found);
    }

    std::array<std::size_t, names.size()> places_ = [] {
        std::array<std::size_t, names.size()> all{};
        all.fill(none);
        return all;
    }();
    quern::json::document document_;
};

} // namespace audit
