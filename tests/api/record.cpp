#include <quern/api/record.hpp>

#include "harness.hpp"

#include <quern/api/kept_json.hpp>
#include <quern/api/nullable.hpp>
#include <quern/core/code.hpp>
#include <quern/core/message.hpp>

#include <boost/describe/class.hpp>

using namespace quern;

namespace {

struct inner {
    static constexpr api::time_style times{};
    std::int32_t n = 0;
};
BOOST_DESCRIBE_STRUCT(inner, (), (n))

struct outer {
    static constexpr api::time_style times{core::time_layout::datetime, {480}};
    bool truth = false;
    std::uint64_t big = 0;
    std::string operator_{};
    core::timestamp at{};
    std::optional<api::nullable<inner>> in{};
    std::vector<inner> list{};
    api::other_members others{};
};
BOOST_DESCRIBE_STRUCT(outer, (), (truth, big, operator_, at, in, list, others))

} // namespace

BOOST_AUTO_TEST_SUITE(record)

BOOST_AUTO_TEST_CASE(what_is_read_is_written_back) {
    struct row {
        std::string_view name;
        std::string_view text;
        std::string_view written; ///< the same where empty
    };
    row const rows[] = {
        {"all members",
         R"({"truth":true,"big":18446744073709551615,"operator":"Jim","at":"2020-10-09 21:30:51","in":{"n":-5},"list":[{"n":1},{"n":2}]})",
         {}},
        {"left out and empty", R"({"truth":false,"big":0,"operator":"","at":"0001-01-02 00:00:00","list":[]})", {}},
        {"null is not left out",
         R"({"truth":false,"big":9007199254740993,"operator":"\"\\\n","at":"2020-10-09 21:30:51","in":null,"list":[]})",
         {}},
        {"others keep every digit and escape, and stand behind",
         R"({"x" : [1.50, 1e400, "\u0041\" ]", {}], "truth":true,"big":1,"operator":"陈","at":"2020-10-09 21:30:51","list":[],"":null})",
         R"({"truth":true,"big":1,"operator":"陈","at":"2020-10-09 21:30:51","list":[],"x":[1.50,1e400,"\u0041\" ]",{}],"":null})"},
        {"an integer with a fraction of zero",
         R"({"truth":true,"big":1e3,"operator":"","at":"2020-10-09 21:30:51","list":[{"n":2.0}]})",
         R"({"truth":true,"big":1000,"operator":"","at":"2020-10-09 21:30:51","list":[{"n":2}]})"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            auto const read = api::read_record<outer>(r.text);
            BOOST_TEST_REQUIRE(read.has_value());
            BOOST_TEST(api::write_record(*read) == (r.written.empty() ? r.text : r.written));
        }
    }
}

BOOST_AUTO_TEST_CASE(times_are_instants) {
    auto const read =
        api::read_record<outer>(R"({"truth":true,"big":1,"operator":"","at":"1970-01-01 08:00:01","list":[]})");
    BOOST_TEST(read.value().at.microseconds == 1'000'000);
}

BOOST_AUTO_TEST_CASE(mistakes_have_places) {
    struct row {
        std::string_view name;
        std::string_view text;
        std::vector<std::string> found; ///< code, pointer, and the bytes at fault
    };
    row const rows[] = {
        {"not an object", "[]", {"wrong_type @ []"}},
        {"not JSON", R"({"truth":)", {"json_incomplete @/truth "}},
        {"nothing",
         "{}",
         {"missing_key @ {", "missing_key @ {", "missing_key @ {", "missing_key @ {", "missing_key @ {"}},
        {"wrong types, all of them, in document order",
         R"({"list":[1,{"n":"2"}],"truth":1,"big":"1","operator":null,"at":5})",
         {"wrong_type @/list/0 1", "wrong_type @/list/1/n \"2\"", "wrong_type @/truth 1", "wrong_type @/big \"1\"",
          "wrong_type @/operator null", "wrong_type @/at 5"}},
        {"numbers that do not fit",
         R"({"truth":true,"big":-1,"operator":"","at":"2020-10-09 21:30:51","list":[{"n":2147483648},{"n":1.5}]})",
         {"number_out_of_range @/big -1", "number_out_of_range @/list/0/n 2147483648", "wrong_type @/list/1/n 1.5"}},
        {"a number that is not exact",
         R"({"truth":true,"big":18446744073709551616,"operator":"","at":"2020-10-09 21:30:51","list":[]})",
         {"number_out_of_range @/big 18446744073709551616"}},
        {"times",
         R"({"truth":true,"big":1,"operator":"","at":"2023-02-29 21:30:51","list":[]})",
         {"time_out_of_range @/at 29"}},
        {"the layout",
         R"({"truth":true,"big":1,"operator":"","at":"2023-02-28T21:30:51","list":[]})",
         {"time_layout @/at T"}},
        {"twice",
         R"({"truth":true,"truth":true,"big":1,"operator":"","at":"2023-02-28 21:30:51","list":[]})",
         {"duplicate_key @/truth \"truth\""}},
        {"no place for another",
         R"({"truth":true,"big":1,"operator":"","at":"2023-02-28 21:30:51","list":[{"n":1,"m":1}]})",
         {"unknown_key @/list/0/m \"m\""}},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            auto const read = api::read_record<outer>(r.text);
            BOOST_TEST_REQUIRE(read.has_error());
            std::vector<std::string> found;
            for (core::diagnostic const& d : read.error()) {
                found.push_back(std::string(core::name(d.code)) + " @" + d.pointer + " " +
                                std::string(r.text.substr(d.where.offset, d.where.length)));
            }
            BOOST_TEST(found == r.found, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(limits_hold) {
    std::string const deep = std::string(65, '[') + std::string(65, ']');
    auto const refused = api::read_record<outer>(deep);
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error()[0].code == core::code::nesting_too_deep));
    auto const large = api::read_record<outer>("{}  ", {.bytes = 3, .depth = 4});
    BOOST_TEST_REQUIRE(large.has_error());
    BOOST_TEST((large.error()[0].code == core::code::request_too_large));
}

BOOST_AUTO_TEST_SUITE_END()
