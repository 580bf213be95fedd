#include "harness.hpp"

#include "../support/rewriting.hpp"
#include "../support/trees.hpp"

#include <quern/normalise/domain.hpp>

#include <cmath>
#include <limits>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(domain)

static constexpr std::int64_t int64_least = std::numeric_limits<std::int64_t>::min();
static constexpr std::int64_t int64_most = std::numeric_limits<std::int64_t>::max();
static constexpr std::uint64_t uint64_most = std::numeric_limits<std::uint64_t>::max();
static constexpr std::uint64_t past_int64 = std::uint64_t{1} << 63U;

/// How a constant lies to what a store holds.
struct held {
    core::value as;
};
struct between {
    core::value below;
    core::value above;
};
struct below {};
struct above {};
using position = std::variant<held, between, below, above>;

/// What a comparison on a field that is never absent becomes.
static subtree expected(std::string_view field, schema::operation o, position const& p) {
    bool const less = o == lt || o == le;
    if (auto const* h = std::get_if<held>(&p)) {
        return is(field, o, {h->as});
    }
    if (o == eq || o == ne) {
        return constant(o == ne);
    }
    if (auto const* b = std::get_if<between>(&p)) {
        return less ? is(field, le, {b->below}) : is(field, ge, {b->above});
    }
    return constant(less == std::holds_alternative<above>(p));
}

static void check(schema::definition const& s, std::string_view field, core::value const& c, position const& p,
                  normalise::domains const& d = {}) {
    for (schema::operation const o : {eq, ne, lt, le, gt, ge}) {
        BOOST_TEST_CONTEXT(schema::name(o)) {
            expr::query q = query_of(s, is(field, o, {c}));
            normalise::fold_domains(q, d);
            expr::query const wanted = query_of(s, expected(field, o, p));
            BOOST_TEST(shown(q) == shown(wanted));
            BOOST_TEST((q.filter == wanted.filter)); // the kinds of constants too
        }
    }
}

