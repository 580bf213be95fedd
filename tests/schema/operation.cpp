#include "harness.hpp"

#include <quern/schema/operation.hpp>

#include <utility>

namespace schema = quern::schema;

BOOST_AUTO_TEST_SUITE(operation)

BOOST_AUTO_TEST_CASE(the_table) {
    using enum schema::operation;
    using schema::arity;
    struct row {
        schema::operation op;
        std::string_view name;
        schema::arity takes;
        bool ordering;
        std::string_view types; // b i u r s t, of `scalar` in order
    };
    row const rows[] = {
        {eq, "eq", arity::one, false, "biurst"},
        {ne, "neq", arity::one, false, "biurst"},
        {lt, "lt", arity::one, true, "iurst"},
        {le, "lte", arity::one, true, "iurst"},
        {gt, "gt", arity::one, true, "iurst"},
        {ge, "gte", arity::one, true, "iurst"},
        {in, "in", arity::list, false, "biurst"},
        {not_in, "nin", arity::list, false, "biurst"},
        {contains, "cs", arity::one, false, "s"},
        {icontains, "cis", arity::one, false, "s"},
        {begins_with, "begins_with", arity::one, false, "s"},
        {ends_with, "ends_with", arity::one, false, "s"},
        {is_null, "null", arity::none, false, "biurst"},
        {not_null, "not_null", arity::none, false, "biurst"},
    };
    BOOST_TEST(std::size(rows) == schema::operation_count);
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            BOOST_TEST(schema::name(r.op) == r.name);
            BOOST_TEST((schema::find_operation(r.name) == r.op));
            BOOST_TEST((schema::arity_of(r.op) == r.takes));
            BOOST_TEST(schema::is_ordering(r.op) == r.ordering);
            BOOST_TEST(schema::is_text_search(r.op) == (r.types == "s"));
            for (std::size_t i = 0; i != 6; ++i) {
                auto const type = static_cast<schema::scalar>(i);
                bool const allowed = r.types.find("biurst"[i]) != std::string_view::npos;
                BOOST_TEST_CONTEXT(schema::name(type)) {
                    BOOST_TEST(schema::operations_of(type).contains(r.op) == allowed);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(spellings_are_exact) {
    for (std::string_view const text : {"", "EQ", "ne", "le", "eq ", "is_null", "$eq", "contains"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!schema::find_operation(text).has_value()); }
    }
}

BOOST_AUTO_TEST_CASE(a_set) {
    using enum schema::operation;
    schema::operation_set set;
    BOOST_TEST(set.empty());
    set.insert(not_null);
    set.insert(eq);
    set.insert(eq);
    BOOST_TEST(!set.empty());
    BOOST_TEST(set.contains(eq));
    BOOST_TEST(set.contains(not_null));
    BOOST_TEST(!set.contains(ne));
    BOOST_TEST((set == schema::operation_set{eq, not_null}));
    BOOST_TEST((set != schema::operation_set{eq}));
    set.erase(not_null);
    set.erase(ne);
    BOOST_TEST((set == schema::operation_set{eq}));
    set.erase(eq);
    BOOST_TEST(set.empty());
}

BOOST_AUTO_TEST_CASE(opposites) {
    using enum schema::operation;
    std::pair<schema::operation, schema::operation> const pairs[] = {
        {eq, ne}, {lt, ge}, {le, gt}, {in, not_in}, {is_null, not_null}};
    for (auto const& [one, other] : pairs) {
        BOOST_TEST_CONTEXT(schema::name(one)) {
            BOOST_TEST((schema::opposite(one) == other));
            BOOST_TEST((schema::opposite(other) == one));
        }
    }
    for (schema::operation const o : {contains, icontains, begins_with, ends_with}) {
        BOOST_TEST((schema::opposite(o) == o));
    }
}

BOOST_AUTO_TEST_SUITE_END()
