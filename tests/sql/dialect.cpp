#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/sql/dialect.hpp>
#include <quern/sql/emit.hpp>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(dialect)

/// A dialect that no engine speaks: each of its forms can be told from the others.
static constexpr sql::dialect odd{
    .name = "odd",
    .identifier_quote = '`',
    .qualified = false,
    .uint64_max = 10,
    .identifier_bytes = 5,
    .comparison = "cmp({c},{o},{p})",
    .equality_of_text = "text({c},{o},{p})",
    .ordering_of_text = "order({c},{o},{p})",
    .in = "in({c};{l})",
    .not_in = "not_in({c};{l})",
    .in_of_text = "in_text({c};{l})",
    .not_in_of_text = "not_in_text({c};{l})",
    .contains = {"{p} within {c}", sql::needle::verbatim},
    .contains_ascii = {"{p} within_ascii {c}", sql::needle::ascii_lower},
    .contains_unicode = {"{p} within_unicode {c}", sql::needle::glob},
    .is_null = "absent({c})",
    .not_null = "present({c})",
    .everything = "TRUE",
    .nothing = "FALSE",
    .order = "{d} {c}",
    .order_of_text = "text {d} {c}",
    .limit = "TAKE {p}",
    .no_limit = "TAKE ALL",
    .offset = "SKIP {p}",
};

static schema::definition small(std::string source = "t", std::string column = "s") {
    return schema::builder("t")
        .source(std::move(source))
        .key("id")
        .logic(schema::logic::two_valued)
        .add({.name = "id", .type = schema::scalar::uint64})
        .add({.name = "s", .column = std::move(column)})
        .add({.name = "a", .folding = schema::case_folding::ascii})
        .build()
        .value();
}

BOOST_AUTO_TEST_CASE(the_emitter_writes_what_it_says) {
    struct row {
        subtree root;
        std::string_view where;
    };
    std::uint64_t const one = 1;
    row const rows[] = {
        {constant(true), "TRUE"},
        {constant(false), "FALSE"},
        {[](expr::query&) {}, "TRUE"},
        {is("id", lt, {one}), "cmp(`id`,<,?1)"},
        {is("id", in, {one, one}), "in(`id`;?1, ?2)"},
        {is("id", not_in, {one}), "not_in(`id`;?1)"},
        {is("id", eq, {std::uint64_t{11}}), "FALSE"},
        {is("s", ge, {"x"}), "order(`s`,>=,?1)"},
        {is("s", ne, {"x"}), "(text(`s`,<>,?1) OR absent(`s`))"},
        {is("s", in, {"x"}), "in_text(`s`;?1)"},
        {isnt("s", in, {"x"}), "(not_in_text(`s`;?1) OR absent(`s`))"},
        {is("s", contains, {"x"}), "?1 within `s`"},
        {is("s", icontains, {"x"}), "?1 within_unicode `s`"},
        {is("a", icontains, {"x"}), "?1 within_ascii `a`"},
        {is("s", not_null), "present(`s`)"},
    };
    for (row const& r : rows) {
        BOOST_TEST_CONTEXT(r.where) {
            BOOST_TEST(sql::emit(query_of(small(), r.root), odd).value().where() == r.where);
        }
    }
    expr::query q(small());
    q.page = {.sort = {{1, true}, {0, false}}, .limit = 5, .offset = 6};
    BOOST_TEST(sql::emit(q, odd).value().text ==
               "SELECT `id`, `s`, `a` FROM `t` WHERE TRUE ORDER BY text DESC `s`, ASC `id` TAKE ?1 SKIP ?2");
    q.page = {.offset = 6};
    BOOST_TEST(sql::emit(q, odd).value().text ==
               "SELECT `id`, `s`, `a` FROM `t` WHERE TRUE ORDER BY ASC `id` TAKE ALL SKIP ?1");
}

BOOST_AUTO_TEST_CASE(quotes_in_identifiers_are_doubled) {
    BOOST_TEST(sql::emit(query_of(small("`a\"", "``;--"), is("s", not_null)), {.name = "x", .identifier_quote = '`'})
                   .value()
                   .text ==
               "SELECT ```a\"`.`id`, ```a\"`.`````;--`, ```a\"`.`a` FROM ```a\"` WHERE ```a\"`.`````;--` IS NOT NULL "
               "ORDER BY ```a\"`.`id` ASC");
}

BOOST_AUTO_TEST_CASE(too_long_an_identifier) {
    BOOST_TEST(sql::emit(query_of(small("five5", "five5"), is("s", not_null)), odd).has_value());
    auto const refused = sql::emit(query_of(small("more than 5", "too long"), is("s", not_null)), odd);
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST_REQUIRE(refused.error().size() == 2U); // each name once, however often it stands in the query
    for (core::diagnostic const& d : refused.error()) {
        BOOST_TEST((d.code == core::code::identifier_too_long));
    }
    BOOST_TEST((refused.error()[0].arguments ==
                std::vector<core::argument>{"odd", "5", "\"more than 5\"", core::term::bytes}));
    BOOST_TEST(
        (refused.error()[1].arguments == std::vector<core::argument>{"odd", "5", "\"too long\"", core::term::bytes}));
}

BOOST_AUTO_TEST_CASE(too_long_an_identifier_of_a_count) {
    expr::query q = query_of(small("t", "too long"), constant(true));
    q.page.count = true;
    BOOST_TEST(sql::emit(q, odd).has_value()); // the name does not stand in it
    q = query_of(small("t", "too long"), is("s", not_null));
    q.page.count = true;
    BOOST_TEST(sql::emit(q, odd).has_error());
}

BOOST_AUTO_TEST_SUITE_END()
