#include "harness.hpp"

#include <quern/core/message.hpp>

#include <quern/schema/stored.hpp>

#include <limits>

using namespace quern;

namespace {

using enum schema::scalar;
using core::code;

schema::field of(schema::scalar type) { return {.name = "f", .type = type}; }

schema::field time(schema::time_storage storage, core::time_layout layout = core::time_layout::rfc3339_utc,
                   core::utc_offset zone = {}) {
    return {.name = "f", .type = timestamp, .layout = layout, .zone = zone, .storage = storage};
}

constexpr auto int64_max = std::numeric_limits<std::int64_t>::max();
constexpr auto int64_min = std::numeric_limits<std::int64_t>::min();
constexpr auto uint64_max = std::numeric_limits<std::uint64_t>::max();
constexpr auto infinity = std::numeric_limits<double>::infinity();
constexpr core::timestamp jim{1'675'610'955'000'000}; // 2023-02-05T15:29:15Z

} // namespace

BOOST_AUTO_TEST_SUITE(stored)

BOOST_AUTO_TEST_CASE(values) {
    using enum schema::time_storage;
    struct row {
        schema::field field;
        core::value raw;
        core::value value;
    };
    row const rows[] = {
        {of(boolean), true, true},
        {of(string), "", ""},
        {of(string), "1", "1"},
        {of(int64), std::int64_t{-1}, std::int64_t{-1}},
        {of(int64), std::uint64_t{5}, std::int64_t{5}},
        {of(int64), static_cast<std::uint64_t>(int64_max), int64_max},
        {of(int64), -2.0, std::int64_t{-2}},
        {of(int64), -9223372036854775808.0, int64_min},
        {of(int64), -0.0, std::int64_t{0}},
        {of(uint64), std::int64_t{5}, std::uint64_t{5}},
        {of(uint64), uint64_max, uint64_max},
        {of(uint64), 18446744073709549568.0, std::uint64_t{18446744073709549568U}},
        {of(real), 1.5, 1.5},
        {of(real), std::int64_t{-3}, -3.0},
        {of(real), std::uint64_t{3}, 3.0},
        {of(real), (std::int64_t{1} << 53) + 1, 9007199254740992.0},
        {time(native), "2023-02-05T15:29:15Z", jim},
        {time(native), "2023-02-05T23:29:15.000001+08:00", core::timestamp{jim.microseconds + 1}},
        {time(native, core::time_layout::datetime, {480}), "2023-02-05 23:29:15", jim},
        {time(native, core::time_layout::datetime, {480}), "2023-02-05T15:29:15Z", jim},
        {time(text), "2023-02-05T15:29:15Z", jim},
        {time(text, core::time_layout::datetime, {480}), "2023-02-05 23:29:15", jim},
        {time(epoch_seconds), std::int64_t{1'675'610'955}, jim},
        {time(epoch_milliseconds), 1675610955000.0, jim},
        {time(epoch_microseconds), std::uint64_t{1'675'610'955'000'000}, jim},
        {time(epoch_seconds), std::int64_t{-1}, core::timestamp{-1'000'000}},
    };
    for (std::size_t i = 0; i != std::size(rows); ++i) {
        BOOST_TEST_CONTEXT("row " << i) {
            auto const read = schema::read_stored(rows[i].field, rows[i].raw);
            BOOST_TEST_REQUIRE(read.has_value());
            BOOST_TEST((*read == rows[i].value));
        }
    }
}

BOOST_AUTO_TEST_CASE(faults) {
    using enum schema::time_storage;
    struct row {
        schema::field field;
        core::value raw;
        code expected;
    };
    row const rows[] = {
        {of(boolean), std::int64_t{1}, code::wrong_type},
        {of(boolean), "true", code::wrong_type},
        {of(string), std::int64_t{1}, code::wrong_type},
        {of(string), true, code::wrong_type},
        {of(int64), "1", code::wrong_type},
        {of(int64), true, code::wrong_type},
        {of(int64), 1.5, code::wrong_type},
        {of(int64), static_cast<std::uint64_t>(int64_max) + 1, code::number_out_of_range},
        {of(int64), 9223372036854775808.0, code::number_out_of_range},
        {of(int64), infinity, code::number_out_of_range},
        {of(int64), std::numeric_limits<double>::quiet_NaN(), code::wrong_type},
        {of(uint64), std::int64_t{-1}, code::number_out_of_range},
        {of(uint64), -0.5, code::number_out_of_range},
        {of(uint64), 0.5, code::wrong_type},
        {of(uint64), 18446744073709551616.0, code::number_out_of_range},
        {of(real), "1.5", code::wrong_type},
        {of(real), false, code::wrong_type},
        {of(real), infinity, code::number_out_of_range},
        {of(real), std::numeric_limits<double>::quiet_NaN(), code::number_out_of_range},
        {time(native), std::int64_t{1}, code::wrong_type},
        {time(native), "2023-02-05 15:29:15", code::time_layout},
        {time(native), "2023-02-29T00:00:00Z", code::time_out_of_range},
        {time(text), "2023-02-05T15:29:15.5Z", code::time_layout},
        {time(epoch_seconds), "2023-02-05T15:29:15Z", code::wrong_type},
        {time(epoch_seconds), 0.5, code::wrong_type},
        {time(epoch_seconds), int64_max, code::number_out_of_range},
        {time(epoch_milliseconds), int64_min, code::number_out_of_range},
    };
    for (std::size_t i = 0; i != std::size(rows); ++i) {
        BOOST_TEST_CONTEXT("row " << i) {
            auto const read = schema::read_stored(rows[i].field, rows[i].raw);
            BOOST_TEST_REQUIRE(read.has_error());
            BOOST_TEST(core::name(read.error().code) == core::name(rows[i].expected));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_fault_of_a_time_says_where) {
    auto const read = schema::read_stored(time(schema::time_storage::native), "2023-02-29T00:00:00Z");
    BOOST_TEST_REQUIRE(read.has_error());
    BOOST_TEST(read.error().time.offset == 8U);
    BOOST_TEST(read.error().time.length == 2U);
    BOOST_TEST((read.error().time.part == core::term::day));
    BOOST_TEST((read.error().layout == core::time_layout::rfc3339));
}

BOOST_AUTO_TEST_CASE(a_native_time_is_at_fault_in_the_layout_that_was_meant) {
    schema::field const local = time(schema::time_storage::native, core::time_layout::datetime, {480});
    struct row {
        std::string_view text;
        core::time_layout layout;
        std::uint32_t offset;
    };
    row const rows[] = {
        {"2023-02-05 23:29", core::time_layout::datetime, 16},
        {"2023-02-05T23:29", core::time_layout::rfc3339, 16},
        {"2023-02-05 24:00:00", core::time_layout::datetime, 11},
        {"2023-02-05T24:00:00Z", core::time_layout::rfc3339, 11},
        {"x", core::time_layout::datetime, 0},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            auto const read = schema::read_stored(local, r.text);
            BOOST_TEST_REQUIRE(read.has_error());
            BOOST_TEST((read.error().layout == r.layout));
            BOOST_TEST(read.error().time.offset == r.offset);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
