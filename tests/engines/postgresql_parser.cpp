#include "harness.hpp"

#include "hostile.hpp"
#include "random_query.hpp"

#include <quern/sql/emit.hpp>
#include <quern/sql/postgresql.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <pg_query.h>

#include <set>

using namespace quern;
using namespace engines;
using schema::operation;
using enum expr::node_kind;

/// What PostgreSQL's own parser, in process, makes of statements: values never reach their structure.
BOOST_AUTO_TEST_SUITE(postgresql_parser)

namespace {

using names = std::set<std::string>;

/// A statement as PostgreSQL parses it.
struct tree {
    explicit tree(std::string const& sql) {
        ::PgQueryParseResult const parsed = pg_query_parse(sql.c_str());
        if (parsed.error != nullptr) {
            failure = parsed.error->message;
        } else {
            text = parsed.parse_tree;
        }
        pg_query_free_parse_result(parsed);
    }

    std::string text{};    ///< JSON, with the place of every node in the statement
    std::string failure{}; ///< why it does not parse
};

/// A hash of all of a statement but its constants.
std::string fingerprint(std::string const& sql) {
    ::PgQueryFingerprintResult const made = pg_query_fingerprint(sql.c_str());
    std::string result = made.error != nullptr ? made.error->message : made.fingerprint_str;
    pg_query_free_fingerprint_result(made);
    return result;
}

/// What stands in a tree, once each.
struct contents {
    std::vector<std::string> statements{}; ///< their kinds, in order
    names nodes{};
    names tables{};
    names columns{};
    names functions{};
    names operators{};
    names collations{};
    names constants{}; ///< integers as digits; others as JSON
    std::set<std::int64_t> parameters{};

