#include "harness.hpp"

#include <quern/core/detail/search.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <random>
#include <string>

using namespace quern::core::detail;

BOOST_AUTO_TEST_SUITE(search)

BOOST_AUTO_TEST_CASE(the_same_as_find) {
    std::mt19937 random(11);
    for (int round = 0; round != 20'000; ++round) {
        std::string text, part;
        for (auto n = random() % 12; n != 0; --n) {
            text += "ab"[random() % 2];
        }
        for (auto n = random() % 6; n != 0; --n) {
            part += "ab"[random() % 2];
        }
        bool const found = text.find(part) != text.npos;
        bool const agreed = has<plain_units>(text, make_needle<plain_units>(part)) == found &&
                            has<ascii_units>(text, make_needle<ascii_units>(part)) == found &&
                            has<folded_units>(text, make_needle<folded_units>(part)) == found;
        BOOST_TEST(agreed, text << " has " << part);
    }
}

/// Where the needle hardly fits, and fails at each place late: what may be compared is used up.
BOOST_AUTO_TEST_CASE(short_texts_that_nearly_match) {
    for (std::size_t size = 20; size != 60; ++size) {
        for (std::size_t places = 1; places != 20; ++places) {
            std::string const part = std::string(size - 1, 'a') + 'b';
            std::string const text(size + places - 1, 'a');
            needle const wanted = make_needle<plain_units>(part);
            BOOST_TEST(!has<plain_units>(text, wanted));
            BOOST_TEST(has<plain_units>(text + 'b', wanted));
            BOOST_TEST(!has<ascii_units>(text, make_needle<ascii_units>(part)));
        }
    }
}

/// Texts of each length up to four blocks, in memory of their own: nothing behind their end may be read.
BOOST_AUTO_TEST_CASE(long_texts) {
    std::mt19937 random(12);
    auto const letters = [&](std::size_t count, std::string_view alphabet) {
        std::string made;
        for (; count != 0; --count) {
            made += alphabet[random() % alphabet.size()];
        }
        return made;
    };
    auto const folded = [](std::string text) {
        std::ranges::transform(text, text.begin(), quern::core::fold_ascii);
        return text;
    };
    for (int round = 0; round != 30'000; ++round) {
        std::string_view const alphabet = round % 3 == 0 ? "ab" : round % 3 == 1 ? "aAbB@`" : "abcdefghijAZz[{";
        std::string const held = letters(random() % 70, alphabet);
        std::string part = letters(1 + random() % 9, alphabet);
        if (held.size() > 20 && round % 4 == 0) {
            part = held.substr(random() % 20, 1 + random() % 20);
        }
        auto const own = std::make_unique<char[]>(held.size());
        std::ranges::copy(held, own.get());
        std::string_view const text(own.get(), held.size());
        bool const found = held.find(part) != held.npos;
        bool const found_folded = folded(held).find(folded(part)) != held.npos;
        bool const agreed = has<plain_units>(text, make_needle<plain_units>(part)) == found &&
                            has<ascii_units>(text, make_needle<ascii_units>(part)) == found_folded &&
                            has<folded_units>(text, make_needle<folded_units>(part)) == found_folded;
        BOOST_TEST(agreed, text << " has " << part);
    }
}

/// Needles of which an ASCII text has the bytes, or what they fold to.
BOOST_AUTO_TEST_CASE(needles_that_are_not_ascii) {
    std::string const text = "0123456789 kilometres of road 0123456789";
    auto const folded = [&](std::string_view part) { return has<folded_units>(text, make_needle<folded_units>(part)); };
    BOOST_TEST(folded("\u212Ailo"));            // Kelvin sign
    BOOST_TEST(folded("\u212AILOMETRE\u017F")); // and a long s
    BOOST_TEST(!folded("k\u00EDlo"));
    BOOST_TEST(!folded("kilo\u016B"));
    BOOST_TEST(!folded("\u016Bk")); // U+016B, whose low byte is that of "k"
    BOOST_TEST(!has<ascii_units>(text, make_needle<ascii_units>("\u212Ailo")));
    BOOST_TEST(!has<ascii_units>("k\u00C9" + text, make_needle<ascii_units>("\u00E9")));
    BOOST_TEST(has<ascii_units>("K\u00C9" + text, make_needle<ascii_units>("k\u00C9")));
}

BOOST_AUTO_TEST_CASE(folding) {
    auto const folded = [](std::string_view text, std::string_view part) {
        return has<folded_units>(text, make_needle<folded_units>(part));
    };
    auto const ascii = [](std::string_view text, std::string_view part) {
        return has<ascii_units>(text, make_needle<ascii_units>(part));
    };
    BOOST_TEST(folded("x\u212A", "K")); // Kelvin sign
    BOOST_TEST(!ascii("x\u212A", "K"));
    BOOST_TEST(folded("\u1E9E", "\u00DF"));             // sharp s, capital and small
    BOOST_TEST(!folded("\u00DF", "ss"));                // no full folding
    BOOST_TEST(!folded("\u0130", "i"));                 // I with dot has no simple folding
    BOOST_TEST(folded("\u03A3\u03C2", "\u03C3\u03C3")); // sigma and final sigma
    BOOST_TEST(folded("\U00010400", "\U00010428"));
    BOOST_TEST(ascii("[A]z", "[a]Z"));
    BOOST_TEST(!ascii("\u00C9", "\u00E9"));
    BOOST_TEST(!folded("[", "{")); // 0x5B and 0x7B differ in the bit that letters differ in
    BOOST_TEST(!ascii("@", "`"));
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_are_equal_to_themselves_alone) {
    auto const folded = [](std::string_view text, std::string_view part) {
        return has<folded_units>(text, make_needle<folded_units>(part));
    };
    BOOST_TEST(folded("a\xFF"
                      "b",
                      "\xFF"));
    BOOST_TEST(!folded("a\xFF"
                       "b",
                       "\u00FF"));
    BOOST_TEST(!folded("\u00FF", "\xFF"));
    BOOST_TEST(folded("\xE4\xB8", "\xB8"));
}

/// A search that begins anew at each place would take a hundred million steps here.
BOOST_AUTO_TEST_CASE(a_hostile_needle_costs_no_more_than_the_text) {
    std::string const text(1'000'000, 'a');
    std::string const part = std::string(4'000, 'A') + "b";
    auto const begin = std::chrono::steady_clock::now();
    bool const found = has<plain_units>(text, make_needle<plain_units>(std::string(4'000, 'a') + "b")) ||
                       has<ascii_units>(text, make_needle<ascii_units>(part)) ||
                       has<folded_units>(text, make_needle<folded_units>(part));
    BOOST_TEST(!found);
    std::string const middle = std::string(2'000, 'a') + "b" + std::string(2'000, 'a'); // its ends are everywhere
    BOOST_TEST(!has<plain_units>(text, make_needle<plain_units>(middle)));
    BOOST_TEST(!has<ascii_units>(text, make_needle<ascii_units>(middle)));
    BOOST_TEST(!has<folded_units>(text, make_needle<folded_units>(middle)));
    BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(2)));
}

BOOST_AUTO_TEST_SUITE_END()
