#include "schemas.hpp"

#include "harness.hpp"

#include <quern/api/schemas.hpp>
#include <quern/schema/builder.hpp>

#include <stdexcept>

namespace conformance {

namespace {

using quern::core::time_layout;
using quern::schema::builder;
using quern::schema::definition;
using quern::schema::le_policy;
using quern::schema::scalar;

constexpr quern::core::utc_offset beijing{8 * 60};

// One field of each type, and the sample of the document: name, age, servers.
builder people(std::string name) {
    builder b(std::move(name));
    b.key("id")
        .add({.name = "id", .type = scalar::uint64})
        .add({.name = "name"})
        .add({.name = "age", .type = scalar::int64})
        .add({.name = "height", .type = scalar::real})
        .add({.name = "active", .type = scalar::boolean})
        .add({.name = "born", .type = scalar::timestamp, .layout = time_layout::datetime, .zone = beijing})
        .add({.name = "seen", .type = scalar::timestamp, .layout = time_layout::rfc3339})
        .add({.name = "servers"})
        .add({.name = "level", .enumerators = {"low", "middle", "high"}})
        .add({.name = "team", .type = scalar::int64, .decimal_text = true});
    return b;
}

// The same without the fields that clients may not use.
builder bare(std::string name) {
    builder b = people(std::move(name));
    b.add({.name = "note", .sortable = false});
    return b;
}

// What clients may not use: `salary` and `secret` do not exist for them, `note` cannot be sorted by.
builder hidden(std::string name) {
    builder b = people(std::move(name));
    b.add({.name = "salary", .type = scalar::int64, .queryable = false})
        .add({.name = "secret", .queryable = false})
        .add({.name = "note", .sortable = false});
    return b;
}

// A condition with an argument of each type and kind, none of them required.
builder orders(std::string name) {
    using enum quern::schema::operation;
    using quern::schema::argument;
    builder b(std::move(name));
    b.form(quern::schema::form::condition)
        .key("id")
        .add({.name = "id", .type = scalar::uint64, .argument = argument::value, .items = {in, not_in}})
        .add({.name = "price", .type = scalar::real, .argument = argument::range})
        .add({.name = "amount", .type = scalar::int64, .argument = argument::list})
        .add({.name = "weight", .type = scalar::int64, .argument = argument::range})
        .add({.name = "paid", .type = scalar::boolean, .argument = argument::value})
        .add({.name = "state", .enumerators = {"open", "sent", "gone"}, .argument = argument::list, .items = {in}})
        .add({.name = "title", .argument = argument::value, .items = {icontains}})
        .add({.name = "note", .sortable = false, .items = {not_in, icontains}})
        .add({.name = "placed", .type = scalar::timestamp, .layout = time_layout::rfc3339, .argument = argument::range})
        .add({.name = "shop", .type = scalar::int64, .decimal_text = true, .argument = argument::value})
        .add({.name = "code", .integer_text = true, .argument = argument::value, .items = {in}})
        .add({.name = "purpose"})
        .add({.name = "margin", .type = scalar::int64, .queryable = false});
    b.category({.argument = "kind", .field = "purpose", .sets = {{"private", {"gift", "own"}}, {"trade", {"resale"}}}});
    b.fuzzy({.argument = "loosely", .field = "title"});
    return b;
}

// A lookup by any of its arguments; the credentials of the family may stand beside them.
builder card(std::string name) {
    using quern::schema::argument;
    builder b(std::move(name));
    b.form(quern::schema::form::lookup)
        .key("number")
        .add({.name = "number", .integer_text = true, .argument = argument::value})
        .add({.name = "owner", .argument = argument::list})
        .add({.name = "issued", .type = scalar::timestamp, .argument = argument::range})
        .add({.name = "open", .type = scalar::boolean, .argument = argument::value})
        .add({.name = "balance", .type = scalar::real, .argument = argument::value})
        .add({.name = "pin", .queryable = false});
    return b.common_arguments();
}

quern::core::limits small_limits() {
    return {.bytes = 400, .depth = 2, .rules_per_group = 2, .rules = 4, .list = 3, .string = 8, .page = 10};
}

quern::core::limits large_limits() {
    return {.bytes = 4'000'000,
            .depth = 64,
            .rules_per_group = 100'000,
            .rules = 100'000,
            .list = 1'000'000,
            .string = 1'000'000};
}

struct named_schema {
    std::string_view name;
    definition schema;
};

std::vector<named_schema> build_all() {
    std::vector<named_schema> all;
    for (auto const& row : quern::api::built_in_schemas) {
        all.push_back({row.name, row.get()});
    }
    all.push_back({"people", people("people").build().value()});
    all.push_back({"people.strict", people("people").le(le_policy::reject).build().value()});
    all.push_back({"people.hidden", hidden("people").build().value()});
    all.push_back({"people.bare", bare("people").build().value()});
    all.push_back({"people.small", people("people").limits(small_limits()).build().value()});
    all.push_back({"people.brief", people("people").limits({.diagnostics = 2}).build().value()});
    all.push_back({"orders", orders("orders").build().value()});
    all.push_back(
        {"orders.small",
         orders("orders").limits({.rules = 2, .list = 3, .string = 8, .sort_keys = 2, .page = 10}).build().value()});
    all.push_back({"card", card("card").build().value()});
    all.push_back({"card.small", card("card").limits({.list = 2, .string = 8, .diagnostics = 3}).build().value()});
    all.push_back({"people.large", people("people").limits(large_limits()).build().value()});
    return all;
}

} // namespace

definition const& schema_named(std::string_view name) {
    static std::vector<named_schema> const all = build_all();
    for (named_schema const& row : all) {
        if (row.name == name) {
            return row.schema;
        }
    }
    throw std::invalid_argument("no schema " + std::string(name));
}

} // namespace conformance
