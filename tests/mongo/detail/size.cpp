#include <quern/mongo/detail/size.hpp>

#include "harness.hpp"

#include <boost/json/parse.hpp>

#include <cstdint>
#include <string_view>

using quern::mongo::detail::bson_size;

BOOST_AUTO_TEST_SUITE(mongo_detail_size)

BOOST_AUTO_TEST_CASE(sizes) {
    struct row {
        std::string_view value;
        std::size_t
            bytes; // bsonspec.org: of a document 4 for its length and 1 for its end, of an element its type, its
                   // name and a null byte before its value
    };
    row const rows[] = {
        {R"({})", 5},
        {R"([])", 5},
        {R"({"a":null})", 5 + 3},
        {R"({"ab":true})", 5 + 4 + 1},
        {R"({"a":2147483647})", 5 + 3 + 4},
        {R"({"a":2147483648})", 5 + 3 + 8},
        {R"({"a":-2147483648})", 5 + 3 + 4},
        {R"({"a":-2147483649})", 5 + 3 + 8},
        {R"({"a":1.5})", 5 + 3 + 8},
        {R"({"a":""})", 5 + 3 + 5}, // a length and a null byte
        {R"({"a":"\u00e9"})", 5 + 3 + 7},
        {R"({"a":{"$numberInt":"7"}})", 5 + 3 + 4},
        {R"({"a":{"$numberLong":"7"}})", 5 + 3 + 8},
        {R"({"a":{"$numberDouble":"7.0"}})", 5 + 3 + 8},
        {R"({"a":{"$date":"1970-01-01T00:00:00Z"}})", 5 + 3 + 8},
        {R"({"a":{"$date":{"$numberLong":"-1"}}})", 5 + 3 + 8},
        {R"({"a":{"$in":[1,"b"]}})", 5 + 3 + (5 + 5 + (5 + 3 + 4 + 3 + 6))},
        {R"([0,0,0,0,0,0,0,0,0,0])", 5 + 10 * 7},
        {R"([0,0,0,0,0,0,0,0,0,0,0])", 5 + 10 * 7 + 8}, // the tenth index has two digits
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.value) { BOOST_TEST(bson_size(boost::json::parse(r.value)) == r.bytes); }
    }
    BOOST_TEST(bson_size(boost::json::value(std::uint64_t{1} << 63U)) == 8U);
}

BOOST_AUTO_TEST_SUITE_END()
