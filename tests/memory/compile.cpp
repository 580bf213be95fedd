#include "harness.hpp"

#include <quern/memory/compile.hpp>

#include <quern/adapt/describe.hpp>
#include <quern/bind/filter.hpp>
#include <quern/core/render.hpp>

#include "../support/trees.hpp"

#include <boost/describe/class.hpp>
#include <boost/json/parse.hpp>

#include <chrono>
#include <cmath>
#include <limits>

using namespace quern;
using syntax::field;
using namespace quern::test;
using enum schema::operation;

namespace {

struct server {
    std::uint64_t id = 0;
    std::string name{};
    int age = 0;
    std::optional<std::string> zone{};
    std::optional<double> load{};
    float weight = 0;
    bool live = false;
    std::chrono::sys_seconds made{};
    std::optional<std::chrono::system_clock::time_point> left{};
};
BOOST_DESCRIBE_STRUCT(server, (), (id, name, age, zone, load, weight, live, made, left))

schema::definition servers(schema::logic logic) {
    return schema::of<server>("servers").form(schema::form::text).key("id").logic(logic).build().value();
}

/// What a filter says of a record in two-valued and in three-valued logic.
template <class Filter>
std::pair<bool, bool> verdict(Filter const& filter, server const& record) {
    auto const in = [&](schema::logic logic) {
        expr::query const q = bind::bind_filter(servers(logic), filter).value();
        return memory::compile<server>(q).value()(record);
    };
    return {in(schema::logic::two_valued), in(schema::logic::three_valued)};
}

constexpr std::pair yes{true, true};
constexpr std::pair no{false, false};
constexpr std::pair two_valued_only{true, false};

} // namespace

BOOST_AUTO_TEST_SUITE(compile)

BOOST_AUTO_TEST_CASE(a_struct_and_each_operator) {
    server const s{.id = 7, .name = "Kelvin\xE2\x84\xAA", .age = -3, .zone = "b", .weight = 0.5F, .live = true};
    auto const name = field<&server::name>();
    auto const zone = field("zone");
    auto const age = field<&server::age>();
    auto const weight = field<&server::weight>();
    auto const live = field<&server::live>();
    BOOST_TEST((verdict(age == -3, s) == yes));
    BOOST_TEST((verdict(age != -3, s) == no));
    BOOST_TEST((verdict(age < -2, s) == yes));
    BOOST_TEST((verdict(age < -3, s) == no));
    BOOST_TEST((verdict(age <= -3, s) == yes));
    BOOST_TEST((verdict(age > -3, s) == no));
    BOOST_TEST((verdict(age >= -3, s) == yes));
    BOOST_TEST((verdict(age > -3.5, s) == yes));
    BOOST_TEST((verdict(age.in(5, -3, 5), s) == yes));
    BOOST_TEST((verdict(age.in(5, 6), s) == no));
    BOOST_TEST((verdict(age.not_in(5, 6), s) == yes));
    BOOST_TEST((verdict(weight == 0.5, s) == yes));
    BOOST_TEST((verdict(live == true, s) == yes));
    BOOST_TEST((verdict(name.contains("vin"), s) == yes));
    BOOST_TEST((verdict(name.contains("Vin"), s) == no));
    BOOST_TEST((verdict(name.icontains("INk"), s) == yes)); // the Kelvin sign folds to k
    BOOST_TEST((verdict(name.begins_with("Kel"), s) == yes));
    BOOST_TEST((verdict(name.begins_with("el"), s) == no));
    BOOST_TEST((verdict(name.ends_with("n\xE2\x84\xAA"), s) == yes));
    BOOST_TEST((verdict(name.ends_with("n"), s) == no));
    BOOST_TEST((verdict(zone.is_null(), s) == no));
    BOOST_TEST((verdict(zone.not_null(), s) == yes));
    BOOST_TEST((verdict(zone > "a" && zone < "b\x01", s) == yes));
}

