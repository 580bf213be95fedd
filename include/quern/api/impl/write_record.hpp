#pragma once

#include <quern/api/detail/record_members.hpp>
#include <quern/api/kept_json.hpp>
#include <quern/api/nullable.hpp>
#include <quern/api/open_enum.hpp>
#include <quern/api/record.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/json/detail/append_string.hpp>

#include <array>
#include <charconv>
#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace quern::api {

namespace detail {

/// Appends the members of records as JSON: one overload a type.
class record_writer {
public:
    record_writer(std::string& out, time_style times) noexcept : out_(out), times_(times) {}

    void write(bool truth) { out_.append(truth ? "true" : "false"); }

    template <std::integral Integer>
    void write(Integer number) {
        std::array<char, std::numeric_limits<Integer>::digits10 + 3> digits{};
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        out_.append(digits.data(), end);
    }

    void write(std::string const& text) { json::detail::append_string(out_, text); }

    void write(core::timestamp instant) {
        out_.push_back('"');
        core::append_timestamp(out_, instant, times_.layout, times_.zone);
        out_.push_back('"');
    }

    void write(kept_json const& kept) { out_.append(kept.text()); }

    template <class Enum>
    void write(open_enum<Enum> const& held) {
        json::detail::append_string(out_, held.word());
    }

    template <class T>
    void write(nullable<T> const& held) {
        if (held) {
            write(*held);
        } else {
            out_.append("null");
        }
    }

    template <class... Alternatives>
    void write(std::variant<Alternatives...> const& held) {
        std::visit([this](auto const& alternative) { this->write(alternative); }, held);
    }

    template <class T>
    void write(std::vector<T> const& elements) {
        std::string_view separator = "[";
        for (T const& element : elements) {
            out_.append(separator);
            separator = ",";
            write(element);
        }
        out_.append(elements.empty() ? "[]" : "]");
    }

    template <record Record>
    void write(Record const& r) {
        record_writer(out_, Record::times).write_members(r);
    }

    /// A type of its own kind, which says how it is written.
    template <class T>
        requires requires(std::string& out, T const& held) { append_value(out, held); }
    void write(T const& held) {
        append_value(out_, held);
    }

private:
    void name(std::string_view& separator, std::string_view key) {
        out_.append(separator);
        separator = ",";
        json::detail::append_string(out_, key);
        out_.push_back(':');
    }

    template <class Record>
    void write_members(Record const& r) {
        std::string_view separator = "{";
        boost::mp11::mp_for_each<record_members<Record>>([&](auto descriptor) {
            auto const& member = r.*descriptor.pointer;
            using type = member_type<Record, decltype(descriptor)>;
            if constexpr (takes_others<Record, decltype(descriptor)>) {
                for (auto const& [key, kept] : member) {
                    name(separator, key);
                    write(kept);
                }
            } else if constexpr (is_optional<type>) {
                if (member) {
                    name(separator, member_name(descriptor.name));
                    write(*member);
                }
            } else {
                name(separator, member_name(descriptor.name));
                write(member);
            }
        });
        out_.append(separator == "{" ? "{}" : "}");
    }

    std::string& out_;
    time_style times_;
};

} // namespace detail

template <record Record>
void append_record(std::string& out, Record const& r) {
    detail::record_writer(out, Record::times).write(r);
}

} // namespace quern::api
