#include <quern/core/case_folding.hpp>

#include "harness.hpp"

using namespace quern::core;

BOOST_AUTO_TEST_SUITE(case_folding)

namespace {

constexpr char32_t last = 0x10FFFF;

std::vector<char32_t> members(fold_class const& c) { return {c.begin(), c.end()}; }

} // namespace

// Each row is a class of CaseFolding.txt, ascending.
BOOST_AUTO_TEST_CASE(classes_are_those_of_unicode) {
    struct {
        char32_t folded;
        std::vector<char32_t> members;
    } const rows[]{
        {U'a', {U'A', U'a'}},
        {U'z', {U'Z', U'z'}},
        {U'k', {U'K', U'k', U'\u212A'}},                // Kelvin sign
        {U's', {U'S', U's', U'\u017F'}},                // long s
        {U'\u00E5', {U'\u00C5', U'\u00E5', U'\u212B'}}, // Ångström sign
        {U'\u00DF', {U'\u00DF', U'\u1E9E'}},            // sharp s, by its simple folding
        {U'\u03C3', {U'\u03A3', U'\u03C2', U'\u03C3'}}, // final sigma
        {U'\u03C9', {U'\u03A9', U'\u03C9', U'\u2126'}}, // Ohm sign
        {U'\u03BC', {U'\u00B5', U'\u039C', U'\u03BC'}}, // micro sign
        {U'\u03B8', {U'\u0398', U'\u03B8', U'\u03D1', U'\u03F4'}},
        {U'\u03B9', {U'\u0345', U'\u0399', U'\u03B9', U'\u1FBE'}},
        {U'\u0442', {U'\u0422', U'\u0442', U'\u1C84', U'\u1C85'}},
        {U'\u01C6', {U'\u01C4', U'\u01C5', U'\u01C6'}}, // a titlecase digraph
        {U'\u00FF', {U'\u00FF', U'\u0178'}},
        {U'\u1F80', {U'\u1F80', U'\u1F88'}}, // by its simple folding
        {U'\u13A0', {U'\u13A0', U'\uAB70'}}, // Cherokee folds to upper case
        {U'\u13F0', {U'\u13F0', U'\u13F8'}},
        {U'\uFF41', {U'\uFF21', U'\uFF41'}},             // full width
        {U'\U00010428', {U'\U00010400', U'\U00010428'}}, // Deseret
        {U'\U0001E922', {U'\U0001E900', U'\U0001E922'}}, // Adlam
        {U'\U0001E943', {U'\U0001E921', U'\U0001E943'}}, // the last that fold
        {U'\u0130', {U'\u0130'}},                        // I with a dot has only a full and a Turkic folding
        {U'\u0131', {U'\u0131'}},
        {U'\u0149', {U'\u0149'}}, // only a full folding
        {U'\uFB01', {U'\uFB01'}},
        {U'@', {U'@'}},
        {U'[', {U'['}},
        {U'`', {U'`'}},
        {U'{', {U'{'}},
        {U'0', {U'0'}},
        {U'\0', {U'\0'}},
        {U'\x7F', {U'\x7F'}},
        {U'\u00D7', {U'\u00D7'}},
        {U'\u00F7', {U'\u00F7'}},
        {U'\u4E2D', {U'\u4E2D'}},
        {U'\U0001E944', {U'\U0001E944'}},
        {U'\U0001E97F', {U'\U0001E97F'}},
        {U'\U0001F600', {U'\U0001F600'}},
        {char32_t{0xD800}, {char32_t{0xD800}}},
        {last, {last}},
        {last + 1, {last + 1}},
        {char32_t{0xFFFFFFFF}, {char32_t{0xFFFFFFFF}}},
    };
    for (auto const& row : rows) {
        for (char32_t const c : row.members) {
            BOOST_TEST_CONTEXT("code point " << static_cast<std::uint32_t>(c)) {
                BOOST_TEST((fold(c) == row.folded));
                BOOST_TEST((members(equivalents(c)) == row.members));
            }
        }
    }
}

