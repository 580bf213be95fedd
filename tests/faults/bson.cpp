#include <quern/adapt/bson.hpp>

#include "sweep.hpp"

#include "harness.hpp"

#include <quern/bind/filter.hpp>
#include <quern/mongo/emit.hpp>
#include <quern/schema/builder.hpp>
#include <quern/syntax/filter.hpp>

#include <boost/json/parse.hpp>

#include <cstdlib>

// The making of BSON, with every one of quern's own allocations failing in turn: what libbson has given is given back.
// libbson's own allocations cannot fail: it ends the program.

using namespace quern;
using faults::operation;
using syntax::field;

namespace {

std::size_t blocks_of_libbson = 0;

void* counted(void* memory) {
    blocks_of_libbson += memory == nullptr ? 0U : 1U;
    return memory;
}

/// Counts what libbson allocates, until the end of its life.
struct counting {
    counting() {
        ::bson_mem_vtable_t table{};
        table.malloc = [](std::size_t size) { return counted(std::malloc(size)); };
        table.calloc = [](std::size_t n, std::size_t size) { return counted(std::calloc(n, size)); };
        table.realloc = [](void* memory, std::size_t size) {
            return memory == nullptr ? counted(std::malloc(size)) : std::realloc(memory, size);
        };
        table.aligned_alloc = [](std::size_t to, std::size_t size) { return counted(std::aligned_alloc(to, size)); };
        table.free = [](void* memory) {
            blocks_of_libbson -= memory == nullptr ? 0U : 1U;
            std::free(memory);
        };
        bson_mem_set_vtable(&table);
    }
    ~counting() { bson_mem_restore_vtable(); }
    counting(counting const&) = delete;
    counting& operator=(counting const&) = delete;
};

std::string bytes(::bson_t const& b) { return {reinterpret_cast<char const*>(bson_get_data(&b)), b.len}; }

std::vector<operation> operations() {
    schema::definition const schema = schema::builder("rows")
                                          .key("id")
                                          .add({.name = "id", .type = schema::scalar::uint64})
                                          .add({.name = "name", .nullable = true})
                                          .add({.name = "made", .type = schema::scalar::timestamp})
                                          .build()
                                          .value();
    std::vector<std::uint64_t> many(100);
    for (std::size_t i = 0; i != many.size(); ++i) {
        many[i] = i * i;
    }
    auto const filter =
        (field("id").in(many) && field("name") != "a name of more bytes than fit into a small string") ||
        field("made") >= core::timestamp{1'000'000};
    mongo::document const made =
        mongo::emit(bind::bind_filter(schema, filter, {.sort = "-name", .limit = 7, .offset = 2}).value()).value();
    boost::json::object const refused =
        boost::json::parse(R"({"a":[1,{"b":"a string that is longer than some"},{"$numberLong":"x"}]})").as_object();
    return {
        {"a query",
         [made] {
             adapt::bson_find const find = adapt::to_bson(made).value();
             return bytes(*find.filter) + bytes(*find.options);
         }},
        {"no Extended JSON", [refused] { return std::string(message(adapt::to_bson(refused).error())); }},
    };
}

} // namespace

BOOST_AUTO_TEST_SUITE(faults_bson)

BOOST_AUTO_TEST_CASE(each_allocation) {
    std::vector<operation> all = operations();
    counting const count;
    std::size_t leaks = 0;
    for (operation& o : all) {
        o.run = [run = o.run, &leaks] {
            struct check {
                std::size_t& leaks;
                std::size_t before = blocks_of_libbson;
                ~check() { leaks += blocks_of_libbson == before ? 0U : 1U; }
            } const held{leaks};
            return run();
        };
    }
    BOOST_TEST(faults::fail_each_allocation(all) > 10U);
    BOOST_TEST(leaks == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
