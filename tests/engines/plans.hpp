#pragma once

#include "harness.hpp"

#include "stored.hpp"

#include <quern/expr/query.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Holds an engine to the use of indexes: what it would read of a table to answer a query.
namespace engines {

/// One condition on a field.
struct condition {
    std::string_view field;
    schema::operation is;
    std::vector<core::value> constants;
};

/// Conditions that all hold, and the index that serves them.
struct plan {
    std::string_view name;
    std::vector<condition> all;
    std::string_view index; ///< `by_` and a field; nothing where the whole table is read
};

inline std::vector<plan> const& plans() {
    using enum schema::operation;
    using namespace std::string_view_literals;
    constexpr auto hour = [](std::int64_t n) { return core::timestamp{n * 3'600'000'000}; };
    static std::vector<plan> const all{
        {"key", {{"id", eq, {std::uint64_t{77}}}}, "by_id"},
        {"keys in a list", {{"id", in, {std::uint64_t{7}, std::uint64_t{77}, std::uint64_t{777}}}}, "by_id"},
        {"integer equal", {{"i", eq, {std::int64_t{77}}}}, "by_i"},
        {"integer in a list", {{"i", in, {std::int64_t{7}, std::int64_t{77}}}}, "by_i"},
        {"integer above", {{"i", gt, {std::int64_t{4'990}}}}, "by_i"},
        {"integer below a fraction", {{"i", lt, {9.5}}}, "by_i"},
        {"integer between", {{"i", ge, {std::int64_t{70}}}, {"i", lt, {79.5}}}, "by_i"},
        {"unsigned equal", {{"u", eq, {std::uint64_t{77}}}}, "by_u"},
        {"unsigned in a list", {{"u", in, {std::uint64_t{7}, std::uint64_t{77}}}}, "by_u"},
        {"unsigned between", {{"u", gt, {std::uint64_t{70}}}, {"u", le, {std::uint64_t{79}}}}, "by_u"},
        {"double equal", {{"d", eq, {38.5}}}, "by_d"},
        {"double in a list", {{"d", in, {38.5, std::int64_t{7}}}}, "by_d"},
        {"double between", {{"d", ge, {38.5}}, {"d", lt, {std::int64_t{40}}}}, "by_d"},
        {"string equal", {{"s", eq, {"name 0077"sv}}}, "by_s"},
        {"string in a list", {{"s", in, {"name 0007"sv, "name 0077"sv, "no name"sv}}}, "by_s"},
        {"string above", {{"s", gt, {"name 4990"sv}}}, "by_s"},
        {"string at most", {{"s", le, {"name 0009"sv}}}, "by_s"},
        {"string between", {{"s", ge, {"name 0070"sv}}, {"s", lt, {"name 0080"sv}}}, "by_s"},
        {"time equal", {{"t", eq, {hour(77)}}}, "by_t"},
        {"time in a list", {{"t", in, {hour(7), hour(77)}}}, "by_t"},
        {"time between", {{"t", ge, {hour(70)}}, {"t", lt, {hour(80)}}}, "by_t"},
        {"time in seconds between", {{"t_s", ge, {hour(70)}}, {"t_s", lt, {hour(80)}}}, "by_t_s"},
        {"time in text equal", {{"t_text", eq, {hour(77)}}}, "by_t_text"},
        {"time in text in a list", {{"t_text", in, {hour(7), hour(77)}}}, "by_t_text"},
        {"time in text between", {{"t_text", ge, {hour(70)}}, {"t_text", lt, {hour(80)}}}, "by_t_text"},
        {"absent", {{"i", is_null, {}}}, "by_i"},
        {"equal, and what no index serves", {{"s", contains, {"7"sv}}, {"i", eq, {std::int64_t{77}}}}, "by_i"},
        {"string not equal", {{"s", ne, {"name 0077"sv}}}, ""},
        {"contains", {{"s", contains, {"77"sv}}}, ""},
    };
    return all;
}

/// Fields of each type that have an index; all but the key may be absent.
inline schema::definition plan_schema(schema::logic logic) {
    using enum schema::scalar;
    return schema::builder("plans")
        .logic(logic)
        .key("id")
        .add({.name = "id", .type = uint64, .nullable = false})
        .add({.name = "i", .type = int64})
        .add({.name = "u", .type = uint64})
        .add({.name = "d", .type = real})
        .add({.name = "s"})
        .add({.name = "t", .type = timestamp})
        .add({.name = "t_s", .type = timestamp, .storage = schema::time_storage::epoch_seconds})
        .add({.name = "t_text", .type = timestamp, .storage = schema::time_storage::text})
        .build()
        .value();
}

/// So many that to read them all is worse: 5,000, of which each hundredth has its key alone.
inline std::vector<record> plan_records() {
    std::vector<record> all;
    for (std::uint64_t n = 0; n != 5'000; ++n) {
        bool const bare = n % 100 == 50;
        std::string const digits = std::to_string(10'000 + n).substr(1);
        core::timestamp const t{static_cast<std::int64_t>(n) * 3'600'000'000};
        all.push_back(
            bare ? record{n, {}, {}, {}, {}, {}, {}, {}}
                 : record{n, static_cast<std::int64_t>(n), n, static_cast<double>(n) / 2, "name " + digits, t, t, t});
    }
    return all;
}

/// The statements that make the table and its indexes, each on the column with what the engine says of its order.
inline std::vector<std::string> plan_table(schema::definition const& schema, table_language const& language) {
    std::vector<std::string> statements = table_of(schema, plan_records(), language);
    for (schema::field const& f : schema.fields()) {
        statements.push_back("CREATE INDEX by_" + f.name + " ON plans (" + f.column + ")");
    }
    return statements;
}

/// Each plan in both logics; `indexes(query)` tells the indexes that the engine searches for it, each behind a blank.
template <class Indexes>
void indexes_serve(Indexes&& indexes) {
    for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        for (plan const& p : plans()) {
            expr::query q(plan_schema(logic));
            std::uint32_t const group = q.filter.open(expr::node_kind::conjunction);
            for (condition const& c : p.all) {
                q.filter.leaf(expr::node_kind::predicate, q.schema.find(c.field).value(), c.is);
                for (core::value const& v : c.constants) {
                    q.filter.value(v);
                }
            }
            q.filter.close(group);
            std::string const wanted = p.index.empty() ? "" : " " + std::string(p.index);
            std::string const found = indexes(q);
            BOOST_TEST(found == wanted, p.name << ": searched" << (found.empty() ? " none" : found));
        }
    }
}

} // namespace engines