BOOST_AUTO_TEST_CASE(absent_fields) {
    server const s{.id = 1, .name = "x"};
    auto const zone = field("zone"), load = field("load"), left = field("left");
    BOOST_TEST((verdict(zone.is_null(), s) == yes));
    BOOST_TEST((verdict(zone.not_null(), s) == no));
    BOOST_TEST((verdict(zone == "a", s) == no));
    BOOST_TEST((verdict(zone != "a", s) == two_valued_only));
    BOOST_TEST((verdict(zone.not_in("a", "b"), s) == two_valued_only));
    BOOST_TEST((verdict(!zone.contains("a"), s) == two_valued_only));
    BOOST_TEST((verdict(!zone.icontains("a"), s) == two_valued_only));
    BOOST_TEST((verdict(!(load < 1), s) == two_valued_only));
    BOOST_TEST((verdict(load >= 1, s) == no));
    BOOST_TEST((verdict(!(zone == "a" && load < 1), s) == two_valued_only));
    BOOST_TEST((verdict(!(zone == "a") || field("name") == "x", s) == yes));
    BOOST_TEST((verdict(left.is_null(), s) == yes));
}

BOOST_AUTO_TEST_CASE(a_nan_is_absent) {
    server const s{.id = 1, .name = "x", .load = std::numeric_limits<double>::quiet_NaN()};
    BOOST_TEST((verdict(field("load").is_null(), s) == yes));
    BOOST_TEST((verdict(field("load") != 1, s) == two_valued_only));
    BOOST_TEST((verdict(field("load") >= 0, s) == no));
}

BOOST_AUTO_TEST_CASE(zero_has_no_sign) {
    server const s{.id = 1, .name = "x", .load = -0.0};
    BOOST_TEST((verdict(field("load") == 0, s) == yes));
    BOOST_TEST((verdict(field("load").in(0.0, 1.0), s) == yes));
    BOOST_TEST((verdict(field("load") < 0, s) == no));
}

