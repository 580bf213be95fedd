#include "harness.hpp"

#include "../support/trees.hpp"

#include <quern/expr/hash.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/sqlite.hpp>

#include <limits>

using namespace quern;
using namespace quern::test;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(emit)

static schema::definition people() {
    return schema::builder("people")
        .source("pe\"ople")
        .key("id")
        .logic(schema::logic::two_valued)
        .add({.name = "id", .type = schema::scalar::uint64})
        .add({.name = "name", .column = "full\"\"name"})
        .add({.name = "age", .type = schema::scalar::int64})
        .build()
        .value();
}

static sql::statement compiled(expr::query const& q) { return sql::emit(q, sql::sqlite).value(); }

static std::vector<core::value> bound(sql::statement const& s) {
    std::vector<core::value> all;
    for (std::size_t i = 0; i != s.parameters.size(); ++i) {
        all.push_back(s.parameters[i]);
    }
    return all;
}

BOOST_AUTO_TEST_CASE(whole_statements) {
    struct row {
        std::string_view name;
        subtree root;
        expr::page page;
        std::string_view text; // behind FROM
        std::vector<core::value> parameters;
    };
    std::int64_t const most = std::numeric_limits<std::int64_t>::max();
    subtree const adult = is("age", ge, {std::int64_t{18}});
    row const rows[] = {
        {"everything", [](expr::query&) {}, {}, R"(1=1 ORDER BY "pe""ople"."id" ASC)", {}},
        {"a first page",
         adult,
         {.limit = 10},
         R"("pe""ople"."age" >= ?1 ORDER BY "pe""ople"."id" ASC LIMIT ?2 OFFSET ?3)",
         {std::int64_t{18}, std::int64_t{10}, std::int64_t{0}}},
        {"a later page",
         adult,
         {.limit = 10, .offset = 20},
         R"("pe""ople"."age" >= ?1 ORDER BY "pe""ople"."id" ASC LIMIT ?2 OFFSET ?3)",
         {std::int64_t{18}, std::int64_t{10}, std::int64_t{20}}},
        {"an offset alone",
         adult,
         {.offset = 20},
         R"("pe""ople"."age" >= ?1 ORDER BY "pe""ople"."id" ASC LIMIT -1 OFFSET ?2)",
         {std::int64_t{18}, std::int64_t{20}}},
        {"more than an engine counts",
         constant(true),
         {.limit = std::numeric_limits<std::uint64_t>::max(), .offset = std::uint64_t{1} << 63U},
         R"(1=1 ORDER BY "pe""ople"."id" ASC LIMIT ?1 OFFSET ?2)",
         {most, most}},
        {"sorted",
         constant(true),
         {.sort = {{1, true}, {2, false}}},
         R"(1=1 ORDER BY "pe""ople"."full""""name" COLLATE BINARY DESC, "pe""ople"."age" ASC, "pe""ople"."id" ASC)",
         {}},
        {"sorted by the key", constant(true), {.sort = {{0, true}}}, R"(1=1 ORDER BY "pe""ople"."id" DESC)", {}},
        {"nothing behind the key",
         constant(true),
         {.sort = {{2, true}, {0, false}, {1, false}}},
         R"(1=1 ORDER BY "pe""ople"."age" DESC, "pe""ople"."id" ASC)",
         {}},
        {"placeholders go on",
         all_of({is("name", in, {"a", "b"}), any_of({adult, is("name", contains, {"c"})})}),
         {.limit = 1},
         R"("pe""ople"."full""""name" COLLATE BINARY IN (?1, ?2) AND ("pe""ople"."age" >= ?3 OR )"
         R"(instr("pe""ople"."full""""name", ?4) > 0) ORDER BY "pe""ople"."id" ASC LIMIT ?5 OFFSET ?6)",
         {"a", "b", std::int64_t{18}, "c", std::int64_t{1}, std::int64_t{0}}},
        {"normalised",
         not_(any_of({adult, is("name", eq, {"a"})})),
         {},
         R"(("pe""ople"."age" < ?1 OR "pe""ople"."age" IS NULL) AND ("pe""ople"."full""""name" <> ?2 COLLATE BINARY OR )"
         R"("pe""ople"."full""""name" IS NULL) ORDER BY "pe""ople"."id" ASC)",
         {std::int64_t{18}, "a"}},
    };
    std::string const head =
        R"(SELECT "pe""ople"."id", "pe""ople"."full""""name", "pe""ople"."age" FROM "pe""ople" WHERE )";
    for (row const& r : rows) {
        expr::query q = query_of(people(), r.root);
        q.page = r.page;
        BOOST_TEST_CONTEXT(r.name) {
            sql::statement const made = compiled(q);
            BOOST_TEST(made.text == head + std::string(r.text));
            BOOST_TEST((bound(made) == r.parameters));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_count) {
    expr::query q = query_of(people(), is("age", eq, {std::int64_t{1}}));
    q.page = {.sort = {{1, false}}, .limit = 5, .offset = 6, .count = true};
    sql::statement const made = compiled(q);
    BOOST_TEST(made.text == R"(SELECT COUNT(*) FROM "pe""ople" WHERE "pe""ople"."age" = ?1)");
    BOOST_TEST(made.where() == R"("pe""ople"."age" = ?1)");
    BOOST_TEST(made.order_by() == "");
    BOOST_TEST(made.parameters.size() == 1U);
}

BOOST_AUTO_TEST_CASE(parts) {
    expr::query q = query_of(people(), is("age", eq, {std::int64_t{1}}));
    q.page = {.sort = {{2, true}}, .limit = 5};
    sql::statement const made = compiled(q);
    BOOST_TEST(made.where() == R"("pe""ople"."age" = ?1)");
    BOOST_TEST(made.order_by() == R"("pe""ople"."age" DESC, "pe""ople"."id" ASC)");
}

BOOST_AUTO_TEST_CASE(times_as_their_store_holds_them) {
    using enum schema::time_storage;
    struct row {
        std::string_view name;
        schema::time_storage storage;
        core::time_layout layout;
        std::int16_t zone;
        core::value bound;
    };
    core::timestamp const instant{1'675'610'955'000'000}; // 2023-02-05T15:29:15Z
    row const rows[] = {
        {"native", native, core::time_layout::rfc3339_utc, 0, std::int64_t{1'675'610'955'000'000}},
        {"text", text, core::time_layout::rfc3339_utc, 0, "2023-02-05T15:29:15Z"},
        {"text in a zone", text, core::time_layout::datetime, 480, "2023-02-05 23:29:15"},
        {"text west of it", text, core::time_layout::datetime, -930, "2023-02-04 23:59:15"},
        {"seconds", epoch_seconds, core::time_layout::rfc3339, 0, std::int64_t{1'675'610'955}},
        {"milliseconds", epoch_milliseconds, core::time_layout::datetime, 480, std::int64_t{1'675'610'955'000}},
        {"microseconds", epoch_microseconds, core::time_layout::rfc3339, 0, std::int64_t{1'675'610'955'000'000}},
    };
    for (row const& r : rows) {
        schema::definition const s = schema::builder("t")
                                         .key("id")
                                         .add({.name = "id"})
                                         .add({.name = "at",
                                               .type = schema::scalar::timestamp,
                                               .layout = r.layout,
                                               .zone = {r.zone},
                                               .storage = r.storage})
                                         .build()
                                         .value();
        BOOST_TEST_CONTEXT(r.name) {
            sql::statement const made = compiled(query_of(s, is("at", in, {instant, instant})));
            BOOST_TEST(made.where() == R"("t"."at" IN (?1, ?2))");
            BOOST_TEST((bound(made) == std::vector<core::value>{r.bound, r.bound}));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_text_depends_on_the_shape_alone) {
    std::vector<core::value> const strings{"",     "x",    "'",  "\"; DROP TABLE people;--", "?1", "{c}",
                                           "中文", "%_*[", "1=1"};
    std::vector<core::value> const numbers{std::int64_t{0}, std::int64_t{-1}, 5.0,
                                           std::numeric_limits<std::int64_t>::min(),
                                           std::numeric_limits<std::int64_t>::max()};
    std::string text;
    std::uint64_t shape = 0;
    for (core::value const& s : strings) {
        for (core::value const& n : numbers) {
            expr::query q = query_of(
                people(), any_of({all_of({is("name", ne, {s}), is("age", lt, {n})}), is("name", icontains, {s}),
                                  not_(is("name", in, {s, s})), is("age", in, {n, n, n})}));
            q.page = {.limit = s.index() + n.index(), .offset = n.index()};
            sql::statement const made = compiled(q);
            text = text.empty() ? made.text : text;
            shape = shape == 0 ? expr::shape_hash(q) : shape;
            BOOST_TEST(made.text == text);
            BOOST_TEST(expr::shape_hash(q) == shape);
            BOOST_TEST(made.parameters.size() == 10U);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_emitter_may_be_used_again) {
    sql::emitter emitter(sql::sqlite);
    sql::statement out;
    expr::query const queries[] = {
        query_of(people(), is("name", icontains, {"a long needle, so that memory is left over"})),
        query_of(people(), not_(all_of({is("age", lt, {0.5}), is("name", in, {"a", "b", "c"})}))),
        query_of(fields(schema::logic::three_valued), constant(false)),
        expr::query(people()),
        query_of(people(), is("name", icontains, {"x"})),
    };
    for (expr::query const& q : queries) {
        core::diagnostics found;
        expr::query const before = q;
        BOOST_TEST(emitter.emit(q, out, found));
        BOOST_TEST(found.empty());
        BOOST_TEST((out == compiled(q)));
        BOOST_TEST((q == before));
    }
    core::diagnostics found;
    BOOST_TEST(!emitter.emit(query_of(people(), is("name", icontains, {std::string_view(std::string(20'000, 'a'))})),
                             out, found));
    BOOST_TEST(found.size() == 1U);
    core::diagnostics none;
    BOOST_TEST(emitter.emit(queries[0], out, none));
    BOOST_TEST((out == compiled(queries[0])));
}

BOOST_AUTO_TEST_CASE(the_key_is_selected_where_clients_may_query_nothing) {
    auto const schema = schema::builder("t")
                            .key("id")
                            .add({.name = "id", .type = schema::scalar::uint64, .queryable = false})
                            .add({.name = "tenant", .queryable = false})
                            .build()
                            .value();
    BOOST_TEST(sql::emit(expr::query(schema), sql::sqlite).value().text ==
               R"(SELECT "t"."id" FROM "t" WHERE 1=1 ORDER BY "t"."id" ASC)");
}

BOOST_AUTO_TEST_SUITE_END()
