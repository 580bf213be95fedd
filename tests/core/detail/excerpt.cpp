#include "harness.hpp"

#include <quern/core/detail/excerpt.hpp>

#include <random>

using namespace quern::core;
using namespace quern::core::detail;

BOOST_AUTO_TEST_SUITE(excerpt)

BOOST_AUTO_TEST_CASE(concealed_ranges_are_whole_and_disjoint) {
    std::string_view const source = "a中文b"; // 1, 3, 3 and 1 bytes
    concealed_ranges const secrets(source, {{5, 1}, {2, 1}, {7, 0}, {90, 4}});
    std::string map;
    for (std::size_t at = 0; at != source.size(); ++at) {
        byte_range const* const range = secrets.covering(at);
        map += range == nullptr ? '.' : static_cast<char>('0' + range->end - range->begin);
    }
    BOOST_TEST(map == ".666666.");
    BOOST_TEST((concealed_ranges(source, {}).covering(0) == nullptr));
}

BOOST_AUTO_TEST_CASE(cells_are_the_same_from_both_ends_and_from_within) {
    static constexpr std::string_view pieces[] = {"a",      "\t",   "中",       "\u0301", "\u0903",
                                                  "\u200b", "\xff", "\xe4\xb8", "\u1161", "z"};
    std::mt19937 random(7);
    for (int run = 0; run != 2'000; ++run) {
        std::string source;
        for (std::size_t count = random() % 30; count != 0; --count) {
            source += pieces[random() % std::size(pieces)];
        }
        std::vector<quern::core::span> secrets;
        for (std::size_t count = random() % 4; count != 0; --count) {
            secrets.push_back(
                {static_cast<std::uint32_t>(random() % (source.size() + 1)), static_cast<std::uint32_t>(random() % 6)});
        }
        concealed_ranges const concealed(source, secrets);
        cell_line const line(source, {0, source.size()}, concealed);
        std::vector<std::size_t> forward;
        std::vector<std::size_t> backward;
        for (std::size_t at = 0; at != source.size();) {
            cell const c = line.at(at);
            BOOST_TEST_REQUIRE(c.bytes.begin == at);
            BOOST_TEST_REQUIRE((c.bytes.end > at && c.bytes.end <= source.size()));
            BOOST_TEST_REQUIRE((c.columns >= 1 && c.columns <= 16));
            for (; at != c.bytes.end; ++at) {
                BOOST_TEST_REQUIRE(line.covering(at).bytes.begin == c.bytes.begin);
            }
            forward.push_back(c.bytes.begin);
        }
        for (std::size_t end = source.size(); end != 0;) {
            cell const c = line.before(end);
            BOOST_TEST_REQUIRE(c.bytes.end == end);
            end = c.bytes.begin;
            backward.push_back(end);
        }
        std::ranges::reverse(backward);
        BOOST_TEST_REQUIRE(forward == backward, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_SUITE_END()
