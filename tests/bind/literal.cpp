#include "harness.hpp"

#include <quern/bind/literal.hpp>
#include <quern/core/message.hpp>

using namespace quern;
using namespace std::string_literals;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(literal)

using kind = syntax::literal::kind;

/// As it stands at byte 100 of a request, without escapes.
static syntax::literal number(std::string_view digits) {
    return {.type = kind::number, .text = digits, .where = {100, static_cast<std::uint32_t>(digits.size())}};
}
static syntax::literal text(std::string_view decoded) {
    return {.type = kind::string, .text = decoded, .where = {100, static_cast<std::uint32_t>(decoded.size() + 2)}};
}
static syntax::literal truth(bool t) { return {.type = kind::boolean, .truth = t, .where = {100, t ? 4U : 5U}}; }

static schema::field const b{.name = "b", .type = schema::scalar::boolean};
static schema::field const i{.name = "i", .type = schema::scalar::int64};
static schema::field const u{.name = "u", .type = schema::scalar::uint64};
static schema::field const r{.name = "r", .type = schema::scalar::real};
static schema::field const s{.name = "s"};
static schema::field const d{.name = "d", .type = schema::scalar::int64, .decimal_text = true};
static schema::field const level{.name = "level", .enumerators = {"low", "high"}};
static schema::field const at{.name = "at", .type = schema::scalar::timestamp};
static schema::field const local{
    .name = "local", .type = schema::scalar::timestamp, .layout = core::time_layout::datetime, .zone = {480}};

static std::optional<core::value> bound(syntax::literal const& written, schema::field const& f,
                                        core::diagnostics& found, schema::operation o = schema::operation::eq) {
    return bind::bind_literal(written, f, o, {}, found);
}

