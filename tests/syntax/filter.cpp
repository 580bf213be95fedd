#include "harness.hpp"

#include <quern/syntax/filter.hpp>

#include <chrono>
#include <forward_list>
#include <limits>
#include <list>
#include <ranges>
#include <set>
#include <type_traits>

using namespace quern;
using namespace std::string_literals;
using namespace std::string_view_literals;
using quern::syntax::field;
using kind = syntax::literal::kind;

BOOST_AUTO_TEST_SUITE(filter)

/// A literal as the request has it: `true`, `#digits`, `'text'`, `@microseconds`.
static std::string shown(syntax::literal const& l) {
    switch (l.type) {
    case kind::boolean:
        return l.truth ? "true" : "false";
    case kind::number:
        return "#" + std::string(l.text);
    case kind::string:
        return "'" + std::string(l.text) + "'";
    case kind::timestamp:
        return "@" + std::to_string(l.instant.microseconds);
    }
    return {};
}

/// The request of a filter in one line: `and(age > #18, not(zone is_null))`.
static std::string shown(syntax::filter const& f) {
    syntax::request const request = f.as_request();
    std::string text;
    std::vector<std::uint32_t> ends;
    for (std::uint32_t i = 0; i != request.nodes.size(); ++i) {
        for (; !ends.empty() && ends.back() == i; ends.pop_back()) {
            text += ')';
        }
        text += i != 0 && text.back() != '(' ? ", " : "";
        syntax::node const& n = request.nodes[i];
        BOOST_TEST((n.where == core::span{}));
        if (n.kind != syntax::node_kind::predicate) {
            text += n.kind == syntax::node_kind::conjunction   ? "and("
                    : n.kind == syntax::node_kind::disjunction ? "or("
                                                               : "not(";
            ends.push_back(n.end);
            continue;
        }
        BOOST_TEST(n.end == i + 1);
        BOOST_TEST(n.field.present);
        BOOST_TEST(n.operation.has_value());
        text.append(n.field.text).append(" ").append(n.operation_text);
        for (std::uint32_t l = 0; l != n.literal_count; ++l) {
            text.append(" ").append(shown(request.literals[n.first_literal + l]));
        }
    }
    return text.append(ends.size(), ')');
}

BOOST_AUTO_TEST_CASE(operators) {
    auto const f = field("f");
    struct row {
        syntax::filter written;
        schema::operation operation;
        std::string_view expected;
    };
    using enum schema::operation;
    row const rows[] = {
        {f == 1, eq, "f == #1"},
        {f != 1, ne, "f != #1"},
        {f < 1, lt, "f < #1"},
        {f <= 1, le, "f <= #1"},
        {f > 1, gt, "f > #1"},
        {f >= 1, ge, "f >= #1"},
        {f.in(1, 2), in, "f in #1 #2"},
        {f.not_in(1), not_in, "f not_in #1"},
        {f.contains("a"), contains, "f contains 'a'"},
        {f.icontains("a"), icontains, "f icontains 'a'"},
        {f.begins_with("a"), begins_with, "f begins_with 'a'"},
        {f.ends_with("a"), ends_with, "f ends_with 'a'"},
        {f.is_null(), is_null, "f is_null"},
        {f.not_null(), not_null, "f not_null"},
    };
    BOOST_TEST(std::size(rows) == schema::operation_count);
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.expected) {
            BOOST_TEST(shown(r.written) == r.expected);
            BOOST_TEST((r.written.as_request().nodes[0].operation == r.operation));
        }
    }
    BOOST_TEST(f.name() == "f");
}