BOOST_AUTO_TEST_CASE(numbers) {
    normalise::domains const sqlite{.uint64_max = static_cast<std::uint64_t>(int64_most)};
    auto const i = [](std::int64_t v) { return core::value(v); };
    auto const u = [](std::uint64_t v) { return core::value(v); };
    struct row {
        std::string_view name;
        std::string_view field;
        core::value constant;
        position expected;
        normalise::domains domains{};
    };
    row const rows[] = {
        {"an int64", "ni", i(5), held{i(5)}},
        {"zero", "ni", i(0), held{i(0)}},
        {"the least int64", "ni", i(int64_least), held{i(int64_least)}},
        {"the greatest int64", "ni", i(int64_most), held{i(int64_most)}},
        {"a uint64 that fits", "ni", u(5), held{i(5)}},
        {"2^63 - 1 as uint64", "ni", u(past_int64 - 1), held{i(int64_most)}},
        {"2^63", "ni", u(past_int64), above{}},
        {"2^64 - 1", "ni", u(uint64_most), above{}},
        {"a whole double", "ni", 5.0, held{i(5)}},
        {"-0.0", "ni", -0.0, held{i(0)}},
        {"2^53", "ni", 0x1p53, held{i(9007199254740992)}},
        {"-2^53", "ni", -0x1p53, held{i(-9007199254740992)}},
        {"2^53 + 1", "ni", i(9007199254740993), held{i(9007199254740993)}},
        {"-2^63 as double", "ni", -0x1p63, held{i(int64_least)}},
        {"the double below -2^63", "ni", std::nextafter(-0x1p63, -1e300), below{}},
        {"2^63 as double", "ni", 0x1p63, above{}},
        {"the double below 2^63", "ni", 0x1.fffffffffffffp62, held{i(9223372036854774784)}},
        {"a fraction", "ni", 1.5, between{i(1), i(2)}},
        {"a fraction below zero", "ni", -1.5, between{i(-2), i(-1)}},
        {"a fraction behind zero", "ni", 0.25, between{i(0), i(1)}},
        {"a fraction before zero", "ni", -0.25, between{i(-1), i(0)}},
        {"the least double", "ni", 5e-324, between{i(0), i(1)}},
        {"the last fraction", "ni", 4503599627370495.5, between{i(4503599627370495), i(4503599627370496)}},
        {"1e300", "ni", 1e300, above{}},
        {"-1e300", "ni", -1e300, below{}},

        {"a uint64", "nu", u(5), held{u(5)}},
        {"an int64 that fits", "nu", i(5), held{u(5)}},
        {"zero, unsigned", "nu", i(0), held{u(0)}},
        {"-0.0, unsigned", "nu", -0.0, held{u(0)}},
        {"-1", "nu", i(-1), below{}},
        {"the least int64, unsigned", "nu", i(int64_least), below{}},
        {"-0.5", "nu", -0.5, below{}},
        {"0.5", "nu", 0.5, between{u(0), u(1)}},
        {"2^63, unsigned", "nu", 0x1p63, held{u(past_int64)}},
        {"the greatest uint64", "nu", u(uint64_most), held{u(uint64_most)}},
        {"the double below 2^64", "nu", 0x1.fffffffffffffp63, held{u(18446744073709549568U)}},
        {"2^64", "nu", 0x1p64, above{}},

        {"2^63 - 1 where uint64 ends there", "nu", u(past_int64 - 1), held{u(past_int64 - 1)}, sqlite},
        {"2^63 where uint64 ends before", "nu", u(past_int64), above{}, sqlite},
        {"2^63 as double where uint64 ends before", "nu", 0x1p63, above{}, sqlite},
        {"2^64 - 1 where uint64 ends before", "nu", u(uint64_most), above{}, sqlite},
        {"2^64 where uint64 ends before", "nu", 0x1p64, above{}, sqlite},
        {"-1 where uint64 ends early", "nu", i(-1), below{}, sqlite},
        {"an int64 field has its own end", "ni", i(int64_most), held{i(int64_most)}, sqlite},

        {"a double", "nr", 1.5, held{1.5}},
        {"the greatest double", "nr", 1.7976931348623157e308, held{1.7976931348623157e308}},
        {"an int64 that a double holds", "nr", i(-5), held{-5.0}},
        {"a uint64 that a double holds", "nr", u(past_int64), held{0x1p63}},
        {"2^53 for a double", "nr", i(9007199254740992), held{0x1p53}},
        {"2^53 + 1 for a double", "nr", i(9007199254740993), between{9007199254740992.0, 9007199254740994.0}},
        {"2^53 + 3 for a double", "nr", i(9007199254740995), between{9007199254740994.0, 9007199254740996.0}},
        {"-2^53 - 1 for a double", "nr", i(-9007199254740993), between{-9007199254740994.0, -9007199254740992.0}},
        {"2^63 - 1 for a double", "nr", i(int64_most), between{0x1.fffffffffffffp62, 0x1p63}},
        {"-2^63 for a double", "nr", i(int64_least), held{-0x1p63}},
        {"2^63 + 1 for a double", "nr", u(past_int64 + 1), between{0x1p63, 9223372036854777856.0}},
        {"2^64 - 1 for a double", "nr", u(uint64_most), between{0x1.fffffffffffffp63, 0x1p64}},
    };
    schema::definition const s = fields(schema::logic::three_valued);
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) { check(s, r.field, r.constant, r.expected, r.domains); }
    }
}

