#pragma once

#include <quern/core/timestamp.hpp>
#include <quern/core/value.hpp>
#include <quern/schema/builder.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Data that engines get wrong: what the differential tests of all engines run on.
namespace engines {

using namespace quern;

/// A stored value; absent where there is none.
using cell = std::optional<std::variant<bool, std::int64_t, std::uint64_t, double, std::string, core::timestamp>>;

/// The cells of a record, in the order of the schema's fields.
using record = std::vector<cell>;

/// Numbers that are the same on every machine.
class dice {
public:
    explicit dice(std::uint64_t seed) : engine_(seed) {}

    /// From 0 to `sides` - 1.
    [[nodiscard]] std::size_t operator()(std::size_t sides) { return static_cast<std::size_t>(engine_() % sides); }

    /// True once in `times`.
    [[nodiscard]] bool once_in(std::size_t times) { return (*this)(times) == 0; }

    template <class Range>
    [[nodiscard]] auto const& pick(Range const& from) {
        return from[(*this)(from.size())];
    }

private:
    std::mt19937_64 engine_;
};

/// A character, and what it folds to: columns 1 and 3 of the rows C and S of CaseFolding.txt, Unicode 15.0.
struct character {
    std::string_view text;
    char32_t folded;
};

/// All characters beyond the letters of ASCII that stand in strings.
inline constexpr auto alphabet = std::to_array<character>({
    {"0", U'0'},
    {"9", U'9'},
    {"%", U'%'},
    {"_", U'_'},
    {"\\", U'\\'},
    {"*", U'*'},
    {"?", U'?'},
    {"[", U'['},
    {"]", U']'},
    {"^", U'^'},
    {"-", U'-'},
    {"!", U'!'},
    {"'", U'\''},
    {"\"", U'"'},
    {";", U';'},
    {".", U'.'},
    {"(", U'('},
    {")", U')'},
    {"|", U'|'},
    {"{", U'{'},
    {"$", U'$'},
    {"`", U'`'},
    {"/", U'/'},
    {"+", U'+'},
    {" ", U' '},
    {"\n", U'\n'},
    {"\t", U'\t'},
    {"\r", U'\r'},
    {"\x01", U'\x01'},
    {"\x7f", U'\x7f'},
    {"\u0080", U'\x80'},
    {"\u212a", U'k'}, // Kelvin sign
    {"\u017f", U's'}, // long s
    {"\u00df", U'\u00df'},
    {"\u1e9e", U'\u00df'}, // sharp s
    {"\u0130", U'\u0130'},
    {"\u0131", U'\u0131'}, // I with dot, i without
    {"\u03a3", U'\u03c3'},
    {"\u03c3", U'\u03c3'},
    {"\u03c2", U'\u03c3'}, // sigma
    {"\u00c5", U'\u00e5'},
    {"\u00e5", U'\u00e5'},
    {"\u212b", U'\u00e5'}, // A with ring, Angstrom sign
    {"\u2126", U'\u03c9'},
    {"\u03a9", U'\u03c9'},
    {"\u03c9", U'\u03c9'}, // Ohm sign, omega
    {"\u00b5", U'\u03bc'},
    {"\u039c", U'\u03bc'},
    {"\u03bc", U'\u03bc'}, // micro sign, mu
    {"\u01c4", U'\u01c6'},
    {"\u01c5", U'\u01c6'},
    {"\u01c6", U'\u01c6'}, // dz with caron, title case too
    {"\u0345", U'\u03b9'},
    {"\u0399", U'\u03b9'},
    {"\u03b9", U'\u03b9'},
    {"\u1fbe", U'\u03b9'}, // iota
    {"\u0398", U'\u03b8'},
    {"\u03b8", U'\u03b8'},
    {"\u03d1", U'\u03b8'},
    {"\u03f4", U'\u03b8'}, // theta
    {"\u1fb3", U'\u1fb3'},
    {"\u1fbc", U'\u1fb3'}, // alpha with iota subscript
    {"\u1e60", U'\u1e61'},
    {"\u1e61", U'\u1e61'},
    {"\u1e9b", U'\u1e61'}, // s with dot
    {"\u0412", U'\u0432'},
    {"\u0432", U'\u0432'},
    {"\u1c80", U'\u0432'}, // Cyrillic ve
    {"\ua64a", U'\ua64b'},
    {"\ua64b", U'\ua64b'},
    {"\u1c88", U'\ua64b'}, // monograph uk
    {"\u1c90", U'\u10d0'},
    {"\u10d0", U'\u10d0'}, // Georgian an
    {"\u13a0", U'\u13a0'},
    {"\uab70", U'\u13a0'}, // Cherokee a, folds to upper case
    {"\u13f0", U'\u13f0'},
    {"\u13f8", U'\u13f0'}, // Cherokee ye
    {"\u2167", U'\u2177'},
    {"\u2177", U'\u2177'}, // Roman eight
    {"\uff21", U'\uff41'},
    {"\uff41", U'\uff41'}, // full-width A
    {"\U00010400", U'\U00010428'},
    {"\U00010428", U'\U00010428'}, // Deseret long i
    {"\U0001e900", U'\U0001e922'},
    {"\U0001e922", U'\U0001e922'}, // Adlam alif
    {"\u00c9", U'\u00e9'},
    {"\u00e9", U'\u00e9'},
    {"\u0301", U'\u0301'}, // e with acute, the accent alone
    {"\u030a", U'\u030a'}, // ring
    {"\u00a0", U'\xa0'},
    {"\u3000", U'\u3000'}, // blanks that are none of ASCII
    {"\ufb00", U'\ufb00'}, // ligature ff
    {"中", U'中'},
    {"文", U'文'},
    {"\U0001f600", U'\U0001f600'},
    {"\u200d", U'\u200d'},
    {"\u2028", U'\u2028'},
    {"\ue000", U'\ue000'},
    {"\ufeff", U'\ufeff'},
    {"\uff5e", U'\uff5e'},
    {"\ufffd", U'\ufffd'},
    {"\U00010000", U'\U00010000'},
    {"\U0010ffff", U'\U0010ffff'},
});

/// Strings at which collations, affinities, patterns and padding break.
inline constexpr auto strings = std::to_array<std::string_view>({"",
                                                                 " ",
                                                                 "a",
                                                                 "A",
                                                                 "a ",
                                                                 " a",
                                                                 "aa",
                                                                 "ab",
                                                                 "AB",
                                                                 "aB",
                                                                 "b",
                                                                 "Z",
                                                                 "z",
                                                                 "_",
                                                                 "%",
                                                                 "100%",
                                                                 "100 %",
                                                                 "100x",
                                                                 "a%b",
                                                                 "a_b",
                                                                 "axb",
                                                                 "a\\b",
                                                                 "\\",
                                                                 "\\\\",
                                                                 "*",
                                                                 "a*b",
                                                                 "?",
                                                                 "[",
                                                                 "[a]",
                                                                 "[^a]",
                                                                 "a-z",
                                                                 "'",
                                                                 "''",
                                                                 "\"",
                                                                 "it's",
                                                                 "'; DROP TABLE x;--",
                                                                 "0",
                                                                 "00",
                                                                 "1",
                                                                 "01",
                                                                 "1.0",
                                                                 "1e3",
                                                                 "-1",
                                                                 "NULL",
                                                                 "null",
                                                                 "true",
                                                                 "a\nb",
                                                                 "a\tb",
                                                                 "Jim",
                                                                 "jim",
                                                                 "Kelvin",
                                                                 "中文",
                                                                 "a  ",
                                                                 "a\t",
                                                                 "a\r\n",
                                                                 "a\u3000",
                                                                 "caf\u00e9",
                                                                 "cafe\u0301",
                                                                 "CAFE\u0301",
                                                                 "\u212b",
                                                                 "A\u030a",
                                                                 "\u03c3\u03c2",
                                                                 "\u03a3\u03a3",
                                                                 "\u0130i",
                                                                 "I\u0131",
                                                                 "ma\u00df",
                                                                 "MA\u1e9e",
                                                                 "mass",
                                                                 "\U0001f600 \U0001f600",
                                                                 "$1",
                                                                 "?1",
                                                                 ":p1",
                                                                 "--",
                                                                 "/*",
                                                                 "0x10"});

/// Integers at which doubles, signs and widths end.
inline constexpr auto integers = std::to_array<std::int64_t>({0,
                                                              1,
                                                              -1,
                                                              2,
                                                              -2,
                                                              3,
                                                              42,
                                                              255,
                                                              256,
                                                              std::int64_t{1} << 31,
                                                              -(std::int64_t{1} << 31) - 1,
                                                              std::int64_t{1} << 32,
                                                              (std::int64_t{1} << 53) - 1,
                                                              std::int64_t{1} << 53,
                                                              (std::int64_t{1} << 53) + 1,
                                                              -(std::int64_t{1} << 53),
                                                              -(std::int64_t{1} << 53) - 1,
                                                              9'223'372'036'854'774'784, // 2^63 - 1024, a double
                                                              std::numeric_limits<std::int64_t>::max() - 1,
                                                              std::numeric_limits<std::int64_t>::max(),
                                                              std::numeric_limits<std::int64_t>::min() + 1,
                                                              std::numeric_limits<std::int64_t>::min()});

/// Integers beyond int64, which not every store holds.
inline constexpr auto large_integers = std::to_array<std::uint64_t>(
    {std::uint64_t{1} << 63U, (std::uint64_t{1} << 63U) + 1, (std::uint64_t{1} << 63U) + 1025,
     std::numeric_limits<std::uint64_t>::max() - 1, std::numeric_limits<std::uint64_t>::max()});

/// Doubles at which integers end, neighbours of theirs, and the extremes.
inline constexpr auto reals = std::to_array<double>({0.0,
                                                     -0.0,
                                                     0.5,
                                                     -0.5,
                                                     1.0,
                                                     -1.0,
                                                     1.5,
                                                     -1.5,
                                                     2.0,
                                                     41.99999999999999,
                                                     42.0,
                                                     42.00000000000001,
                                                     1.0000000000000002,
                                                     0.9999999999999999,
                                                     -1.0000000000000002,
                                                     0.1,
                                                     0.30000000000000004,
                                                     0.3,
                                                     255.5,
                                                     4294967296.5,
                                                     4503599627370497.5,
                                                     9007199254740991.0,
                                                     9007199254740992.0,
                                                     9007199254740994.0,
                                                     -9007199254740992.0,
                                                     -9007199254740994.0,
                                                     9223372036854774784.0,
                                                     9223372036854775808.0,
                                                     9223372036854777856.0,
                                                     -9223372036854775808.0,
                                                     -9223372036854774784.0,
                                                     -9223372036854777856.0,
                                                     18446744073709549568.0,
                                                     18446744073709551616.0,
                                                     18446744073709555712.0,
                                                     1e300,
                                                     -1e300,
                                                     std::numeric_limits<double>::max(),
                                                     std::numeric_limits<double>::lowest(),
                                                     std::numeric_limits<double>::min(),
                                                     std::numeric_limits<double>::denorm_min(),
                                                     -std::numeric_limits<double>::denorm_min()});

/// An instant of UTC, in microseconds since 1970.
constexpr std::int64_t utc(int year, unsigned month, unsigned day, int hour = 0, int minute = 0, int second = 0,
                           int microsecond = 0) {
    using namespace std::chrono;
    sys_days const date = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
    sys_time<microseconds> const at =
        date + hours(hour) + minutes(minute) + seconds(second) + microseconds(microsecond);
    return at.time_since_epoch().count();
}

/// Instants around which stores round and zones turn, in microseconds; all lie in the years 1 to 9999.
inline constexpr auto instants = std::to_array<std::int64_t>({
    utc(1, 1, 1),
    utc(1, 1, 1, 0, 0, 0, 1),
    utc(1, 1, 1, 0, 0, 1),
    utc(1, 1, 1, 7, 40),
    utc(1582, 10, 4, 23, 59, 59),
    utc(1582, 10, 15), // the Gregorian calendar begins
    utc(1900, 1, 1),
    utc(1900, 2, 28, 23, 59, 59),
    utc(1900, 3, 1), // no leap year
    -2'000'000,
    -1'500'000,
    -1'000'001,
    -1'000'000,
    -1'000,
    -1,
    0,
    1,
    999,
    1'000,
    999'999,
    1'000'000,
    1'000'001,
    utc(1991, 4, 13, 17, 59, 59),
    utc(1991, 4, 13, 18),
    utc(1991, 9, 14, 17), // summer in Shanghai
    utc(1999, 12, 31, 23, 59, 59),
    utc(1999, 12, 31, 23, 59, 59, 999'999),
    utc(2000, 1, 1), // a year ends
    utc(2000, 2, 29),
    utc(2000, 2, 29, 23, 59, 59),
    utc(2016, 12, 31, 23, 59, 59),
    utc(2017, 1, 1), // a leap second lies between
    utc(2022, 12, 31, 15, 59, 59),
    utc(2022, 12, 31, 16), // a year ends at +08:00
    utc(2023, 2, 4, 23, 59, 59),
    utc(2023, 2, 5),
    utc(2023, 2, 5, 15, 59, 59),
    utc(2023, 2, 5, 16), // a day, here and there
    utc(2023, 2, 5, 15, 29, 14, 999'999),
    utc(2023, 2, 5, 15, 29, 15),
    utc(2023, 2, 5, 15, 29, 15, 500'000),
    utc(2023, 3, 26, 0, 59, 59, 999'999),
    utc(2023, 3, 26, 1),
    utc(2023, 3, 26, 2, 30), // summer time begins in Europe
    utc(2023, 10, 29),
    utc(2023, 10, 29, 0, 30),
    utc(2023, 10, 29, 1),
    utc(2023, 10, 29, 1, 30), // and ends
    utc(2023, 3, 12, 7),
    utc(2023, 11, 5, 5, 30),
    utc(2023, 11, 5, 6, 30), // New York
    utc(2023, 4, 1, 14, 45),
    utc(2023, 4, 1, 15, 15),
    utc(2023, 9, 30, 15, 30), // Lord Howe Island, by half an hour
    utc(2038, 1, 19, 3, 14, 7),
    utc(2038, 1, 19, 3, 14, 8), // 2^31 - 1 seconds
    utc(2299, 12, 31, 23, 59, 59),
    utc(9999, 12, 31, 15, 59, 59), // the last second at +08:00
    utc(9999, 12, 31, 23, 59, 59),
    utc(9999, 12, 31, 23, 59, 59, 999'999),
});

/// A schema with each type twice, absent or not, each way of folding, and each way of storing a time.
inline schema::definition hostile_schema(schema::logic logic) {
    using enum schema::scalar;
    using enum schema::time_storage;
    using core::time_layout;
    schema::builder b("hostile");
    b.source("hostile \"rows\".main").logic(logic).key("id");
    b.add({.name = "b", .type = boolean});
    b.add({.name = "b_set", .type = boolean, .nullable = false});
    b.add({.name = "i", .type = int64});
    b.add({.name = "i_set", .type = int64, .nullable = false});
    b.add({.name = "id", .type = uint64, .column = "the \"id\""});
    b.add({.name = "u", .type = uint64, .column = "select"});
    b.add({.name = "u_set", .type = uint64, .nullable = false});
    b.add({.name = "d", .type = real});
    b.add({.name = "d_set", .type = real, .nullable = false});
    b.add({.name = "s", .column = "s; --'`[x]"});
    b.add({.name = "s_set", .nullable = false});
    b.add({.name = "s_ascii", .folding = schema::case_folding::ascii});
    b.add({.name = "s_ascii_set", .nullable = false, .folding = schema::case_folding::ascii});
    b.add({.name = "t", .type = timestamp});
    b.add({.name = "t_set", .type = timestamp, .nullable = false});
    b.add({.name = "t_us", .type = timestamp, .storage = epoch_microseconds});
    b.add({.name = "t_ms", .type = timestamp, .storage = epoch_milliseconds});
    b.add({.name = "t_s", .type = timestamp, .nullable = false, .storage = epoch_seconds});
    b.add({.name = "t_text", .type = timestamp, .storage = text});
    b.add({.name = "t_local",
           .type = timestamp,
           .nullable = false,
           .layout = time_layout::datetime,
           .zone = {480},
           .storage = text});
    return b.build().value();
}

/// What a store can hold of what the types allow.
struct capacity {
    std::int64_t native_step = 1; ///< microseconds between two instants of its own type
    std::int64_t native_least = std::numeric_limits<std::int64_t>::min();
    std::int64_t native_most = std::numeric_limits<std::int64_t>::max();
    bool large_integers = false; ///< of a uint64 field, those beyond int64
    std::size_t records = 256;   ///< that random queries are asked of, a hundred or more
};

/// The microseconds between two instants that a field's store can tell apart.
inline std::int64_t resolution(schema::field const& f, capacity const& store = {}) {
    switch (f.storage) {
    case schema::time_storage::native:
        return store.native_step;
    case schema::time_storage::epoch_microseconds:
        return 1;
    case schema::time_storage::epoch_milliseconds:
        return 1'000;
    case schema::time_storage::epoch_seconds:
    case schema::time_storage::text:
        return 1'000'000;
    }
    return 1;
}

inline std::string random_string(dice& d) {
    if (d.once_in(3)) {
        return std::string(d.pick(strings));
    }
    static constexpr std::string_view letters = "aAbBiIjJkKmMsSzZ";
    std::string made;
    for (std::size_t n = d(5); n != 0; --n) {
        if (d.once_in(3)) {
            made.push_back(d.pick(letters));
        } else {
            made.append(d.pick(alphabet).text);
        }
    }
    return made;
}

/// An instant as a field's store holds it: rounded down; nothing where it cannot.
inline cell held_instant(std::int64_t us, schema::field const& f, capacity const& store) {
    std::int64_t const step = resolution(f, store);
    us -= (us % step + step) % step;
    bool const native = f.storage == schema::time_storage::native;
    bool const year_10000 = f.zone.minutes > 0 && us >= utc(9999, 12, 31, 16);
    bool const held = !native || (us >= store.native_least && us <= store.native_most);
    return held && !year_10000 ? cell(core::timestamp{us}) : std::nullopt;
}

inline cell random_instant(dice& d, schema::field const& f, capacity const& store) {
    cell made;
    while (!made) {
        made = held_instant(d.pick(instants), f, store);
    }
    return made;
}

/// A value of a field's domain.
inline cell random_cell(dice& d, schema::field const& f, capacity const& store) {
    if (f.nullable && d.once_in(6)) {
        return std::nullopt;
    }
    switch (f.type) {
    case schema::scalar::boolean:
        return d.once_in(2);
    case schema::scalar::int64:
        return d.pick(integers);
    case schema::scalar::uint64: {
        if (store.large_integers && d.once_in(4)) {
            return d.pick(large_integers);
        }
        std::int64_t const i = d.pick(integers);
        return static_cast<std::uint64_t>(i < 0 ? -(i + 1) : i);
    }
    case schema::scalar::real:
        return d.once_in(4) ? static_cast<double>(d.pick(integers)) : d.pick(reals);
    case schema::scalar::string:
        return random_string(d);
    case schema::scalar::timestamp:
        return random_instant(d, f, store);
    }
    return std::nullopt;
}

/// The edge of that number of a field's type; nothing behind the last, and where the store does not hold it.
inline cell edge_cell(std::size_t number, schema::field const& f, capacity const& store) {
    auto const of = [&](auto const& edges) { return number < edges.size() ? cell(edges[number]) : std::nullopt; };
    switch (f.type) {
    case schema::scalar::boolean:
        return std::nullopt;
    case schema::scalar::int64:
        return of(integers);
    case schema::scalar::uint64:
        return store.large_integers ? of(large_integers) : std::nullopt;
    case schema::scalar::real:
        return of(reals);
    case schema::scalar::string:
        return number < strings.size() ? cell(std::string(strings[number])) : std::nullopt;
    case schema::scalar::timestamp:
        return number < instants.size() ? held_instant(instants[number], f, store) : std::nullopt;
    }
    return std::nullopt;
}

/// Records of a hostile schema with distinct keys, in no order, that a store can hold; others for each number. Each edge
/// that the store holds stands in the first 100, in the fields that are never absent.
inline std::vector<record> hostile_records(schema::definition const& schema, std::size_t count,
                                           capacity const& store = {}, std::uint64_t number = 0) {
    dice d(20'230'205 + number);
    std::vector<record> all;
    for (std::size_t n = 0; n != count; ++n) {
        record r;
        for (schema::field const& f : schema.fields()) {
            cell random = random_cell(d, f, store);
            cell edge = f.nullable ? std::nullopt : edge_cell(n, f, store);
            r.push_back(edge ? std::move(edge) : std::move(random));
        }
        std::uint64_t const scattered = n * 7'919 % 10'007; // both are primes: no two are equal
        r[schema.key()] = n == 0 ? std::uint64_t{9'223'372'036'854'775'807U} : scattered;
        all.push_back(std::move(r));
    }
    return all;
}

static_assert(strings.size() <= 100 && integers.size() <= 100 && reals.size() <= 100 && instants.size() <= 100);

} // namespace engines
