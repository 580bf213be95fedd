#include <quern/api/open_enum.hpp>

#include "harness.hpp"

using namespace quern;

namespace open_enum_test {

enum class state : std::uint8_t { good, bad };
constexpr std::array<std::string_view, 2> words{"GOOD", "BAD"};
constexpr auto const& spellings(state) noexcept { return words; }

} // namespace open_enum_test

BOOST_AUTO_TEST_SUITE(open_enum)

BOOST_AUTO_TEST_CASE(known_words_and_others) {
    using open_enum_test::state;
    using word = api::open_enum<state>;
    BOOST_TEST((word::from("BAD") == state::bad));
    BOOST_TEST((word::from("GOOD").known() == state::good));
    BOOST_TEST(word(state::bad).word() == "BAD");
    for (std::string_view const other : {"", "good", "WORSE"}) {
        BOOST_TEST_CONTEXT(other) {
            word const kept = word::from(other);
            BOOST_TEST(!kept.known().has_value());
            BOOST_TEST(kept.word() == other);
            BOOST_TEST((kept != state::good));
        }
    }
    BOOST_TEST((word::from("X") != word::from("Y")));
}

BOOST_AUTO_TEST_SUITE_END()