    explicit contents(tree const& of) {
        boost::json::value const parsed = boost::json::parse(of.text, {}, {.max_depth = 10'000});
        for (boost::json::value const& s : parsed.at("stmts").as_array()) {
            statements.emplace_back(s.at("stmt").as_object().begin()->key());
            collect(s.at("stmt"));
        }
    }

private:
    void collect(boost::json::value const& v) {
        if (v.is_array()) {
            for (boost::json::value const& element : v.get_array()) {
                collect(element);
            }
        } else if (v.is_object()) {
            for (auto const& [key, member] : v.get_object()) {
                if (key[0] >= 'A' && key[0] <= 'Z') {
                    nodes.emplace(key);
                    keep(key, member.as_object());
                }
                if (key == "op" && member != "SETOP_NONE") {
                    nodes.emplace(member.as_string());
                }
                collect(member);
            }
        }
    }

    void keep(std::string_view kind, boost::json::object const& node) {
        if (kind == "RangeVar") {
            tables.insert(path(node, {"catalogname", "schemaname", "relname", "alias"}));
        } else if (kind == "ColumnRef") {
            columns.insert(strings_of(node.at("fields")));
        } else if (kind == "FuncCall") {
            functions.insert(strings_of(node.at("funcname")));
        } else if (kind == "A_Expr") {
            operators.insert(strings_of(node.at("name")));
        } else if (kind == "CollateClause") {
            collations.insert(strings_of(node.at("collname")));
        } else if (kind == "ParamRef") {
            parameters.insert(node.contains("number") ? node.at("number").as_int64() : 0);
        } else if (kind == "A_Const") {
            constants.insert(constant(node));
        }
    }

    /// Zero is left out of the JSON.
    static std::string constant(boost::json::object const& node) {
        boost::json::value const* const whole = node.if_contains("ival");
        if (whole == nullptr) {
            return boost::json::serialize(node);
        }
        boost::json::value const* const digits = whole->as_object().if_contains("ival");
        return digits == nullptr ? "0" : boost::json::serialize(*digits);
    }

    static std::string path(boost::json::object const& node, std::initializer_list<std::string_view> parts) {
        std::string out;
        for (std::string_view const part : parts) {
            if (boost::json::value const* const v = node.if_contains(part)) {
                out += (out.empty() ? "" : ".") + (v->is_string() ? std::string(v->get_string()) : serialize(*v));
            }
        }
        return out;
    }

    /// The strings of a list, with a dot between; a star is a node of its own kind.
    static std::string strings_of(boost::json::value const& list) {
        std::string out;
        for (boost::json::value const& element : list.as_array()) {
            boost::json::object const& node = element.as_object();
            boost::json::value const* const text = node.if_contains("String");
            out += (out.empty() ? "" : ".") +
                   (text != nullptr ? std::string(text->at("sval").as_string()) : std::string(node.begin()->key()));
        }
        return out;
    }
};

/// All that the dialect is meant to write, but the names of a schema.
names const nodes{"SelectStmt", "ResTarget", "RangeVar", "ColumnRef", "String", "BoolExpr",     "A_Expr",
                  "A_Const",    "ParamRef",  "NullTest", "FuncCall",  "SortBy", "CollateClause"};
names const functions{"strpos", "lower", "starts_with", "right", "length", "count"};
names const operators{"=", "<>", "<", "<=", ">", ">=", "~"};
names const collations{"C"};
names const constants{"0", "1"}; // of `1=1`, `1=0` and `strpos(…) > 0`

/// What is in `found` and not in `allowed`, each behind a blank.
std::string others(names const& found, names const& allowed) {
    std::string out;
    for (std::string const& name : found) {
        out += allowed.contains(name) ? "" : " " + name;
    }
    return out;
}

/// All that no statement over a table and its columns is meant to have; nothing for one that is as meant.
std::string not_meant(contents const& found, std::string const& table, names const& columns) {
    std::string out;
    for (std::size_t n = 1; n < found.statements.size(); ++n) {
        out += " then " + found.statements[n];
    }
    return out + others(found.nodes, nodes) + others(found.tables, {table}) + others(found.columns, columns) +
           others(found.functions, functions) + others(found.operators, operators) +
           others(found.collations, collations) + others(found.constants, constants);
}

struct text {
    std::string name;
    std::string sql;
    std::string not_meant;
};

std::ostream& operator<<(std::ostream& out, text const& t) { return out << t.name; }

/// Texts as those who splice values would write them.
std::vector<text> const spliced{
    {"as meant", "SELECT a FROM t WHERE a = $1 ORDER BY a ASC LIMIT $2", ""},
    {"a string", "SELECT a FROM t WHERE a = 'x'", R"( {"sval":{"sval":"x"},"location":26})"},
    {"always true", "SELECT a FROM t WHERE a = '' OR 1=1 --'", R"( {"sval":{"sval":""},"location":26})"},
    {"a number", "SELECT a FROM t WHERE a > 1.5", R"( {"fval":{"fval":"1.5"},"location":26})"},
    {"another integer", "SELECT a FROM t WHERE a > 2", " 2"},
    {"a statement more", "SELECT a FROM t WHERE a = $1; DROP TABLE t", " then DropStmt DropStmt List"},
    {"another column", "SELECT a FROM t WHERE a = b", " b"},
    {"all columns", "SELECT * FROM t", " A_Star A_Star"},
    {"another table", "SELECT a FROM t, u", " u"},
    {"a query in it", "SELECT a FROM t WHERE a = (SELECT a FROM t)", " SubLink"},
    {"a union", "SELECT a FROM t UNION SELECT a FROM t", " SETOP_UNION"},
    {"a cast", "SELECT a FROM t WHERE a = $1::int", " TypeCast"},
    {"another function", "SELECT pg_sleep($1) FROM t", " pg_sleep"},
    {"another operator", "SELECT a FROM t WHERE a ~* $1", " ~*"},
    {"another collation", "SELECT a FROM t ORDER BY a COLLATE \"en-x-icu\"", " en-x-icu"},
};

} // namespace

/// Otherwise what follows proves nothing.
BOOST_DATA_TEST_CASE(what_is_not_meant_is_seen, spliced, c) {
    BOOST_TEST(not_meant(contents(tree(c.sql)), "t", {"a"}) == c.not_meant);
}

BOOST_AUTO_TEST_CASE(a_statement_that_does_not_parse_says_why) {
    BOOST_TEST(tree("SELECT a FROM t WHERE a = 'x").failure == R"(unterminated quoted string at or near "'x")");
}

namespace {

void parse_random_queries(schema::logic logic) {
    schema::definition const schema = hostile_schema(logic);
    std::vector<record> const records = hostile_records(schema, 64);
    names columns;
    for (schema::field const& f : schema.fields()) {
        columns.insert(f.column);
    }
    random_query make(schema, records);
    names met;
    for (std::uint64_t number = 0; number != 2'000; ++number) {
        sql::statement const s = sql::emit(make(number), sql::postgresql).value();
        tree const parsed(s.text);
        BOOST_TEST_REQUIRE(parsed.failure == "", s.text);
        contents const found(parsed);
        BOOST_TEST_REQUIRE(found.statements.at(0) == "SelectStmt");
        BOOST_TEST_REQUIRE(not_meant(found, std::string(schema.source()), columns) == "", s.text);
        std::set<std::int64_t> numbers;
        for (std::size_t i = 0; i != s.placeholders.size(); ++i) {
            numbers.insert(static_cast<std::int64_t>(i) + 1);
        }
        BOOST_TEST_REQUIRE(found.parameters == numbers, boost::test_tools::per_element());
        for (names const& some : {found.nodes, found.functions, found.operators, found.collations, found.constants}) {
            met.insert(some.begin(), some.end());
        }
    }
    // Each was met, so that the queries prove something of each.
    for (names const& some : {nodes, functions, operators, collations, constants}) {
        BOOST_TEST(others(some, met) == "");
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(random_queries_in_two_valued_logic) { parse_random_queries(schema::logic::two_valued); }

BOOST_AUTO_TEST_CASE(random_queries_in_three_valued_logic) { parse_random_queries(schema::logic::three_valued); }

namespace {

/// Text that ends strings, opens comments and names parameters, wherever it is spliced.
class hostile_text {
public:
    explicit hostile_text(std::uint64_t seed) : roll_(seed) {}

    [[nodiscard]] std::string operator()() {
        static constexpr std::array<std::string_view, 24> pieces{
            "'",           "''",           "\"", "\\'",  "\\",  "$1",        "$$",        "$q$",   "--",
            "/*",          "*/",           ";",  "E'\\", "U&'", ")",         "' OR 1=1 ", "::int", "COLLATE",
            "'; SELECT 1", "DROP TABLE x", "\n", "?",    ":p1", "{p1:Int64}"};
        std::string made = random_string(roll_);
        for (std::size_t n = roll_(4); n != 0; --n) {
            made.append(roll_.pick(pieces));
        }
        return made.empty() ? "'" : made;
    }

    [[nodiscard]] dice& roll() noexcept { return roll_; }

private:
    dice roll_;
};

/// One leaf of every operator and type, with constants that lie in their fields' domains; lists of any length.
expr::query of_one_shape(schema::definition const& schema, hostile_text& text) {
    dice& roll = text.roll();
    expr::query q(schema);
    std::uint32_t const all = q.filter.open(conjunction);
    auto const leaf = [&](expr::node_kind kind, std::string_view field, operation is) {
        q.filter.leaf(kind, schema.find(field).value(), is);
    };
    using enum operation;
    for (operation const is : {eq, ne, lt, le, gt, ge, contains, icontains, begins_with, ends_with}) {
        for (expr::node_kind const kind : {predicate, complement}) {
            for (std::string_view const field : {"s", "s_ascii_set"}) {
                leaf(kind, field, is);
                q.filter.value(std::string_view(text()));
            }
        }
    }
    std::uint32_t const any = q.filter.open(disjunction);
    for (operation const is : {in, not_in}) {
        leaf(predicate, "s_ascii", is);
        for (std::size_t n = 1 + roll(9); n != 0; --n) {
            q.filter.value(std::string_view(text()));
        }
        leaf(predicate, "i", is);
        for (std::size_t n = 1 + roll(9); n != 0; --n) {
            q.filter.value(roll.pick(integers));
        }
    }
    leaf(predicate, "b", eq);
    q.filter.value(roll.once_in(2));
    leaf(predicate, "u", ge);
    q.filter.value(std::uint64_t{1} + roll(1'000));
    leaf(predicate, "d", ne);
    q.filter.value(roll.pick(reals));
    for (std::string_view const field : {"t", "t_us", "t_ms", "t_s", "t_text", "t_local"}) {
        leaf(predicate, field, lt);
        q.filter.value(core::timestamp{static_cast<std::int64_t>(roll(2'000'000'000)) * 1'000'000});
    }
    q.filter.close(any);
    q.filter.close(all);
    q.page.sort = {{schema.find("s").value(), true}};
    q.page.limit = 1 + roll(1'000);
    q.page.offset = roll(1'000);
    return q;
}

} // namespace

BOOST_AUTO_TEST_CASE(ten_thousand_hostile_values_of_one_shape_have_one_tree) {
    for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        schema::definition const schema = hostile_schema(logic);
        hostile_text text(1);
        std::string const first = sql::emit(of_one_shape(schema, text), sql::postgresql).value().text;
        tree const whole(first);
        std::string const hash = fingerprint(first);
        BOOST_TEST_REQUIRE(whole.failure == "");
        std::set<std::string> values;
        std::size_t differences = 0;
        for (int n = 0; n != 5'000; ++n) {
            sql::statement const s = sql::emit(of_one_shape(schema, text), sql::postgresql).value();
            values.emplace(std::get<std::string_view>(s.parameters[0]));
            differences += s.text != first || tree(s.text).text != whole.text || fingerprint(s.text) != hash;
        }
        BOOST_TEST(differences == 0U);
        BOOST_TEST(values.size() > 2'500U); // of those of the first leaf alone
    }
}

BOOST_AUTO_TEST_SUITE_END()
