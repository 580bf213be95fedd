#pragma once

#include "stored.hpp"

#include <quern/schema/declaration.hpp>
#include <quern/schema/definition.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

/// How records stand in a store of documents, in canonical Extended JSON.
namespace engines {

/// A date of BSON is a count of milliseconds.
inline constexpr capacity bson_capacity{.native_step = 1'000};

/// A hostile schema with paths that lead into documents, and with names that mean something elsewhere.
inline schema::definition with_paths(schema::definition const& schema) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> paths{{
        {"s", "text.of.s"},
        {"s_ascii", "text.s_ascii"},
        {"d", "text.of.d"},
        {"b", "中 b"},
        {"i", "it's i; --`[x]"}, // FerretDB 1.24 cannot store a name with a quotation mark or a backslash
        {"u", "select"},
        {"t", "t$gt"},
        {"t_ms", "__proto"},
    }};
    schema::declaration d = schema.declaration();
    for (schema::field& f : d.fields) {
        f.path = f.name;
        for (auto const& [name, path] : paths) {
            f.path = f.name == name ? path : f.path;
        }
    }
    return schema::define(std::move(d)).value();
}

inline boost::json::object typed(std::string_view type, std::string digits) {
    boost::json::object made;
    made.emplace(type, std::move(digits));
    return made;
}

inline boost::json::value bson_value(cell const& c, schema::field const& f) {
    if (!c) {
        return nullptr;
    }
    return std::visit(
        [&]<class T>(T const& v) -> boost::json::value {
            if constexpr (std::is_same_v<T, bool>) {
                return v;
            } else if constexpr (std::is_same_v<T, std::string>) {
                return boost::json::value(v);
            } else if constexpr (std::is_same_v<T, double>) {
                std::ostringstream digits;
                digits.precision(17);
                digits << v;
                return typed("$numberDouble", digits.str());
            } else if constexpr (std::is_same_v<T, core::timestamp>) {
                if (f.storage == schema::time_storage::text) {
                    return boost::json::value(stored_time(v, f));
                }
                boost::json::object count =
                    typed("$numberLong", std::to_string(v.microseconds / resolution(f, bson_capacity)));
                if (f.storage != schema::time_storage::native) {
                    return count;
                }
                boost::json::object date;
                date.emplace("$date", std::move(count));
                return date;
            } else {
                return typed("$numberLong", std::to_string(v));
            }
        },
        *c);
}

inline void put(boost::json::object& into, std::string_view path, boost::json::value value) {
    boost::json::object* at = &into;
    for (std::size_t dot = path.find('.'); dot != path.npos; dot = path.find('.')) {
        auto const [member, made] = at->emplace(path.substr(0, dot), boost::json::object());
        at = &member->value().get_object();
        path.remove_prefix(dot + 1);
    }
    at->emplace(path, std::move(value));
}

/// Documents in which what is absent is missing, or null.
inline std::vector<boost::json::object> documents_of(schema::definition const& schema,
                                                     std::vector<record> const& records) {
    std::vector<boost::json::object> all;
    for (std::size_t n = 0; n != records.size(); ++n) {
        boost::json::object& made = all.emplace_back();
        for (std::size_t i = 0; i != records[n].size(); ++i) {
            schema::field const& f = schema.fields()[i];
            if (records[n][i] || (n + i) % 2 == 0) {
                put(made, f.path, bson_value(records[n][i], f));
            }
        }
    }
    return all;
}

} // namespace engines
