#include "harness.hpp"

#include <quern/core/message.hpp>
#include <quern/text/sort.hpp>

#include <boost/spirit/home/x3.hpp>

#include <random>

using namespace quern;

BOOST_AUTO_TEST_SUITE(sort)

using parts = std::vector<text::sort_part>;

static parts read(std::string_view written, core::diagnostics& found) {
    parts out;
    text::read_sort(written, out, found);
    return out;
}

BOOST_AUTO_TEST_CASE(right_ones) {
    struct row {
        std::string_view text;
        parts expected;
    };
    row const rows[] = {
        {"a", {{"a", {0, 1}, false}}},
        {"+a", {{"a", {1, 1}, false}}},
        {"-a", {{"a", {1, 1}, true}}},
        {"a:1", {{"a", {0, 1}, false}}},
        {"a:-1", {{"a", {0, 1}, true}}},
        {"-operation_time,user", {{"operation_time", {1, 14}, true}, {"user", {16, 4}, false}}},
        {"a:-1,-b,+c,d:1,e",
         {{"a", {0, 1}, true},
          {"b", {6, 1}, true},
          {"c", {9, 1}, false},
          {"d", {11, 1}, false},
          {"e", {15, 1}, false}}},
        {"a,a", {{"a", {0, 1}, false}, {"a", {2, 1}, false}}}, // names are not looked at
        {" a -b ", {{" a -b ", {0, 6}, false}}},
        {"a+-", {{"a+-", {0, 3}, false}}},
        {"-时间", {{"时间", {1, 6}, true}}},
        {"a;select 1", {{"a;select 1", {0, 10}, false}}},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            core::diagnostics found;
            BOOST_TEST((read(r.text, found) == r.expected));
            BOOST_TEST(found.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(mistakes) {
    using enum core::code;
    struct fault {
        core::code code;
        core::span where;
        std::string_view quoted{};

        bool operator==(fault const&) const = default;
    };
    struct row {
        std::string_view text;
        std::vector<fault> expected;
        std::size_t kept = 0; // the items that are right
    };
    row const rows[] = {
        {"", {{sort_empty_item, {0, 0}}}},
        {",", {{sort_empty_item, {0, 0}}, {sort_empty_item, {1, 0}}}},
        {"a,,b", {{sort_empty_item, {2, 0}}}, 2},
        {",a", {{sort_empty_item, {0, 0}}}, 1},
        {"a,", {{sort_empty_item, {2, 0}}}, 1},
        {"-", {{sort_empty_item, {1, 0}}}},
        {"+,a", {{sort_empty_item, {1, 0}}}, 1},
        {":1", {{sort_empty_item, {0, 0}}}},
        {"-:1", {{sort_empty_item, {1, 0}}}},
        {"--a", {{sort_sign, {1, 1}, "\"-\""}}},
        {"+-a", {{sort_sign, {1, 1}, "\"-\""}}},
        {"-+a", {{sort_sign, {1, 1}, "\"+\""}}},
        {"a,---b", {{sort_sign, {3, 1}, "\"-\""}}, 1},
        {"-a:1", {{sort_sign_with_suffix, {2, 2}, "\":1\""}}},
        {"+a:x,b", {{sort_sign_with_suffix, {2, 2}, "\":x\""}}, 1},
        {"a:", {{sort_suffix, {1, 1}, "\":\""}}},
        {"a:2", {{sort_suffix, {1, 2}, "\":2\""}}},
        {"a:desc", {{sort_suffix, {1, 5}, "\":desc\""}}},
        {"a:-1:x", {{sort_suffix, {1, 5}, "\":-1:x\""}}},
        {"a:1 ", {{sort_suffix, {1, 3}, "\":1 \""}}},
        {"--a,b:3,c,", {{sort_sign, {1, 1}, "\"-\""}, {sort_suffix, {5, 2}, "\":3\""}, {sort_empty_item, {10, 0}}}, 1},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            core::diagnostics found;
            BOOST_TEST(read(r.text, found).size() == r.kept);
            BOOST_TEST_REQUIRE(found.size() == r.expected.size());
            for (std::size_t i = 0; i != found.size(); ++i) {
                fault const& e = r.expected[i];
                BOOST_TEST(core::name(found[i].code) == core::name(e.code));
                BOOST_TEST((found[i].where == e.where));
                std::vector<core::argument> arguments;
                if (!e.quoted.empty()) {
                    arguments.emplace_back(std::string(e.quoted));
                }
                BOOST_TEST((found[i].arguments == arguments));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_read_is_appended) {
    parts out{{"z", {9, 1}, true}};
    core::diagnostics found;
    text::read_sort("a", out, found);
    BOOST_TEST((out == parts{{"z", {9, 1}, true}, {"a", {0, 1}, false}}));
}

namespace grammar {

namespace x3 = boost::spirit::x3;

using iterator = std::string_view::const_iterator;

// The grammar of the header's comment, word for word.
//
//     sort      = item *( "," item )
//     item      = [ "+" / "-" ] name / name ":" ( "1" / "-1" )
//     name      = 1*( any character but "," and ":" )       ; not beginning with "+" or "-"
static std::optional<parts> parse(std::string_view written) {
    parts out;
    text::sort_part item;
    auto const to_name = [&](auto& context) {
        auto const& range = x3::_attr(context);
        auto const offset = static_cast<std::uint32_t>(range.begin() - written.begin());
        auto const length = static_cast<std::uint32_t>(range.end() - range.begin());
        item = {written.substr(offset, length), {offset, length}, false};
    };
    auto const keep = [&](bool descending) {
        return [&, descending](auto&) {
            item.descending = descending;
            out.push_back(item);
        };
    };
    auto const name = x3::raw[(x3::char_ - x3::char_("+,:-")) >> *(x3::char_ - x3::char_(",:"))][to_name];
    auto const with_suffix = (name >> ":1" >> &(',' | x3::eoi) >> x3::eps[keep(false)]) |
                             (name >> ":-1" >> &(',' | x3::eoi) >> x3::eps[keep(true)]);
    auto const with_sign = ('-' >> name >> x3::eps[keep(true)]) | (-x3::lit('+') >> name >> x3::eps[keep(false)]);
    auto const whole = (with_suffix | with_sign) % ',' >> x3::eoi;
    iterator first = written.begin();
    return x3::parse(first, written.end(), whole) ? std::optional(std::move(out)) : std::nullopt;
}

/// True where both readings agree.
static bool agrees(std::string_view written) {
    core::diagnostics found;
    parts const made = read(written, found);
    std::optional<parts> const expected = parse(written);
    bool inside = true;
    for (core::diagnostic const& d : found) {
        inside = inside && d.where.end() <= written.size();
    }
    return inside && expected.has_value() == found.empty() && (!expected || *expected == made);
}

} // namespace grammar

BOOST_AUTO_TEST_CASE(agrees_with_a_grammar_on_every_short_string) {
    static constexpr std::string_view alphabet = "ab+-:1,";
    std::size_t count = 0;
    std::size_t accepted = 0;
    for (std::size_t size = 0; size <= 6; ++size) {
        std::vector<std::size_t> letters(size, 0);
        std::string written(size, alphabet[0]);
        for (bool more = true; more;) {
            ++count;
            accepted += grammar::parse(written) ? 1U : 0U;
            if (!grammar::agrees(written)) {
                BOOST_ERROR(written);
            }
            more = false;
            for (std::size_t i = 0; i != size && !more; ++i) {
                letters[i] = (letters[i] + 1) % alphabet.size();
                written[i] = alphabet[letters[i]];
                more = letters[i] != 0;
            }
        }
    }
    BOOST_TEST(count == 137'257U); // 7^0 + … + 7^6
    BOOST_TEST(accepted > 1'000U);
    BOOST_TEST(accepted < count / 2);
}

BOOST_AUTO_TEST_CASE(agrees_with_a_grammar_on_random_strings) {
    static constexpr std::array<std::string_view, 16> pieces{
        "a", "operation_time", "-", "+", ":", ":1", ":-1", ",", "1", "2", " ", ";", "时间", "\xff", ":desc", "id"};
    std::mt19937 random(20'231'121);
    for (int i = 0; i != 20'000; ++i) {
        std::string written;
        for (std::size_t left = random() % 24; left != 0; --left) {
            written += pieces[random() % pieces.size()];
        }
        if (!grammar::agrees(written)) {
            BOOST_ERROR(written);
        }
    }
    BOOST_TEST(grammar::agrees("a,-b:1") == true);
}

BOOST_AUTO_TEST_SUITE_END()
