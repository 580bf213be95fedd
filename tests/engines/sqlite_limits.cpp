#include "harness.hpp"

#include "hostile.hpp"

#include <quern/adapt/sqlite3.hpp>
#include <quern/expr/hash.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/sqlite.hpp>

#include <memory>

using namespace quern;
using adapt::sqlite_statement;
using expr::node_kind;
using schema::operation;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(sqlite_engine_limits)

namespace {

struct closer {
    void operator()(::sqlite3* database) const noexcept { sqlite3_close(database); }
};
using connection = std::unique_ptr<::sqlite3, closer>;

/// A table `t` with an index on each column that may be absent.
connection open() {
    ::sqlite3* database = nullptr;
    BOOST_TEST_REQUIRE(sqlite3_open(":memory:", &database) == SQLITE_OK);
    connection opened(database);
    BOOST_TEST_REQUIRE(
        sqlite3_exec(database,
                     "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT, a TEXT, i INTEGER, d REAL, b INTEGER,"
                     " at INTEGER);"
                     "CREATE INDEX by_s ON t(s); CREATE INDEX by_a ON t(a); CREATE INDEX by_i ON t(i);"
                     "CREATE INDEX by_d ON t(d); CREATE INDEX by_b ON t(b); CREATE INDEX by_at ON t(at)",
                     nullptr, nullptr, nullptr) == SQLITE_OK);
    return opened;
}

constexpr schema::field_index id = 0, s = 1, a = 2, i = 3, d = 4, b = 5, at = 6;

schema::definition schema_of(schema::logic logic) {
    using enum schema::scalar;
    return schema::builder("t")
        .logic(logic)
        .key("id")
        .add({.name = "id", .type = uint64})
        .add({.name = "s"})
        .add({.name = "a", .folding = schema::case_folding::ascii})
        .add({.name = "i", .type = int64})
        .add({.name = "d", .type = real})
        .add({.name = "b", .type = boolean})
        .add({.name = "at", .type = timestamp})
        .build()
        .value();
}

struct leaf {
    schema::field_index field;
    operation is;
    std::vector<core::value> constants;
    node_kind kind = node_kind::predicate;
};

void append(expr::tree& t, leaf const& l) {
    t.leaf(l.kind, l.field, l.is);
    for (core::value const& v : l.constants) {
        t.value(v);
    }
}

expr::query query_of(std::vector<leaf> const& all, schema::logic logic = schema::logic::two_valued) {
    expr::query q(schema_of(logic));
    std::uint32_t const group = q.filter.open(node_kind::conjunction);
    for (leaf const& l : all) {
        append(q.filter, l);
    }
    q.filter.close(group);
    return q;
}

/// Groups of `width` in one another, and in turn of each kind; the inner group stands at `place`.
expr::query nested(std::size_t levels, std::size_t width, std::size_t place, leaf const& of, schema::logic logic) {
    expr::query q(schema_of(logic));
    std::vector<std::uint32_t> open;
    for (std::size_t level = 0; level != levels; ++level) {
        open.push_back(q.filter.open(level % 2 == 0 ? node_kind::conjunction : node_kind::disjunction));
        for (std::size_t n = 0; n != (level + 1 == levels ? width : place); ++n) {
            append(q.filter, of);
        }
    }
    while (!open.empty()) {
        q.filter.close(open.back());
        open.pop_back();
        for (std::size_t n = place + 1; n < width && !open.empty(); ++n) {
            append(q.filter, of);
        }
    }
    q.page.sort = {{s, true}};
    q.page.limit = 10;
    return q;
}

/// What SQLite says against a statement; empty where it runs it.
std::string refusal(connection const& database, std::string_view text, core::values const& parameters) {
    auto statement = sqlite_statement::prepare(database.get(), text, parameters);
    if (!statement) {
        return statement.error().message;
    }
    for (auto const& row : statement->rows()) {
        if (!row) {
            return row.error().message;
        }
    }
    return {};
}

std::string refusal(connection const& database, sql::statement const& of) {
    return refusal(database, of.text, of.parameters);
}

/// One leaf of each form that the dialect has, with what two-valued logic adds.
std::vector<leaf> const leaves{
    {i, operation::eq, {std::int64_t{1}}},
    {s, operation::ne, {"x"sv}},
    {s, operation::lt, {"x"sv}, node_kind::complement},
    {i, operation::in, {std::int64_t{1}, std::int64_t{2}, std::int64_t{3}}},
    {s, operation::not_in, {"x"sv, "y"sv, "z"sv}},
    {s, operation::contains, {"x"sv}, node_kind::complement},
    {s, operation::icontains, {"x"sv}, node_kind::complement},
    {a, operation::icontains, {"x"sv}, node_kind::complement},
    {a, operation::is_null, {}},
    {at, operation::ge, {core::timestamp{0}}, node_kind::complement},
};

} // namespace