// Counted, and hashed by FNV-1a, from CaseFolding.txt in another language.
BOOST_AUTO_TEST_CASE(the_table_is_that_of_unicode_15) {
    BOOST_TEST(folding_version == "15.0.0");
    int foldings = 0;
    std::uint64_t hash = 0xCBF29CE484222325;
    for (char32_t c = 0; c <= last; ++c) {
        if (char32_t const folded = fold(c); folded != c) {
            ++foldings;
            for (std::uint64_t const part : {c, folded}) {
                hash = (hash ^ part) * 0x100000001B3;
            }
        }
    }
    BOOST_TEST(foldings == 1454);
    BOOST_TEST(hash == 0x67BC908B2B286B36);
}

BOOST_AUTO_TEST_CASE(every_class_is_closed) {
    std::array<int, fold_class::capacity + 1> classes{};
    std::size_t wrong = 0;
    for (char32_t c = 0; c <= last; ++c) {
        fold_class const all = equivalents(c);
        bool const ascending = std::ranges::is_sorted(all, std::less_equal{}) || all.size() == 1;
        bool const holds = std::ranges::count(all, c) == 1;
        bool const same =
            std::ranges::all_of(all, [&](char32_t m) { return fold(m) == fold(c) && equivalents(m) == all; });
        wrong += ascending && holds && same && fold(fold(c)) == fold(c) ? 0U : 1U;
        if (all[0] == c) {
            ++classes[all.size()];
        }
    }
    BOOST_TEST(wrong == 0U);
    BOOST_TEST(classes[0] == 0);
    BOOST_TEST(classes[1] == 0x110000 - 2 * 1397 - 3 * 24 - 4 * 3);
    BOOST_TEST(classes[2] == 1397);
    BOOST_TEST(classes[3] == 24);
    BOOST_TEST(classes[4] == 3);
}

BOOST_AUTO_TEST_CASE(ascii_folds_its_letters_alone) {
    std::string_view const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    std::string_view const lower = "abcdefghijklmnopqrstuvwxyz";
    for (int byte = 0; byte != 256; ++byte) {
        char const c = static_cast<char>(byte);
        auto const at = upper.find(c);
        BOOST_TEST_CONTEXT("byte " << byte) {
            BOOST_TEST(fold_ascii(c) == (at == std::string_view::npos ? c : lower[at]));
        }
    }
    for (char32_t c = 0; c != 0x3000; ++c) {
        std::vector<char32_t> expected{c};
        for (std::size_t i = 0; i != upper.size(); ++i) {
            auto const big = static_cast<char32_t>(upper[i]);
            auto const small = static_cast<char32_t>(lower[i]);
            if (c == big || c == small) {
                expected = {big, small};
            }
        }
        BOOST_TEST_CONTEXT("code point " << static_cast<std::uint32_t>(c)) {
            BOOST_TEST((members(equivalents_ascii(c)) == expected));
        }
    }
}

BOOST_AUTO_TEST_CASE(four_letters_of_ascii_fold_as_others_do) {
    std::string others;
    for (char32_t c = 0; c != 0x80; ++c) {
        others.append(folds_within_ascii(c) ? "" : std::string(1, static_cast<char>(c)));
    }
    BOOST_TEST(others == "KSks");
    BOOST_TEST(!folds_within_ascii(0x80));
    BOOST_TEST(!folds_within_ascii(U'\u212A'));
    BOOST_TEST(!folds_within_ascii(last));
}

BOOST_AUTO_TEST_CASE(a_class_keeps_its_members_in_order) {
    fold_class built(U'm');
    built.insert(U'z');
    built.insert(U'a');
    built.insert(U'n');
    BOOST_TEST((members(built) == std::vector<char32_t>{U'a', U'm', U'n', U'z'}));
    BOOST_TEST(built.size() == 4U);
    BOOST_TEST((built[3] == U'z'));
    BOOST_TEST((fold_class(U'm') != built));
}

BOOST_AUTO_TEST_CASE(folding_is_known_at_compile_time) {
    static_assert(fold(U'\u212A') == U'k');
    static_assert(equivalents(U'k').size() == 3);
    static_assert(fold_ascii('K') == 'k');
    BOOST_TEST(fold_class::capacity == 4U);
}

BOOST_AUTO_TEST_SUITE_END()
