#pragma once

#include <quern/schema/builder.hpp>

namespace quern_benchmarks {

/// A schema that permits requests of 10,000 rules and more.
inline quern::schema::definition const& people() {
    static quern::schema::definition const built = [] {
        quern::schema::builder b("people");
        b.key("id").add({.name = "id", .type = quern::schema::scalar::uint64});
        b.add({.name = "name"}).add({.name = "age", .type = quern::schema::scalar::int64});
        b.limits({.bytes = 16'000'000, .rules_per_group = 20'000, .rules = 40'000});
        return b.build().value();
    }();
    return built;
}

} // namespace quern_benchmarks
