#pragma once

#include <quern/core/timestamp.hpp>
#include <quern/core/value.hpp>
#include <quern/sql/parameter.hpp>
#include <quern/sql/statement.hpp>

#include <libpq-fe.h>

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace quern::adapt::detail {

/// The type of a placeholder, and of an array of it. Source: src/include/catalog/pg_type.dat of PostgreSQL 15.
[[nodiscard]] inline ::Oid pq_type(sql::parameter const& p) noexcept {
    switch (p.type) {
    case sql::parameter_type::boolean:
        return p.list ? 1000 : 16;
    case sql::parameter_type::int64:
        return p.list ? 1016 : 20;
    case sql::parameter_type::uint64:
        return p.list ? 1231 : 1700;
    case sql::parameter_type::real:
        return p.list ? 1022 : 701;
    case sql::parameter_type::text:
        return p.list ? 1009 : 25;
    case sql::parameter_type::timestamp:
        return p.list ? 1185 : 1184;
    }
    return 0;
}

/// Appends a value in the text format of its type; false where PostgreSQL cannot hold it.
[[nodiscard]] inline bool append_pq_text(std::string& out, core::value const& v) {
    return std::visit(
        [&]<class T>(T const& x) {
            if constexpr (std::is_same_v<T, bool>) {
                out.push_back(x ? 't' : 'f');
            } else if constexpr (std::is_same_v<T, std::string_view>) {
                if (x.find('\0') != x.npos) {
                    return false;
                }
                out.append(x);
            } else if constexpr (std::is_same_v<T, core::timestamp>) {
                return false; // the dialect binds text
            } else {
                if constexpr (std::is_same_v<T, double>) {
                    if (!std::isfinite(x)) {
                        return false;
                    }
                }
                char digits[32];
                out.append(digits, std::to_chars(digits, digits + sizeof digits, x).ptr);
            }
            return true;
        },
        v);
}

/// Appends an element of an array, in quotes: no byte of it can end it. Source: section 8.15.6 of the manual.
[[nodiscard]] inline bool append_pq_element(std::string& out, core::value const& v, std::string& scratch) {
    scratch.clear();
    if (!append_pq_text(scratch, v)) {
        return false;
    }
    out.push_back('"');
    for (char const c : scratch) {
        if (c == '"' || c == '\\') {
            out.push_back('\\');
        }
        out.push_back(c);
    }
    out.push_back('"');
    return true;
}

/// The values of a statement as libpq takes them, in the text format.
struct pq_arguments {
    std::vector<char const*> texts; ///< one a placeholder, each ends in a NUL
    std::vector<int> lengths;
    std::string characters;
    std::string scratch;

    pq_arguments() = default;
    pq_arguments(pq_arguments const&) = delete;
    pq_arguments& operator=(pq_arguments const&) = delete;

    /// False where PostgreSQL cannot hold one of the values.
    [[nodiscard]] bool assign(sql::statement const& s) {
        characters.clear();
        texts.clear();
        lengths.clear();
        std::vector<std::size_t> begins;
        for (sql::parameter const& p : s.placeholders) {
            begins.push_back(characters.size());
            if (p.list) {
                characters.push_back('{');
            }
            for (std::uint32_t i = 0; i != p.count; ++i) {
                core::value const v = s.parameters[p.first + i];
                if (p.list && i != 0) {
                    characters.push_back(',');
                }
                if (!(p.list ? append_pq_element(characters, v, scratch) : append_pq_text(characters, v))) {
                    return false;
                }
            }
            characters.append(p.list ? "}" : "");
            lengths.push_back(static_cast<int>(characters.size() - begins.back()));
            characters.push_back('\0');
        }
        for (std::size_t const begin : begins) {
            texts.push_back(characters.data() + begin);
        }
        return true;
    }
};

} // namespace quern::adapt::detail
