#include "harness.hpp"

#include <quern/core/render.hpp>
#include <quern/json/record.hpp>
#include <quern/schema/builder.hpp>

#include <limits>

using namespace quern;

namespace {

using cell = std::optional<core::value>;

schema::definition const& hosts() {
    using enum schema::scalar;
    using enum schema::time_storage;
    static schema::definition const built = schema::builder("hosts")
                                                .key("id")
                                                .add({.name = "id", .type = uint64})
                                                .add({.name = "rank", .type = int64})
                                                .add({.name = "load", .type = real})
                                                .add({.name = "live", .type = boolean})
                                                .add({.name = "town", .path = "address.town.name"})
                                                .add({.name = "zip", .path = "address.zip", .integer_text = true})
                                                .add({.name = "born", .type = timestamp})
                                                .add({.name = "seen", .type = timestamp, .storage = epoch_milliseconds})
                                                .add({.name = "local",
                                                      .type = timestamp,
                                                      .layout = core::time_layout::datetime,
                                                      .zone = {480},
                                                      .storage = text})
                                                .build()
                                                .value();
    return built;
}

schema::definition const& strict() {
    static schema::definition const built = schema::builder("strict")
                                                .key("id")
                                                .add({.name = "id", .type = schema::scalar::uint64})
                                                .add({.name = "town", .path = "address.town", .nullable = false})
                                                .build()
                                                .value();
    return built;
}

/// The diagnostics as `code pointer offset+length`, in order.
std::string faults(schema::definition const& schema, std::string_view text) {
    json::record_reader reader(schema);
    std::vector<cell> cells;
    core::diagnostics found;
    bool const valid = reader.read(text, cells, found);
    BOOST_TEST(valid == found.empty());
    std::string all;
    for (core::diagnostic const& d : found) {
        all.append(all.empty() ? "" : "; ").append(core::name(d.code)).append(" ").append(d.pointer).append(" ");
        all.append(std::to_string(d.where.offset)).append("+").append(std::to_string(d.where.length));
    }
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(record)

BOOST_AUTO_TEST_CASE(a_record) {
    json::record_reader reader(hosts());
    std::vector<cell> cells;
    core::diagnostics found;
    BOOST_TEST_REQUIRE(reader.read(
        R"({"x": {"id": 1}, "id": 18446744073709551615, "rank": -9007199254740993, "load": 0.1, "live": false,)"
        R"( "address": {"zip": 1234567890123456789012, "town": {"name": "U\u006cm"}}, "born": "2023-02-05T15:29:15.5Z",)"
        R"( "seen": 1675610955500, "local": "2023-02-05 23:29:15"})",
        cells, found));
    std::vector<cell> const expected{std::numeric_limits<std::uint64_t>::max(),
                                     std::int64_t{-9'007'199'254'740'993},
                                     0.1,
                                     false,
                                     "Ulm",
                                     "1234567890123456789012",
                                     core::timestamp{1'675'610'955'500'000},
                                     core::timestamp{1'675'610'955'500'000},
                                     core::timestamp{1'675'610'955'000'000}};
    BOOST_TEST((cells == expected));
}

BOOST_AUTO_TEST_CASE(a_reader_knows_its_schema) { BOOST_TEST((json::record_reader(strict()).schema() == strict())); }

BOOST_AUTO_TEST_CASE(absent_fields) {
    json::record_reader reader(hosts());
    std::vector<cell> cells;
    core::diagnostics found;
    for (std::string_view const text : {R"({"id": 1})", R"({"id": 1, "address": null, "rank": null})",
                                        R"({"id": 1, "address": {"town": null, "zip": null}})",
                                        R"({"id": 1, "address.zip": "1", "address": {"town": {}}})"}) {
        BOOST_TEST_CONTEXT(text) {
            BOOST_TEST(reader.read(text, cells, found));
            BOOST_TEST(cells.size() == hosts().fields().size());
            auto const present = [](cell const& c) { return c.has_value(); };
            BOOST_TEST(std::ranges::count_if(cells, present) == 1);
        }
    }
}

BOOST_AUTO_TEST_CASE(numbers) {
    struct row {
        std::string_view text;
        cell rank;
        cell load;
    };
    row const rows[] = {
        {R"({"id": 1, "rank": 2.0})", std::int64_t{2}, {}},
        {R"({"id": 1, "rank": 2e3})", std::int64_t{2'000}, {}},
        {R"({"id": 1, "rank": -0})", std::int64_t{0}, {}},
        {R"({"id": 1, "load": 9007199254740993})", {}, 9007199254740992.0},
        {R"({"id": 1, "load": -0.0})", {}, 0.0},
        {R"({"id": 1, "load": 5e-324})", {}, std::numeric_limits<double>::denorm_min()},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            json::record_reader reader(hosts());
            std::vector<cell> cells;
            core::diagnostics found;
            BOOST_TEST_REQUIRE(reader.read(r.text, cells, found));
            BOOST_TEST((cells[1] == r.rank));
            BOOST_TEST((cells[2] == r.load));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_does_not_conform) {
    struct row {
        std::string_view text;
        std::string_view faults;
    };
    row const rows[] = {
        {R"([])", "wrong_type  0+2"},
        {R"({"id": 1)", "json_incomplete  8+0"},
        {R"({})", "missing_key  0+1"},
        {R"({"id": null})", "wrong_type /id 7+4"},
        {R"({"id": "1"})", "wrong_type /id 7+3"},
        {R"({"id": 1, "id": 1})", "duplicate_key /id 10+4"},
        {R"({"id": -1})", "number_out_of_range /id 7+2"},
        {R"({"id": 18446744073709551616})", "number_out_of_range /id 7+20"},
        {R"({"id": 1.5})", "wrong_type /id 7+3"},
        {R"({"id": 1, "rank": 9223372036854775808})", "number_out_of_range /rank 18+19"},
        {R"({"id": 1, "rank": 9007199254740993.5})", "number_not_exact /rank 18+18"},
        {R"({"id": 1, "rank": "1"})", "wrong_type /rank 18+3"},
        {R"({"id": 1, "local": 1})", "wrong_type /local 19+1"},
        {R"({"id": 1, "load": 1e400})", "number_out_of_range /load 18+5"},
        {R"({"id": 1, "load": "1"})", "wrong_type /load 18+3"},
        {R"({"id": 1, "live": 0})", "wrong_type /live 18+1"},
        {R"({"id": 1, "address": 1})", "wrong_type /address 21+1; wrong_type /address 21+1"},
        {R"({"id": 1, "address": {"town": []}})", "wrong_type /address/town 30+2"},
        {R"({"id": 1, "address": {"town": {"name": {}}}})", "wrong_type /address/town/name 39+2"},
        {R"({"id": 1, "address": {"zip": 1.5}})", "wrong_type /address/zip 29+3"},
        {R"({"id": 1, "address": {"zip": "a\u0000"}})", "null_character /address/zip 29+9"},
        {R"({"id": 1, "born": "2023-02-29T00:00:00Z"})", "time_out_of_range /born 27+2"},
        {R"({"id": 1, "born": "2023-02-\u0032\u0039T00:00:00Z"})", "time_out_of_range /born 18+32"},
        {R"({"id": 1, "born": "2023-02-05 00:00:00"})", "time_layout /born 29+1"},
        {R"({"id": 1, "born": 1})", "wrong_type /born 18+1"},
        {R"({"id": 1, "seen": "1"})", "wrong_type /seen 18+3"},
        {R"({"id": 1, "seen": 9223372036854775807})", "number_out_of_range /seen 18+19"},
        {R"({"live": 1, "id": true})", "wrong_type /live 9+1; wrong_type /id 18+4"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) { BOOST_TEST(faults(hosts(), r.text) == r.faults); }
    }
}

BOOST_AUTO_TEST_CASE(fields_that_are_not_nullable) {
    BOOST_TEST(faults(strict(), R"({"id": 1, "address": {"town": "Ulm"}})") == "");
    BOOST_TEST(faults(strict(), R"({"id": 1})") == "missing_key  0+1");
    BOOST_TEST(faults(strict(), R"({"id": 1, "address": null})") == "missing_key /address 21+1");
    BOOST_TEST(faults(strict(), R"({"id": 1, "address": {}})") == "missing_key /address 21+1");
    BOOST_TEST(faults(strict(), R"({"id": 1, "address": {"town": null}})") == "wrong_type /address/town 30+4");
}

BOOST_AUTO_TEST_CASE(messages) {
    auto const shown = [](std::string_view text) {
        json::record_reader reader(hosts());
        std::vector<cell> cells;
        core::diagnostics found;
        reader.read(text, cells, found);
        std::string message;
        for (core::diagnostic const& d : found) {
            core::append_message(message, d, core::language::english);
        }
        return message;
    };
    BOOST_TEST(shown(R"({"id": 1.5})") == "expected an integer, found a number");
    BOOST_TEST(shown(R"({})") == "the key \"id\" is missing");
    BOOST_TEST(shown(R"({"id": 1, "born": 5})") == "expected a time in a string, found a number");
    BOOST_TEST(shown(R"({"id": 1, "born": "2023"})") ==
               "the time is not written as \"2006-01-02T15:04:05.999999+08:00\"");
    BOOST_TEST(shown("{\"id\": " + std::string(200, '9') + "}") == std::string(64, '9') + "… is out of range");
}

BOOST_AUTO_TEST_CASE(limits_on_text_and_depth) {
    json::record_reader reader(hosts());
    std::vector<cell> cells;
    core::diagnostics found;
    BOOST_TEST(!reader.read(R"({"id": 1})", cells, found, {.bytes = 8, .depth = 4}));
    BOOST_TEST(core::name(found[0].code) == "request_too_large");
    BOOST_TEST(!reader.read(R"({"id": 1, "x": [[]]})", cells, found, {.bytes = 100, .depth = 2}));
    BOOST_TEST(core::name(found[0].code) == "nesting_too_deep");
    BOOST_TEST(reader.read(R"({"id": 1, "x": [[]]})", cells, found, {.bytes = 100, .depth = 3}));
    BOOST_TEST(found.empty());
}

BOOST_AUTO_TEST_SUITE_END()