BOOST_AUTO_TEST_CASE(what_the_dialect_lets_through_is_not_too_deep_for_sqlite) {
    connection const database = open();
    std::size_t run = 0, refused = 0;
    for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        for (leaf const& of : leaves) {
            for (std::size_t const width : {2U, 3U, 32U, 33U, 100U}) {
                for (std::size_t const place : {std::size_t{0}, width / 2, width - 1}) {
                    for (std::size_t const levels : {1U, 3U, 4U, 5U, 12U, 24U, 25U, 26U}) {
                        if (levels * width * of.constants.size() > 400) {
                            continue;
                        }
                        auto const statement = sql::emit(nested(levels, width, place, of, logic), sql::sqlite);
                        if (!statement) {
                            BOOST_TEST(name(statement.error()[0].code) == "statement_too_deep");
                            ++refused;
                            continue;
                        }
                        std::string const against = refusal(database, *statement);
                        BOOST_TEST(against == "", levels << " groups of " << width << ": " << against);
                        ++run;
                    }
                }
            }
        }
    }
    BOOST_TEST(run > 400U);
    BOOST_TEST(refused > 50U);
}

BOOST_AUTO_TEST_CASE(twenty_levels_of_groups_run) {
    connection const database = open();
    for (leaf const& of : leaves) {
        for (std::size_t const place : {0U, 1U, 2U}) {
            auto const statement = sql::emit(nested(20, 3, place, of, schema::logic::two_valued), sql::sqlite);
            BOOST_TEST_REQUIRE(statement.has_value());
            BOOST_TEST(refusal(database, *statement) == "");
        }
    }
}

BOOST_AUTO_TEST_CASE(the_deepest_condition_may_stand_in_another_statement) {
    connection const database = open();
    for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        for (leaf const& of : leaves) {
            // The outermost group stands without parentheses.
            expr::query q = nested(sql::sqlite.parentheses + 1, 2, 1, of, logic);
            q.page.limit.reset();
            auto const statement = sql::emit(q, sql::sqlite);
            BOOST_TEST_REQUIRE(statement.has_value());
            std::string const text = "SELECT id FROM t WHERE i > 0 AND (" + std::string(statement->where()) +
                                     ") ORDER BY " + std::string(statement->order_by());
            BOOST_TEST(refusal(database, text, statement->parameters) == "");
        }
    }
}

BOOST_AUTO_TEST_CASE(one_level_more_is_refused_by_the_dialect) {
    leaf const absent{a, operation::is_null, {}};
    auto const statement =
        sql::emit(nested(sql::sqlite.parentheses + 2, 2, 1, absent, schema::logic::two_valued), sql::sqlite);
    BOOST_TEST_REQUIRE(statement.has_error());
    BOOST_TEST_REQUIRE(statement.error().size() == 1U);
    BOOST_TEST(name(statement.error()[0].code) == "statement_too_deep");
}

