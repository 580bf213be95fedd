#pragma once

#include "harness.hpp"

#include <quern/api/record.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <fstream>
#include <iterator>

/// The text of a sample response of the documents.
inline std::string sample(std::string_view name) {
    std::ifstream file(std::string(QUERN_TEST_DATA "/samples/").append(name));
    BOOST_TEST_REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Reads a sample, and checks that it is written back byte for byte, apart from blanks between tokens.
template <class Record>
Record there_and_back(std::string_view name) {
    std::string const text = sample(name);
    auto const read = quern::api::read_record<Record>(text);
    BOOST_TEST_REQUIRE(read.has_value());
    std::string const written = quern::api::write_record(*read);
    BOOST_TEST(written == boost::json::serialize(boost::json::parse(text))); // Boost.JSON keeps the order of members
    BOOST_TEST((quern::api::read_record<Record>(written).value() == *read));
    return *read;
}