BOOST_AUTO_TEST_CASE(times) {
    using enum schema::time_storage;
    using core::time_layout;
    struct row {
        std::string_view name;
        schema::time_storage storage;
        time_layout layout;
        std::int64_t constant; // microseconds
        position expected;
        normalise::domains domains{};
    };
    auto const t = [](std::int64_t us) { return core::value(core::timestamp{us}); };
    time_layout const plain = time_layout::rfc3339;
    normalise::domains const milliseconds{.native_time = 1'000};
    std::int64_t const last = 253'402'271'999'000'000;  // 9999-12-31 23:59:59 at +08:00
    std::int64_t const first = -62'135'625'600'000'000; // 0001-01-01 00:00:00 at +08:00
    row const rows[] = {
        {"native", native, plain, 1'500'001, held{t(1'500'001)}},
        {"native, the first", native, plain, int64_least, held{t(int64_least)}},
        {"native, the last", native, plain, int64_most, held{t(int64_most)}},
        {"native, coarser", native, plain, 1'500'001, between{t(1'500'000), t(1'501'000)}, milliseconds},
        {"native, coarser, before 1970", native, plain, -1, between{t(-1'000), t(0)}, milliseconds},
        {"microseconds", epoch_microseconds, plain, -7, held{t(-7)}},
        {"milliseconds, held", epoch_milliseconds, plain, 1'500'000, held{t(1'500'000)}},
        {"milliseconds", epoch_milliseconds, plain, 1'500'999, between{t(1'500'000), t(1'501'000)}},
        {"milliseconds, before 1970", epoch_milliseconds, plain, -1'001, between{t(-2'000), t(-1'000)}},
        {"seconds, held", epoch_seconds, plain, -3'000'000, held{t(-3'000'000)}},
        {"seconds", epoch_seconds, plain, 1'500'000, between{t(1'000'000), t(2'000'000)}},
        {"seconds, before 1970", epoch_seconds, plain, -1'500'000, between{t(-2'000'000), t(-1'000'000)}},
        {"seconds, just before 1970", epoch_seconds, plain, -1, between{t(-1'000'000), t(0)}},
        {"seconds, behind the last", epoch_seconds, plain, int64_most, above{}},
        {"seconds, the last", epoch_seconds, plain, 9'223'372'036'854'000'000, held{t(9'223'372'036'854'000'000)}},
        {"seconds, before the first", epoch_seconds, plain, int64_least, below{}},
        {"seconds, the first", epoch_seconds, plain, -9'223'372'036'854'000'000, held{t(-9'223'372'036'854'000'000)}},
        {"text, held", text, time_layout::rfc3339_utc, 5'000'000, held{t(5'000'000)}},
        {"text", text, time_layout::rfc3339_utc, 5'000'001, between{t(5'000'000), t(6'000'000)}},
        {"text, the last in a zone", text, time_layout::datetime, last, held{t(last)}},
        {"text, a fraction behind the last", text, time_layout::datetime, last + 1, above{}},
        {"text, behind the last", text, time_layout::datetime, last + 1'000'000, above{}},
        {"text, a fraction before the last", text, time_layout::datetime, last - 1,
         between{t(last - 1'000'000), t(last)}},
        {"text, the first in a zone", text, time_layout::datetime, first, held{t(first)}},
        {"text, before the first", text, time_layout::datetime, first - 1, below{}},
        {"text, long before the first", text, time_layout::datetime, int64_least, below{}},
        {"text, long behind the last", text, time_layout::datetime, int64_most, above{}},
    };
    for (row const& r : rows) {
        schema::definition const s =
            schema::builder("t")
                .key("id")
                .add({.name = "id"})
                .add({.name = "at",
                      .type = schema::scalar::timestamp,
                      .nullable = false,
                      .layout = r.layout,
                      .zone = {static_cast<std::int16_t>(r.layout == time_layout::datetime ? 480 : 0)},
                      .storage = r.storage})
                .build()
                .value();
        BOOST_TEST_CONTEXT(r.name) { check(s, "at", t(r.constant), r.expected, r.domains); }
    }
}

BOOST_AUTO_TEST_CASE(absent_fields_and_complements) {
    struct row {
        schema::operation op;
        double constant;            // for `i` and `ni`: below, between or above all
        std::string_view two;       // on `i`: two-valued, predicate
        std::string_view two_not;   // complement
        std::string_view three;     // three-valued, predicate
        std::string_view three_not; // complement
        std::string_view never;     // on `ni`, either logic: predicate
        std::string_view never_not; // complement
    };
    // two-valued: a predicate is false on an absent field, but `neq` and `nin` are true; a complement is the contrary.
    // three-valued: nothing selects an absent field here.
    row const rows[] = {
        {lt, -1e30, "nothing", "everything", "nothing", "i not_null", "nothing", "everything"},
        {le, -1e30, "nothing", "everything", "nothing", "i not_null", "nothing", "everything"},
        {gt, -1e30, "i not_null", "i null", "i not_null", "nothing", "everything", "nothing"},
        {ge, -1e30, "i not_null", "i null", "i not_null", "nothing", "everything", "nothing"},
        {eq, -1e30, "nothing", "everything", "nothing", "i not_null", "nothing", "everything"},
        {ne, -1e30, "everything", "nothing", "i not_null", "nothing", "everything", "nothing"},
        {in, -1e30, "nothing", "everything", "nothing", "i not_null", "nothing", "everything"},
        {not_in, -1e30, "everything", "nothing", "i not_null", "nothing", "everything", "nothing"},
        {lt, 1e30, "i not_null", "i null", "i not_null", "nothing", "everything", "nothing"},
        {le, 1e30, "i not_null", "i null", "i not_null", "nothing", "everything", "nothing"},
        {gt, 1e30, "nothing", "everything", "nothing", "i not_null", "nothing", "everything"},
        {ge, 1e30, "nothing", "everything", "nothing", "i not_null", "nothing", "everything"},
        {eq, 1e30, "nothing", "everything", "nothing", "i not_null", "nothing", "everything"},
        {ne, 1e30, "everything", "nothing", "i not_null", "nothing", "everything", "nothing"},
        {in, 1e30, "nothing", "everything", "nothing", "i not_null", "nothing", "everything"},
        {not_in, 1e30, "everything", "nothing", "i not_null", "nothing", "everything", "nothing"},
        {eq, 1.5, "nothing", "everything", "nothing", "i not_null", "nothing", "everything"},
        {ne, 1.5, "everything", "nothing", "i not_null", "nothing", "everything", "nothing"},
        {in, 1.5, "nothing", "everything", "nothing", "i not_null", "nothing", "everything"},
        {not_in, 1.5, "everything", "nothing", "i not_null", "nothing", "everything", "nothing"},
        {lt, 1.5, "i lte 1", "complement of i lte 1", "i lte 1", "complement of i lte 1", "ni lte 1",
         "complement of ni lte 1"},
        {le, 1.5, "i lte 1", "complement of i lte 1", "i lte 1", "complement of i lte 1", "ni lte 1",
         "complement of ni lte 1"},
        {gt, 1.5, "i gte 2", "complement of i gte 2", "i gte 2", "complement of i gte 2", "ni gte 2",
         "complement of ni gte 2"},
        {ge, 1.5, "i gte 2", "complement of i gte 2", "i gte 2", "complement of i gte 2", "ni gte 2",
         "complement of ni gte 2"},
        {le, 7.0, "i lte 7", "complement of i lte 7", "i lte 7", "complement of i lte 7", "ni lte 7",
         "complement of ni lte 7"},
    };
    for (row const& r : rows) {
        auto const folded = [&](schema::logic logic, subtree const& root) {
            expr::query q = query_of(fields(logic), root);
            normalise::fold_domains(q, {});
            return shown(q);
        };
        using enum schema::logic;
        BOOST_TEST_CONTEXT(schema::name(r.op) << " " << r.constant) {
            BOOST_TEST(folded(two_valued, is("i", r.op, {r.constant})) == r.two);
            BOOST_TEST(folded(two_valued, isnt("i", r.op, {r.constant})) == r.two_not);
            BOOST_TEST(folded(three_valued, is("i", r.op, {r.constant})) == r.three);
            BOOST_TEST(folded(three_valued, isnt("i", r.op, {r.constant})) == r.three_not);
            for (schema::logic const logic : {two_valued, three_valued}) {
                BOOST_TEST(folded(logic, is("ni", r.op, {r.constant})) == r.never);
                BOOST_TEST(folded(logic, isnt("ni", r.op, {r.constant})) == r.never_not);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(lists_and_trees) {
    struct row {
        std::string_view name;
        subtree root;
        std::string_view expected;
    };
    std::int64_t const one = 1;
    std::uint64_t const two = 2;
    row const rows[] = {
        {"all held", is("i", in, {one, one}), "i in [1, 1]"},
        {"brought to the field's type", is("i", in, {one, two, 3.0}), "i in [1, 2, 3]"},
        {"what is not held is left out", is("i", in, {one, 1.5, 1e30, -1e30}), "i in [1]"},
        {"likewise", is("i", not_in, {1.5, one}), "i nin [1]"},
        {"a complement", isnt("i", in, {1.5, one}), "complement of i in [1]"},
        {"nothing is held", is("i", in, {1.5, 2.5}), "nothing"},
        {"of doubles", is("r", in, {std::int64_t{9007199254740993}, one}), "r in [1.0]"},
        {"strings stay", all_of({is("s", in, {"a", "b"}), is("i", eq, {1.5})}),
         "and\n├─ s in [\"a\", \"b\"]\n└─ nothing"},
        {"all else stays",
         any_of({all_of({constant(true), is("s", contains, {"x"}), constant(false)}), isnt("s", icontains, {"y"}),
                 is("b", eq, {true}), is("i", is_null), is("u", not_null), is("i", lt, {0.5})}),
         "or\n├─ and\n│  ├─ everything\n│  ├─ s cs \"x\"\n│  └─ nothing\n├─ complement of s cis \"y\"\n"
         "├─ b eq true\n├─ i null\n├─ u not_null\n└─ i lte 0"},
    };
    for (row const& r : rows) {
        expr::query q = query_of(fields(schema::logic::two_valued), r.root);
        normalise::fold_domains(q, {});
        BOOST_TEST_CONTEXT(r.name) { BOOST_TEST(shown(q) == r.expected); }
    }
}

BOOST_AUTO_TEST_CASE(rewritings) {
    check_rewritings("fold_domains", [](expr::query& q) { normalise::fold_domains(q, {}); });
}

BOOST_AUTO_TEST_SUITE_END()
