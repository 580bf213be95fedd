#pragma once

#include "target.hpp"

#include <quern/core/diagnostics.hpp>
#include <quern/core/render.hpp>
#include <quern/core/utf8.hpp>
#include <quern/expr/dump.hpp>
#include <quern/expr/hash.hpp>
#include <quern/expr/query.hpp>
#include <quern/json/diagnostics.hpp>
#include <quern/normalise/normalise.hpp>
#include <quern/sql/clickhouse.hpp>
#include <quern/sql/duckdb.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/mariadb.hpp>
#include <quern/sql/mysql.hpp>
#include <quern/sql/postgresql.hpp>
#include <quern/sql/sqlite.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <variant>

namespace quern::fuzz {

/// All dialects.
inline constexpr std::array<sql::dialect const*, 6> dialects{&sql::sqlite,  &sql::postgresql, &sql::mysql,
                                                             &sql::mariadb, &sql::clickhouse, &sql::duckdb};

/// What holds for the diagnostics of any input.
inline void check_diagnostics(core::diagnostics const& found, std::string_view source, std::uint32_t limit) {
    require(found.size() <= std::size_t{limit} + 1, "diagnostics are capped", source);
    core::line_index const lines(source);
    for (core::diagnostic const& d : found) {
        require(d.where.end() <= source.size(), "a diagnostic lies within its source", source);
        require(d.pointer.empty() || d.pointer.front() == '/', "a pointer begins with a slash", d.pointer);
        for (core::language const l : {core::language::english, core::language::chinese}) {
            std::string text;
            core::append_message(text, d, l);
            require(!text.empty() && core::is_utf8(text), "a message is UTF-8", source);
            core::append_hint(text, d, l);
            require(text.find('\n') == text.npos && text.find('\x1b') == text.npos, "a message is one line", text);
            require(json::to_json(d, lines, l).size() >= 9, "a diagnostic is an object", source);
        }
    }
    std::string const shown = core::render(found, source);
    require(core::is_utf8(shown), "what is rendered is UTF-8", shown);
    auto const obeyed = [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; };
    require(std::ranges::none_of(shown, obeyed), "a terminal obeys nothing of what is rendered", shown);
}

/// The query with other constants: a string for a string, a small integer for one, as many as there were.
[[nodiscard]] inline expr::query revalued(expr::query const& q) {
    static constexpr std::array<std::string_view, 5> strings{"'; DROP TABLE x; --", "\"`\\%_*?[", "中文\u212a", "a",
                                                             "$1 {p1:String} ?"};
    expr::query made(q.schema);
    made.page = q.page;
    std::size_t turn = 0;
    auto const other = [&turn](core::value const& v) -> core::value {
        ++turn;
        if (std::holds_alternative<std::string_view>(v)) {
            return std::get<std::string_view>(v).empty() ? v : core::value(strings[turn % strings.size()]);
        }
        if (auto const* const i = std::get_if<std::int64_t>(&v); i != nullptr && *i >= 0 && *i < 1'000'000) {
            return std::int64_t{1} + static_cast<std::int64_t>(turn);
        }
        if (auto const* const u = std::get_if<std::uint64_t>(&v); u != nullptr && *u < 1'000'000) {
            return std::uint64_t{1} + turn;
        }
        return v;
    };
    std::vector<std::uint32_t> open;
    auto const nodes = q.filter.nodes();
    for (std::uint32_t i = 0; i != nodes.size(); ++i) {
        while (!open.empty() && nodes[open.back()].end == i) {
            made.filter.close(open.back());
            open.pop_back();
        }
        expr::node const& n = nodes[i];
        switch (n.kind) {
        case expr::node_kind::everything:
        case expr::node_kind::nothing:
            made.filter.constant(n.kind == expr::node_kind::everything);
            break;
        case expr::node_kind::conjunction:
        case expr::node_kind::disjunction:
        case expr::node_kind::negation:
            open.push_back(made.filter.open(n.kind));
            break;
        case expr::node_kind::predicate:
        case expr::node_kind::complement:
            made.filter.leaf(n.kind, n.field, n.operation);
            for (std::uint32_t v = 0; v != n.value_count; ++v) {
                made.filter.value(other(q.filter.values()[n.first_value + v]));
            }
            break;
        }
    }
    for (; !open.empty(); open.pop_back()) {
        made.filter.close(open.back());
    }
    if (made.page.limit) {
        made.page.limit = *made.page.limit + 1;
    }
    return made;
}

/// What holds for every query: its SQL text is that of its shape, in each dialect; normalising twice is normalising once.
inline void check_query(expr::query const& q, std::string_view source) {
    expr::query const copy = q;
    require(copy == q && expr::hash(copy) == expr::hash(q), "a copy is equal, and hashes alike", source);
    expr::query const other = revalued(q);
    require(expr::shape_hash(other) == expr::shape_hash(q), "constants are no part of the shape", source);
    for (sql::dialect const* const d : dialects) {
        core::result<sql::statement> const made = sql::emit(q, *d);
        core::result<sql::statement> const again = sql::emit(other, *d);
        if (made && again) {
            require(made->text == again->text, "one shape has one SQL text", source);
            auto const kind_of =
                [d](sql::parameter p) { // a list with a zero holds the other zero too, where both are needed
                    p.first = d->both_zeros ? 0 : p.first;
                    p.count = d->both_zeros && p.list ? 0 : p.count;
                    return p;
                };
            require(std::ranges::equal(made->placeholders, again->placeholders, {}, kind_of, kind_of),
                    "one shape has one list of placeholders", source);
            require(made->where_part.end() <= made->text.size(), "the condition is part of the text", source);
        }
    }
    expr::query once = q;
    normalise::normalise(once);
    expr::query twice = once;
    normalise::normalise(twice);
    require(once == twice, "what is normalised is normal", expr::dump(q));
}

} // namespace quern::fuzz
