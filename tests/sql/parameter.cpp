#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/sql/emit.hpp>
#include <quern/sql/parameter.hpp>
#include <quern/sql/sqlite.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(parameter)

BOOST_AUTO_TEST_CASE(a_placeholder_that_stands_twice_has_one_value) {
    subtree const both = all_of({is("s", ends_with, {"x"}), is("i", eq, {std::int64_t{5}})});
    static constexpr auto in_style = [](sql::placeholder_style style) {
        sql::dialect d = sql::sqlite;
        d.placeholders = style;
        return d;
    };
    struct row {
        sql::dialect dialect;
        std::string_view where;
        std::vector<sql::parameter> placeholders;
    };
    using enum sql::parameter_type;
    sql::parameter const suffix{0, 1, false, text};
    sql::parameter const number{1, 1, false, int64};
    row const rows[] = {
        {in_style(sql::placeholder_style::numbered_question),
         R"(substr("t"."s", length("t"."s") - length(?1) + 1) = ?1 COLLATE BINARY AND "t"."i" = ?2)",
         {suffix, number}},
        {in_style(sql::placeholder_style::named_colon),
         R"(substr("t"."s", length("t"."s") - length(:p1) + 1) = :p1 COLLATE BINARY AND "t"."i" = :p2)",
         {suffix, number}},
        {in_style(sql::placeholder_style::question),
         R"(substr("t"."s", length("t"."s") - length(?) + 1) = ? COLLATE BINARY AND "t"."i" = ?)",
         {suffix, suffix, number}},
    };
    for (row const& r : rows) {
        expr::query q = query_of(fields(schema::logic::three_valued), both);
        q.page.count = true;
        sql::statement const made = sql::emit(q, r.dialect).value();
        BOOST_TEST(made.where() == r.where);
        BOOST_TEST((made.placeholders == r.placeholders));
        BOOST_TEST(made.parameters.size() == 2U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
