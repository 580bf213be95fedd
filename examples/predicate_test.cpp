// A unit test of code that filters structs as the database would.

#define BOOST_TEST_DYN_LINK
#define BOOST_TEST_MODULE predicate
#include <boost/test/unit_test.hpp>

#include <quern/adapt/describe.hpp>
#include <quern/bind/text.hpp>
#include <quern/memory/select.hpp>
#include <quern/quern.hpp>

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace shop {

struct server {
    std::uint64_t id;
    std::string name;
    int age;
    std::optional<std::string> zone;
};
BOOST_DESCRIBE_STRUCT(server, (), (id, name, age, zone))

quern::schema::definition schema() { return quern::schema::of<server>("servers").key("id").build().value(); }

std::vector<server> const servers{{1, "api-1", 3, "a"}, {2, "API-2", 9, "b"}, {3, "web-1", 9, std::nullopt}};

/// The ids of the servers that a text selects.
std::vector<std::uint64_t> ids(std::string const& text) {
    auto const query = quern::bind::read_text(schema(), text).value();
    std::vector<std::uint64_t> found;
    for (std::size_t const place : quern::memory::page(servers, query).value().places) {
        found.push_back(servers[place].id);
    }
    return found;
}

} // namespace shop

using ids = std::vector<std::uint64_t>;

BOOST_AUTO_TEST_CASE(names_whatever_their_case) { BOOST_TEST(shop::ids(R"(name icontains "api")") == (ids{1, 2})); }

BOOST_AUTO_TEST_CASE(old_ones_first) { BOOST_TEST(shop::ids("everything sort -age limit 2") == (ids{2, 3})); }

BOOST_AUTO_TEST_CASE(a_zone_that_is_not_known_is_no_other_zone) { BOOST_TEST(shop::ids(R"(zone != "a")") == (ids{2})); }
