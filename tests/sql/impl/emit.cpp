#include "harness.hpp"

#include "../../support/trees.hpp"

#include <quern/core/message.hpp>
#include <quern/sql/clickhouse.hpp>
#include <quern/sql/duckdb.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/mariadb.hpp>
#include <quern/sql/mysql.hpp>
#include <quern/sql/postgresql.hpp>
#include <quern/sql/sqlite.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(emit_balance)

static std::string where(subtree const& root) {
    return std::string(sql::emit(query_of(fields(schema::logic::three_valued), root), sql::sqlite).value().where());
}

static std::vector<subtree> leaves(std::size_t count) {
    return std::vector<subtree>(count, is("i", lt, {std::int64_t{5}}));
}

/// The operands numbered from `first` to `last`, side by side.
static std::string run(std::size_t first, std::size_t last, std::string_view joint) {
    std::string text;
    for (std::size_t i = first; i <= last; ++i) {
        text.append(i == first ? "" : joint).append("\"t\".\"i\" < ?").append(std::to_string(i));
    }
    return text;
}

BOOST_AUTO_TEST_CASE(wide_groups_are_halved) {
    auto const all = [](std::size_t first, std::size_t last) { return run(first, last, " AND "); };
    BOOST_TEST(where(all_of(leaves(32))) == all(1, 32));
    BOOST_TEST(where(all_of(leaves(33))) == "(" + all(1, 16) + ") AND (" + all(17, 33) + ")");
    BOOST_TEST(where(all_of(leaves(64))) == "(" + all(1, 32) + ") AND (" + all(33, 64) + ")");
    BOOST_TEST(where(all_of(leaves(65))) ==
               "(" + all(1, 32) + ") AND ((" + all(33, 48) + ") AND (" + all(49, 65) + "))");
    BOOST_TEST(where(all_of(leaves(100))) == "((" + all(1, 25) + ") AND (" + all(26, 50) + ")) AND ((" + all(51, 75) +
                                                 ") AND (" + all(76, 100) + "))");
    auto const any = [](std::size_t first, std::size_t last) { return run(first, last, " OR "); };
    BOOST_TEST(where(any_of(leaves(33))) == "(" + any(1, 16) + ") OR (" + any(17, 33) + ")");
}

BOOST_AUTO_TEST_CASE(groups_at_the_seams) {
    // operands 16, 17 and 33 are groups: the last and the first of a half
    std::vector<subtree> operands = leaves(33);
    for (std::size_t const i : {15U, 16U, 32U}) {
        operands[i] = any_of(leaves(2));
    }
    auto const any = [](std::size_t first) { return "(" + run(first, first + 1, " OR ") + ")"; };
    BOOST_TEST(where(all_of(operands)) == "(" + run(1, 15, " AND ") + " AND " + any(16) + ") AND (" + any(18) +
                                              " AND " + run(20, 34, " AND ") + " AND " + any(35) + ")");
}

BOOST_AUTO_TEST_CASE(a_wide_group_inside) {
    BOOST_TEST(where(any_of({all_of(leaves(33)), is("i", lt, {std::int64_t{5}})})) ==
               "((" + run(1, 16, " AND ") + ") AND (" + run(17, 33, " AND ") + ")) OR " + run(34, 34, ""));
}

BOOST_AUTO_TEST_CASE(of_any_width) {
    for (std::size_t const width : {1U, 2U, 31U, 63U, 127U, 128U, 129U, 1'000U, 4'097U}) {
        std::string const text = where(any_of(leaves(width)));
        std::vector<std::size_t> side_by_side{0}; // operands and parentheses at each depth
        std::size_t widest = 0;
        std::size_t deepest = 0;
        std::size_t operands = 0;
        for (std::size_t at = 0; at != text.size(); ++at) {
            if (text[at] == '(') {
                ++side_by_side.back();
                side_by_side.push_back(0);
            } else if (text[at] == '?') {
                ++side_by_side.back();
                ++operands;
                BOOST_REQUIRE(text.compare(at + 1, std::to_string(operands).size(), std::to_string(operands)) == 0);
            }
            widest = std::max(widest, side_by_side.back());
            deepest = std::max(deepest, side_by_side.size() - 1);
            if (text[at] == ')') {
                BOOST_TEST(side_by_side.back() > 1U); // no parentheses around one
                side_by_side.pop_back();
                BOOST_REQUIRE(!side_by_side.empty());
            }
        }
        BOOST_TEST_CONTEXT("width " << width) {
            BOOST_TEST(side_by_side.size() == 1U);
            BOOST_TEST(operands == width);
            BOOST_TEST(widest <= 32U);
            BOOST_TEST((std::size_t{32} << deepest) < std::max<std::size_t>(2 * width, 33));
        }
    }
}

