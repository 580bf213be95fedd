#include <quern/core/number.hpp>

#include "harness.hpp"

#include <cmath>
#include <limits>
#include <random>

using namespace quern::core;

BOOST_AUTO_TEST_SUITE(number_)

namespace {

constexpr auto smallest = std::numeric_limits<std::int64_t>::min();

struct row {
    std::string_view text;
    value expected;
    bool integral;
    bool faithful;
};

constexpr value integer(std::int64_t i) { return i; }
constexpr value natural(std::uint64_t u) { return u; }
constexpr value real(double d) { return d; }

std::string describe(value const& v) {
    static constexpr std::string_view kinds[]{"bool ", "int64 ", "uint64 ", "double ", "string ", "timestamp "};
    std::string out(kinds[v.index()]);
    append_number(out, v);
    return out;
}

void check(row const& r) {
    BOOST_TEST_CONTEXT(r.text) {
        auto const read = parse_number(r.text);
        BOOST_TEST_REQUIRE(read.has_value());
        BOOST_TEST(describe(read->value) == describe(r.expected));
        BOOST_TEST((read->value == r.expected));
        BOOST_TEST(read->integral == r.integral);
        BOOST_TEST(read->faithful == r.faithful);
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(integers_in_every_spelling) {
    row const rows[]{
        {"0", integer(0), true, true},
        {"-0", integer(0), true, true},
        {"0.0", integer(0), true, true},
        {"-0.0", integer(0), true, true},
        {"0e5", integer(0), true, true},
        {"-0.000E-77", integer(0), true, true},
        {"0e999999999999999999999", integer(0), true, true},
        {"0e-999999999999999999999", integer(0), true, true},
        {"1", integer(1), true, true},
        {"-1", integer(-1), true, true},
        {"1.0", integer(1), true, true},
        {"1e3", integer(1000), true, true},
        {"1E+3", integer(1000), true, true},
        {"100e-2", integer(1), true, true},
        {"120e-1", integer(12), true, true},
        {"1.5e1", integer(15), true, true},
        {"0.001e3", integer(1), true, true},
        {"0.00120e+5", integer(120), true, true},
        {"-12.3400e2", integer(-1234), true, true},
        {"10.0e-1", integer(1), true, true},
        {"1e00000000000000000000000000000000000000003", integer(1000), true, true},
        {"1000e-000000000000000000000000000000000000003", integer(1), true, true},
        {"9007199254740993", integer(9007199254740993), true, true},
        {"9007199254740993.000", integer(9007199254740993), true, true},
        {"900719925474099.3e1", integer(9007199254740993), true, true},
        {"9223372036854775807", integer(9223372036854775807), true, true},
        {"9223372036854775807.0", integer(9223372036854775807), true, true},
        {"9.223372036854775807e18", integer(9223372036854775807), true, true},
        {"9223372036854775808", natural(9223372036854775808U), true, true},
        {"1e19", natural(10000000000000000000U), true, true},
        {"18446744073709551615", natural(18446744073709551615U), true, true},
        {"1.8446744073709551615e19", natural(18446744073709551615U), true, true},
        {"-9223372036854775808", integer(smallest), true, true},
        {"-9223372036854775.808e3", integer(smallest), true, true},
    };
    for (row const& r : rows) {
        check(r);
    }
}

// The expected values come from Python's fractions and float.
BOOST_AUTO_TEST_CASE(integers_past_the_integer_kinds) {
    row const rows[]{
        {"18446744073709551616", real(18446744073709551616.0), true, true},
        {"18446744073709551617", real(18446744073709551616.0), true, false},
        {"1844674407370955161.7e1", real(18446744073709551616.0), true, false}, // its last digit is behind the point
        {"1844674407370955161.6e1", real(18446744073709551616.0), true, true},
        {"1844674407370955161.6e1", real(18446744073709551616.0), true, true},
        {"18446744073709551616.0e-0", real(18446744073709551616.0), true, true},
        {"-9223372036854775809", integer(smallest), true, false},
        {"-9223372036854777856", real(-9.223372036854777856e18), true, true},
        {"-18446744073709551616", real(-18446744073709551616.0), true, true},
        {"36893488147419103232", real(3.6893488147419103e19), true, true},
        {"1e20", real(1e20), true, true},
        {"1e22", real(1e22), true, true},
        {"1e23", real(1e23), true, false},
        {"12345678901234567890123", real(1.2345678901234568e22), true, false},
        {"1.5e300", real(1.5e300), true, false},
        {"1.7976931348623157e308", real(1.7976931348623157e308), true, false},
        {"1.7976931348623158e308", real(1.7976931348623157e308), true, false},
        {"1797693134862315708145274237317043567980705675258449965989174768031572607800285387605895586327668781715"
         "4045895351438246423432132688946418276846754670353751698604991057655128207624549009038932894407586850845"
         "5133942304583236903222948165808559332123348274797826204144723168738177180919299881250404026184124858368",
         real(std::numeric_limits<double>::max()), true, true},
        {"1797693134862315708145274237317043567980705675258449965989174768031572607800285387605895586327668781715"
         "4045895351438246423432132688946418276846754670353751698604991057655128207624549009038932894407586850845"
         "5133942304583236903222948165808559332123348274797826204144723168738177180919299881250404026184124858369",
         real(std::numeric_limits<double>::max()), true, false},
    };
    for (row const& r : rows) {
        check(r);
    }
}

// The expected values come from Python's fractions and float.
BOOST_AUTO_TEST_CASE(fractions) {
    row const rows[]{
        {"0.1", real(0.1), false, true},
        {"1e-1", real(0.1), false, true},
        {"0.5", real(0.5), false, true},
        {"-2.5", real(-2.5), false, true},
        {"-25e-1", real(-2.5), false, true},
        {"1.5", real(1.5), false, true},
        {"0.30000000000000000000000000001", real(0.3), false, true},
        {"1e-7", real(1e-7), false, true},
        {"5e-324", real(5e-324), false, true},
        {"4.9e-324", real(5e-324), false, true},
        {"2.4703282292062328e-324", real(5e-324), false, true},
        {"2.2250738585072011e-308", real(2.2250738585072011e-308), false, true},
        {"2251799813685248.25", integer(2251799813685248), false, false},
        {"2251799813685248.3", real(2251799813685248.5), false, true},
        {"4503599627370495.5", real(4503599627370495.5), false, true},
        {"4503599627370496.5", integer(4503599627370496), false, false},
        {"4503599627370497.5", integer(4503599627370498), false, false},
        {"9007199254740991.5", integer(9007199254740992), false, false},
        {"9007199254740993.5", integer(9007199254740994), false, false},
        {"1.00000000000000000001", integer(1), false, false},
        {"0.99999999999999999999", integer(1), false, false},
        {"-1.00000000000000000001", integer(-1), false, false},
        {"9223372036854774784.5", integer(9223372036854774784), false, false},
        {"9223372036854775807.5", natural(9223372036854775808U), false, false},
        {"-9223372036854775808.5", integer(smallest), false, false},
        {"18446744073709549568.5", natural(18446744073709549568U), false, false},
        {"18446744073709551615.5", real(18446744073709551616.0), false, false},
        {"123456789012345678901234567890.5", real(1.2345678901234568e29), false, false},
    };
    for (row const& r : rows) {
        check(r);
    }
}

BOOST_AUTO_TEST_CASE(numbers_that_no_double_is_near) {
    for (std::string_view const text : {"1e400",
                                        "-1e400",
                                        "1e309",
                                        "1.7976931348623159e308",
                                        "1e-400",
                                        "-1e-400",
                                        "2e-324",
                                        "-2e-324",
                                        "2.4703282292062327208e-324",
                                        "1e999999999999999999999",
                                        "-1e999999999999999999999",
                                        "1e-999999999999999999999",
                                        "1.5e-999999999999999999999",
                                        "123e9223372036854775807",
                                        "123e9223372036854775808",
                                        "123e-9223372036854775809",
                                        "1e18446744073709551616",
                                        "1e18446744073709551617",
                                        "1e4294967296",
                                        "1e-4294967297"}) {
        BOOST_TEST_CONTEXT(text) {
            auto const read = parse_number(text);
            BOOST_TEST_REQUIRE(!read.has_value());
            BOOST_TEST((read.error() == code::number_out_of_range));
        }
    }
}

BOOST_AUTO_TEST_CASE(other_texts_are_not_numbers) {
    for (std::string_view const text :
         {"",       "-",       "+1",   " 1",    "1 ",   "00",       "01",        "-01",   "1.",    ".5",
          "-.5",    "1.e5",    "1e",   "1e+",   "1e-",  "1e+-1",    "1e1.5",     "1.5.5", "--1",   "0x10",
          "1_000",  "1,5",     "NaN",  "nan",   "inf",  "Infinity", "-Infinity", "1f",    "1e5e5", "1-1",
          "\uff11", "1\u0660", "true", "\"1\"", "1E 5", "0-",       "-e5",       "1.0\n"}) {
        BOOST_TEST_CONTEXT(text) {
            auto const read = parse_number(text);
            BOOST_TEST_REQUIRE(!read.has_value());
            BOOST_TEST((read.error() == code::json_number));
        }
    }
    BOOST_TEST(!parse_number(std::string_view("1\0", 2)).has_value());
}

BOOST_AUTO_TEST_CASE(a_million_digits) {
    std::string const zeros(1'000'000, '0');
    std::string const nines(1'000'000, '9');
    struct {
        std::string text;
        std::optional<number> expected;
    } const rows[]{
        {"1." + zeros, number{integer(1), true, true}},
        {"1." + zeros + "1", number{integer(1), false, false}},
        {"1" + zeros + "e-1000000", number{integer(1), true, true}},
        {"-12" + zeros + "e-1000001", number{real(-1.2), false, true}},
        {"0." + zeros + "1e1000001", number{integer(1), true, true}},
        {"0." + zeros + "15e1000001", number{real(1.5), false, true}},
        {"0." + nines, number{integer(1), false, false}},
        {"0." + zeros + "25e1000021", number{real(25e19), true, true}},
        {"0.5" + nines, number{real(0.6), false, true}},
        {"1e" + zeros + "2", number{integer(100), true, true}},
        {nines, std::nullopt},
        {"1" + zeros, std::nullopt},
        {"0." + zeros + "1", std::nullopt},
        {"1e" + nines, std::nullopt},
        {"1e-" + nines, std::nullopt},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.text.substr(0, 8) << "… of " << row.text.size()) {
            auto const read = parse_number(row.text);
            BOOST_TEST_REQUIRE(read.has_value() == row.expected.has_value());
            if (read) {
                BOOST_TEST(describe(read->value) == describe(row.expected->value));
                BOOST_TEST((*read == *row.expected));
            } else {
                BOOST_TEST((read.error() == code::number_out_of_range));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(an_integer_is_the_same_wherever_its_point_stands) {
    std::mt19937_64 random(753); // NOLINT(cert-msc51-cpp): the same numbers in every run
    std::uniform_int_distribution<int> shifts(0, 63);
    std::uniform_int_distribution<std::size_t> places(0, 30);
    for (int i = 0; i != 5'000; ++i) {
        std::uint64_t const magnitude = (random() >> shifts(random)) | 1U;
        bool const negative = magnitude <= 9'223'372'036'854'775'807U && (random() & 1U) != 0;
        value const expected = magnitude > 9'223'372'036'854'775'807U ? natural(magnitude)
                               : negative                             ? integer(-static_cast<std::int64_t>(magnitude))
                                                                      : integer(static_cast<std::int64_t>(magnitude));
        std::size_t const zeros = places(random);
        std::size_t const fraction = places(random);
        std::string digits = std::to_string(magnitude) + std::string(zeros, '0');
        if (digits.size() <= fraction) {
            digits.insert(0, fraction + 1 - digits.size(), '0');
        }
        std::string text = (negative ? "-" : "") + digits.substr(0, digits.size() - fraction);
        if (fraction != 0) {
            text += "." + digits.substr(digits.size() - fraction);
        }
        text += "e" + std::to_string(static_cast<int>(fraction) - static_cast<int>(zeros));
        check({text, expected, true, true});
    }
}

BOOST_AUTO_TEST_CASE(a_double_reads_back_from_what_is_written) {
    std::mt19937_64 random(754); // NOLINT(cert-msc51-cpp): the same numbers in every run
    for (int i = 0; i != 20'000; ++i) {
        double const d = std::bit_cast<double>(random());
        if (!std::isfinite(d)) {
            continue;
        }
        std::string text;
        append_number(text, d);
        auto const read = parse_number(text);
        BOOST_TEST_CONTEXT(text) {
            BOOST_TEST_REQUIRE(read.has_value());
            BOOST_TEST(std::strtod(text.c_str(), nullptr) == d);
            double const back = std::visit(
                []<class T>(T const& v) {
                    if constexpr (std::is_arithmetic_v<T>) {
                        return static_cast<double>(v);
                    }
                    return 0.0;
                },
                read->value);
            BOOST_TEST(back == d);
            BOOST_TEST((read->faithful || read->integral));
            std::string exact;
            append_exact_number(exact, d);
            auto const again = parse_number(exact);
            BOOST_TEST_REQUIRE(again.has_value());
            BOOST_TEST((again->value == read->value));
            BOOST_TEST(again->faithful);
        }
    }
}

BOOST_AUTO_TEST_CASE(numbers_are_written_as_their_kind) {
    struct {
        value v;
        std::string_view text;
    } const rows[]{
        {integer(0), "0"},
        {integer(-1), "-1"},
        {integer(smallest), "-9223372036854775808"},
        {integer(9223372036854775807), "9223372036854775807"},
        {natural(0), "0"},
        {natural(18446744073709551615U), "18446744073709551615"},
        {real(0.0), "0.0"},
        {real(-0.0), "-0.0"},
        {real(1.0), "1.0"},
        {real(-1.0), "-1.0"},
        {real(0.1), "0.1"},
        {real(1.5), "1.5"},
        {real(10000.0), "10000.0"},
        {real(100000.0), "1e+05"},
        {real(9007199254740992.0), "9007199254740992.0"},
        {real(1234567890123e6), "1234567890123000064.0"}, // 1.234567890123e+18 would be an integer of its own
        {real(-1e18), "-1000000000000000000.0"},
        {real(1e20), "1e+20"},
        {real(1e300), "1e+300"},
        {real(1.5e300), "1.5e+300"},
        {real(5e-324), "5e-324"},
        {real(-std::numeric_limits<double>::max()), "-1.7976931348623157e+308"},
        {real(-2.2250738585072014e-308), "-2.2250738585072014e-308"},
        {real(18446744073709551616.0), "18446744073709551616.0"},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.text) {
            std::string out = "= ";
            append_number(out, row.v);
            BOOST_TEST(out == "= " + std::string(row.text));
        }
    }
}

BOOST_AUTO_TEST_CASE(all_digits_of_an_integer_are_written) {
    struct {
        value v;
        std::string_view text;
    } const rows[]{
        {integer(smallest), "-9223372036854775808"},
        {natural(18446744073709551615U), "18446744073709551615"},
        {real(0.0), "0"},
        {real(-0.0), "0"},
        {real(5.0), "5"},
        {real(-100000.0), "-100000"},
        {real(18446744073709551616.0), "18446744073709551616"},
        {real(1e23), "99999999999999991611392"},
        {real(0.1), "0.1"},
        {real(1.5e-300), "1.5e-300"},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.text) {
            std::string out = "= ";
            append_exact_number(out, row.v);
            BOOST_TEST(out == "= " + std::string(row.text));
        }
    }
}

BOOST_AUTO_TEST_CASE(shortest_spellings_of_doubles) {
    struct line {
        std::string_view text;
        std::optional<double> expected;
    };
    line const lines[]{
        {"1152921504606847000", 0x1p60},
        {"1.152921504606847e+18", 0x1p60},
        {"1152.921504606847E15", 0x1p60},
        {"1152921504606847000.00", 0x1p60},
        {"-1152921504606847000", -0x1p60},
        {"0.1", 0.1},
        {"1e-1", 0.1},
        {"5", 5.0},
        {"0", 0.0},
        {"18446744073709552000", 0x1p64},
        {"1152921504606846976", std::nullopt}, // more digits than it takes
        {"1152921504606847001", std::nullopt},
        {"0.1000000000000000055511151231257827", std::nullopt},
        {"9007199254740993", std::nullopt},
        {"1e400", std::nullopt},
        {"", std::nullopt},
        {"01", std::nullopt},
        {"1e", std::nullopt},
        {"x", std::nullopt},
    };
    for (line const& l : lines) {
        BOOST_TEST_CONTEXT(l.text) { BOOST_TEST((shortest_double(l.text) == l.expected)); }
    }
}

BOOST_AUTO_TEST_SUITE_END()
