#include "harness.hpp"

#include <quern/adapt/describe.hpp>
#include <quern/bind/filter.hpp>
#include <quern/expr/dump.hpp>

#include <boost/describe/class.hpp>

#include <chrono>

using namespace quern;

namespace {

struct record {
    std::uint64_t id;
    std::chrono::sys_seconds made;
};
BOOST_DESCRIBE_STRUCT(record, (), (id, made))

struct server : record {
    std::string name;
    std::int8_t rank;
    unsigned short port;
    long long offset;
    float load;
    double cost;
    bool live;
    std::optional<std::string> zone;
    std::optional<int> age;
    core::timestamp seen;
    std::optional<std::chrono::system_clock::time_point> left;
    int secret; // not described
};
BOOST_DESCRIBE_STRUCT(server, (record), (name, rank, port, offset, load, cost, live, zone, age, seen, left))

class account {
public:
    std::string owner;

private:
    int balance = 0;
    BOOST_DESCRIBE_CLASS(account, (), (owner), (), (balance))
};

schema::definition const& servers() {
    static schema::definition const built = schema::of<server>("servers").key("id").build().value();
    return built;
}

} // namespace

BOOST_AUTO_TEST_SUITE(describe)

BOOST_AUTO_TEST_CASE(a_schema_of_a_struct) {
    using enum schema::scalar;
    struct row {
        std::string_view name;
        schema::scalar type;
        bool nullable;
    };
    row const rows[] = {
        {"id", uint64, false},     {"made", timestamp, false}, {"name", string, false}, {"rank", int64, false},
        {"port", uint64, false},   {"offset", int64, false},   {"load", real, false},   {"cost", real, false},
        {"live", boolean, false},  {"zone", string, true},     {"age", int64, true},    {"seen", timestamp, false},
        {"left", timestamp, true},
    };
    BOOST_TEST(servers().name() == "servers");
    BOOST_TEST_REQUIRE(servers().fields().size() == std::size(rows));
    for (std::size_t i = 0; i != std::size(rows); ++i) {
        BOOST_TEST_CONTEXT(rows[i].name) {
            schema::field const expected{.name = std::string(rows[i].name),
                                         .type = rows[i].type,
                                         .column = std::string(rows[i].name),
                                         .path = std::string(rows[i].name),
                                         .operations = servers().fields()[i].operations,
                                         .nullable = rows[i].nullable};
            BOOST_TEST((servers().fields()[i] == expected));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_builder_goes_on) {
    auto const made = schema::of<account>("accounts")
                          .source("account_table")
                          .key("number")
                          .add({.name = "number", .type = schema::scalar::uint64})
                          .build();
    BOOST_TEST_REQUIRE(made.has_value());
    BOOST_TEST(made->source() == "account_table");
    BOOST_TEST_REQUIRE(made->fields().size() == 2U); // the private member is none of them
    BOOST_TEST(made->fields()[0].name == "owner");
}

BOOST_AUTO_TEST_CASE(members_in_filters) {
    using namespace std::chrono;
    struct row {
        syntax::filter written;
        std::string_view tree;
    };
    row const rows[] = {
        {quern::field<&server::age>() > 18, "age gt 18\n"},
        {quern::field<&server::rank>() == 1.5, "rank eq 1.5\n"},
        {quern::field<&server::port>() >= -1, "port gte -1\n"},
        {quern::field<&server::load>().in(1, 2.5F), "load in [1.0, 2.5]\n"},
        {quern::field<&server::name>() == "a" && quern::field<&server::live>() != false,
         "and\n├─ name eq \"a\"\n└─ live neq false\n"},
        {quern::field<&server::name>().contains(std::string("b")), "name cs \"b\"\n"},
        {quern::field<&server::zone>().is_null() || quern::field<&server::zone>().icontains("eu"),
         "or\n├─ zone null\n└─ zone cis \"eu\"\n"},
        {quern::field<&server::seen>() < sys_days(2023y / 2 / 5), "seen lt 2023-02-05T00:00:00Z\n"},
        {quern::field<&server::left>() < core::timestamp{0}, "left lt 1970-01-01T00:00:00Z\n"},
        {quern::field<&server::id>() == 5U, "id eq 5\n"}, // a member of the base
        {quern::field<&record::made>() >= sys_seconds(1s), "made gte 1970-01-01T00:00:01Z\n"},
    };
    for (row const& r : rows) {
        auto const bound = bind::bind_filter(servers(), r.written);
        BOOST_TEST_CONTEXT(r.tree) {
            BOOST_TEST_REQUIRE(bound.has_value());
            BOOST_TEST(expr::dump(*bound) == r.tree);
        }
    }
    BOOST_TEST(quern::field<&account::owner>().name() == "owner");
}

BOOST_AUTO_TEST_SUITE_END()
