#include "lines.hpp"

#include "harness.hpp"

#include <quern/bind/read.hpp>
#include <quern/bind/text.hpp>
#include <quern/core/render.hpp>
#include <quern/json/print.hpp>
#include <quern/memory/compile.hpp>
#include <quern/mongo/emit.hpp>
#include <quern/schema/builder.hpp>
#include <quern/sql/clickhouse.hpp>
#include <quern/sql/duckdb.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/mariadb.hpp>
#include <quern/sql/mysql.hpp>
#include <quern/sql/postgresql.hpp>
#include <quern/sql/sqlite.hpp>
#include <quern/text/print.hpp>

#include <boost/json/parse.hpp>

// Each string of tests/data/hostile/strings.txt, as a value and as every name that a client can write.

using namespace quern;

namespace {

constexpr std::array<sql::dialect const*, 6> dialects{&sql::sqlite,  &sql::postgresql, &sql::mysql,
                                                      &sql::mariadb, &sql::clickhouse, &sql::duckdb};

schema::definition const& people() {
    static schema::definition const built = schema::builder("people")
                                                .key("id")
                                                .add({.name = "id", .type = schema::scalar::uint64})
                                                .add({.name = "name"})
                                                .build()
                                                .value();
    return built;
}

std::string request(std::string_view field, std::string_view op, std::string_view value,
                    std::string_view sort = "\"id\"") {
    return R"({"filter":{"op":"and","rules":[{"field":)" + std::string(field) + R"(,"op":)" + std::string(op) +
           R"(,"value":)" + std::string(value) + R"(}]},"page":{"count":false,"start":0,"limit":10,"sort":)" +
           std::string(sort) + "}}";
}

std::string in_json(std::string_view op, std::string const& literal) {
    std::string const value = op == "in" || op == "nin" ? "[" + literal + ",\"x\"]" : literal;
    return request("\"name\"", "\"" + std::string(op) + "\"", value);
}

constexpr std::array<std::string_view, 6> operators{"eq", "neq", "in", "nin", "cs", "cis"};

/// The texts of a shape, one a dialect, and none of a document.
std::vector<std::string> shape(std::string_view op) {
    expr::query const q = bind::read(people(), in_json(op, "\"plain\"")).value();
    std::vector<std::string> texts;
    for (sql::dialect const* const d : dialects) {
        texts.push_back(sql::emit(q, *d).value().text);
    }
    return texts;
}

void check_bound(std::string_view op, std::string const& literal, std::string const& value,
                 std::vector<std::string> const& expected) {
    std::string const text = in_json(op, literal);
    core::result<expr::query> const q = bind::read(people(), text);
    BOOST_TEST_REQUIRE(q.has_value());
    BOOST_TEST((std::get<std::string_view>(q->filter.values()[0]) == value));
    // SQLite's GLOB takes these three for one, and so refuses to search for them
    bool const blurred = op == "cis" && (value.find("\uFFFD") != value.npos || value.find("\uFFFE") != value.npos ||
                                         value.find("\uFFFF") != value.npos);
    BOOST_TEST(sql::emit(*q, sql::sqlite).has_error() == blurred);
    for (std::size_t i = blurred ? 1 : 0; i != dialects.size(); ++i) {
        sql::statement const made = sql::emit(*q, *dialects[i]).value();
        BOOST_TEST(made.text == expected[i]);
        if (op != "cis") { // there a pattern may be bound
            BOOST_TEST((made.parameters[0] == core::value(std::string_view(value))));
        }
    }
    BOOST_TEST((bind::read(people(), json::print(*q).value()).value() == *q));
    BOOST_TEST((bind::read_text(people(), text::print(*q)).value() == *q));
    if (op == "eq") {
        boost::json::object const expected_filter{{"name", {{"$eq", value}}}};
        BOOST_TEST((mongo::emit(*q).value().filter == expected_filter));
    }
    if (op == "cs" || op == "cis") {
        auto const wanted = memory::compile<std::vector<memory::cell>>(*q).value();
        auto const selects = [&wanted](std::string const& stored) {
            return wanted(
                std::vector<memory::cell>{core::value(std::uint64_t{1}), core::value(std::string_view(stored))});
        };
        BOOST_TEST(selects(value));
        BOOST_TEST(selects("before " + value + " behind"));
        BOOST_TEST(!selects("~~~"));
    }
}

/// Refused, told in a way that nothing obeys, and not as SQL.
void check_refused(std::string const& text, std::string_view code) {
    core::result<expr::query> const q = bind::read(people(), text);
    BOOST_TEST_REQUIRE(q.has_error());
    if (!code.empty()) {
        BOOST_TEST(core::name(q.error()[0].code) == code);
    }
    std::string const shown = core::render(q.error(), text);
    auto const obeyed = [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; };
    BOOST_TEST(std::ranges::none_of(shown, obeyed));
    BOOST_TEST((shown.find("\u202e") == shown.npos && shown.find("\u009b") == shown.npos));
}

} // namespace

BOOST_AUTO_TEST_SUITE(hostile_strings)

BOOST_AUTO_TEST_CASE(as_a_value) {
    std::size_t count = 0;
    std::vector<std::vector<std::string>> shapes;
    for (std::string_view const op : operators) {
        shapes.push_back(shape(op));
    }
    for (auto const& [verdict, literal] : hostile::lines("strings.txt")) {
        BOOST_TEST_CONTEXT(literal) {
            std::string const value(boost::json::parse(literal).as_string());
            for (std::size_t i = 0; i != operators.size(); ++i) {
                BOOST_TEST_CONTEXT(operators[i]) {
                    bool const list = operators[i] == "in" || operators[i] == "nin";
                    if (verdict == "bound" || (verdict == "empty_string" && list)) {
                        check_bound(operators[i], literal, value, shapes[i]);
                    } else if (verdict != "empty_string" || operators[i] == "eq" || operators[i] == "cs") {
                        check_refused(in_json(operators[i], literal), verdict);
                    }
                }
            }
        }
        ++count;
    }
    BOOST_TEST(count >= 335U);
}

BOOST_AUTO_TEST_CASE(as_a_name) {
    for (auto const& [verdict, literal] : hostile::lines("strings.txt")) {
        BOOST_TEST_CONTEXT(literal) {
            check_refused(request(literal, "\"eq\"", "\"x\""), "unknown_field");
            check_refused(request("\"name\"", "\"eq\"", "\"x\"", literal), "");
            if (literal != R"("in")") { // an operator, for a list
                check_refused(request("\"name\"", literal, "\"x\""), "unknown_operator");
            }
            check_refused("{" + literal + ":1," + request("\"name\"", "\"eq\"", "\"x\"").substr(1), "unknown_key");
            std::string connective = request("\"name\"", "\"eq\"", "\"x\"");
            if (literal != R"("and")" && literal != R"("or")") {
                connective.replace(connective.find("\"and\""), 5, literal);
                check_refused(connective, "unknown_connective");
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(as_what_the_text_language_quotes) {
    for (auto const& [verdict, literal] : hostile::lines("strings.txt")) {
        BOOST_TEST_CONTEXT(literal) {
            std::string const raw(boost::json::parse(literal).as_string());
            // What is not quoted is never a string: it is a name, a word or a mistake.
            core::result<expr::query> const bare = bind::read_text(people(), "name = " + raw);
            BOOST_TEST((bare.has_error() || bare->filter.size() <= 1));
            core::result<expr::query> const name = bind::read_text(people(), raw + " = \"x\"");
            BOOST_TEST(name.has_error());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
