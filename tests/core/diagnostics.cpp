#include "harness.hpp"

#include <quern/core/diagnostics.hpp>

using namespace quern::core;
using findings = quern::core::diagnostics;
using place = quern::core::span;

static std::string codes_of(findings const& found) {
    std::string text;
    for (diagnostic const& d : found) {
        text.append(name(d.code)).append("@").append(std::to_string(d.where.offset)).append(" ");
    }
    return text;
}

BOOST_AUTO_TEST_SUITE(diagnostics)

BOOST_AUTO_TEST_CASE(add_keeps_the_order_of_finding) {
    findings found;
    BOOST_TEST(found.empty());
    BOOST_TEST(found.size() == 0U);
    found.add(code::unknown_key, {9, 1}, {"\"x\""}).pointer = "/x";
    found.add(code::empty_list, {3, 2});
    BOOST_TEST(!found.empty());
    BOOST_TEST(found.size() == 2U);
    BOOST_TEST((found[0] == diagnostic{code::unknown_key, {9, 1}, {"\"x\""}, hint::none, {}, {}, "/x"}));
    BOOST_TEST((found[1].where == place{3, 2}));
    BOOST_TEST(codes_of(found) == "unknown_key@9 empty_list@3 ");
}

BOOST_AUTO_TEST_CASE(only_errors_are_errors) {
    findings found;
    BOOST_TEST(!found.has_errors());
    found.add(code::operator_alias, {0, 1});
    found.add(code::too_many_diagnostics, {0, 1});
    BOOST_TEST(!found.has_errors());
    found.add(code::unknown_key, {0, 1});
    found.add(code::operator_alias, {0, 1});
    BOOST_TEST(found.has_errors());
}

BOOST_AUTO_TEST_CASE(secrets_are_kept) {
    findings found;
    BOOST_TEST(found.secrets().empty());
    found.conceal({4, 7});
    found.conceal({1, 2});
    BOOST_TEST((found.secrets() == std::vector<place>{{4, 7}, {1, 2}}));
}

BOOST_AUTO_TEST_CASE(arrange) {
    struct row {
        std::string_view name;
        std::vector<std::pair<code, place>> found;
        std::uint32_t limit;
        std::string_view expected;
        std::string_view dropped;
    };
    constexpr code error = code::unknown_key;
    constexpr code second = code::empty_list;
    constexpr code warning = code::operator_alias;
    row const rows[] = {
        {"nothing", {}, 3, "", ""},
        {"document order",
         {{error, {9, 1}}, {second, {3, 1}}, {warning, {5, 1}}},
         3,
         "empty_list@3 operator_alias@5 unknown_key@9 ",
         ""},
        {"the shorter first", {{error, {3, 9}}, {second, {3, 1}}}, 2, "empty_list@3 unknown_key@3 ", ""},
        {"equal places as they were found",
         {{second, {3, 1}}, {error, {3, 1}}, {warning, {3, 1}}},
         3,
         "empty_list@3 unknown_key@3 operator_alias@3 ",
         ""},
        {"the first are kept",
         {{error, {9, 1}}, {error, {1, 1}}, {error, {5, 1}}},
         2,
         "unknown_key@1 unknown_key@5 too_many_diagnostics@5 ",
         "1"},
        {"errors before warnings",
         {{warning, {1, 1}}, {warning, {2, 1}}, {error, {8, 1}}, {error, {4, 1}}},
         3,
         "operator_alias@1 unknown_key@4 unknown_key@8 too_many_diagnostics@8 ",
         "1"},
        {"a late error before all warnings",
         {{warning, {1, 1}}, {warning, {2, 1}}, {error, {8, 1}}},
         1,
         "unknown_key@8 too_many_diagnostics@8 ",
         "2"},
        {"none is kept", {{error, {4, 1}}, {error, {2, 1}}}, 0, "too_many_diagnostics@0 ", "2"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            findings found;
            for (auto const& [c, where] : r.found) {
                found.add(c, where);
            }
            bool const had_errors = found.has_errors();
            found.arrange(r.limit);
            BOOST_TEST(codes_of(found) == r.expected);
            BOOST_TEST(found.has_errors() == had_errors);
            if (!r.dropped.empty()) {
                BOOST_TEST((found[found.size() - 1].arguments == std::vector<argument>{std::string(r.dropped)}));
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
