#pragma once

#include "stored.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

/// Records as JSON, as the documentation of the schema says that times stand in it.
namespace engines {

/// The text of an instant in the layout of its field; RFC 3339 with a fraction where the storage is `native`.
inline std::string document_time(core::timestamp t, schema::field const& f) {
    bool const datetime = f.layout == core::time_layout::datetime;
    std::string const fraction = f.storage == schema::time_storage::native ? fraction_text(t) : "";
    return time_text(t, f.zone.minutes, datetime ? ' ' : 'T', fraction + (datetime ? "" : "Z"));
}

inline boost::json::value as_json(cell const& c, schema::field const& f) {
    if (!c) {
        return nullptr;
    }
    return std::visit(
        [&]<class T>(T const& v) -> boost::json::value {
            if constexpr (std::is_same_v<T, core::timestamp>) {
                if (f.storage == schema::time_storage::native || f.storage == schema::time_storage::text) {
                    return boost::json::value(document_time(v, f));
                }
                return v.microseconds / resolution(f);
            } else {
                return boost::json::value(v);
            }
        },
        *c);
}

/// Documents with members that are absent by being null or by being missing.
inline std::vector<boost::json::value> as_documents(schema::definition const& schema,
                                                    std::vector<record> const& records) {
    std::vector<boost::json::value> all;
    for (std::size_t n = 0; n != records.size(); ++n) {
        boost::json::object& made = all.emplace_back(boost::json::object()).get_object();
        for (std::size_t f = 0; f != records[n].size(); ++f) {
            if (records[n][f] || n % 2 == 0) {
                made.emplace(schema.fields()[f].path, as_json(records[n][f], schema.fields()[f]));
            }
        }
    }
    return all;
}

/// A schema of the text language that reads every random query: nothing is too long or too deep.
inline schema::definition without_limits(schema::definition const& schema) {
    schema::declaration d = schema.declaration();
    constexpr std::uint32_t most = 1'000'000;
    d.form = schema::form::text;
    d.limits = {.bytes = most,
                .depth = 60,
                .rules_per_group = most,
                .rules = most,
                .list = most,
                .string = most,
                .sort_keys = 16,
                .page = most};
    return schema::define(std::move(d)).value();
}

} // namespace engines