BOOST_AUTO_TEST_CASE(numbers_keep_every_digit) {
    using i64 = std::numeric_limits<std::int64_t>;
    auto const f = field("f");
    std::pair<syntax::filter, std::string_view> const rows[] = {
        {f == std::int8_t{-128}, "#-128"},
        {f == std::uint8_t{255}, "#255"},
        {f == short{-1}, "#-1"},
        {f == 65'535U, "#65535"},
        {f == i64::min(), "#-9223372036854775808"},
        {f == i64::max(), "#9223372036854775807"},
        {f == std::numeric_limits<std::uint64_t>::max(), "#18446744073709551615"},
        {f == 18'446'744'073'709'551'615ULL, "#18446744073709551615"},
        {f == 1.5, "#1.5"},
        {f == 1.5F, "#1.5"},
        {f == 0.1F, "#0.10000000149011612"}, // as a double
        {f == -0.0, "#0"},
        {f == 5.0, "#5"},
        {f == 1e23, "#99999999999999991611392"}, // the integer that this double is
        {f == 0x1p64, "#18446744073709551616"},
        {f == 5e-324, "#5e-324"},
        {f == std::numeric_limits<double>::quiet_NaN(), "#NaN"},
        {f == std::numeric_limits<double>::infinity(), "#Infinity"},
        {f == -std::numeric_limits<float>::infinity(), "#-Infinity"},
    };
    for (auto const& [written, digits] : rows) {
        BOOST_TEST(shown(written) == "f == " + std::string(digits));
    }
}

BOOST_AUTO_TEST_CASE(strings_of_every_kind) {
    struct convertible {
        operator std::string_view() const { return "converted"; } // NOLINT(google-explicit-constructor)
    };
    auto const f = field("f");
    std::string const text = "a\0b"s;
    std::string_view const part = "part of it"sv.substr(0, 4);
    static constexpr char unended[] = {'a', 'b'};
    std::pair<syntax::filter, std::string_view> const rows[] = {
        {f == "api", "'api'"},
        {f == "", "''"},
        {f == "a\0b", "'a\0b'"sv},
        {f == text, "'a\0b'"sv},
        {f == "moved"s, "'moved'"},
        {f == part, "'part'"},
        {f == unended, "'ab'"},
        {f == convertible(), "'converted'"},
        {f == "\xE4\xB8\xAD", "'\xE4\xB8\xAD'"},
    };
    for (auto const& [written, expected] : rows) {
        BOOST_TEST(shown(written) == "f == " + std::string(expected));
    }
}

BOOST_AUTO_TEST_CASE(instants) {
    using namespace std::chrono;
    auto const f = field("f");
    sys_days const day = 2023y / February / 5;
    using i64 = std::numeric_limits<std::int64_t>;
    std::pair<syntax::filter, std::string_view> const rows[] = {
        {f == core::timestamp{5}, "@5"},
        {f == day, "@1675555200000000"},
        {f == day + 15h, "@1675609200000000"},
        {f == sys_seconds(-1s), "@-1000000"},
        {f == sys_time<milliseconds>(7ms), "@7000"},
        {f == sys_time<microseconds>(-7us), "@-7"},
        {f == sys_time<microseconds>(microseconds(i64::max())), "@9223372036854775807"},
        {f == sys_time<microseconds>(microseconds(i64::min())), "@-9223372036854775808"},
        {f == sys_time<hours>(hours(i64::max() / 2)), "@9223372036854775807"}, // no instant that a query takes
        {f == sys_time<hours>(hours(i64::min() / 2)), "@-9223372036854775808"},
    };
    for (auto const& [written, expected] : rows) {
        BOOST_TEST(shown(written) == "f == " + std::string(expected));
    }
}

BOOST_AUTO_TEST_CASE(lists) {
    auto const f = field("f");
    std::vector<bool> const truths{true, false};
    std::vector<int> const none;
    std::pair<syntax::filter, std::string_view> const rows[] = {
        {f.in("a", "b"s, "c"sv), "f in 'a' 'b' 'c'"},
        {f.in(1, 2.5, 3U), "f in #1 #2.5 #3"},
        {f.in(true), "f in true"},
        {f.in(truths), "f in true false"},
        {f.in(std::vector{1, 2}), "f in #1 #2"},
        {f.in(std::list<std::string>{"a", "b"}), "f in 'a' 'b'"},
        {f.in(std::set<std::uint64_t>{3, 1}), "f in #1 #3"},
        {f.not_in(std::array{"a"sv}), "f not_in 'a'"},
        {f.not_in(std::forward_list<core::timestamp>{{1}, {2}}), "f not_in @1 @2"},
        {f.in(std::views::iota(1, 4)), "f in #1 #2 #3"},
        {f.in(none), "f in"},
        {f.in("ab"s), "f in 'ab'"}, // a string is one constant, not a list of characters
    };
    for (auto const& [written, expected] : rows) {
        BOOST_TEST(shown(written) == expected);
    }
    int const raw[] = {1, 2};
    BOOST_TEST(shown(f.in(raw)) == "f in #1 #2");
}

BOOST_AUTO_TEST_CASE(connectives) {
    auto const a = field("a") == 1;
    auto const b = field("b") == "two";
    auto const c = field("c").in(3, 4);
    auto const d = field("d").is_null();
    std::pair<syntax::filter, std::string_view> const rows[] = {
        {a && b, "and(a == #1, b == 'two')"},
        {a || b, "or(a == #1, b == 'two')"},
        {!a, "not(a == #1)"},
        {!!a, "not(not(a == #1))"},
        {a && b && c && d, "and(a == #1, b == 'two', c in #3 #4, d is_null)"},
        {a && (b && (c && d)), "and(a == #1, b == 'two', c in #3 #4, d is_null)"},
        {(a && b) && (c && d), "and(a == #1, b == 'two', c in #3 #4, d is_null)"},
        {(a || b) || (c || d), "or(a == #1, b == 'two', c in #3 #4, d is_null)"},
        {(a && b) || (c && d), "or(and(a == #1, b == 'two'), and(c in #3 #4, d is_null))"},
        {(a || b) && (c || d), "and(or(a == #1, b == 'two'), or(c in #3 #4, d is_null))"},
        {(a || b) && c, "and(or(a == #1, b == 'two'), c in #3 #4)"},
        {a && (b || c) && d, "and(a == #1, or(b == 'two', c in #3 #4), d is_null)"},
        {!(a && !(b || c)) && d, "and(not(and(a == #1, not(or(b == 'two', c in #3 #4)))), d is_null)"},
        {a && a, "and(a == #1, a == #1)"},
    };
    for (auto const& [written, expected] : rows) {
        BOOST_TEST(shown(written) == expected);
    }
}

BOOST_AUTO_TEST_CASE(a_filter_is_never_left_empty) {
    syntax::filter a = field("a") == "text";
    syntax::filter const moved = std::move(a);
    BOOST_TEST(shown(a) == "a == 'text'"); // NOLINT(bugprone-use-after-move): that is the point
    BOOST_TEST(shown(moved) == "a == 'text'");
    syntax::filter b = field("b") == 1;
    b = std::move(a);
    BOOST_TEST(shown(a) == "a == 'text'"); // NOLINT(bugprone-use-after-move)
    BOOST_TEST(shown(b) == "a == 'text'");
    syntax::filter const& itself = b;
    b = itself;
    BOOST_TEST(shown(b) == "a == 'text'");
    b = b && b;
    b = !b;
    BOOST_TEST(shown(b) == "not(and(a == 'text', a == 'text'))");
    static_assert(!std::is_default_constructible_v<syntax::filter>);
    static_assert(!std::is_constructible_v<bool, syntax::filter>);
}

BOOST_AUTO_TEST_CASE(many_rules_without_recursion) {
    syntax::filter f = field("f") == 0;
    for (int i = 1; i != 2'000; ++i) {
        f = f || field("f") == i;
    }
    BOOST_TEST(f.as_request().nodes.size() == 2'001U);
    syntax::filter deep = field("f") == 0;
    for (int i = 0; i != 2'000; ++i) {
        deep = !deep;
    }
    syntax::request const request = deep.as_request();
    BOOST_TEST(request.nodes.size() == 2'001U);
    BOOST_TEST(request.nodes[1'000].end == 2'001U);
}

BOOST_AUTO_TEST_SUITE_END()
