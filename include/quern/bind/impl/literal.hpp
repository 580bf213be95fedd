#pragma once

#include <quern/bind/literal.hpp>
#include <quern/core/detail/compiled.hpp>
#include <quern/core/nearest.hpp>
#include <quern/core/number.hpp>
#include <quern/core/quote.hpp>
#include <quern/core/timestamp_text.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace quern::bind {

namespace detail {

[[nodiscard]] QUERN_INLINE core::term term_of(syntax::literal::kind k) noexcept {
    switch (k) {
    case syntax::literal::kind::boolean:
        return core::term::boolean;
    case syntax::literal::kind::number:
        return core::term::number;
    case syntax::literal::kind::string:
        return core::term::string;
    case syntax::literal::kind::timestamp:
        break;
    }
    return core::term::time;
}

/// The same number in the field's type where that holds it exactly.
[[nodiscard]] QUERN_INLINE core::value to_field_type(core::value const& number, schema::scalar type) noexcept {
    auto const* const i = std::get_if<std::int64_t>(&number);
    auto const* const u = std::get_if<std::uint64_t>(&number);
    if (type == schema::scalar::uint64 && i != nullptr && *i >= 0) {
        return static_cast<std::uint64_t>(*i);
    }
    constexpr std::int64_t exact = std::int64_t{1} << 53U;
    if (type == schema::scalar::real && i != nullptr) {
        auto const d = static_cast<double>(*i);
        bool const held = (*i >= -exact && *i <= exact) || (d < 0x1p63 && static_cast<std::int64_t>(d) == *i);
        return held ? core::value(d) : number;
    }
    if (type == schema::scalar::real && u != nullptr) {
        auto const d = static_cast<double>(*u);
        return d < 0x1p64 && static_cast<std::uint64_t>(d) == *u ? core::value(d) : number;
    }
    return number;
}

class literal_binder {
public:
    literal_binder(syntax::literal const& written, schema::field const& field, schema::operation operation,
                   core::limits const& limits, core::diagnostics& found, trust who)
        : written_(written),
          field_(field),
          operation_(operation),
          limits_(limits),
          found_(found),
          who_(who) {}

    [[nodiscard]] std::optional<core::value> bind() const {
        switch (field_.type) {
        case schema::scalar::boolean:
            return boolean();
        case schema::scalar::int64:
        case schema::scalar::uint64:
        case schema::scalar::real:
            return number();
        case schema::scalar::string:
            return string();
        case schema::scalar::timestamp:
            break;
        }
        return timestamp();
    }

private:
    using kind = syntax::literal::kind;

    core::diagnostic& wrong_type(core::term expected) const {
        return found_.add(core::code::wrong_type, written_.where, {expected, term_of(written_.type)});
    }

