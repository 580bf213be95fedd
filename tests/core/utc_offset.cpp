#include <quern/core/utc_offset.hpp>

#include "harness.hpp"

using namespace quern::core;

BOOST_AUTO_TEST_SUITE(utc_offset_)

BOOST_AUTO_TEST_CASE(offsets_are_read_and_written) {
    struct {
        std::string_view text;
        int minutes;
        std::string_view written;
    } const rows[]{
        {"Z", 0, "Z"},
        {"+00:00", 0, "Z"},
        {"-00:00", 0, "Z"},
        {"+08:00", 480, "+08:00"},
        {"-03:30", -210, "-03:30"},
        {"+05:45", 345, "+05:45"},
        {"+00:01", 1, "+00:01"},
        {"-00:59", -59, "-00:59"},
        {"+23:59", 1439, "+23:59"},
        {"-23:59", -1439, "-23:59"},
        {"-12:00", -720, "-12:00"},
        {"+10:10", 610, "+10:10"},
    };
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.text) {
            auto const offset = parse_utc_offset(row.text);
            BOOST_TEST_REQUIRE(offset.has_value());
            BOOST_TEST(offset->minutes == row.minutes);
            std::string out = "at ";
            append_utc_offset(out, *offset);
            BOOST_TEST(out == "at " + std::string(row.written));
        }
    }
}

BOOST_AUTO_TEST_CASE(every_offset_reads_back) {
    for (int minutes = -1439; minutes <= 1439; ++minutes) {
        utc_offset const offset{static_cast<std::int16_t>(minutes)};
        std::string text;
        append_utc_offset(text, offset);
        BOOST_TEST_CONTEXT(text) { BOOST_TEST((parse_utc_offset(text) == offset)); }
    }
}

BOOST_AUTO_TEST_CASE(other_texts_are_not_offsets) {
    for (std::string_view const text :
         {"",        "z",      "ZZ",     "Z ",     " Z",          "+",           "8",       "+8",
          "+08",     "+0800",  "+08:",   "+08:0",  "+8:00",       "08:00",       "+08:000", "+08-00",
          "+24:00",  "-24:00", "+23:60", "+99:99", "+0a:00",      "+08:0a",      " +08:00", " 08:00",
          "+08:00 ", "++8:00", "+-8:00", "+08:-1", "\u221208:00", "+\uff108:00", "UTC",     "Asia/Shanghai"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!parse_utc_offset(text).has_value()); }
    }
}

BOOST_AUTO_TEST_CASE(order_is_that_of_minutes) {
    BOOST_TEST((utc_offset{-1} < utc_offset{}));
    BOOST_TEST((utc_offset{} < utc_offset{1}));
    BOOST_TEST((utc_offset{480} == utc_offset{480}));
}

BOOST_AUTO_TEST_SUITE_END()
