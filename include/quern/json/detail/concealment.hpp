#pragma once

#include <quern/core/code.hpp>
#include <quern/core/diagnostics.hpp>
#include <quern/core/hint.hpp>
#include <quern/core/nearest.hpp>
#include <quern/core/span.hpp>
#include <quern/json/detail/common_arguments.hpp>
#include <quern/json/document.hpp>
#include <quern/schema/definition.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace quern::json::detail {

/// What a message shows in place of a secret.
inline constexpr std::string_view mask = "********";

/// True for a key that is a common argument, or was probably meant for one.
[[nodiscard]] inline bool resembles_common(std::string_view key) {
    return !core::nearest(key, schema::common_argument_names, 1).empty();
}

/// True for text that names a common argument, such as a request that was written into a string.
[[nodiscard]] inline bool names_common(std::string_view text) noexcept {
    auto const& names = schema::common_argument_names;
    return std::any_of(names.begin(), names.end(),
                       [text](std::string_view name) { return text.find(name) != std::string_view::npos; });
}

/// Conceals the values of common arguments at any depth, misspelt ones too, but not those of the schema's fields; and
/// strings that name one.
inline void conceal_common(node request, schema::definition const& schema, core::diagnostics& found) {
    std::vector<node> open;
    auto const descend = [&open, &found](node n) {
        if (n.type() == kind::object || n.type() == kind::array) {
            open.push_back(n);
        } else if (n.type() == kind::string && names_common(n.text())) {
            found.conceal(n.where());
        }
    };
    descend(request);
    while (!open.empty()) {
        node const at = open.back();
        open.pop_back();
        if (at.type() == kind::array) {
            for (node const element : at.elements()) {
                descend(element);
            }
        } else {
            for (member const m : at.members()) {
                bool const field = schema.find(m.key()) && !is_common(m.key(), schema);
                if (!field && resembles_common(m.key())) {
                    found.conceal(m.value().where());
                } else {
                    descend(m.value());
                }
            }
        }
    }
}

/// Lets a diagnostic that lies inside a concealed value speak of that value as a whole, and quote nothing of it.
inline void mask_concealed(core::diagnostics& found) {
    std::vector<core::span> secrets = found.secrets();
    std::sort(secrets.begin(), secrets.end());
    auto const inner = [last = core::span{}](core::span s) mutable {
        bool const within = s.end() <= last.end();
        last = within ? last : s;
        return within;
    };
    secrets.erase(std::remove_if(secrets.begin(), secrets.end(), inner), secrets.end());
    for (core::diagnostic& d : found) {
        auto const next =
            std::upper_bound(secrets.begin(), secrets.end(), d.where.offset,
                             [](std::uint32_t offset, core::span secret) { return offset < secret.offset; });
        if (next == secrets.begin() || d.where.end() > std::prev(next)->end() || d.where == *std::prev(next)) {
            continue;
        }
        d.where = *std::prev(next);
        d.related.clear();
        d.advise(core::hint::none);
        for (core::argument& a : d.arguments) {
            if (a.text() != nullptr) {
                a = std::string(mask);
            }
        }
    }
}

/// True where a text that is not JSON may hold a common argument.
[[nodiscard]] inline bool may_hold_common(std::string_view text, schema::definition const& schema) noexcept {
    std::string_view const looked_at = text.substr(0, std::size_t{schema.limits().bytes} + 4'096);
    return schema.common_arguments() || names_common(looked_at);
}

/// True for a key at the top whose value is read, and may be spoken of.
[[nodiscard]] inline bool is_read(std::string_view key, schema::definition const& schema) {
    if (schema.form() != schema::form::lookup) {
        return key == "condition" || key == "filter" || key == "page";
    }
    return schema.find(key) && !is_common(key, schema);
}

/// The length of a pointer up to the member that may hold a secret; the whole where there is none.
[[nodiscard]] inline std::size_t secret_prefix(std::string_view pointer, schema::definition const& schema) {
    for (std::size_t end = 0; end < pointer.size();) {
        std::size_t const begin = end + 1;
        end = std::min(pointer.find('/', begin), pointer.size());
        std::string_view const key = pointer.substr(begin, end - begin);
        if (resembles_common(key) || (begin == 1 && schema.common_arguments() && !is_read(key, schema))) {
            return end;
        }
    }
    return pointer.size();
}

/// True where a pointer ends in the key that stands at a span as it was written: it was not cut short.
[[nodiscard]] inline bool ends_in_key(std::string_view pointer, std::string_view text, core::span where) {
    std::string_view const key = text.substr(where.offset + 1, where.length - 2);
    return pointer.ends_with(key) && pointer.substr(0, pointer.size() - key.size()).ends_with('/');
}

/// Conceals a text that is not JSON, where a secret may stand anywhere. The diagnostics have their pointers.
inline void conceal_text(std::string_view text, schema::definition const& schema, core::diagnostics& found) {
    static constexpr std::string_view punctuation = R"({}[]:,"')";
    found.conceal({0, static_cast<std::uint32_t>(text.size())});
    for (core::diagnostic& d : found) {
        std::size_t const shown = secret_prefix(d.pointer, schema);
        bool const letter = d.code == core::code::json_syntax && d.where.end() <= text.size() &&
                            punctuation.find(text[d.where.offset]) == std::string_view::npos;
        bool const key = d.code == core::code::duplicate_key &&
                         (shown != d.pointer.size() || !ends_in_key(d.pointer, text, d.where));
        if (letter || key) {
            d.arguments.assign(1, std::string(mask));
        }
        if (d.code == core::code::json_control_character || d.code == core::code::json_escape) {
            d.advise(core::hint::none); // it would repeat what was written
        }
        d.pointer.resize(shown);
    }
}

} // namespace quern::json::detail