BOOST_AUTO_TEST_CASE(as_deep_as_the_dialect_allows) {
    // groups of two kinds by turns: each but the outermost in parentheses
    static constexpr sql::dialect shallow = [] {
        sql::dialect d = sql::sqlite;
        d.parentheses = 20;
        return d;
    }();
    auto const nested = [](int groups) {
        subtree root = is("i", is_null);
        for (int i = 0; i != groups; ++i) {
            root = group(i % 2 == 0 ? expr::node_kind::conjunction : expr::node_kind::disjunction,
                         {is("i", not_null), std::move(root)});
        }
        return sql::emit(query_of(fields(schema::logic::three_valued), root), shallow);
    };
    BOOST_TEST(
        nested(3).value().where() ==
        "\"t\".\"i\" IS NOT NULL AND (\"t\".\"i\" IS NOT NULL OR (\"t\".\"i\" IS NOT NULL AND \"t\".\"i\" IS NULL))");
    BOOST_TEST(nested(21).has_value());
    auto const refused = nested(22);
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST_REQUIRE(refused.error().size() == 1U);
    BOOST_TEST((refused.error()[0].code == core::code::statement_too_deep));
    BOOST_TEST((refused.error()[0].arguments == std::vector<core::argument>{"sqlite", "20", "21"}));
}

BOOST_AUTO_TEST_CASE(a_statement_has_at_most_so_many_parameters) {
    auto const emitted = [](std::size_t constants) { // and one for each of the limit and the offset
        std::vector<core::value> const list(constants, std::int64_t{5});
        expr::query q = query_of(fields(schema::logic::three_valued), is("i", in, list));
        q.page.limit = 1;
        return sql::emit(q, sql::sqlite);
    };
    BOOST_TEST(emitted(32'764).has_value());
    auto const refused = emitted(32'765);
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error()[0].code == core::code::too_many_parameters));
}

/// The code of the only error, or an empty text where the query is taken.
static std::string refusal(expr::query const& q, sql::dialect const& d) {
    auto const made = sql::emit(q, d);
    if (made.has_value()) {
        return {};
    }
    BOOST_TEST(made.error().size() == 1U);
    return std::string(core::name(made.error()[0].code));
}

BOOST_AUTO_TEST_CASE(limits_of_the_dialects) {
    struct row {
        sql::dialect const* dialect;
        std::size_t levels;
        std::size_t letters; // of a needle, each a class of four bytes
    };
    row const rows[] = {{&sql::postgresql, 1'000, 16'000},
                        {&sql::mysql, 500, 2'450},
                        {&sql::mariadb, 500, 2'450},
                        {&sql::clickhouse, 300, 16'000},
                        {&sql::duckdb, 400, 16'000}};
    auto const nested = [](std::size_t levels) {
        expr::query q(fields(schema::logic::three_valued));
        std::vector<std::uint32_t> open;
        for (std::size_t i = 0; i <= levels; ++i) {
            open.push_back(
                q.filter.open(i % 2 == 0 ? expr::node_kind::conjunction : expr::node_kind::disjunction, {7, 3}));
            q.filter.leaf(expr::node_kind::predicate, q.schema.find("i").value(), is_null);
        }
        q.filter.leaf(expr::node_kind::predicate, q.schema.find("i").value(), not_null);
        for (; !open.empty(); open.pop_back()) {
            q.filter.close(open.back());
        }
        return q;
    };
    auto const searched = [](std::size_t letters, std::size_t digits) {
        std::string const needle = std::string(letters, 'a') + std::string(digits, '1'); // a digit is a byte
        return query_of(fields(schema::logic::three_valued), is("s", icontains, {std::string_view(needle)}));
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.dialect->name) {
            BOOST_TEST(refusal(nested(r.levels), *r.dialect) == "");
            BOOST_TEST(refusal(nested(r.levels + 1), *r.dialect) == "statement_too_deep");
            auto const refused = sql::emit(nested(r.levels + 1), *r.dialect);
            BOOST_TEST((refused.error()[0].where == core::span{7, 3}));
            BOOST_TEST(refusal(searched(r.letters - 1, 4), *r.dialect) == "");
            BOOST_TEST(refusal(searched(r.letters, 0), *r.dialect) == "");
            BOOST_TEST(refusal(searched(r.letters, 1), *r.dialect) == "pattern_too_long");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_text_that_is_too_long) {
    auto const wide = [](std::size_t operands) {
        expr::query q = query_of(fields(schema::logic::three_valued), any_of(leaves(operands)));
        q.page.count = true;
        return q;
    };
    std::size_t const bytes = sql::emit(wide(10'000), sql::clickhouse).value().text.size();
    sql::dialect narrow = sql::clickhouse;
    narrow.text_bytes = static_cast<std::uint32_t>(bytes);
    BOOST_TEST(refusal(wide(10'000), narrow) == "");
    narrow.text_bytes -= 1;
    BOOST_TEST(refusal(wide(10'000), narrow) == "statement_too_long");
    BOOST_TEST(refusal(wide(20'000), sql::clickhouse) == "statement_too_long");
}

BOOST_AUTO_TEST_CASE(plain_placeholders_have_a_limit_too) {
    auto const listed = [](std::size_t constants, sql::dialect const& d) {
        std::vector<core::value> const list(constants, std::int64_t{5});
        expr::query q = query_of(fields(schema::logic::three_valued), is("i", in, list));
        q.page.count = true;
        return refusal(q, d);
    };
    for (sql::dialect const* d : {&sql::mysql, &sql::mariadb}) {
        BOOST_TEST(listed(65'535, *d) == "");
        BOOST_TEST(listed(65'536, *d) == "too_many_parameters");
    }
    BOOST_TEST(listed(65'536, sql::postgresql) == ""); // one array
}

BOOST_AUTO_TEST_SUITE_END()