BOOST_AUTO_TEST_CASE(instants_of_any_resolution) {
    using namespace std::chrono;
    auto const second = sys_seconds(seconds(1'675'610'955)); // 2023-02-05T15:29:15Z
    server const s{.id = 1, .name = "x", .made = second, .left = second + nanoseconds(1'999)};
    auto const micro = [&](std::int64_t us) { return core::timestamp{1'675'610'955'000'000 + us}; };
    BOOST_TEST((verdict(field("made") == micro(0), s) == yes));
    BOOST_TEST((verdict(field("made") < micro(1), s) == yes));
    BOOST_TEST((verdict(field("left") == micro(1), s) == yes)); // the microsecond at or before it
    BOOST_TEST((verdict(field("left") < micro(1), s) == no));
    server const early{.id = 2, .name = "x", .left = sys_time<nanoseconds>(nanoseconds(-1))};
    BOOST_TEST((verdict(field("left") == core::timestamp{-1}, early) == yes));
}

BOOST_AUTO_TEST_CASE(instants_beyond_microseconds_are_the_last) {
    server const s{.id = 1, .name = "x", .made = std::chrono::sys_seconds::max()};
    server const t{.id = 1, .name = "x", .made = std::chrono::sys_seconds::min()};
    BOOST_TEST((verdict(field("made") > core::timestamp{253'402'300'799'000'000}, s) == yes));
    BOOST_TEST((verdict(field("made") < core::timestamp{-62'135'596'800'000'000}, t) == yes));
}

BOOST_AUTO_TEST_CASE(no_filter_selects_everything) {
    expr::query q(servers(schema::logic::three_valued));
    BOOST_TEST(memory::compile<server>(q).value()(server{}));
    q.filter.constant(false);
    BOOST_TEST(!memory::compile<server>(q).value()(server{}));
    expr::query empty_or(servers(schema::logic::three_valued));
    empty_or.filter.close(empty_or.filter.open(expr::node_kind::disjunction));
    BOOST_TEST(!memory::compile<server>(empty_or).value()(server{}));
}

BOOST_AUTO_TEST_CASE(a_predicate_needs_neither_query_nor_schema) {
    auto const wanted = [] {
        expr::query const q = bind::bind_filter(servers(schema::logic::two_valued),
                                                field("name").in("a", "b") && !field("zone").contains("c"))
                                  .value();
        return memory::compile<server>(q).value();
    }();
    auto const copy = wanted;
    BOOST_TEST(copy(server{.name = "b"}));
    BOOST_TEST(!copy(server{.name = "c"}));
    BOOST_TEST(!copy(server{.name = "b", .zone = "ccc"}));
}

BOOST_AUTO_TEST_CASE(every_nesting_of_truth) {
    schema::definition const s = fields(schema::logic::three_valued);
    // Three leaves under each shape; the expected row is its truth table over nb, ni = 1, nu = 1, 000 to 111.
    auto const a = is("nb", eq, {true}), b = is("ni", eq, {std::int64_t{1}}), c = is("nu", eq, {std::uint64_t{1}});
    struct row {
        std::string_view name;
        subtree filter;
        std::string_view table;
    };
    row const rows[] = {
        {"a and b and c", all_of({a, b, c}), "00000001"},
        {"a or b or c", any_of({a, b, c}), "01111111"},
        {"a and (b or c)", all_of({a, any_of({b, c})}), "00000111"},
        {"(a or b) and c", all_of({any_of({a, b}), c}), "00010101"},
        {"a or (b and c)", any_of({a, all_of({b, c})}), "00011111"},
        {"(a and b) or c", any_of({all_of({a, b}), c}), "01010111"},
        {"not (a and (b or not c))", not_(all_of({a, any_of({b, not_(c)})})), "11110100"},
        {"(a or b) and (b or c) and (a or c)", all_of({any_of({a, b}), any_of({b, c}), any_of({a, c})}), "00010111"},
        {"(a and (b or (c and a))) or (b and c)", any_of({all_of({a, any_of({b, all_of({c, a})})}), all_of({b, c})}),
         "00010111"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            auto const wanted = memory::compile<memory::cells>(query_of(s, r.filter)).value();
            std::string table;
            for (unsigned bits = 0; bits != 8; ++bits) {
                std::vector<memory::cell> record(s.fields().size());
                record[s.find("nb").value()] = (bits & 4U) != 0;
                record[s.find("ni").value()] = std::int64_t{(bits & 2U) != 0 ? 1 : 0};
                record[s.find("nu").value()] = std::uint64_t{bits & 1U};
                table += wanted(record) ? '1' : '0';
            }
            BOOST_TEST(table == r.table);
        }
    }
}

BOOST_AUTO_TEST_CASE(numbers_beyond_doubles) {
    schema::definition const s = fields(schema::logic::three_valued);
    std::int64_t const past = (std::int64_t{1} << 53) + 1;
    auto const wanted = [&](subtree const& filter, memory::cell i, memory::cell u) {
        std::vector<memory::cell> record(s.fields().size());
        record[s.find("i").value()] = i;
        record[s.find("u").value()] = u;
        return memory::compile<memory::cells>(query_of(s, filter)).value()(record);
    };
    double const even = 9007199254740992.0;
    BOOST_TEST(wanted(is("i", gt, {even}), past, {}));
    BOOST_TEST(!wanted(is("i", eq, {even}), past, {}));
    BOOST_TEST(wanted(is("u", lt, {18446744073709551616.0}), {}, std::numeric_limits<std::uint64_t>::max()));
    BOOST_TEST(wanted(is("u", gt, {std::int64_t{-1}}), {}, std::uint64_t{0}));
    BOOST_TEST(!wanted(is("i", eq, {std::numeric_limits<std::uint64_t>::max()}), std::int64_t{-1}, {}));
    BOOST_TEST(!wanted(is("i", in, {0.5, 1.5}), std::int64_t{1}, {}));
}

BOOST_AUTO_TEST_CASE(members_that_are_not_there) {
    struct row {
        std::string_view name;
        schema::builder schema;
        std::string_view codes;
    };
    using enum schema::scalar;
    row const rows[] = {
        {"all there", schema::builder("s").key("id").add({.name = "id", .type = uint64}).add({.name = "zone"}), ""},
        {"none called so", schema::builder("s").key("id").add({.name = "id", .type = uint64}).add({.name = "town"}),
         "no_member"},
        {"its path is called so",
         schema::builder("s").key("id").add({.name = "id", .type = uint64}).add({.name = "town", .path = "zone"}), ""},
        {"of another type", schema::builder("s").key("id").add({.name = "id", .type = int64}).add({.name = "zone"}),
         "member_type"},
        {"two mistakes",
         schema::builder("s").key("id").add({.name = "id", .type = uint64}).add({.name = "age"}).add({.name = "x"}),
         "member_type no_member"},
        {"nobody may ask for it",
         schema::builder("s").key("id").add({.name = "id", .type = uint64}).add({.name = "x", .queryable = false}), ""},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            auto const made = memory::compile<server>(expr::query(r.schema.build().value()));
            std::string codes;
            if (!made) {
                for (core::diagnostic const& d : made.error()) {
                    codes.append(codes.empty() ? "" : " ").append(core::name(d.code));
                }
            }
            BOOST_TEST(codes == r.codes);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_field_that_only_the_query_uses_needs_a_member) {
    auto const s = schema::builder("s")
                       .key("id")
                       .add({.name = "id", .type = schema::scalar::uint64})
                       .add({.name = "tenant", .queryable = false})
                       .build()
                       .value();
    auto const q = bind::bind_filter(s, field("tenant") == "a", bind::trust::internal).value();
    BOOST_TEST_REQUIRE(memory::compile<server>(q).has_error());
    std::string message;
    core::append_message(message, *memory::compile<server>(q).error().begin(), core::language::english);
    BOOST_TEST(message == "the record type has no member for the field \"tenant\"");
}

namespace {

struct audit {
    std::uint64_t id = 0;
    std::string operator_{};
};
BOOST_DESCRIBE_STRUCT(audit, (), (id, operator_))

} // namespace

BOOST_AUTO_TEST_CASE(a_name_that_is_reserved_takes_an_underscore) {
    auto const s = schema::builder("s")
                       .key("id")
                       .add({.name = "id", .type = schema::scalar::uint64})
                       .add({.name = "operator"})
                       .build()
                       .value();
    auto const wanted = memory::compile<audit>(bind::bind_filter(s, field("operator") == "Jim").value()).value();
    BOOST_TEST(wanted(audit{1, "Jim"}));
    BOOST_TEST(!wanted(audit{1, "jim"}));
}

BOOST_AUTO_TEST_CASE(deep_and_wide_filters_need_no_stack) {
    schema::definition const s = fields(schema::logic::two_valued);
    expr::query q(s);
    std::vector<std::uint32_t> opened;
    for (int i = 0; i != 100'000; ++i) {
        opened.push_back(q.filter.open(i % 2 == 0 ? expr::node_kind::conjunction : expr::node_kind::disjunction));
        q.filter.leaf(expr::node_kind::predicate, s.find("i").value(), i % 2 == 0 ? ge : lt);
        q.filter.value(std::int64_t{0});
    }
    is("s", is_null)(q);
    while (!opened.empty()) {
        q.filter.close(opened.back());
        opened.pop_back();
    }
    auto const wanted = memory::compile<memory::cells>(q).value();
    std::vector<memory::cell> record(s.fields().size());
    record[s.find("i").value()] = std::int64_t{1};
    BOOST_TEST(wanted(record));
    record[s.find("s").value()] = "x";
    BOOST_TEST(!wanted(record));
}

BOOST_AUTO_TEST_SUITE_END()