    [[nodiscard]] std::optional<core::value> boolean() const {
        if (written_.type == kind::boolean) {
            return written_.truth;
        }
        core::diagnostic& d = wrong_type(core::term::boolean);
        if (written_.text == "true" || written_.text == "false") {
            d.advise(core::hint::unquote, {std::string(written_.text)});
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<core::value> number() const {
        bool const text = written_.type == kind::string && field_.decimal_text;
        if (written_.type != kind::number && !text) {
            core::diagnostic& d = wrong_type(field_.decimal_text               ? core::term::integer_text
                                             : schema::is_integer(field_.type) ? core::term::integer
                                                                               : core::term::number);
            if (written_.type == kind::string && written_.text.size() <= core::quote_limit &&
                core::parse_number(written_.text)) {
                d.advise(core::hint::unquote, {std::string(written_.text)});
            }
            return std::nullopt;
        }
        auto const parsed = core::parse_number(written_.text);
        bool const malformed = !parsed && parsed.error() == core::code::json_number;
        if (text && (malformed || written_.text.find_first_not_of("-0123456789") != std::string_view::npos)) {
            found_.add(core::code::decimal_text, written_.where, {core::quote_text(written_.text)});
            return std::nullopt;
        }
        if (!parsed) {
            found_.add(core::code::number_out_of_range, written_.where, {shortened(written_.text)});
            return std::nullopt;
        }
        bool const integer_written = written_.text.find_first_of(".eE") == std::string_view::npos;
        core::value const constant = to_field_type(parsed->value, field_.type);
        if (field_.type == schema::scalar::real && (!parsed->faithful || !std::holds_alternative<double>(constant))) {
            if (auto const meant = core::shortest_double(written_.text)) {
                return *meant;
            }
        }
        if (!parsed->faithful && (schema::is_integer(field_.type) || integer_written)) {
            found_.add(core::code::number_not_exact, written_.where, {shortened(written_.text)});
            return std::nullopt;
        }
        return constant;
    }

    /// True for the digits of an integer; `-0` is no way to write one.
    [[nodiscard]] static bool is_integer_text(std::string_view number) noexcept {
        return number.find_first_not_of("-0123456789") == std::string_view::npos && number != "-0";
    }

    [[nodiscard]] std::optional<core::value> string() const {
        bool const digits = written_.type == kind::number && field_.integer_text && is_integer_text(written_.text);
        if (written_.type != kind::string && !digits) {
            core::diagnostic& d = wrong_type(core::term::string);
            if (written_.type == kind::number && written_.text.size() <= core::quote_limit) {
                d.advise(core::hint::quote_text, {core::quote_text(written_.text)});
            }
            return std::nullopt;
        }
        if (who_ == trust::client && written_.text.size() > limits_.string) {
            found_.add(core::code::string_too_long, written_.where,
                       {std::to_string(written_.text.size()), std::to_string(limits_.string)});
            return std::nullopt;
        }
        if (written_.text.find('\0') != std::string_view::npos) {
            found_.add(core::code::null_character, written_.where);
            return std::nullopt;
        }
        using enum schema::operation;
        bool const enumerated = who_ == trust::client && !field_.enumerators.empty();
        bool const whole = operation_ == eq || operation_ == ne || operation_ == in || operation_ == not_in;
        if (whole && enumerated &&
            std::find(field_.enumerators.begin(), field_.enumerators.end(), written_.text) ==
                field_.enumerators.end()) {
            bool const reject = field_.unlisted == schema::unlisted_policy::reject;
            unknown_enumerator(reject ? core::code::unknown_enumerator : core::code::unlisted_enumerator);
            if (reject) {
                return std::nullopt;
            }
        }
        return written_.text;
    }

    void unknown_enumerator(core::code code) const {
        std::vector<std::string_view> const legal(field_.enumerators.begin(), field_.enumerators.end());
        std::vector<std::string_view> const near = core::nearest(written_.text, legal);
        std::vector<core::argument> names;
        for (std::string_view const value : near.empty() ? legal : near) {
            names.emplace_back(core::quote_text(value));
        }
        found_.add(code, written_.where, {core::quote_text(written_.text), core::quote_text(field_.name)})
            .advise(near.empty() ? core::hint::expected_one_of : core::hint::did_you_mean, std::move(names));
    }

    [[nodiscard]] std::optional<core::value> timestamp() const {
        if (written_.type == kind::timestamp) {
            return instant();
        }
        if (written_.type != kind::string) {
            wrong_type(core::term::time_string).advise(core::hint::write_as, {pattern()});
            return std::nullopt;
        }
        auto const parsed = core::parse_timestamp(written_.text, field_.layout, field_.zone);
        if (parsed) {
            return *parsed;
        }
        core::time_fault const& fault = parsed.error();
        std::string_view const part = written_.text.substr(fault.offset, fault.length);
        if (fault.code == core::code::time_out_of_range) {
            found_.add(fault.code, place(fault), {fault.part, std::string(part)});
        } else {
            found_.add(fault.code, place(fault), {pattern()});
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<core::value> instant() const {
        if (core::representable(written_.instant, core::time_layout::rfc3339_utc)) {
            return written_.instant;
        }
        found_.add(core::code::number_out_of_range, written_.where,
                   {std::to_string(written_.instant.microseconds) + " µs"});
        return std::nullopt;
    }

    /// Where a part of the text stands in the request; the whole literal where escapes hide that.
    [[nodiscard]] core::span place(core::time_fault const& fault) const noexcept {
        if (written_.where.length != written_.text.size() + 2) {
            return written_.where;
        }
        return {written_.where.offset + 1 + fault.offset, fault.length};
    }

    [[nodiscard]] std::string pattern() const { return core::quote_text(core::pattern(field_.layout)); }

    /// A number's digits, cut where a message could not show them.
    [[nodiscard]] static std::string shortened(std::string_view digits) {
        std::string text(digits.substr(0, core::quote_limit));
        return digits.size() > core::quote_limit ? text.append("…") : text;
    }

    syntax::literal const& written_;
    schema::field const& field_;
    schema::operation operation_;
    core::limits const& limits_;
    core::diagnostics& found_;
    trust who_;
};

} // namespace detail

QUERN_INLINE std::optional<core::value> bind_literal(syntax::literal const& written, schema::field const& field,
                                                     schema::operation operation, core::limits const& limits,
                                                     core::diagnostics& found, trust who) {
    return detail::literal_binder(written, field, operation, limits, found, who).bind();
}

} // namespace quern::bind
