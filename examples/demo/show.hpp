#pragma once

#include "database.hpp"
#include "screen.hpp"
#include "table.hpp"

#include <quern/quern.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace demo {

/// A duration for people.
inline std::string shown(std::chrono::nanoseconds time) {
    double const us = static_cast<double>(time.count()) / 1'000;
    char text[32];
    if (us < 1'000) {
        std::snprintf(text, sizeof text, "%.1f µs", us);
    } else if (us < 1'000'000) {
        std::snprintf(text, sizeof text, "%.1f ms", us / 1'000);
    } else {
        std::snprintf(text, sizeof text, "%.2f s", us / 1'000'000);
    }
    return text;
}

/// How long a function takes: the median of many calls.
template <class F>
std::chrono::nanoseconds median_time(F&& f) {
    std::vector<std::chrono::nanoseconds> times;
    for (int n = 0; n != 201; ++n) {
        auto const begin = std::chrono::steady_clock::now();
        f();
        times.push_back(std::chrono::steady_clock::now() - begin);
    }
    std::ranges::nth_element(times, times.begin() + 100);
    return times[100];
}

/// A value as a person reads it; text is quoted.
inline std::string shown(quern::core::value const& v) {
    return std::visit(
        []<class T>(T const& held) -> std::string {
            if constexpr (std::is_same_v<T, std::string_view>) {
                return quern::core::quote_text(held);
            } else if constexpr (std::is_same_v<T, bool>) {
                return held ? "true" : "false";
            } else if constexpr (std::is_same_v<T, quern::core::timestamp>) {
                std::string text;
                quern::core::append_timestamp(text, held, quern::core::time_layout::rfc3339_utc);
                return text;
            } else {
                std::string text;
                quern::core::append_number(text, held);
                return text;
            }
        },
        v);
}

/// A cell of a row as a person reads it: times as RFC 3339, text without quotes.
inline std::string shown(quern::adapt::sqlite_row const& row, std::size_t column, quern::schema::field const& f) {
    if (f.type == quern::schema::scalar::timestamp) {
        auto const instant = row.get<quern::core::timestamp>(column);
        return instant ? shown(quern::core::value(*instant)) : "";
    }
    std::optional<quern::core::value> const held = row[column];
    if (!held) {
        return "";
    }
    auto const* const text = std::get_if<std::string_view>(&*held);
    return text != nullptr ? std::string(*text) : shown(*held);
}

/// The SQL with a clause a line, its keywords and placeholders painted.
inline std::string shown_sql(screen const& on, quern::sql::statement const& s) {
    std::string_view const text = s.text;
    std::size_t const from = text.rfind(" FROM ", s.where_part.offset) + 1;
    std::size_t const where = s.where_part.offset - std::string_view("WHERE ").size();
    std::size_t const order = std::min(text.find("ORDER BY ", s.where_part.offset + s.where_part.length), text.size());
    std::size_t const limit =
        std::min(text.find("LIMIT ", s.order_by_part.offset + s.order_by_part.length), text.size());
    std::string lines;
    for (auto const& [begin, end] :
         {std::pair(std::size_t{0}, from), {from, where}, {where, order}, {order, limit}, {limit, text.size()}}) {
        if (begin < end) {
            std::string_view clause = text.substr(begin, end - begin);
            clause = clause.substr(0, clause.find_last_not_of(' ') + 1);
            lines.append(lines.empty() ? "" : "\n").append(on.wrapped(clause, 7, screen::margin));
        }
    }
    std::string out;
    bool quoted = false;
    for (std::size_t at = 0; at != lines.size();) {
        bool const word = at == 0 || lines[at - 1] == ' ' || lines[at - 1] == '\n';
        std::size_t length = 0;
        for (std::string_view const keyword :
             {"SELECT", "FROM", "WHERE", "ORDER BY", "LIMIT", "OFFSET", "AND", "OR", "IN"}) {
            bool const here = std::string_view(lines).substr(at).starts_with(keyword);
            length = word && !quoted && here && lines.substr(at + keyword.size(), 1) <= " " ? keyword.size() : length;
        }
        bool const placeholder = !quoted && lines[at] == '?';
        if (placeholder) {
            length = std::min(lines.find_first_not_of("0123456789", at + 1), lines.size()) - at;
        }
        quoted = quoted != (lines[at] == '"');
        out += length == 0 ? lines.substr(at, 1)
                           : on.painted(placeholder ? paint::value : paint::keyword, lines.substr(at, length));
        at += std::max<std::size_t>(length, 1);
    }
    return out;
}

/// What MongoDB's `find` takes, a member a line.
inline std::string shown_document(quern::mongo::document const& d) {
    std::string out;
    for (auto const& [key, member] : quern::mongo::to_json(d)) {
        out.append(out.empty() ? "" : "\n").append(key).append(std::string(8 - key.size(), ' '));
        out.append(boost::json::serialize(member));
    }
    return out;
}

/// The values of the placeholders, side by side.
inline std::string shown_values(screen const& on, quern::core::values const& values) {
    std::string out;
    for (std::size_t i = 0; i != values.size(); ++i) {
        out += i == 0 ? "" : "   ";
        out += on.painted(paint::value, "?" + std::to_string(i + 1)) + " = " + shown(values[i]);
    }
    return out;
}

} // namespace demo
