#include "lines.hpp"

#include "harness.hpp"

#include <quern/core/message.hpp>
#include <quern/json/document.hpp>

#include <charconv>

using namespace quern;

namespace {

constexpr json::read_limits limits{.bytes = 1'000'000, .depth = 24};

/// The bytes that a line stands for.
std::string bytes(std::string_view written) {
    std::string out;
    for (std::size_t at = 0; at != written.size();) {
        if (written.substr(at, 2) != "\\x") {
            out += written[at++];
            continue;
        }
        unsigned value = 0;
        std::from_chars(written.data() + at + 2, written.data() + at + 4, value, 16);
        out += static_cast<char>(value);
        at += 4;
    }
    return out;
}

void check(std::string_view verdict, std::string_view text) {
    json::document d;
    core::diagnostics found;
    bool const read = d.read(text, limits, found);
    if (verdict == "y" || verdict == "i") {
        BOOST_TEST(read);
        BOOST_TEST(found.empty());
        if (verdict == "i" && read) {
            json::node const number = *d.root().elements().begin();
            BOOST_TEST((number.literal() == text.substr(1, text.size() - 2)));
        }
        return;
    }
    BOOST_TEST(found.has_errors());
    BOOST_TEST(read == (verdict == "duplicate_key"));
    if (verdict != "n") {
        BOOST_TEST_REQUIRE(found.size() == 1U);
        BOOST_TEST(core::name(found[0].code) == verdict);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(hostile_json)

BOOST_AUTO_TEST_CASE(each_text_has_its_verdict) {
    std::size_t count = 0;
    for (auto const& [verdict, rest] : hostile::lines("json.txt")) {
        std::size_t const bar = rest.find(" | ");
        BOOST_TEST_REQUIRE(bar != std::string::npos);
        BOOST_TEST_CONTEXT(rest.substr(0, bar)) { check(verdict, bytes(std::string_view(rest).substr(bar + 3))); }
        ++count;
    }
    BOOST_TEST(count >= 198U);
}

// What would be long as a line.
BOOST_AUTO_TEST_CASE(a_hundred_thousand_levels) {
    for (std::string_view const part : {"[", "{\"a\":", "[{\"a\":", "[[],"}) {
        std::string text;
        while (text.size() < 500'000) {
            text += part;
        }
        BOOST_TEST_CONTEXT(part) { check("nesting_too_deep", text); }
    }
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_digits) {
    std::string const digits(100'000, '7');
    for (std::string const& text : {"[" + digits + "]", "[-" + digits + "]", "[0." + digits + "]", "[1e" + digits + "]",
                                    "[1e-" + digits + "]", "[" + digits + "." + digits + "E+" + digits + "]"}) {
        check("i", text);
    }
    check("n", "[0" + digits + "]");
    check("n", "[" + digits + ".]");
}

BOOST_AUTO_TEST_SUITE_END()
