#pragma once

#include <quern/api/detail/record_members.hpp>
#include <quern/api/kept_json.hpp>
#include <quern/api/nullable.hpp>
#include <quern/api/open_enum.hpp>
#include <quern/api/record.hpp>
#include <quern/core/limits.hpp>
#include <quern/core/number.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/term.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/json/detail/members.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace quern::api {

namespace detail {

inline constexpr std::size_t longest_quoted_number = 40;

/// Reads JSON values into the members of records: one overload a type.
class record_reader {
public:
    record_reader(time_style times, core::diagnostics& found) noexcept : times_(times), found_(found) {}

    void read(json::node written, bool& out) {
        if (is(written, json::kind::boolean, core::term::boolean)) {
            out = written.boolean();
        }
    }

    template <std::integral Integer>
    void read(json::node written, Integer& out) {
        if (!is(written, json::kind::number, core::term::integer)) {
            return;
        }
        auto const number = core::parse_number(written.literal());
        if (number && !number->integral) {
            json::detail::report_type(found_, written, core::term::integer);
            return;
        }
        bool const held = number && number->faithful && assign(number->value, out);
        if (!held) {
            std::string_view const digits = written.literal();
            found_.add(core::code::number_out_of_range, written.where(),
                       {core::quote_text(digits.substr(0, longest_quoted_number))});
        }
    }

    void read(json::node written, std::string& out) {
        if (is(written, json::kind::string, core::term::string)) {
            out = written.text();
        }
    }

    void read(json::node written, core::timestamp& out) {
        if (!is(written, json::kind::string, core::term::time_string)) {
            return;
        }
        auto const instant = core::parse_timestamp(written.text(), times_.layout, times_.zone);
        if (instant) {
            out = *instant;
            return;
        }
        core::time_fault const& fault = instant.error();
        core::span where = written.where();
        if (!written.escaped()) {
            where = {where.offset + 1 + fault.offset, fault.length};
        }
        if (fault.code == core::code::time_layout) {
            found_.add(fault.code, where, {std::string(core::pattern(times_.layout))});
        } else {
            std::string_view const part = written.text().substr(fault.offset, fault.length);
            found_.add(fault.code, where, {fault.part, std::string(part)});
        }
    }

    void read(json::node written, kept_json& out) { out = kept_json(written); }

    template <class Enum>
    void read(json::node written, open_enum<Enum>& out) {
        if (is(written, json::kind::string, core::term::string)) {
            out = open_enum<Enum>::from(written.text());
        }
    }

    template <class T>
    void read(json::node written, std::optional<T>& out) {
        read(written, out.emplace());
    }

    template <class T>
    void read(json::node written, nullable<T>& out) {
        out.value.reset();
        if (written.type() != json::kind::null) {
            read(written, out.value.emplace());
        }
    }

    template <class T>
    void read(json::node written, std::vector<T>& out) {
        out.clear();
        if (!is(written, json::kind::array, core::term::array)) {
            return;
        }
        out.reserve(written.size());
        for (json::node const element : written.elements()) {
            read(element, out.emplace_back());
        }
    }

    template <record Record>
    void read(json::node written, Record& out) {
        record_reader(Record::times, found_).read_members(written, out);
    }

private:
    [[nodiscard]] bool is(json::node written, json::kind expected, core::term word) {
        if (written.type() != expected) {
            json::detail::report_type(found_, written, word);
        }
        return written.type() == expected;
    }

    template <class Integer>
    [[nodiscard]] static bool assign(core::value const& number, Integer& out) noexcept {
        auto const fits = [&out](auto integer) {
            bool const in_range = std::in_range<Integer>(integer);
            out = in_range ? static_cast<Integer>(integer) : out;
            return in_range;
        };
        if (auto const* const i = std::get_if<std::int64_t>(&number)) {
            return fits(*i);
        }
        auto const* const u = std::get_if<std::uint64_t>(&number);
        return u != nullptr && fits(*u);
    }

    /// In the order of description: a member may be read in the light of those before it.
    template <class Record>
    void read_members(json::node written, Record& out) {
        if (!is(written, json::kind::object, core::term::object)) {
            return;
        }
        static constexpr auto const& names = record_names<Record>;
        std::array<json::detail::entry, names.size()> entries;
        other_members others;
        bool has_others = false;
        std::vector<json::member> unknown;
        for (json::member const m : written.members()) {
            auto const place = static_cast<std::size_t>(std::find(names.begin(), names.end(), m.key()) - names.begin());
            if (place == names.size() || m.key().empty()) {
                unknown.push_back(m);
            } else if (!entries[place]) {
                entries[place].emplace(m);
            }
        }
        std::size_t at = 0;
        boost::mp11::mp_for_each<record_members<Record>>([&](auto descriptor) {
            using type = member_type<Record, decltype(descriptor)>;
            type& member = out.*descriptor.pointer;
            json::detail::entry const& entry = entries[at];
            std::string_view const name = names[at++];
            if constexpr (takes_others<Record, decltype(descriptor)>) {
                has_others = true;
                member.clear();
                for (json::member const m : unknown) {
                    member.emplace_back(m.key(), kept_json(m.value()));
                }
            } else if (!entry) {
                if constexpr (!is_optional<type>) {
                    json::detail::report_missing(found_, written, name);
                } else {
                    member.reset();
                }
            } else if constexpr (requires { read_member(entry->value(), out, member, found_); }) {
                read_member(entry->value(), out, member, found_);
            } else {
                read(entry->value(), member);
            }
        });
        for (json::member const m : unknown) {
            if (!has_others) {
                core::diagnostic& d = found_.add(core::code::unknown_key, m.key_where(), {core::quote_name(m.key())});
                json::detail::advise_spelling(d, m.key(), names);
            }
        }
    }

    time_style times_;
    core::diagnostics& found_;
};

} // namespace detail

template <record Record>
bool read_record(json::node written, Record& out, core::diagnostics& found) {
    std::size_t const before = found.size();
    detail::record_reader(Record::times, found).read(written, out);
    return found.size() == before;
}

template <record Record>
core::result<Record> read_record(std::string_view text, json::read_limits const& limits) {
    json::document document;
    core::diagnostics found;
    Record out;
    if (document.read(text, limits, found)) {
        read_record(document.root(), out, found);
    }
    if (found.has_errors()) {
        found.arrange(core::limits{}.diagnostics);
        document.set_pointers(found);
        return found;
    }
    return out;
}

} // namespace quern::api