BOOST_AUTO_TEST_CASE(constants) {
    struct row {
        schema::field const& field;
        syntax::literal written;
        core::value expected;
    };
    std::uint64_t const past_int64 = std::uint64_t{1} << 63U;
    core::timestamp const instant{1'675'610'955'000'000};
    row const rows[] = {
        {b, truth(true), true},
        {b, truth(false), false},
        {i, number("5"), std::int64_t{5}},
        {i, number("-9223372036854775808"), std::numeric_limits<std::int64_t>::min()},
        {i, number("9007199254740993"), std::int64_t{9007199254740993}},
        {i, number("5.0"), std::int64_t{5}}, // an integral number is an integer
        {i, number("1e2"), std::int64_t{100}},
        {i, number("-0"), std::int64_t{0}},
        {i, number("-0.0"), std::int64_t{0}},
        {i, number("9223372036854775808"), past_int64}, // kept, to be compared mathematically
        {i, number("18446744073709551616"), 0x1p64},
        {i, number("1.5"), 1.5},
        {u, number("5"), std::uint64_t{5}},
        {u, number("18446744073709551615"), std::numeric_limits<std::uint64_t>::max()},
        {u, number("1.0"), std::uint64_t{1}},
        {u, number("-1"), std::int64_t{-1}},
        {u, number("0.5"), 0.5},
        {r, number("5"), 5.0},
        {r, number("0"), 0.0},
        {r, number("-9007199254740992"), -9007199254740992.0},
        {r, number("9007199254740993"), std::int64_t{9007199254740993}}, // no double is it
        {r, number("9007199254740994"), 9007199254740994.0},
        {r, number("9223372036854775807"), std::numeric_limits<std::int64_t>::max()},
        {r, number("9223372036854775808"), 0x1p63},
        {r, number("18446744073709551615"), std::numeric_limits<std::uint64_t>::max()},
        {r, number("0.1"), 0.1},
        {r, number("1e300"), 1e300},
        {r, number("1152921504606847000"), 0x1p60},   // as JavaScript writes it
        {r, number("1.152921504606847e+18"), 0x1p60}, // as Python does
        {r, number("-1152921504606847000.0"), -0x1p60},
        {r, number("18446744073709552000"), 0x1p64},
        {r, number("1152921504606846976"), 0x1p60},
        {r, number("1152921504606847001"), std::int64_t{1152921504606847001}}, // no shortest spelling, and no double
        {s, text("Jim"), "Jim"},
        {s, text("5"), "5"},
        {s, text("true"), "true"},
        {s, text("中文"), "中文"},
        {level, text("high"), "high"},
        {d, number("5"), std::int64_t{5}},
        {d, text("5"), std::int64_t{5}},
        {d, text("-1"), std::int64_t{-1}},
        {d, text("-0"), std::int64_t{0}},
        {d, text("9223372036854775808"), past_int64},
        {at, text("2023-02-05T15:29:15Z"), instant},
        {local, text("2023-02-05 23:29:15"), instant},
    };
    for (row const& c : rows) {
        BOOST_TEST_CONTEXT(c.field.name << " " << c.written.text) {
            core::diagnostics found;
            auto const constant = bound(c.written, c.field, found);
            BOOST_TEST(found.empty());
            BOOST_TEST_REQUIRE(constant.has_value());
            BOOST_TEST((*constant == c.expected));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_string_views_the_literal) {
    core::diagnostics found;
    std::string const decoded = "Jim";
    auto const constant = bound(text(decoded), s, found);
    BOOST_TEST((std::get<std::string_view>(constant.value()).data() == decoded.data()));
}

BOOST_AUTO_TEST_CASE(enumerators_bind_whole_values) {
    using enum schema::operation;
    for (schema::operation const o : {eq, ne, in, not_in}) {
        core::diagnostics found;
        BOOST_TEST(!bound(text("lo"), level, found, o).has_value());
        BOOST_TEST(bound(text("low"), level, found, o).has_value());
    }
    for (schema::operation const o : {lt, ge, contains, icontains}) {
        core::diagnostics found;
        BOOST_TEST(bound(text("lo"), level, found, o).has_value());
    }
}

BOOST_AUTO_TEST_CASE(mistakes) {
    using enum core::code;
    using core::hint;
    using core::term;
    struct row {
        schema::field const& field;
        syntax::literal written;
        core::code code;
        std::vector<core::argument> arguments;
        core::hint hint = core::hint::none;
        std::vector<core::argument> hint_arguments{};
        core::span where{100, 0}; // of no length: the whole literal
    };
    std::string const many(100, '9');
    row const rows[] = {
        {b, number("1"), wrong_type, {term::boolean, term::number}},
        {b, text("yes"), wrong_type, {term::boolean, term::string}},
        {b, text("true"), wrong_type, {term::boolean, term::string}, hint::unquote, {"true"}},
        {i, truth(true), wrong_type, {term::integer, term::boolean}},
        {i, text("5"), wrong_type, {term::integer, term::string}, hint::unquote, {"5"}},
        {i, text("1 OR 1=1"), wrong_type, {term::integer, term::string}},
        {u, text("five"), wrong_type, {term::integer, term::string}},
        {r, text("0.5"), wrong_type, {term::number, term::string}, hint::unquote, {"0.5"}},
        {r, truth(false), wrong_type, {term::number, term::boolean}},
        {i, number("18446744073709551617"), number_not_exact, {"18446744073709551617"}},
        {r, number("18446744073709551617"), number_not_exact, {"18446744073709551617"}}, // as an integer, it is none
        {i, text(many), wrong_type, {term::integer, term::string}},                      // too long to be repeated
        {s, number(many), wrong_type, {term::string, term::number}},
        {i, number("9007199254740993.5"), number_not_exact, {"9007199254740993.5"}},
        {i, number(many), number_not_exact, {std::string(64, '9') + "…"}},
        {u, number("1e400"), number_out_of_range, {"1e400"}},
        {r, number("-1e400"), number_out_of_range, {"-1e400"}},
        {d, truth(true), wrong_type, {term::integer_text, term::boolean}},
        {d, text(""), decimal_text, {"\"\""}},
        {d, text("5.0"), decimal_text, {"\"5.0\""}},
        {d, text("1e2"), decimal_text, {"\"1e2\""}},
        {d, text("007"), decimal_text, {"\"007\""}},
        {d, text("+5"), decimal_text, {"\"+5\""}},
        {d, text(" 5"), decimal_text, {"\" 5\""}},
        {d, text("5-"), decimal_text, {"\"5-\""}},
        {d, text("18446744073709551617"), number_not_exact, {"18446744073709551617"}},
        {s, number("5"), wrong_type, {term::string, term::number}, hint::quote_text, {"\"5\""}},
        {s, truth(true), wrong_type, {term::string, term::boolean}},
        {s, text("a\0b"sv), null_character, {}},
        {level, text("hihg"), unknown_enumerator, {"\"hihg\"", "\"level\""}, hint::did_you_mean, {"\"high\""}},
        {level,
         text("zz"),
         unknown_enumerator,
         {"\"zz\"", "\"level\""},
         hint::expected_one_of,
         {"\"low\"", "\"high\""}},
        {at,
         number("1675610955"),
         wrong_type,
         {term::time_string, term::number},
         hint::write_as,
         {"\"2006-01-02T15:04:05Z\""}},
        {local,
         truth(true),
         wrong_type,
         {term::time_string, term::boolean},
         hint::write_as,
         {"\"2006-01-02 15:04:05\""}},
        {at, text("2023-02-05 15:29:15"), time_layout, {"\"2006-01-02T15:04:05Z\""}, hint::none, {}, {111, 1}},
        {at, text("2023-02-29T00:00:00Z"), time_out_of_range, {term::day, "29"}, hint::none, {}, {109, 2}},
        {local, text("2023-13-01 00:00:00"), time_out_of_range, {term::month, "13"}, hint::none, {}, {106, 2}},
    };
    for (row const& c : rows) {
        BOOST_TEST_CONTEXT(c.field.name << " " << c.written.text) {
            core::diagnostics found;
            BOOST_TEST(!bound(c.written, c.field, found).has_value());
            BOOST_TEST_REQUIRE(found.size() == 1U);
            BOOST_TEST(core::name(found[0].code) == core::name(c.code));
            BOOST_TEST((found[0].arguments == c.arguments));
            BOOST_TEST((found[0].hint == c.hint));
            BOOST_TEST((found[0].hint_arguments == c.hint_arguments));
            BOOST_TEST((found[0].where == (c.where.length == 0 ? c.written.where : c.where)));
        }
    }
}

BOOST_AUTO_TEST_CASE(escapes_hide_the_places_in_a_time) {
    core::diagnostics found;
    syntax::literal written = text("2023-02-29T00:00:00Z");
    written.where.length += 5; // a character was written as \u0032
    BOOST_TEST(!bound(written, at, found).has_value());
    BOOST_TEST((found[0].where == written.where));
}

BOOST_AUTO_TEST_CASE(the_longest_string) {
    core::limits const limits{.string = 6};
    core::diagnostics found;
    BOOST_TEST(bind::bind_literal(text("中文"), s, schema::operation::eq, limits, found).has_value());
    BOOST_TEST(!bind::bind_literal(text("中文!"), s, schema::operation::eq, limits, found).has_value());
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST((found[0].code == core::code::string_too_long));
    BOOST_TEST((found[0].arguments == std::vector<core::argument>{"7", "6"}));
}

BOOST_AUTO_TEST_CASE(instants_that_are_no_text) {
    auto const instant = [](std::int64_t microseconds) {
        return syntax::literal{.type = kind::timestamp, .where = {100, 20}, .instant = {microseconds}};
    };
    constexpr std::int64_t first = -62'135'596'800'000'000; // 0001-01-01T00:00:00Z
    constexpr std::int64_t last = 253'402'300'799'999'999;  // 9999-12-31T23:59:59.999999Z
    for (std::int64_t const microseconds : {first, std::int64_t{-1}, std::int64_t{0}, last}) {
        core::diagnostics found;
        BOOST_TEST((bound(instant(microseconds), at, found) == core::value(core::timestamp{microseconds})));
        BOOST_TEST(found.empty());
    }
    for (std::int64_t const microseconds : {first - 1, last + 1}) {
        core::diagnostics found;
        BOOST_TEST(!bound(instant(microseconds), at, found));
        BOOST_TEST_REQUIRE(found.size() == 1U);
        BOOST_TEST((found[0].code == core::code::number_out_of_range));
        BOOST_TEST((found[0].arguments == std::vector<core::argument>{std::to_string(microseconds) + " µs"}));
    }
    for (schema::field const* const other : {&b, &i, &r, &s}) {
        core::diagnostics found;
        BOOST_TEST(!bound(instant(0), *other, found));
        BOOST_TEST_REQUIRE(found.size() == 1U);
        BOOST_TEST((found[0].code == core::code::wrong_type));
        BOOST_TEST((found[0].arguments[1] == core::argument(core::term::time)));
        BOOST_TEST((found[0].where == core::span{100, 20}));
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_number) {
    for (std::string_view const digits : {"NaN"sv, "Infinity"sv, "-Infinity"sv}) {
        for (schema::field const* const f : {&i, &u, &r}) {
            core::diagnostics found;
            BOOST_TEST(!bound(number(digits), *f, found));
            BOOST_TEST_REQUIRE(found.size() == 1U);
            BOOST_TEST((found[0].code == core::code::number_out_of_range));
            BOOST_TEST((found[0].arguments == std::vector<core::argument>{std::string(digits)}));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
