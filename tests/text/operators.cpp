#include <quern/text/operators.hpp>

#include "harness.hpp"

#include <set>

using namespace quern;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(operators)

BOOST_AUTO_TEST_CASE(every_operator_is_written_in_one_way) {
    struct {
        schema::operation operation;
        std::string_view text;
    } const rows[]{
        {eq, "="},
        {ne, "!="},
        {lt, "<"},
        {le, "<="},
        {gt, ">"},
        {ge, ">="},
        {in, "in"},
        {not_in, "not in"},
        {contains, "contains"},
        {icontains, "icontains"},
        {begins_with, "begins with"},
        {ends_with, "ends with"},
        {is_null, "is null"},
        {not_null, "is not null"},
    };
    BOOST_TEST(std::size(rows) == schema::operation_count);
    for (auto const& row : rows) {
        BOOST_TEST(syntax::spelling_of(text::operators, row.operation) == row.text);
        syntax::spelling const* const found = syntax::find_spelling(text::operators, row.text);
        BOOST_TEST_REQUIRE((found != nullptr));
        BOOST_TEST((found->operation == row.operation));
    }
}

BOOST_AUTO_TEST_CASE(an_alias_is_read_and_never_written) {
    syntax::spelling const* const found = syntax::find_spelling(text::operators, "<>");
    BOOST_TEST_REQUIRE((found != nullptr));
    BOOST_TEST((found->operation == ne));
    BOOST_TEST(found->alias);
}

BOOST_AUTO_TEST_CASE(spellings_are_exact_and_stand_once) {
    for (std::string_view const text : {"", "==", "IN", "not  in", "not", "is", "null", "= ", "contains "}) {
        BOOST_TEST((syntax::find_spelling(text::operators, text) == nullptr), text);
    }
    std::set<std::string_view> seen;
    for (syntax::spelling const& row : text::operators) {
        BOOST_TEST(seen.insert(row.text).second, row.text);
    }
    for (syntax::spelling const& row : text::negated_operators) {
        BOOST_TEST(seen.insert(row.text).second, row.text);
    }
}

BOOST_AUTO_TEST_CASE(a_negated_operator_is_not_before_the_operator) {
    for (syntax::spelling const& row : text::negated_operators) {
        BOOST_TEST(row.text == "not " + std::string(syntax::spelling_of(text::operators, row.operation)));
    }
    BOOST_TEST(syntax::spelling_of(text::negated_operators, contains) == "not contains");
    BOOST_TEST(syntax::spelling_of(text::negated_operators, icontains) == "not icontains");
    BOOST_TEST(syntax::spelling_of(text::negated_operators, begins_with) == "not begins with");
    BOOST_TEST(syntax::spelling_of(text::negated_operators, ends_with) == "not ends with");
    BOOST_TEST(syntax::spelling_of(text::negated_operators, eq) == "");
}

BOOST_AUTO_TEST_SUITE_END()
