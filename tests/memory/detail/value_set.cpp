#include "harness.hpp"

#include <quern/memory/detail/value_set.hpp>

#include <cmath>
#include <random>
#include <set>
#include <string>

using namespace quern;
using namespace quern::memory::detail;

BOOST_AUTO_TEST_SUITE(value_sets)

BOOST_AUTO_TEST_CASE(bits) {
    BOOST_TEST(bits_of(0.0) == bits_of(-0.0));
    BOOST_TEST(bits_of(1.0) != bits_of(std::nextafter(1.0, 2.0)));
    BOOST_TEST(bits_of(std::int64_t{-1}) == 0xffff'ffff'ffff'ffffU);
    BOOST_TEST(bits_of(core::timestamp{-1}) == 0xffff'ffff'ffff'ffffU);
    BOOST_TEST(bits_of(true) == 1U);
}

BOOST_AUTO_TEST_CASE(numbers_of_each_count) {
    std::mt19937_64 random(3);
    for (std::size_t const count : {0U, 1U, 3U, 4U, 5U, 9U, 100U, 1'000U}) {
        std::set<std::uint64_t> expected;
        while (expected.size() != count) {
            expected.insert(random() % (3 * count));
        }
        std::vector<std::uint64_t> listed(expected.rbegin(), expected.rend());
        listed.insert(listed.end(), expected.begin(), expected.end());
        number_set const set(listed);
        BOOST_TEST(set.members().size() == count);
        for (std::uint64_t v = 0; v != 3 * count + 2; ++v) {
            BOOST_TEST(set.has(v) == expected.contains(v));
        }
        BOOST_TEST(!set.has(0xffff'ffff'ffff'ffffU));
    }
}

/// Numbers in which a multiplication leaves all bits of the slot zero: they would all be in one chain.
BOOST_AUTO_TEST_CASE(numbers_that_are_made_to_collide) {
    std::uint64_t const odd = 0x9e37'79b9'7f4a'7c15;
    std::uint64_t inverse = odd; // modulo 2^64, by Newton's steps
    for (int step = 0; step != 6; ++step) {
        inverse *= 2 - odd * inverse;
    }
    BOOST_TEST_REQUIRE(odd * inverse == 1U);
    std::vector<std::uint64_t> listed;
    for (std::uint64_t n = 1; n != 2'000; ++n) {
        std::uint64_t const mixed = n * inverse; // what the product is n of
        listed.push_back(mixed ^ mixed >> 32U);
    }
    number_set const set(listed);
    for (std::uint64_t const n : listed) {
        BOOST_TEST(set.has(n));
    }
    BOOST_TEST(!set.has(inverse * 2'000));
}

BOOST_AUTO_TEST_CASE(texts_of_each_length) {
    for (std::size_t length = 0; length != 40; ++length) {
        std::string const text(length, 'x');
        for (std::size_t at = 0; at != length; ++at) {
            std::string other = text;
            other[at] = 'y';
            BOOST_TEST(!same_text(other, text));
        }
        BOOST_TEST(same_text(text, std::string(text)));
        BOOST_TEST(begins_with(text + "y", text));
        BOOST_TEST(begins_with(text, text));
        BOOST_TEST(!begins_with(text, text + "x"));
        BOOST_TEST(ends_with("y" + text, text));
        BOOST_TEST(ends_with(text, text));
        BOOST_TEST(!ends_with(text, "x" + text));
        BOOST_TEST(begins_with("y" + text, text) == (length == 0));
        BOOST_TEST(ends_with(text + "y", text) == (length == 0));
        BOOST_TEST(!same_text(text, text + "x"));
        BOOST_TEST(!same_text(text + "x", text));
    }
}

BOOST_AUTO_TEST_CASE(sets_of_texts) {
    for (std::size_t const count : {0U, 1U, 4U, 5U, 50U, 1'000U}) {
        std::vector<std::string> words;
        for (std::size_t n = 0; n != count; ++n) {
            words.push_back(std::string(n % 23, 'a') + std::to_string(n));
        }
        text_set const set(std::vector<std::string_view>(words.begin(), words.end()));
        for (std::string const& word : words) {
            BOOST_TEST(set.has(std::string(word)));
            BOOST_TEST(!set.has(word + "-"));
            BOOST_TEST(!set.has("-" + word));
        }
        BOOST_TEST(!set.has(""));
    }
    BOOST_TEST(text_set({"", "b"}).has(""));
}

/// Texts that differ in their middle alone, which the hash does not look at.
BOOST_AUTO_TEST_CASE(texts_that_are_made_to_collide) {
    std::vector<std::string> words;
    for (int n = 10'000; n != 12'000; ++n) {
        words.push_back("same begin" + std::to_string(n) + "same end");
    }
    text_set const set(std::vector<std::string_view>(words.begin(), words.end()));
    for (std::string const& word : words) {
        BOOST_TEST(set.has(word));
    }
    BOOST_TEST(!set.has("same begin09999same end"));
}

BOOST_AUTO_TEST_SUITE_END()
