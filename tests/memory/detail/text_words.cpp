#include "harness.hpp"

#include <quern/memory/detail/text_words.hpp>

#include <array>
#include <memory>
#include <random>
#include <string>

using namespace quern::memory::detail;
using namespace std::string_view_literals;

namespace {

/// What a set of texts says of a text in memory of its own, behind whose end nothing may be read.
template <class Word>
bool has(text_words<Word> const& set, std::string_view text) {
    auto const own = std::make_unique<char[]>(text.size());
    std::ranges::copy(text, own.get());
    return set.has({own.get(), text.size()});
}

template <class Word>
void compare() {
    std::mt19937 random(9);
    auto const text = [&](std::size_t least, std::size_t most) {
        std::string made(least + random() % (most - least + 1), 'a');
        for (char& c : made) {
            c = "ab"[random() % 2];
        }
        return made;
    };
    for (int round = 0; round != 300; ++round) {
        std::vector<std::string> members;
        for (auto n = 1 + random() % 4; n != 0; --n) {
            members.push_back(text(sizeof(Word), 2 * sizeof(Word)));
        }
        std::vector<std::string_view> const views(members.begin(), members.end());
        BOOST_TEST_REQUIRE(text_words<Word>::fits(views));
        text_words<Word> const set(views);
        for (std::string const& member : members) {
            BOOST_TEST(has(set, member));
        }
        for (int other = 0; other != 50; ++other) {
            std::string const looked_up = text(0, 2 * sizeof(Word) + 3);
            BOOST_TEST(has(set, looked_up) == (std::ranges::find(members, looked_up) != members.end()));
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(words_of_texts)

BOOST_AUTO_TEST_CASE(two_bytes_to_four) { compare<std::uint16_t>(); }

BOOST_AUTO_TEST_CASE(four_bytes_to_eight) { compare<std::uint32_t>(); }

BOOST_AUTO_TEST_CASE(eight_bytes_to_sixteen) { compare<std::uint64_t>(); }

BOOST_AUTO_TEST_CASE(what_fits) {
    using words = text_words<std::uint32_t>;
    BOOST_TEST(words::fits(std::array{"abcd"sv, "abcdefgh"sv}));
    BOOST_TEST(!words::fits(std::array{"abcd"sv, "abc"sv}));
    BOOST_TEST(!words::fits(std::array{"abcdefghi"sv}));
    BOOST_TEST(!words::fits(std::array{""sv}));
    BOOST_TEST(!words::fits(std::array{"abcd"sv, "abce"sv, "abcf"sv, "abcg"sv, "abch"sv}));
}

BOOST_AUTO_TEST_CASE(lengths_that_may_be_there) {
    text_words<std::uint32_t> const set(std::array{"abcdef"sv, "abcd"sv});
    for (std::size_t size = 0; size != 12; ++size) {
        BOOST_TEST(set.may_have(size) == (size >= 4 && size <= 6));
    }
    BOOST_TEST(set.has_fitting("abcd"));
    BOOST_TEST(set.has_fitting("abcdef"));
    BOOST_TEST(!set.has_fitting("abcde"));
    BOOST_TEST(!set.has_fitting("abXdef"));
    BOOST_TEST(!set.has_fitting("abcdeX"));
}

/// What stands for a text that is too short is not taken for one.
BOOST_AUTO_TEST_CASE(zeros) {
    text_words<std::uint16_t> const set(std::array{"\0\0"sv});
    BOOST_TEST(has(set, "\0\0"sv));
    BOOST_TEST(!has(set, ""sv));
    BOOST_TEST(!has(set, "\0"sv));
    BOOST_TEST(!has(set, "\0\0\0\0\0"sv));
}

BOOST_AUTO_TEST_SUITE_END()
