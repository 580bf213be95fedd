#include "targets.hpp"

#include "choice.hpp"
#include "failure.hpp"
#include "json_value.hpp"

#include <quern/json/print.hpp>
#include <quern/mongo/emit.hpp>
#include <quern/sql/clickhouse.hpp>
#include <quern/sql/duckdb.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/mariadb.hpp>
#include <quern/sql/mysql.hpp>
#include <quern/sql/postgresql.hpp>
#include <quern/sql/sqlite.hpp>
#include <quern/text/print.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace quern::tool {

namespace {

template <sql::dialect const& Dialect>
bool compile_to_sql(expr::query const& query, std::string& members, core::diagnostics& found) {
    sql::statement statement;
    if (!sql::emitter(Dialect).emit(query, statement, found)) {
        return false;
    }
    members.append("\"sql\":");
    append_json(members, statement.text);
    members.append(",\"where\":");
    append_json(members, statement.where());
    members.append(",\"order_by\":");
    append_json(members, statement.order_by());
    members.append(",\"params\":[");
    std::string_view separator;
    for (sql::parameter const& p : statement.placeholders) {
        members.append(std::exchange(separator, ","));
        members.append(p.list ? "[" : "");
        for (std::uint32_t i = 0; i != p.count; ++i) {
            members.append(i == 0 ? "" : ",");
            append_json(members, statement.parameters[p.first + i]);
        }
        members.append(p.list ? "]" : "");
    }
    members.push_back(']');
    return true;
}

template <mongo::notation Notation>
bool compile_to_mongo(expr::query const& query, std::string& members, core::diagnostics& found) {
    auto const document = mongo::emit(query, Notation);
    if (!document) {
        core::diagnostics const refused = document.error();
        for (core::diagnostic const& d : refused) {
            found.add(d.code, d.where, d.arguments);
        }
        return false;
    }
    std::string const object = boost::json::serialize(to_json(*document));
    members.append(object, 1, object.size() - 2); // within its braces
    return true;
}

bool compile_to_json(expr::query const& query, std::string& result, core::diagnostics& found) {
    return json::print(result, query, found);
}

bool compile_to_text(expr::query const& query, std::string& result, core::diagnostics&) {
    text::print(result, query);
    return true;
}

constexpr std::array<target, 9> targets{{
    {"sqlite", result_kind::members, &compile_to_sql<sql::sqlite>},
    {"postgresql", result_kind::members, &compile_to_sql<sql::postgresql>},
    {"mysql", result_kind::members, &compile_to_sql<sql::mysql>},
    {"mariadb", result_kind::members, &compile_to_sql<sql::mariadb>},
    {"clickhouse", result_kind::members, &compile_to_sql<sql::clickhouse>},
    {"duckdb", result_kind::members, &compile_to_sql<sql::duckdb>},
    {"mongo", result_kind::members, &compile_to_mongo<mongo::notation::relaxed>},
    {"text", result_kind::text, &compile_to_text},
    {"json", result_kind::json, &compile_to_json},
}};

constexpr target canonical_mongo{"mongo", result_kind::members, &compile_to_mongo<mongo::notation::canonical>};

constexpr auto names = [] {
    std::array<std::string_view, targets.size()> all{};
    std::ranges::transform(targets, all.begin(), &target::name);
    return all;
}();

} // namespace

std::span<std::string_view const> target_names() { return names; }

target const& find_target(std::string_view name, bool canonical) {
    auto const row = std::ranges::find(targets, name, &target::name);
    if (row == targets.end()) {
        throw failure(exit_status::usage, no_such("target", name, "targets", names));
    }
    if (!canonical) {
        return *row;
    }
    if (name != canonical_mongo.name) {
        throw failure(exit_status::usage, "--canonical is a notation of the target mongo alone");
    }
    return canonical_mongo;
}

} // namespace quern::tool
