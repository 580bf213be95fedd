#include "explain.hpp"

#include <quern/core/number.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/expr/dump.hpp>
#include <quern/json/print.hpp>
#include <quern/mongo/command.hpp>
#include <quern/sql/clickhouse.hpp>
#include <quern/sql/duckdb.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/mariadb.hpp>
#include <quern/sql/mysql.hpp>
#include <quern/sql/postgresql.hpp>
#include <quern/sql/sqlite.hpp>
#include <quern/text/print.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstdint>
#include <type_traits>
#include <variant>

namespace audit {

namespace {

struct target {
    std::string_view name;
    quern::sql::dialect const& dialect;
};

constexpr std::array targets{
    target{"SQLite", quern::sql::sqlite},         target{"PostgreSQL", quern::sql::postgresql},
    target{"MySQL", quern::sql::mysql},           target{"MariaDB", quern::sql::mariadb},
    target{"ClickHouse", quern::sql::clickhouse}, target{"DuckDB", quern::sql::duckdb},
};

void append_text(std::string& out, std::string_view text) {
    out.append(boost::json::serialize(boost::json::value(text)));
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
    append_text(out, name);
    out.push_back(':');
    append_text(out, text);
    out.push_back(',');
}

void append_constant(std::string& out, quern::core::value const& v) {
    std::visit(
        [&]<class T>(T const& held) {
            if constexpr (std::is_same_v<T, std::string_view>) {
                append_text(out, held);
            } else if constexpr (std::is_same_v<T, bool>) {
                out.append(held ? "true" : "false");
            } else if constexpr (std::is_same_v<T, quern::core::timestamp>) {
                std::string text;
                quern::core::append_timestamp(text, held, quern::core::time_layout::rfc3339);
                append_text(out, text);
            } else {
                quern::core::append_number(out, v);
            }
        },
        v);
}

/// `{"name": …, "sql": …, "params": […]}`; the error instead where the dialect cannot say the query.
void append_statement(std::string& out, target const& t, quern::expr::query const& q) {
    out.push_back('{');
    append_member(out, "name", t.name);
    auto const made = quern::sql::emit(q, t.dialect);
    append_member(out, "sql", made ? made->text : quern::core::invalid_request(made.error()).what());
    out.append("\"params\":[");
    for (std::size_t p = 0; made && p != made->placeholders.size(); ++p) {
        quern::sql::parameter const& placed = made->placeholders[p];
        out.append(p == 0 ? "" : ",").append(placed.list ? "[" : "");
        for (std::uint32_t i = 0; i != placed.count; ++i) {
            out.append(i == 0 ? "" : ",");
            append_constant(out, made->parameters[placed.first + i]);
        }
        out.append(placed.list ? "]" : "");
    }
    out.append("]}");
}

} // namespace

std::string explain(endpoint& read, store& from, call const& c, quern::api::kept_json const& warnings) {
    quern::expr::query const& q = read.query();
    std::string out = R"({"code":0,"message":"","data":{)";
    append_member(out, "tree", quern::expr::dump(q));
    append_member(out, "text", quern::text::print(q));
    if (auto const printed = quern::json::print(q)) {
        append_member(out, "json", *printed);
    }
    out.append("\"sql\":[");
    for (target const& t : targets) {
        out.append(&t == targets.data() ? "" : ",");
        append_statement(out, t, q);
    }
    out.append("],\"mongo\":");
    auto const command = quern::mongo::command(q);
    out.append(command ? boost::json::serialize(*command) : "null");
    out.append(",\"answer\":").append(read.answer(from, c, {})).append("},\"diagnostics\":");
    out.append(warnings.is_null() ? "[]" : warnings.text()).append("}");
    return out;
}

} // namespace audit