BOOST_AUTO_TEST_CASE(a_thousand_rules_in_any_nesting) {
    connection const database = open();
    struct shape {
        std::size_t levels, width;
    };
    for (shape const of : {shape{2, 500}, {3, 334}, {4, 250}}) {
        for (leaf const& each : leaves) {
            for (std::size_t const place : {std::size_t{0}, of.width / 2, of.width - 1}) {
                expr::query const q = nested(of.levels, of.width, place, each, schema::logic::two_valued);
                auto const statement = sql::emit(q, sql::sqlite);
                BOOST_TEST_CONTEXT(of.levels << " groups of " << of.width << ", the next at " << place << ", field "
                                             << each.field << ' ' << name(each.is)) {
                    BOOST_TEST_REQUIRE(statement.has_value());
                    BOOST_TEST(refusal(database, *statement) == "");
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_thousand_rules_that_each_may_be_absent_run) {
    connection const database = open();
    BOOST_TEST_REQUIRE(sqlite3_exec(database.get(),
                                    "INSERT INTO t(id, i, s) VALUES (1, 999, 'a'), (2, 5, 'z'), (3, NULL, NULL),"
                                    "(4, 5000, 'a'), (5, 5000, 'c')",
                                    nullptr, nullptr, nullptr) == SQLITE_OK);
    for (std::size_t const count : {256U, 257U, 1'000U, 2'000U}) {
        for (leaf const& each : leaves) {
            std::string const against =
                refusal(database, sql::emit(query_of(std::vector<leaf>(count, each)), sql::sqlite).value());
            BOOST_TEST(against == "",
                       count << " times field " << each.field << ' ' << name(each.is) << ": " << against);
        }
        expr::query q(
            schema_of(schema::logic::two_valued)); // i is absent or below a thousand and some, or s is above b
        std::uint32_t const group = q.filter.open(node_kind::conjunction);
        for (std::size_t n = 0; n != count; ++n) {
            std::uint32_t const either = q.filter.open(node_kind::disjunction);
            append(q.filter,
                   {i, operation::ge, {std::int64_t{1'000} + static_cast<std::int64_t>(n)}, node_kind::complement});
            append(q.filter, {s, operation::gt, {"b"sv}});
            q.filter.close(either);
        }
        q.filter.close(group);
        auto statement = sqlite_statement::prepare(database.get(), sql::emit(q, sql::sqlite).value());
        BOOST_TEST_REQUIRE(statement.has_value(), (statement ? "" : statement.error().message));
        std::vector<std::uint64_t> found;
        for (auto const& row : statement->rows()) {
            BOOST_TEST_REQUIRE(row.has_value());
            found.push_back(row->get<std::uint64_t>(0).value());
        }
        BOOST_TEST(found == (std::vector<std::uint64_t>{1, 2, 3, 5}), boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(a_thousand_rules_stand_in_one_group) {
    connection const database = open();
    BOOST_TEST_REQUIRE(sqlite3_exec(database.get(), "INSERT INTO t(id, i) VALUES (1, 999), (2, 1000), (3, NULL)",
                                    nullptr, nullptr, nullptr) == SQLITE_OK);
    for (std::size_t const count : {32U, 33U, 64U, 65U, 1'000U, 4'000U}) {
        expr::query q(schema_of(schema::logic::two_valued));
        std::uint32_t const group = q.filter.open(node_kind::disjunction);
        for (std::size_t n = 0; n != count; ++n) {
            append(q.filter, {i, operation::eq, {static_cast<std::int64_t>(n)}});
        }
        q.filter.close(group);
        auto statement = sqlite_statement::prepare(database.get(), sql::emit(q, sql::sqlite).value());
        BOOST_TEST_REQUIRE(statement.has_value(), (statement ? "" : statement.error().message));
        std::vector<std::uint64_t> found;
        for (auto const& row : statement->rows()) {
            BOOST_TEST_REQUIRE(row.has_value());
            found.push_back(row->get<std::uint64_t>(0).value());
        }
        auto const wanted = count > 1'000    ? std::vector<std::uint64_t>{1, 2}
                            : count == 1'000 ? std::vector<std::uint64_t>{1}
                                             : std::vector<std::uint64_t>{};
        BOOST_TEST(found == wanted, boost::test_tools::per_element());
    }
}

struct plan {
    std::string name;
    std::vector<leaf> of;
    std::string expected;
};

static std::ostream& operator<<(std::ostream& out, plan const& p) { return out << p.name; }

static std::vector<plan> const plans{
    {"string equal", {{s, operation::eq, {"x"sv}}}, "SEARCH t USING INDEX by_s (s=?)"},
    {"string in a list", {{s, operation::in, {"x"sv, "y"sv}}}, "SEARCH t USING INDEX by_s (s=?)"},
    {"string above", {{s, operation::gt, {"x"sv}}}, "SEARCH t USING INDEX by_s (s>?)"},
    {"string at most", {{s, operation::le, {"x"sv}}}, "SEARCH t USING INDEX by_s (s<?)"},
    {"string between",
     {{s, operation::ge, {"x"sv}}, {s, operation::lt, {"y"sv}}},
     "SEARCH t USING INDEX by_s (s>? AND s<?)"},
    {"integer equal", {{i, operation::eq, {std::int64_t{1}}}}, "SEARCH t USING INDEX by_i (i=?)"},
    {"integer in a list", {{i, operation::in, {std::int64_t{1}, std::int64_t{2}}}}, "SEARCH t USING INDEX by_i (i=?)"},
    {"integer between",
     {{i, operation::gt, {1.5}}, {i, operation::lt, {9.5}}},
     "SEARCH t USING INDEX by_i (i>? AND i<?)"},
    {"double above", {{d, operation::ge, {std::int64_t{1}}}}, "SEARCH t USING INDEX by_d (d>?)"},
    {"bool", {{b, operation::eq, {true}}}, "SEARCH t USING INDEX by_b (b=?)"},
    {"time between",
     {{at, operation::ge, {core::timestamp{1}}}, {at, operation::le, {core::timestamp{9}}}},
     "SEARCH t USING INDEX by_at (at>? AND at<?)"},
    {"absent", {{s, operation::is_null, {}}}, "SEARCH t USING INDEX by_s (s=?)"},
    {"key", {{id, operation::eq, {std::uint64_t{1}}}}, "SEARCH t USING INTEGER PRIMARY KEY (rowid=?)"},
    {"contains", {{s, operation::contains, {"x"sv}}}, "SCAN t"},
    {"not equal", {{s, operation::ne, {"x"sv}}}, "SCAN t"},
};

BOOST_DATA_TEST_CASE(indexes_serve, plans, c) {
    connection const database = open();
    for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        sql::statement const statement = sql::emit(query_of(c.of, logic), sql::sqlite).value();
        auto explained = sqlite_statement::prepare(
            database.get(), "EXPLAIN QUERY PLAN SELECT * FROM t WHERE " + std::string(statement.where()),
            statement.parameters);
        BOOST_TEST_REQUIRE(explained.has_value());
        std::vector<std::string> steps;
        for (auto const& row : explained->rows()) {
            BOOST_TEST_REQUIRE(row.has_value());
            steps.emplace_back(row->get<std::string_view>(3).value());
        }
        BOOST_TEST_REQUIRE(!steps.empty());
        BOOST_TEST(steps[0] == c.expected);
    }
}

BOOST_AUTO_TEST_CASE(ten_thousand_queries_of_one_shape_have_one_text) {
    connection const database = open();
    engines::dice roll(1);
    auto const whole = [&] { return static_cast<std::int64_t>(roll(~std::size_t{0})); };
    auto const text = [&](bool empty_too) {
        std::string made = engines::random_string(roll);
        bool const usable = empty_too || (!made.empty() && made.find("\uFFFD") == made.npos); // GLOB: see the dialect
        return usable ? made : std::string("'");
    };
    std::string first;
    std::optional<sqlite_statement> prepared;
    std::uint64_t shape = 0;
    for (int n = 0; n != 10'000; ++n) {
        std::string const texts[] = {text(true), text(true), text(false), text(false), text(true)};
        expr::query q = query_of({{s, operation::eq, {std::string_view(texts[0])}},
                                  {s, operation::in, {std::string_view(texts[1]), std::string_view(texts[4])}},
                                  {i, operation::not_in, {whole(), whole(), whole()}},
                                  {d, operation::ge, {roll.pick(engines::reals)}},
                                  {b, operation::ne, {roll.once_in(2)}},
                                  {at, operation::lt, {core::timestamp{roll.pick(engines::instants)}}},
                                  {id, operation::gt, {roll(1'000) + std::uint64_t{0}}},
                                  {a, operation::icontains, {std::string_view(texts[2])}},
                                  {s, operation::icontains, {std::string_view(texts[3])}, node_kind::complement}});
        q.page.sort = {{a, true}};
        q.page.limit = 1 + roll(1'000);
        q.page.offset = roll(1'000);
        sql::statement const statement = sql::emit(q, sql::sqlite).value();
        if (n == 0) {
            first = statement.text;
            shape = expr::shape_hash(q);
            prepared = sqlite_statement::prepare(database.get(), statement).value();
        }
        if (statement.text != first || expr::shape_hash(q) != shape || !prepared->rebind(statement)) {
            BOOST_TEST(statement.text == first);
            BOOST_TEST(expr::shape_hash(q) == shape);
            BOOST_TEST(prepared->rebind(statement).has_value());
            break;
        }
    }
    BOOST_TEST(first ==
               "SELECT \"t\".\"id\", \"t\".\"s\", \"t\".\"a\", \"t\".\"i\", \"t\".\"d\", \"t\".\"b\", \"t\".\"at\" "
               "FROM \"t\" WHERE \"t\".\"s\" = ?1 COLLATE BINARY AND \"t\".\"s\" COLLATE BINARY IN (?2, ?3) AND "
               "(\"t\".\"i\" NOT IN (?4, ?5, ?6) OR \"t\".\"i\" IS NULL) AND \"t\".\"d\" >= ?7 AND "
               "(\"t\".\"b\" <> ?8 OR \"t\".\"b\" IS NULL) AND \"t\".\"at\" < ?9 AND \"t\".\"id\" > ?10 AND "
               "instr(lower(\"t\".\"a\"), ?11) > 0 AND (NOT (\"t\".\"s\" GLOB ?12) OR \"t\".\"s\" IS NULL) "
               "ORDER BY \"t\".\"a\" COLLATE BINARY DESC, \"t\".\"id\" ASC LIMIT ?13 OFFSET ?14");
}

BOOST_AUTO_TEST_SUITE_END()
