#include "targets.hpp"

#include "choice.hpp"
#include "failure.hpp"

#include <quern/core/number.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/core/values.hpp>
#include <quern/json/print.hpp>
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
#include <type_traits>
#include <utility>
#include <variant>

namespace quern::tool {

namespace {

void append_string(std::string& out, std::string_view text) { out.append(boost::json::serialize(text)); }

void append_value(std::string& out, core::value const& v) {
    std::visit(
        [&](auto const& alternative) {
            using type = std::remove_cvref_t<decltype(alternative)>;
            if constexpr (std::is_same_v<type, bool>) {
                out.append(alternative ? "true" : "false");
            } else if constexpr (std::is_same_v<type, std::string_view>) {
                append_string(out, alternative);
            } else if constexpr (std::is_same_v<type, core::timestamp>) {
                out.push_back('"');
                core::append_timestamp(out, alternative, core::time_layout::rfc3339);
                out.push_back('"');
            } else {
                core::append_number(out, v);
            }
        },
        v);
}

template <sql::dialect const& Dialect>
bool compile_to_sql(expr::query const& query, std::string& members, core::diagnostics& found) {
    sql::statement statement;
    if (!sql::emitter(Dialect).emit(query, statement, found)) {
        return false;
    }
    members.append("\"sql\":");
    append_string(members, statement.text);
    members.append(",\"where\":");
    append_string(members, statement.where());
    members.append(",\"order_by\":");
    append_string(members, statement.order_by());
    members.append(",\"params\":[");
    std::string_view separator;
    for (sql::parameter const& p : statement.placeholders) {
        members.append(std::exchange(separator, ","));
        members.append(p.list ? "[" : "");
        for (std::uint32_t i = 0; i != p.count; ++i) {
            members.append(i == 0 ? "" : ",");
            append_value(members, statement.parameters[p.first + i]);
        }
        members.append(p.list ? "]" : "");
    }
    members.push_back(']');
    return true;
}

bool compile_to_json(expr::query const& query, std::string& result, core::diagnostics& found) {
    return json::print(result, query, found);
}

bool compile_to_text(expr::query const& query, std::string& result, core::diagnostics&) {
    text::print(result, query);
    return true;
}

constexpr std::array<target, 8> targets{{
    {"sqlite", result_kind::members, &compile_to_sql<sql::sqlite>},
    {"postgresql", result_kind::members, &compile_to_sql<sql::postgresql>},
    {"mysql", result_kind::members, &compile_to_sql<sql::mysql>},
    {"mariadb", result_kind::members, &compile_to_sql<sql::mariadb>},
    {"clickhouse", result_kind::members, &compile_to_sql<sql::clickhouse>},
    {"duckdb", result_kind::members, &compile_to_sql<sql::duckdb>},
    {"text", result_kind::text, &compile_to_text},
    {"json", result_kind::json, &compile_to_json},
}};

constexpr auto names = [] {
    std::array<std::string_view, targets.size()> all{};
    std::ranges::transform(targets, all.begin(), &target::name);
    return all;
}();

} // namespace

std::span<std::string_view const> target_names() { return names; }

target const& find_target(std::string_view name) {
    auto const row = std::ranges::find(targets, name, &target::name);
    if (row == targets.end()) {
        throw failure(exit_status::usage, no_such("target", name, "targets", names));
    }
    return *row;
}

} // namespace quern::tool
