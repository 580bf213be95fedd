#pragma once

#include <quern/adapt/bson/detail/fault.hpp>
#include <quern/core/time_layout.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/mongo/detail/limits.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <bson/bson.h>

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace quern::adapt::detail {

/// The deepest nesting of BSON's documents and arrays.
inline constexpr std::size_t most_levels = 100;

/// The largest command of MongoDB: 16 MiB for a document, and 16 KiB for what stands around it.
inline constexpr std::size_t most_bytes = mongo::detail::most_bytes + 16'384;

/// What is wrong with a string, or a key.
[[nodiscard]] inline std::optional<bson_fault> text_fault(std::string_view s) noexcept {
    if (s.size() > most_bytes) {
        return bson_fault::too_large;
    }
    if (s.find('\0') != std::string_view::npos) {
        return bson_fault::null_character;
    }
    return bson_utf8_validate(s.data(), s.size(), false) ? std::nullopt : std::optional(bson_fault::not_utf8);
}

/// The number that a whole text writes.
template <class Number>
[[nodiscard]] std::optional<Number> number(boost::json::value const& v) noexcept {
    auto const* const s = v.if_string();
    if (s == nullptr) {
        return std::nullopt;
    }
    Number n{};
    auto const [end, error] = std::from_chars(s->data(), s->data() + s->size(), n);
    bool const whole = error == std::errc() && end == s->data() + s->size();
    return whole ? std::optional(n) : std::nullopt;
}

/// The milliseconds of a date: the value of `$date`.
[[nodiscard]] inline std::optional<std::int64_t> milliseconds(boost::json::value const& v) noexcept {
    if (auto const* const o = v.if_object(); o != nullptr && o->size() == 1 && o->begin()->key() == "$numberLong") {
        return number<std::int64_t>(o->begin()->value());
    }
    if (auto const* const s = v.if_string()) {
        auto const instant = core::parse_timestamp(std::string_view(s->data(), s->size()), core::time_layout::rfc3339);
        if (instant && instant->microseconds % 1'000 == 0) {
            return instant->microseconds / 1'000;
        }
    }
    return std::nullopt;
}

/// An element of a document, under its key.
class element {
public:
    element(::bson_t& to, std::string_view key) noexcept
        : to_(to),
          key_(key.data()),
          length_(static_cast<int>(key.size())) {}

    [[nodiscard]] bool append(bool v) const noexcept { return bson_append_bool(&to_, key_, length_, v); }
    [[nodiscard]] bool append(std::int32_t v) const noexcept { return bson_append_int32(&to_, key_, length_, v); }
    [[nodiscard]] bool append(std::int64_t v) const noexcept { return bson_append_int64(&to_, key_, length_, v); }
    [[nodiscard]] bool append(double v) const noexcept { return bson_append_double(&to_, key_, length_, v); }
    [[nodiscard]] bool append(std::string_view v) const noexcept {
        return bson_append_utf8(&to_, key_, length_, v.data(), static_cast<int>(v.size()));
    }
    [[nodiscard]] bool append_null() const noexcept { return bson_append_null(&to_, key_, length_); }
    [[nodiscard]] bool append_date(std::int64_t v) const noexcept {
        return bson_append_date_time(&to_, key_, length_, v);
    }

    /// Appends a document or an array, which `fill` fills.
    template <class Fill>
    [[nodiscard]] std::optional<bson_fault> append_nested(bool array, Fill&& fill) const {
        ::bson_t child;
        bool const begun = array ? bson_append_array_begin(&to_, key_, length_, &child)
                                 : bson_append_document_begin(&to_, key_, length_, &child);
        if (!begun) {
            return bson_fault::too_large;
        }
        std::optional<bson_fault> fault = fill(child);
        bool const ended = array ? bson_append_array_end(&to_, &child) : bson_append_document_end(&to_, &child);
        return fault || ended ? fault : bson_fault::too_large;
    }

private:
    ::bson_t& to_;
    char const* key_;
    int length_;
};

[[nodiscard]] inline std::optional<bson_fault> held(bool appended) noexcept {
    return appended ? std::nullopt : std::optional(bson_fault::too_large);
}

/// Appends what an object of one member stands for, where its key names a type; nothing where the object is a document.
[[nodiscard]] inline std::optional<std::optional<bson_fault>> append_typed(element const& to,
                                                                           boost::json::object const& o) {
    if (o.empty()) {
        return std::nullopt;
    }
    std::string_view const type = o.begin()->key();
    boost::json::value const& v = o.begin()->value();
    bool const typed = type == "$numberInt" || type == "$numberLong" || type == "$numberDouble" || type == "$date";
    if (!typed) {
        return std::nullopt;
    }
    if (o.size() == 1) {
        if (auto const i = number<std::int32_t>(v); type == "$numberInt" && i) {
            return held(to.append(*i));
        }
        if (auto const i = number<std::int64_t>(v); type == "$numberLong" && i) {
            return held(to.append(*i));
        }
        if (auto const d = number<double>(v); type == "$numberDouble" && d && std::isfinite(*d)) {
            return held(to.append(*d));
        }
        if (auto const ms = milliseconds(v); type == "$date" && ms) {
            return held(to.append_date(*ms));
        }
    }
    return bson_fault::not_extended_json;
}

[[nodiscard]] std::optional<bson_fault> append_members(::bson_t& to, boost::json::object const& members,
                                                       std::size_t level);
[[nodiscard]] std::optional<bson_fault> append_elements(::bson_t& to, boost::json::array const& elements,
                                                        std::size_t level);

/// Appends a value; `level` is the nesting of the document that it stands in.
[[nodiscard]] inline std::optional<bson_fault> append_value(element const& to, boost::json::value const& v,
                                                            std::size_t level) {
    switch (v.kind()) {
    case boost::json::kind::null:
        return held(to.append_null());
    case boost::json::kind::bool_:
        return held(to.append(v.get_bool()));
    case boost::json::kind::int64: {
        std::int64_t const i = v.get_int64();
        return held(std::in_range<std::int32_t>(i) ? to.append(static_cast<std::int32_t>(i)) : to.append(i));
    }
    case boost::json::kind::uint64:
        if (!std::in_range<std::int64_t>(v.get_uint64())) {
            return bson_fault::not_extended_json;
        }
        return held(to.append(static_cast<std::int64_t>(v.get_uint64())));
    case boost::json::kind::double_:
        return held(to.append(v.get_double()));
    case boost::json::kind::string: {
        std::string_view const s(v.get_string().data(), v.get_string().size());
        std::optional<bson_fault> const fault = text_fault(s);
        return fault ? fault : held(to.append(s));
    }
    case boost::json::kind::array:
        return to.append_nested(true,
                                [&](::bson_t& child) { return append_elements(child, v.get_array(), level + 1); });
    case boost::json::kind::object:
        break;
    }
    if (auto const typed = append_typed(to, v.get_object())) {
        return *typed;
    }
    return to.append_nested(false, [&](::bson_t& child) { return append_members(child, v.get_object(), level + 1); });
}

/// Appends the members of an object, which stands `level` levels deep.
inline std::optional<bson_fault> append_members(::bson_t& to, boost::json::object const& members, std::size_t level) {
    if (level > most_levels) {
        return bson_fault::too_deep;
    }
    for (auto const& [key, v] : members) {
        std::string_view const name(key.data(), key.size());
        if (auto const fault = text_fault(name)) {
            return fault;
        }
        if (auto const fault = append_value({to, name}, v, level)) {
            return fault;
        }
    }
    return to.len > most_bytes ? std::optional(bson_fault::too_large) : std::nullopt;
}

/// Appends the elements of an array, likewise; their keys are their places.
inline std::optional<bson_fault> append_elements(::bson_t& to, boost::json::array const& elements, std::size_t level) {
    if (level > most_levels) {
        return bson_fault::too_deep;
    }
    std::size_t place = 0;
    for (boost::json::value const& v : elements) {
        std::string const key = std::to_string(place++);
        if (auto const fault = append_value({to, key}, v, level)) {
            return fault;
        }
    }
    return std::nullopt;
}

} // namespace quern::adapt::detail
