#pragma once

#include "audit_records.hpp"
#include "database.hpp"
#include "progress.hpp"

#include <quern/api/hcm_audit.hpp>
#include <quern/core/value.hpp>
#include <quern/core/values.hpp>
#include <quern/schema/builder.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace demo {

/// Makes the table of a schema: the column types that `sql::sqlite` expects.
inline void create_table(database const& in, quern::schema::definition const& schema) {
    std::string text = "CREATE TABLE " + schema.source() + " (";
    std::string_view separator;
    for (quern::schema::field const& f : schema.fields()) {
        bool const is_text = f.type == quern::schema::scalar::string;
        bool const is_key = &f == &schema[schema.key()];
        text.append(separator).append(f.column).append(is_text  ? " TEXT"
                                                       : is_key ? " INTEGER PRIMARY KEY"
                                                                : " INTEGER");
        separator = ", ";
    }
    in.execute(text + ")");
}

/// A statement that inserts a row; its values are to be bound.
inline std::string insertion(quern::schema::definition const& schema) {
    std::string text = "INSERT INTO " + schema.source() + " VALUES (";
    for (std::size_t n = 1; n <= schema.fields().size(); ++n) {
        text.append(n == 1 ? "?" : ", ?").append(std::to_string(n));
    }
    return text + ")";
}

/// Fills the table `audit`, and gives how many records are Jim's.
inline std::size_t fill_audit(database const& in, progress& bar) {
    quern::schema::definition const& schema = quern::api::hcm_audit();
    create_table(in, schema);
    audit_records records;
    std::size_t of_jim = 0;
    in.execute("BEGIN");
    {
        quern::core::values row;
        std::optional<quern::adapt::sqlite_statement> insert;
        for (std::size_t n = 0; n != audit_records::count; ++n) {
            row.clear();
            for (quern::core::value const& v : records.next()) {
                row.push_back(v);
            }
            if (insert) {
                insert->rebind(row).value();
            } else {
                insert = in.prepare(insertion(schema), row);
            }
            database::run(*insert);
            of_jim += row[13] == quern::core::value(std::string_view("Jim")) ? 1U : 0U;
            bar.at(n + 1);
        }
    }
    in.execute("CREATE INDEX audit_operator ON audit(operator)");
    in.execute("CREATE INDEX audit_created_at ON audit(created_at)");
    in.execute("COMMIT");
    return of_jim;
}

/// The schema of the document's example of a filter: a name, an age, and what kind of servers.
inline quern::schema::definition people_schema() {
    using enum quern::schema::scalar;
    return quern::schema::builder("people")
        .key("id")
        .add({.name = "id", .type = uint64})
        .add({.name = "name"})
        .add({.name = "age", .type = int64})
        .add({.name = "servers", .enumerators = {"api", "web", "db", "cache"}})
        .add({.name = "city"})
        .build()
        .value();
}

/// Fills the table `people`, and gives the ids that a plain condition in C++ selects: Jim, 18 < age < 30, api or web.
inline std::vector<std::uint64_t> fill_people(database const& in, quern::schema::definition const& schema) {
    static constexpr std::array<std::string_view, 8> names{"Jim",   "Jimmy", "jim", "Ann",
                                                           "Maria", "陈伟",  "Tom", "Jim "};
    static constexpr std::array<std::string_view, 4> servers{"api", "web", "db", "cache"};
    static constexpr std::array<std::string_view, 6> cities{"深圳", "上海", "Berlin", "São Paulo", "東京", "Lagos"};
    create_table(in, schema);
    chance roll;
    std::vector<std::uint64_t> selected;
    in.execute("BEGIN");
    for (std::uint64_t id = 1; id <= 2'000; ++id) {
        std::string_view const name = roll.pick(names);
        auto const age = static_cast<std::int64_t>(roll(80));
        std::string_view const server = roll.pick(servers);
        quern::core::values row;
        row.push_back(id);
        row.push_back(name);
        row.push_back(age);
        row.push_back(server);
        row.push_back(roll.pick(cities));
        quern::adapt::sqlite_statement insert = in.prepare(insertion(schema), row);
        database::run(insert);
        if (name == "Jim" && age > 18 && age < 30 && (server == "api" || server == "web")) {
            selected.push_back(id);
        }
    }
    in.execute("CREATE INDEX people_name ON people(name)");
    in.execute("COMMIT");
    return selected;
}

} // namespace demo
