#include "harness.hpp"

#include <quern/syntax/spelling.hpp>

namespace schema = quern::schema;
namespace syntax = quern::syntax;

BOOST_AUTO_TEST_SUITE(spelling)

BOOST_AUTO_TEST_CASE(operators_of_form_1) {
    using enum schema::operation;
    struct row {
        std::string_view text;
        schema::operation op;
        bool alias;
    };
    // the table of operators of the audit list document, and `le` of the enumeration above it
    row const rows[] = {
        {"eq", eq, false},       {"neq", ne, false},        {"gt", gt, false}, {"gte", ge, false},
        {"lt", lt, false},       {"lte", le, false},        {"in", in, false}, {"nin", not_in, false},
        {"cs", contains, false}, {"cis", icontains, false}, {"le", lt, true},
    };
    BOOST_TEST(std::size(rows) == syntax::rules_spellings.size());
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            syntax::spelling const* const found = syntax::find_spelling(syntax::rules_spellings, r.text);
            BOOST_TEST_REQUIRE(found != nullptr);
            BOOST_TEST((found->operation == r.op));
            BOOST_TEST(found->alias == r.alias);
            if (!r.alias) {
                BOOST_TEST(syntax::spelling_of(syntax::rules_spellings, r.op) == r.text);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(operators_of_form_4) {
    using enum schema::operation;
    std::pair<std::string_view, schema::operation> const rows[] = {
        {"in", in}, {"not_in", not_in}, {"contains", icontains}}; // which ignores case
    BOOST_TEST(std::size(rows) == syntax::condition_spellings.size());
    for (auto const& [text, op] : rows) {
        BOOST_TEST_CONTEXT(text) {
            syntax::spelling const* const found = syntax::find_spelling(syntax::condition_spellings, text);
            BOOST_TEST_REQUIRE(found != nullptr);
            BOOST_TEST((found->operation == op));
            BOOST_TEST(syntax::spelling_of(syntax::condition_spellings, op) == text);
        }
    }
    BOOST_TEST((syntax::find_spelling(syntax::condition_spellings, "nin") == nullptr));
}

BOOST_AUTO_TEST_CASE(operators_of_expressions) {
    using enum schema::operation;
    std::pair<std::string_view, schema::operation> const rows[] = {{"==", eq},
                                                                   {"!=", ne},
                                                                   {"<", lt},
                                                                   {"<=", le},
                                                                   {">", gt},
                                                                   {">=", ge},
                                                                   {"in", in},
                                                                   {"not_in", not_in},
                                                                   {"contains", contains},
                                                                   {"icontains", icontains},
                                                                   {"begins_with", begins_with},
                                                                   {"ends_with", ends_with},
                                                                   {"is_null", is_null},
                                                                   {"not_null", not_null}};
    BOOST_TEST(std::size(rows) == schema::operation_count); // an expression has all
    BOOST_TEST(std::size(rows) == syntax::expression_spellings.size());
    for (auto const& [text, op] : rows) {
        BOOST_TEST(syntax::spelling_of(syntax::expression_spellings, op) == text);
    }
}

BOOST_AUTO_TEST_CASE(spellings_are_exact) {
    for (std::string_view const text : {"", "EQ", "Eq", " eq", "eq ", "ne", "like", "$eq", "is_null", "null"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST((syntax::find_spelling(syntax::rules_spellings, text) == nullptr)); }
    }
}

BOOST_AUTO_TEST_CASE(what_a_form_cannot_write) {
    BOOST_TEST(syntax::spelling_of(syntax::rules_spellings, schema::operation::is_null) == "");
    BOOST_TEST(syntax::spelling_of(syntax::rules_spellings, schema::operation::not_null) == "");
    static constexpr std::array<syntax::spelling, 1> aliases{{{"le", schema::operation::lt, true}}};
    BOOST_TEST(syntax::spelling_of(aliases, schema::operation::lt) == "");
}

BOOST_AUTO_TEST_SUITE_END()
