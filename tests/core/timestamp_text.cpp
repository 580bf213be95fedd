#include <quern/core/timestamp_text.hpp>

#include <quern/core/message.hpp>

#include "harness.hpp"

#include <cstdio>
#include <limits>
#include <random>

using namespace quern::core;

BOOST_AUTO_TEST_SUITE(timestamp_text)

namespace {

constexpr auto utc = time_layout::rfc3339_utc;
constexpr auto plain = time_layout::datetime;
constexpr auto full = time_layout::rfc3339;

constexpr std::int64_t first_instant = -62'135'596'800'000'000; // 0001-01-01T00:00:00Z
constexpr std::int64_t last_instant = 253'402'300'799'999'999;  // 9999-12-31T23:59:59.999999Z

constexpr utc_offset zone_of(int minutes) { return {static_cast<std::int16_t>(minutes)}; }

std::string print(std::int64_t microseconds, time_layout layout, int zone = 0) {
    std::string out;
    append_timestamp(out, timestamp{microseconds}, layout, zone_of(zone));
    return out;
}

std::string describe(time_fault const& fault) {
    auto const at = " at " + std::to_string(fault.offset) + "+" + std::to_string(fault.length);
    return fault.code == code::time_layout ? "layout" + at
                                           : std::string(terms[static_cast<std::size_t>(fault.part)].text.english) + at;
}

std::string parse(std::string_view text, time_layout layout, int zone = 0) {
    auto const read = parse_timestamp(text, layout, zone_of(zone));
    return read ? std::to_string(read->microseconds) : describe(read.error());
}

} // namespace

