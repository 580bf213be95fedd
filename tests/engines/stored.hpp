#pragma once

#include "hostile.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

/// How records stand in the tables of SQL engines, as the documentation of the schema says that its store holds them.
namespace engines {

/// Written out here, since `core` is under test: the calendar of C++20 from a count of days.
inline std::string time_text(core::timestamp t, std::int32_t zone_minutes, char separator, std::string_view end) {
    using namespace std::chrono;
    auto const local = sys_time<microseconds>(microseconds(t.microseconds)) + minutes(zone_minutes);
    auto const day = floor<days>(local);
    year_month_day const date(day);
    hh_mm_ss const time(floor<seconds>(local - day));
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u%c%02d:%02d:%02d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), separator,
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text + std::string(end);
}

/// The text of an instant whose field's storage is `text`.
inline std::string stored_time(core::timestamp t, schema::field const& f) {
    bool const utc = f.layout == core::time_layout::rfc3339_utc;
    return time_text(t, f.zone.minutes, utc ? 'T' : ' ', utc ? "Z" : "");
}

/// The six digits of an instant behind the second, with their point.
inline std::string fraction_text(core::timestamp t) {
    char fraction[16];
    std::int64_t const second = 1'000'000;
    std::snprintf(fraction, sizeof fraction, ".%06d", static_cast<int>((t.microseconds % second + second) % second));
    return fraction;
}

/// The text of an instant of an engine's own type, in UTC, with six digits of a fraction.
inline std::string native_time(core::timestamp t) { return time_text(t, 0, ' ', fraction_text(t)); }

/// How an engine writes a table; never how quern does.
struct table_language {
    char identifier_quote = '"';
    bool backslash_escapes = false;                      ///< in strings
    std::string (*type)(schema::field const&) = nullptr; ///< of a column, `NOT NULL` left out
    std::string (*real)(double) = nullptr;               ///< a double, as a literal
    std::string (*native)(core::timestamp) = nullptr;    ///< an instant of the engine's own type, as a literal
    std::string_view nullable{};                         ///< behind the type of a column that may be NULL
    std::string_view not_null = " NOT NULL";             ///< behind that of one that may not
    std::string_view table_end{};                        ///< behind the columns
};

inline std::string quoted(std::string_view text, char quote, bool backslash_escapes) {
    std::string out(1, quote);
    for (char const c : text) {
        out.append(c == quote || (backslash_escapes && c == '\\') ? 2 : 1, c);
    }
    return out + quote;
}

inline std::string literal(cell const& c, schema::field const& f, table_language const& language) {
    if (!c) {
        return "NULL";
    }
    auto const string = [&](std::string_view text) { return quoted(text, '\'', language.backslash_escapes); };
    return std::visit(
        [&]<class T>(T const& v) -> std::string {
            if constexpr (std::is_same_v<T, bool>) {
                return v ? "true" : "false";
            } else if constexpr (std::is_same_v<T, double>) {
                return language.real(v);
            } else if constexpr (std::is_same_v<T, std::string>) {
                return string(v);
            } else if constexpr (std::is_same_v<T, core::timestamp>) {
                switch (f.storage) {
                case schema::time_storage::native:
                    return language.native(v);
                case schema::time_storage::text:
                    return string(stored_time(v, f));
                case schema::time_storage::epoch_seconds:
                case schema::time_storage::epoch_milliseconds:
                case schema::time_storage::epoch_microseconds:
                    break;
                }
                return std::to_string(v.microseconds / resolution(f));
            } else {
                return std::to_string(v);
            }
        },
        *c);
}

/// A double with all its digits, in quotes.
inline std::string quoted_real(double v) {
    std::ostringstream out;
    out.precision(17);
    out << '\'' << v << '\'';
    return out.str();
}

/// The statements that make a table of records and fill it.
inline std::vector<std::string> table_of(schema::definition const& schema, std::vector<record> const& records,
                                         table_language const& language) {
    auto const identifier = [&](std::string_view name) {
        return quoted(name, language.identifier_quote, language.backslash_escapes);
    };
    std::string const table = identifier(schema.source());
    std::string columns;
    for (schema::field const& f : schema.fields()) {
        columns += (columns.empty() ? "" : ", ") + identifier(f.column) + " " + language.type(f) +
                   std::string(f.nullable ? language.nullable : language.not_null);
    }
    std::vector<std::string> statements{"DROP TABLE IF EXISTS " + table, "CREATE TABLE " + table + " (" + columns +
                                                                             ")" + std::string(language.table_end)};
    std::string rows;
    for (record const& r : records) {
        rows += rows.empty() ? "(" : ", (";
        for (std::size_t i = 0; i != r.size(); ++i) {
            rows += (i == 0 ? "" : ", ") + literal(r[i], schema.fields()[i], language);
        }
        rows += ")";
    }
    statements.push_back("INSERT INTO " + table + " VALUES " + rows);
    return statements;
}

} // namespace engines
