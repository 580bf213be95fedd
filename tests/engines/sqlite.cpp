#include "harness.hpp"

#include "chains.hpp"
#include "differential.hpp"
#include "stored.hpp"

#include <quern/adapt/sqlite3.hpp>
#include <quern/expr/hash.hpp>
#include <quern/normalise/simplify.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/sqlite.hpp>

#include <memory>
#include <type_traits>
#include <unordered_map>

using namespace quern;
using namespace engines;
using adapt::sqlite_result;
using adapt::sqlite_row;
using adapt::sqlite_statement;
using schema::operation;
using enum expr::node_kind;

BOOST_AUTO_TEST_SUITE(sqlite_engine)

namespace {

struct closer {
    void operator()(::sqlite3* database) const noexcept { sqlite3_close(database); }
};
using connection = std::unique_ptr<::sqlite3, closer>;

connection open() {
    ::sqlite3* database = nullptr;
    BOOST_TEST_REQUIRE(sqlite3_open(":memory:", &database) == SQLITE_OK);
    return connection(database);
}

void execute(connection const& database, std::string const& sql) {
    BOOST_TEST_REQUIRE(sqlite3_exec(database.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK,
                       sql << ": " << sqlite3_errmsg(database.get()));
}

std::string identifier(std::string_view name) {
    std::string quoted = "\"";
    for (char const c : name) {
        quoted.append(c == '"' ? 2 : 1, c);
    }
    return quoted + "\"";
}

/// Collations, and a column without affinity, that a statement must not let through.
std::string declared_type(schema::field const& f) {
    switch (f.type) {
    case schema::scalar::boolean:
    case schema::scalar::int64:
    case schema::scalar::uint64:
        return "INTEGER";
    case schema::scalar::real:
        return "REAL";
    case schema::scalar::string:
        return f.name == "s"         ? "TEXT COLLATE NOCASE"
               : f.name == "s_set"   ? "TEXT COLLATE RTRIM"
               : f.name == "s_ascii" ? "COLLATE NOCASE"
                                     : "TEXT";
    case schema::scalar::timestamp:
        return f.storage == schema::time_storage::text ? "TEXT COLLATE NOCASE" : "INTEGER";
    }
    return {};
}

/// Binds a cell as the documentation of the schema says that its store holds it.
int bind(::sqlite3_stmt* s, int index, cell const& c, schema::field const& f) {
    if (!c) {
        return sqlite3_bind_null(s, index);
    }
    return std::visit(
        [&]<class T>(T const& v) {
            if constexpr (std::is_same_v<T, double>) {
                return sqlite3_bind_double(s, index, v);
            } else if constexpr (std::is_same_v<T, std::string>) {
                return sqlite3_bind_text(s, index, v.c_str(), static_cast<int>(v.size()), SQLITE_TRANSIENT);
            } else if constexpr (std::is_same_v<T, core::timestamp>) {
                if (f.storage == schema::time_storage::text) {
                    return sqlite3_bind_text(s, index, stored_time(v, f).c_str(), -1, SQLITE_TRANSIENT);
                }
                return sqlite3_bind_int64(s, index, v.microseconds / resolution(f));
            } else {
                return sqlite3_bind_int64(s, index, static_cast<std::int64_t>(v));
            }
        },
        *c);
}

/// A database that holds the records of a schema, with indexes that a wrong collation would use.
connection store(schema::definition const& schema, std::vector<record> const& records) {
    connection database = open();
    std::string const table = identifier(schema.source());
    std::string columns, places;
    for (schema::field const& f : schema.fields()) {
        columns += (columns.empty() ? "" : ", ") + identifier(f.column) + " " + declared_type(f) +
                   (f.nullable ? "" : " NOT NULL");
        places += places.empty() ? "?" : ", ?";
    }
    execute(database, "CREATE TABLE " + table + " (" + columns + ")");
    for (std::string_view const field : {"s", "s_set", "i", "d", "t_local", "u_set"}) {
        std::string const column = identifier(schema[schema.find(field).value()].column);
        execute(database,
                "CREATE INDEX " + identifier("by " + std::string(field)) + " ON " + table + "(" + column + ")");
        execute(database, "CREATE INDEX " + identifier("binary by " + std::string(field)) + " ON " + table + "(" +
                              column + " COLLATE BINARY)");
    }
    ::sqlite3_stmt* insert = nullptr;
    std::string const sql = "INSERT INTO " + table + " VALUES (" + places + ")";
    BOOST_TEST_REQUIRE(sqlite3_prepare_v2(database.get(), sql.c_str(), -1, &insert, nullptr) == SQLITE_OK);
    int failures = 0;
    for (record const& r : records) {
        for (std::size_t i = 0; i != r.size(); ++i) {
            failures += bind(insert, static_cast<int>(i) + 1, r[i], schema.fields()[i]) != SQLITE_OK;
        }
        failures += sqlite3_step(insert) != SQLITE_DONE;
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    BOOST_TEST_REQUIRE(failures == 0);
    execute(database, "ANALYZE");
    return database;
}

/// True where the one mistake is a search without regard to case for a character that GLOB takes for others too.
bool is_blurred(expr::query const& q, core::diagnostics const& found) {
    bool sought = false;
    for (std::size_t i = 0; i != q.filter.values().size(); ++i) {
        core::value const v = q.filter.values()[i];
        auto const* const text = std::get_if<std::string_view>(&v);
        sought = sought || (text != nullptr && text->find("\uFFFD") != text->npos);
    }
    return sought &&
           std::ranges::all_of(found, [](core::diagnostic const& d) { return d.code == core::code::not_expressible; });
}

/// Runs statements, and keeps them prepared by their text.
class engine {
public:
    engine(schema::definition schema, std::vector<record> const& records)
        : schema_(std::move(schema)),
          database_(store(schema_, records)) {}

    /// Half of the queries are simplified first.
    [[nodiscard]] answer operator()(expr::query q) {
        if (expr::hash(q) % 2 == 0) {
            normalise::simplify(q);
        }
        core::result<sql::statement> const s = sql::emit(q, sql::sqlite);
        if (!s) {
            return is_blurred(q, s.error()) ? answer{.refused = true} : answer{.failure = "it is not emitted"};
        }
        answer out{.asked = s->text + show(s->parameters)};
        auto found = prepared_.find(s->text);
        if (found == prepared_.end()) {
            sqlite_result<sqlite_statement> made = sqlite_statement::prepare(database_.get(), *s);
            if (!made) {
                out.failure = made.error().message;
                return out;
            }
            found = prepared_.emplace(s->text, std::move(*made)).first;
        } else if (auto const bound = found->second.rebind(*s); !bound) {
            out.failure = bound.error().message;
            return out;
        }
        for (sqlite_result<sqlite_row> const& row : found->second.rows()) {
            if (!row) {
                out.failure = row.error().message;
                return out;
            }
            out.keys.push_back(row->get<std::uint64_t>(q.page.count ? 0 : schema_.key()).value());
        }
        return out;
    }

private:
    schema::definition schema_;
    connection database_; // after its statements in destruction
    std::unordered_map<std::string, sqlite_statement> prepared_;
};

auto const make_engine = [](schema::definition const& schema, std::vector<record> const& records) {
    return engine(schema, records);
};

} // namespace

BOOST_AUTO_TEST_CASE(random_queries_in_two_valued_logic) {
    compare_random_queries(schema::logic::two_valued, query_count(20'000) / 2, make_engine);
}

BOOST_AUTO_TEST_CASE(random_queries_in_three_valued_logic) {
    compare_random_queries(schema::logic::three_valued, query_count(20'000) / 2, make_engine);
}

BOOST_AUTO_TEST_CASE(chains_of_a_thousand_rules) { compare_chains({1, 2, 4}, make_engine); }

BOOST_AUTO_TEST_CASE(a_thousand_values_of_one_field) { compare_equalities(make_engine); }

/// Each character, alone and between others, against each operator and each character that it may be taken for.
BOOST_AUTO_TEST_CASE(every_character_means_itself_and_what_it_folds_to) {
    schema::definition const schema = hostile_schema(schema::logic::three_valued);
    std::vector<std::string> characters;
    for (char c = 0x21; c != 0x7f; ++c) {
        characters.emplace_back(1, c);
    }
    for (character const& c : alphabet) {
        if (std::ranges::find(characters, c.text) == characters.end()) {
            characters.emplace_back(c.text);
        }
    }
    std::vector<record> records = hostile_records(schema, 2 * characters.size());
    std::array<schema::field_index, 2> const fields{schema.find("s_set").value(), schema.find("s_ascii_set").value()};
    for (std::size_t n = 0; n != records.size(); ++n) {
        std::string const& c = characters[n / 2];
        for (schema::field_index const f : fields) {
            records[n][f] = n % 2 == 0 ? c : "x" + c + "中";
        }
    }
    engine sqlite(schema, records);
    std::size_t number = 0, differences = 0;
    for (schema::field_index const field : fields) {
        for (std::string const& c : characters) {
            for (std::string const& text : {c, "X" + c + "中"}) {
                using enum schema::operation;
                for (operation const o : {eq, lt, ge, in, contains, icontains, begins_with, ends_with}) {
                    expr::query q(schema);
                    q.filter.leaf(predicate, field, o);
                    q.filter.value(std::string_view(text));
                    q.page.sort = {{field, false}};
                    differences += differences < 5 && !agrees(sqlite, q, records, number++);
                }
            }
        }
    }
    BOOST_TEST(differences == 0U);
    BOOST_TEST(number == fields.size() * characters.size() * 2 * 8);
}

BOOST_AUTO_TEST_SUITE_END()
