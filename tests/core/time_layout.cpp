#include <quern/core/time_layout.hpp>

#include "harness.hpp"

using namespace quern::core;

BOOST_AUTO_TEST_SUITE(time_layout_)

struct {
    time_layout layout;
    std::string_view name;
    std::string_view pattern;
} const rows[]{
    {time_layout::rfc3339_utc, "rfc3339_utc", "2006-01-02T15:04:05Z"},
    {time_layout::datetime, "datetime", "2006-01-02 15:04:05"},
    {time_layout::rfc3339, "rfc3339", "2006-01-02T15:04:05.999999+08:00"},
};

BOOST_AUTO_TEST_CASE(every_layout_has_a_name_and_a_pattern) {
    BOOST_TEST(std::size(rows) == time_layouts.size());
    for (auto const& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            BOOST_TEST(name(row.layout) == row.name);
            BOOST_TEST(pattern(row.layout) == row.pattern);
            BOOST_TEST((find_time_layout(row.name) == row.layout));
        }
    }
}

BOOST_AUTO_TEST_CASE(other_spellings_name_no_layout) {
    for (std::string_view const spelling : {"", "rfc", "rfc3339_", "RFC3339", "datetime ", "date", "2006-01-02"}) {
        BOOST_TEST_CONTEXT(spelling) { BOOST_TEST(!find_time_layout(spelling).has_value()); }
    }
}

BOOST_AUTO_TEST_SUITE_END()