// The expected microseconds come from Python's datetime.
BOOST_AUTO_TEST_CASE(instants_are_read_and_written) {
    struct {
        time_layout layout;
        int zone;
        std::string_view text;
        std::int64_t microseconds;
    } const rows[]{
        {utc, 0, "1970-01-01T00:00:00Z", 0},
        {utc, 0, "1969-12-31T23:59:59Z", -1'000'000},
        {utc, 0, "0001-01-01T00:00:00Z", first_instant},
        {utc, 0, "9999-12-31T23:59:59Z", 253'402'300'799'000'000},
        {utc, 0, "2000-02-29T12:34:56Z", 951'827'696'000'000},
        {utc, 0, "2024-02-29T00:00:00Z", 1'709'164'800'000'000},
        {utc, 0, "1900-02-28T23:59:59Z", -2'203'891'201'000'000},
        {utc, 0, "1900-03-01T00:00:00Z", -2'203'891'200'000'000},
        {utc, 0, "2023-02-05T15:29:15Z", 1'675'610'955'000'000},
        {utc, 0, "2038-01-19T03:14:08Z", 2'147'483'648'000'000},
        {utc, 0, "1600-02-29T00:00:00Z", -11'670'998'400'000'000},
        {utc, 0, "1582-10-10T00:00:00Z", -12'219'724'800'000'000},
        {utc, 480, "2006-01-02T15:04:05Z", 1'136'214'245'000'000}, // the zone is that of datetime alone
        {plain, 0, "2006-01-02 15:04:05", 1'136'214'245'000'000},
        {plain, 480, "2023-02-05 15:29:15", 1'675'582'155'000'000},
        {plain, 480, "2023-01-01 00:00:00", 1'672'502'400'000'000},
        {plain, -210, "2022-12-31 23:59:59", 1'672'543'799'000'000},
        {plain, 1, "2024-03-01 00:00:00", 1'709'251'140'000'000},
        {plain, 1439, "2023-02-05 15:29:15", 1'675'524'615'000'000},
        {plain, -1439, "2023-02-05 15:29:15", 1'675'697'295'000'000},
        {plain, 480, "0001-01-01 08:00:00", first_instant},
        {plain, -480, "9999-12-31 15:59:59", 253'402'300'799'000'000},
        {full, 0, "2023-02-05T15:29:15Z", 1'675'610'955'000'000},
        {full, 0, "2023-02-05T15:29:15.5Z", 1'675'610'955'500'000},
        {full, 0, "2023-02-05T15:29:15.000001Z", 1'675'610'955'000'001},
        {full, 480, "2023-02-05T15:29:15+08:00", 1'675'582'155'000'000},
        {full, 480, "2023-02-05T15:29:15.999999+08:00", 1'675'582'155'999'999},
        {full, -210, "2022-12-31T23:59:59-03:30", 1'672'543'799'000'000},
        {full, 0, "1969-12-31T23:59:59.999999Z", -1},
        {full, 0, "9999-12-31T23:59:59.999999Z", last_instant},
        {full, 480, "0001-01-01T08:00:00+08:00", first_instant},
        {full, 1227, "7213-05-15T23:27:27.32063+20:27", 165'464'737'227'320'630},
        {full, 58, "1720-07-04T15:16:41.876011+00:58", -7'873'234'878'123'989},
        {full, 639, "1060-06-28T05:19:04.323421+10:39", -28'701'407'995'676'579},
        {full, -1087, "0685-12-12T06:20:06.559948-18:07", -40'520'734'373'440'052},
        {full, -1153, "7639-11-19T13:55:53.996-19:13", 178'924'324'133'996'000},
        {full, 877, "1080-10-17T20:28:15.32343+14:37", -28'060'625'324'676'570},
        {full, -1249, "4039-07-28T23:35:23.921-20:49", 65'309'487'863'921'000},
        {full, 899, "2152-10-02T08:53:08.33278+14:59", 5'767'091'648'332'780},
        {full, 943, "1883-07-23T06:59:42.658187+15:43", -2'727'938'597'341'813},
        {full, -1040, "6803-09-15T11:33:44.0601-17:20", 152'537'057'624'060'100},
        {full, 42, "8279-06-19T23:11:08+00:42", 199'107'498'548'000'000},
        {full, -1104, "4459-12-28T01:16:03.311136-18:24", 78'576'550'803'311'136},
        {full, -956, "1338-03-09T12:37:47-15:56", -19'938'079'573'000'000},
        {full, 1298, "0717-03-21T16:07:32.659817+21:38", -39'534'067'827'340'183},
        {full, -46, "5732-04-30T05:23:03.72833-00:46", 118'727'618'943'728'330},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.text << " in " << row.zone) {
            BOOST_TEST(parse(row.text, row.layout, row.zone) == std::to_string(row.microseconds));
            BOOST_TEST(print(row.microseconds, row.layout, row.zone) == row.text);
            BOOST_TEST(representable(timestamp{row.microseconds}, row.layout, zone_of(row.zone)));
        }
    }
}

BOOST_AUTO_TEST_CASE(an_instant_may_be_written_in_several_ways) {
    struct {
        std::string_view text;
        std::int64_t microseconds;
    } const rows[]{
        {"2023-02-05T15:29:15+00:00", 1'675'610'955'000'000},
        {"2023-02-05T15:29:15-00:00", 1'675'610'955'000'000},
        {"2023-02-05T23:29:15+08:00", 1'675'610'955'000'000},
        {"2023-02-05T15:29:15.0Z", 1'675'610'955'000'000},
        {"2023-02-05T15:29:15.000000Z", 1'675'610'955'000'000},
        {"2023-02-05T15:29:15.50Z", 1'675'610'955'500'000},
        {"2023-02-05T15:29:15.500000+00:00", 1'675'610'955'500'000},
        {"2023-02-05T15:29:15.05Z", 1'675'610'955'050'000},
        {"2023-02-05T15:29:15.123Z", 1'675'610'955'123'000},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.text) { BOOST_TEST(parse(row.text, full, 345) == std::to_string(row.microseconds)); }
    }
}

BOOST_AUTO_TEST_CASE(parts_that_do_not_exist_are_named) {
    struct {
        time_layout layout;
        std::string_view text;
        std::string_view expected;
    } const rows[]{
        {utc, "2023-02-29T00:00:00Z", "day at 8+2"},
        {utc, "1900-02-29T00:00:00Z", "day at 8+2"},
        {utc, "2100-02-29T00:00:00Z", "day at 8+2"},
        {utc, "2000-02-30T00:00:00Z", "day at 8+2"},
        {utc, "2023-04-31T00:00:00Z", "day at 8+2"},
        {utc, "2023-01-32T00:00:00Z", "day at 8+2"},
        {utc, "2023-01-00T00:00:00Z", "day at 8+2"},
        {utc, "2023-13-01T00:00:00Z", "month at 5+2"},
        {utc, "2023-00-01T00:00:00Z", "month at 5+2"},
        {utc, "2023-99-99T99:99:99Z", "month at 5+2"},
        {utc, "2023-01-01T24:00:00Z", "hour at 11+2"},
        {utc, "2023-01-01T23:60:00Z", "minute at 14+2"},
        {utc, "2023-01-01T23:59:60Z", "second at 17+2"},
        {utc, "2016-12-31T23:59:60Z", "second at 17+2"},
        {utc, "0000-01-01T00:00:00Z", "year at 0+4"},
        {utc, "0000-13-01T00:00:00Z", "year at 0+4"},
        {plain, "2023-02-29 00:00:00", "day at 8+2"},
        {plain, "2023-13-01 00:00:00", "month at 5+2"},
        {plain, "2023-01-01 24:00:00", "hour at 11+2"},
        {plain, "2023-01-01 00:00:60", "second at 17+2"},
        {plain, "0000-01-01 00:00:00", "year at 0+4"},
        {full, "2023-02-29T00:00:00.5Z", "day at 8+2"},
        {full, "2023-01-01T00:00:00+24:00", "zone at 19+6"},
        {full, "2023-01-01T00:00:00.123-23:60", "zone at 23+6"},
        {full, "2023-01-01T00:60:00+99:99", "minute at 14+2"},
        {full, "0001-01-01T07:59:59+08:00", "year at 0+4"},
        {full, "0001-01-01T07:59:59.999999+08:00", "year at 0+4"},
        {full, "9999-12-31T16:00:00-08:00", "year at 0+4"},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.text) { BOOST_TEST(parse(row.text, row.layout) == row.expected); }
    }
    BOOST_TEST(parse("0001-01-01 00:00:00", plain, 480) == "year at 0+4");
    BOOST_TEST(parse("9999-12-31 23:59:59", plain, -480) == "year at 0+4");
}

BOOST_AUTO_TEST_CASE(the_first_character_that_does_not_fit_is_named) {
    struct {
        time_layout layout;
        std::string_view text;
        std::string_view expected;
    } const rows[]{
        {utc, "", "layout at 0+0"},
        {utc, "2023", "layout at 4+0"},
        {utc, "2023-02-05", "layout at 10+0"},
        {utc, "2023-02-05T15:29:15", "layout at 19+0"},
        {utc, "2023-02-05T15:29:15z", "layout at 19+1"},
        {utc, "2023-02-05t15:29:15Z", "layout at 10+1"},
        {utc, "2023-02-05 15:29:15Z", "layout at 10+1"},
        {utc, "2023-02-05T15:29:15+08:00", "layout at 19+1"},
        {utc, "2023-02-05T15:29:15.5Z", "layout at 19+1"},
        {utc, "2023-02-05T15:29:15Z ", "layout at 20+1"},
        {utc, "2023-02-05T15:29:15ZZ", "layout at 20+1"},
        {utc, " 2023-02-05T15:29:15Z", "layout at 0+1"},
        {utc, "\uff12\uff10\uff12\uff13-02-05T15:29:15Z", "layout at 0+3"},
        {utc, "2023-02-05T15:29:1\uff15Z", "layout at 18+3"},
        {utc, "2023-02-05T15\uff1a29:15Z", "layout at 13+3"},
        {utc, "2023-02-05T15:29:15Z\U0001F552", "layout at 20+4"},
        {utc, "2023-02-05T15:29:15Z\u00e9x", "layout at 20+2"},
        {utc, "12023-02-05T15:29:15Z", "layout at 4+1"},
        {utc, "-023-02-05T15:29:15Z", "layout at 0+1"},
        {utc, "+023-02-05T15:29:15Z", "layout at 0+1"},
        {utc, "2023-2-05T15:29:15Z", "layout at 6+1"},
        {utc, "2023-02-5T15:29:15Z", "layout at 9+1"},
        {utc, "2023/02/05T15:29:15Z", "layout at 4+1"},
        {utc, "20230205T152915Z", "layout at 4+1"},
        {utc, "1675610955", "layout at 4+1"},
        {utc, "2023-13-05T15:29:15", "layout at 19+0"}, // the layout is judged before the calendar
        {plain, "2023-02-05T15:29:15", "layout at 10+1"},
        {plain, "2023-02-05T15:29:15Z", "layout at 10+1"},
        {plain, "2023-02-05 15:29:15Z", "layout at 19+1"},
        {plain, "2023-02-05 15:29:15 ", "layout at 19+1"},
        {plain, "2023-02-05 15:29:15.5", "layout at 19+1"},
        {plain, "2023-02-05 15:29:15+08:00", "layout at 19+1"},
        {plain, "2023-02-05  15:29:15", "layout at 11+1"},
        {plain, "2023-02-05\u00a015:29:15", "layout at 10+2"},
        {plain, "2023-02-05 15:29", "layout at 16+0"},
        {full, "2023-02-05T15:29:15", "layout at 19+0"},
        {full, "2023-02-05 15:29:15Z", "layout at 10+1"},
        {full, "2023-02-05T15:29:15z", "layout at 19+1"},
        {full, "2023-02-05T15:29:15.", "layout at 20+0"},
        {full, "2023-02-05T15:29:15.Z", "layout at 20+1"},
        {full, "2023-02-05T15:29:15,5Z", "layout at 19+1"},
        {full, "2023-02-05T15:29:15.5", "layout at 21+0"},
        {full, "2023-02-05T15:29:15.1234567Z", "layout at 26+1"},
        {full, "2023-02-05T15:29:15.123456", "layout at 26+0"},
        {full, "2023-02-05T15:29:15.\uff15Z", "layout at 20+3"},
        {full, "2023-02-05T15:29:15+", "layout at 20+0"},
        {full, "2023-02-05T15:29:15+8:00", "layout at 21+1"},
        {full, "2023-02-05T15:29:15+0800", "layout at 22+1"},
        {full, "2023-02-05T15:29:15+08", "layout at 22+0"},
        {full, "2023-02-05T15:29:15-08:0", "layout at 24+0"},
        {full, "2023-02-05T15:29:15+08:00Z", "layout at 25+1"},
        {full, "2023-02-05T15:29:15\u221208:00", "layout at 19+3"},
        {full, "2023-02-05T15:29:15Z+08:00", "layout at 20+1"},
        {full, "2023-02-05T15:29:15 +08:00", "layout at 19+1"},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.text) { BOOST_TEST(parse(row.text, row.layout) == row.expected); }
    }
}

BOOST_AUTO_TEST_CASE(a_null_character_fits_nowhere) {
    BOOST_TEST(parse(std::string_view("2023-02-05T15:29:15Z\0", 21), utc) == "layout at 20+1");
    BOOST_TEST(parse(std::string_view("\0", 1), utc) == "layout at 0+1");
}

BOOST_AUTO_TEST_CASE(every_byte_at_every_place_is_judged) {
    for (auto const& [layout, valid] : {std::pair<time_layout, std::string>{utc, "2023-02-05T15:29:15Z"},
                                        {plain, "2023-02-05 15:29:15"},
                                        {full, "2023-02-05T15:29:15.123456+08:00"}}) {
        for (std::size_t at = 0; at != valid.size(); ++at) {
            BOOST_TEST(parse(valid.substr(0, at), layout) == "layout at " + std::to_string(at) + "+0");
            bool const digit = valid[at] >= '0' && valid[at] <= '9';
            for (int byte = 0; byte != 256; ++byte) {
                std::string text = valid;
                text[at] = static_cast<char>(byte);
                bool const is_digit = byte >= '0' && byte <= '9';
                bool const sign = layout == full && at == 26 && byte == '-';
                bool const fits = digit ? is_digit : text[at] == valid[at] || sign;
                // Where the zone may begin, a zone begins, and the text goes wrong later on.
                bool const zone = byte == 'Z' || byte == '+' || byte == '-';
                bool const early = layout == full && zone && (at == 19 || (at > 20 && at < 27));
                auto const read = parse_timestamp(text, layout);
                BOOST_TEST_CONTEXT(text) {
                    if (fits) {
                        BOOST_TEST((read || read.error().code == code::time_out_of_range));
                    } else {
                        BOOST_TEST_REQUIRE(!read);
                        BOOST_TEST((read.error().code == code::time_layout));
                        BOOST_TEST((early ? read.error().offset > at : read.error().offset == at));
                    }
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(every_month_begins_where_the_one_before_ended) {
    std::int64_t day = -719'162; // 0001-01-01
    for (int year = 1; year <= 9999; ++year) {
        bool const leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        int const lengths[]{31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        for (int month = 1; month <= 12; ++month) {
            char text[64];
            std::snprintf(text, sizeof text, "%04d-%02d-01T00:00:00Z", year, month);
            auto const read = parse_timestamp(text, utc);
            bool const right =
                read && read->microseconds == day * 86'400'000'000 && print(read->microseconds, utc) == text;
            std::snprintf(text, sizeof text, "%04d-%02d-%02dT00:00:00Z", year, month, lengths[month - 1] + 1);
            bool const ends = parse(text, utc) == "day at 8+2";
            if (!right || !ends) {
                BOOST_ERROR(text);
            }
            day += lengths[month - 1];
        }
    }
    BOOST_TEST(day == 2'932'897); // 10000-01-01
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_back) {
    std::mt19937_64 random(20230205); // NOLINT(cert-msc51-cpp): the same instants in every run
    std::uniform_int_distribution<std::int64_t> instants(first_instant, last_instant);
    std::uniform_int_distribution<int> zones(-1439, 1439);
    for (int i = 0; i != 20'000; ++i) {
        std::int64_t const instant = instants(random);
        std::int64_t const second = instant - ((instant % 1'000'000) + 1'000'000) % 1'000'000;
        int const zone = zones(random);
        BOOST_TEST_CONTEXT(instant << " in " << zone) {
            BOOST_TEST(parse(print(instant, utc, zone), utc) == std::to_string(second));
            if (representable(timestamp{instant}, full, zone_of(zone))) {
                BOOST_TEST(parse(print(instant, full, zone), full) == std::to_string(instant));
                BOOST_TEST(parse(print(instant, plain, zone), plain, zone) == std::to_string(second));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_layout_without_a_fraction_writes_the_second_before) {
    BOOST_TEST(print(-1, utc) == "1969-12-31T23:59:59Z");
    BOOST_TEST(print(999'999, utc) == "1970-01-01T00:00:00Z");
    BOOST_TEST(print(-1, plain, 480) == "1970-01-01 07:59:59");
    BOOST_TEST(print(last_instant, utc) == "9999-12-31T23:59:59Z");
    BOOST_TEST(print(-1, full) == "1969-12-31T23:59:59.999999Z");
    BOOST_TEST(print(-100'000, full, -1) == "1969-12-31T23:58:59.9-00:01");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_written_as_the_nearest) {
    constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    struct {
        std::int64_t microseconds;
        time_layout layout;
        int zone;
        bool representable;
        std::string_view text;
    } const rows[]{
        {first_instant, utc, 0, true, "0001-01-01T00:00:00Z"},
        {first_instant - 1, utc, 0, false, "0001-01-01T00:00:00Z"},
        {first_instant, full, -1, false, "0001-01-01T00:00:00-00:01"},
        {first_instant - 1, full, 1, true, "0001-01-01T00:00:59.999999+00:01"},
        {first_instant, plain, -480, false, "0001-01-01 00:00:00"},
        {first_instant, utc, -480, true, "0001-01-01T00:00:00Z"},
        {last_instant, utc, 0, true, "9999-12-31T23:59:59Z"},
        {last_instant + 1, utc, 0, false, "9999-12-31T23:59:59Z"},
        {last_instant + 1, full, 0, false, "9999-12-31T23:59:59.999999Z"},
        {last_instant, full, 1, false, "9999-12-31T23:59:59.999999+00:01"},
        {last_instant + 1, full, -1, true, "9999-12-31T23:59:00-00:01"},
        {last_instant, utc, 480, true, "9999-12-31T23:59:59Z"},
        {smallest, utc, 0, false, "0001-01-01T00:00:00Z"},
        {smallest, full, -1439, false, "0001-01-01T00:00:00-23:59"},
        {smallest, plain, 1439, false, "0001-01-01 00:00:00"},
        {largest, utc, 0, false, "9999-12-31T23:59:59Z"},
        {largest, full, 1439, false, "9999-12-31T23:59:59.999999+23:59"},
        {largest, plain, -1439, false, "9999-12-31 23:59:59"},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.microseconds << " in " << row.zone) {
            BOOST_TEST(representable(timestamp{row.microseconds}, row.layout, zone_of(row.zone)) == row.representable);
            BOOST_TEST(print(row.microseconds, row.layout, row.zone) == row.text);
        }
    }
}

BOOST_AUTO_TEST_CASE(text_is_appended) {
    std::string out = "since ";
    append_timestamp(out, timestamp{}, utc);
    append_timestamp(out, timestamp{}, full);
    BOOST_TEST(out == "since 1970-01-01T00:00:00Z1970-01-01T00:00:00Z");
}

BOOST_AUTO_TEST_CASE(faults_are_compared_whole) {
    using quern::core::time_fault;
    time_fault const fault{quern::core::code::time_layout, 3, 1, {}};
    BOOST_TEST((fault == time_fault{quern::core::code::time_layout, 3, 1, {}}));
    BOOST_TEST((fault != time_fault{quern::core::code::time_out_of_range, 3, 1, {}}));
    BOOST_TEST((fault != time_fault{quern::core::code::time_layout, 4, 1, {}}));
    BOOST_TEST((fault != time_fault{quern::core::code::time_layout, 3, 0, {}}));
    BOOST_TEST((fault != time_fault{quern::core::code::time_layout, 3, 1, quern::core::term::zone}));
}

BOOST_AUTO_TEST_SUITE_END()
