#include "harness.hpp"

#include <quern/normalise/detail/value_set.hpp>

using namespace quern;
using namespace quern::normalise::detail;

BOOST_AUTO_TEST_SUITE(value_set_)

namespace {

constexpr std::int64_t one = 1;

schema::field field_of(schema::scalar type) { return {.name = "f", .type = type}; }

/// Intervals as `[1,3)`; an end that is open is an end of the domain.
std::string show(domain_line const& line, std::vector<interval> const& parts) {
    std::string out;
    for (interval const& i : parts) {
        auto const end = [](cut const& c) {
            bool const inside = c.is == cut::where::before || c.is == cut::where::behind;
            std::string const number = inside ? std::to_string(std::get<std::int64_t>(c.at)) : std::string();
            return c.is == cut::where::behind ? number + "+" : number;
        };
        out += line.point(i) ? "{" + std::to_string(std::get<std::int64_t>(*line.point(i))) + "}"
                             : "[" + end(i.from) + "," + end(i.to) + ")";
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(cuts_between_neighbours_are_one) {
    normalise::domains const whole{};
    struct row {
        schema::scalar type;
        core::value a, b; // behind a is before b
        bool same;
    };
    using core::timestamp;
    row const rows[] = {
        {schema::scalar::int64, one, std::int64_t{2}, true},
        {schema::scalar::int64, one, std::int64_t{3}, false},
        {schema::scalar::uint64, std::uint64_t{0}, std::uint64_t{1}, true},
        {schema::scalar::real, 1.0, 1.0000000000000002, true},
        {schema::scalar::real, 1.0, 1.0000000000000004, false},
        {schema::scalar::real, -5e-324, 0.0, true},
        {schema::scalar::real, -5e-324, -0.0, true},
        {schema::scalar::real, -0.0, 5e-324, true},
        {schema::scalar::string, "a", "b", false},
        {schema::scalar::string, "a", "a\x01", false},
        {schema::scalar::timestamp, timestamp{1}, timestamp{2}, true},
        {schema::scalar::boolean, false, true, true},
    };
    for (row const& r : rows) {
        schema::field const f = field_of(r.type);
        domain_line const line(f, whole);
        BOOST_TEST(line.same(line.behind(r.a), line.before(r.b)) == r.same);
        BOOST_TEST(line.less(line.before(r.a), line.behind(r.a)));
        BOOST_TEST(line.point(line.of_point(r.a)).has_value());
    }
}

BOOST_AUTO_TEST_CASE(ends_of_domains) {
    normalise::domains const whole{};
    schema::field f = field_of(schema::scalar::int64);
    auto const first = [&](core::value const& v) { return domain_line(f, whole).before(v).is == cut::where::first; };
    auto const last = [&](core::value const& v) { return domain_line(f, whole).behind(v).is == cut::where::last; };
    BOOST_TEST(first(std::numeric_limits<std::int64_t>::min()));
    BOOST_TEST(last(std::numeric_limits<std::int64_t>::max()));
    BOOST_TEST(!first(one));
    f.type = schema::scalar::uint64;
    BOOST_TEST(first(std::uint64_t{0}));
    f.type = schema::scalar::real;
    BOOST_TEST(last(std::numeric_limits<double>::max()));
    f.type = schema::scalar::string;
    BOOST_TEST(first(""));
    BOOST_TEST(!first("a"));
    f = {.name = "t",
         .type = schema::scalar::timestamp,
         .layout = core::time_layout::datetime,
         .storage = schema::time_storage::text};
    BOOST_TEST(last(core::timestamp{253'402'300'799'000'000})); // 9999-12-31 23:59:59
    BOOST_TEST(!last(core::timestamp{253'402'300'798'000'000}));
    BOOST_TEST(first(core::timestamp{-62'135'596'800'000'000})); // 0001-01-01 00:00:00
}

BOOST_AUTO_TEST_CASE(algebra) {
    normalise::domains const whole{};
    schema::field const f = field_of(schema::scalar::int64);
    domain_line const line(f, whole);
    auto const range = [&](std::int64_t a, std::int64_t b) { return interval{line.before(a), line.behind(b)}; };
    auto const point = [&](std::int64_t v) { return line.of_point(v); };
    auto const all = [&](std::vector<interval> parts) { return united(line, std::move(parts), false); };

    BOOST_TEST(show(line, all({range(5, 9), range(1, 3)}).parts) == "[1,3+)[5,9+)");
    BOOST_TEST(show(line, all({range(1, 3), range(4, 9)}).parts) == "[1,9+)");                  // they touch
    BOOST_TEST(show(line, all({range(1, 9), range(2, 3)}).parts) == "[1,9+)");                  // one in the other
    BOOST_TEST(show(line, all({point(1), point(2), point(2), point(3)}).parts) == "{1}{2}{3}"); // stay apart
    BOOST_TEST(show(line, all({point(1), point(2), range(3, 4), point(5)}).parts) == "[1,5+)");
    BOOST_TEST(show(line, gaps(line, all({range(1, 3), point(5)}))) == "[,1){4}[5+,)");
    BOOST_TEST(show(line, gaps(line, {})) == "[,)");
    BOOST_TEST(gaps(line, all(gaps(line, {}))).empty());

    std::vector<interval> both{range(1, 5), point(9), range(4, 9)};
    BOOST_TEST(show(line, intersected(line, both, 2, false).parts) == "[4,5+){9}");
    std::vector<interval> const lists{point(1), point(2), point(3), range(2, 9)};
    BOOST_TEST(show(line, intersected(line, lists, 2, false).parts) == "{2}{3}");
    std::vector<interval> const apart{range(1, 3), range(4, 5)};
    BOOST_TEST(intersected(line, apart, 2, false).parts.empty());

    value_set const s = all({range(1, 5), range(8, 9)});
    BOOST_TEST(covers(line, s, {range(2, 3), point(8)}));
    BOOST_TEST(!covers(line, s, {range(4, 6)}));
    BOOST_TEST(!covers(line, s, {point(7)}));
    BOOST_TEST(avoids(line, s, {range(6, 7), point(10), point(0)}));
    BOOST_TEST(!avoids(line, s, {range(6, 8)}));
}

BOOST_AUTO_TEST_SUITE_END()
