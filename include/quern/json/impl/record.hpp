#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/number.hpp>
#include <quern/core/quote.hpp>
#include <quern/json/detail/members.hpp>
#include <quern/json/record.hpp>
#include <quern/schema/stored.hpp>

#include <cstddef>
#include <string>
#include <variant>

namespace quern::json {

namespace detail {

/// Reads one field after another of a JSON object.
class record_fields {
public:
    record_fields(node record, core::diagnostics& found) noexcept : record_(record), found_(found) {}

    [[nodiscard]] std::optional<core::value> read(schema::field const& f) {
        std::optional<node> const member = find(f);
        if (!member) {
            return std::nullopt;
        }
        if (member->type() == kind::null) {
            if (!f.nullable) {
                report_type(found_, *member, expected(f));
            }
            return std::nullopt;
        }
        exact_ = true;
        std::optional<core::value> const raw = scalar(*member, f);
        if (!raw) {
            return std::nullopt;
        }
        auto const stored = schema::read_stored(f, *raw);
        if (!stored) {
            report(*member, f, stored.error());
            return std::nullopt;
        }
        if (!exact_ && f.type != schema::scalar::real) {
            found_.add(core::code::number_not_exact, member->where(), {shown(member->literal())});
            return std::nullopt;
        }
        return *stored;
    }

private:
    /// The member of a field; none, where it is missing or cannot be.
    [[nodiscard]] std::optional<node> find(schema::field const& f) {
        std::string_view path = f.path;
        node holder = record_;
        for (;;) {
            std::size_t const dot = path.find('.');
            std::string_view const key = path.substr(0, dot);
            std::optional<node> const member = holder.find(key);
            bool const missing = !member || (dot != path.npos && member->type() == kind::null);
            if (missing && !f.nullable) {
                report_missing(found_, member.value_or(holder), key);
            }
            if (missing || dot == path.npos) {
                return missing ? std::nullopt : member;
            }
            if (member->type() != kind::object) {
                report_type(found_, *member, core::term::object);
                return std::nullopt;
            }
            holder = *member;
            path.remove_prefix(dot + 1);
        }
    }

    /// What a member holds, before it has the field's type; none, and a diagnostic, where that is no scalar for it.
    [[nodiscard]] std::optional<core::value> scalar(node member, schema::field const& f) {
        switch (member.type()) {
        case kind::boolean:
            return member.boolean();
        case kind::number:
            return number(member, f);
        case kind::string:
            if (f.type == schema::scalar::string && member.text().find('\0') != std::string_view::npos) {
                found_.add(core::code::null_character, member.where());
                return std::nullopt;
            }
            return member.text();
        case kind::object:
        case kind::array:
        case kind::null:
            break;
        }
        report_type(found_, member, expected(f));
        return std::nullopt;
    }

    [[nodiscard]] std::optional<core::value> number(node member, schema::field const& f) {
        std::string_view const digits = member.literal();
        if (f.integer_text && digits.find_first_not_of("-0123456789") == digits.npos) {
            return digits;
        }
        auto const read = core::parse_number(digits);
        if (!read) {
            found_.add(read.error(), member.where(), {shown(digits)});
            return std::nullopt;
        }
        exact_ = read->faithful;
        return read->value;
    }

    void report(node member, schema::field const& f, schema::stored_fault const& fault) {
        if (fault.code == core::code::number_out_of_range) {
            found_.add(fault.code, member.where(), {shown(member.literal())});
        } else if (fault.code == core::code::time_layout) {
            found_.add(fault.code, place(member, fault.time), {core::quote_text(core::pattern(fault.layout))});
        } else if (fault.code == core::code::time_out_of_range) {
            std::string_view const part = member.text().substr(fault.time.offset, fault.time.length);
            found_.add(fault.code, place(member, fault.time), {fault.time.part, std::string(part)});
        } else {
            report_type(found_, member, expected(f));
        }
    }

    /// Where a part of a time stands in the text; the whole string where escapes hide that.
    [[nodiscard]] static core::span place(node member, core::time_fault const& fault) noexcept {
        core::span const whole = member.where();
        return member.escaped() ? whole : core::span{whole.offset + 1 + fault.offset, fault.length};
    }

    [[nodiscard]] static core::term expected(schema::field const& f) noexcept {
        switch (f.type) {
        case schema::scalar::boolean:
            return core::term::boolean;
        case schema::scalar::int64:
        case schema::scalar::uint64:
            return core::term::integer;
        case schema::scalar::real:
            return core::term::number;
        case schema::scalar::string:
            return core::term::string;
        case schema::scalar::timestamp:
            break;
        }
        bool const text = f.storage == schema::time_storage::native || f.storage == schema::time_storage::text;
        return text ? core::term::time_string : core::term::integer;
    }

    /// A number's digits, cut where a message could not show them.
    [[nodiscard]] static std::string shown(std::string_view digits) {
        std::string text(digits.substr(0, core::quote_limit));
        return digits.size() > core::quote_limit ? text.append("…") : text;
    }

    node record_;
    core::diagnostics& found_;
    bool exact_ = true; // the last number is what its digits say
};

} // namespace detail

QUERN_INLINE bool record_reader::read(std::string_view text, std::vector<std::optional<core::value>>& out,
                                      core::diagnostics& found, read_limits const& limits) {
    out.clear();
    found.clear();
    bool const complete = document_.read(text, limits, found);
    if (complete && document_.root().type() != kind::object) {
        detail::report_type(found, document_.root(), core::term::object);
    } else if (complete) {
        detail::record_fields fields(document_.root(), found);
        for (schema::field const& f : schema_.fields()) {
            out.push_back(fields.read(f));
        }
    }
    if (!found.empty()) {
        found.arrange(schema_.limits().diagnostics);
        document_.set_pointers(found);
    }
    return !found.has_errors();
}

} // namespace quern::json
