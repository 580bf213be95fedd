// SQL: the text of one shape is constant, its placeholders count to its parameters, and PostgreSQL's own parser takes it.

#include "support/checks.hpp"
#include "support/queries.hpp"

#include <algorithm>
#include <string>

#ifdef QUERN_HAS_PG_QUERY
#include <pg_query.h>
#endif

namespace quern::fuzz {

namespace {

#ifdef QUERN_HAS_PG_QUERY
void check_postgresql(std::string const& text) {
    PgQueryFingerprintResult const whole = pg_query_fingerprint(text.c_str());
    require(whole.error == nullptr, "PostgreSQL's parser takes the text", text);
    pg_query_free_fingerprint_result(whole);
    PgQuerySplitResult const parts = pg_query_split_with_parser(text.c_str());
    require(parts.error == nullptr && parts.n_stmts == 1, "it is one statement", text);
    pg_query_free_split_result(parts);
}
#else
void check_postgresql(std::string const&) {}
#endif

/// No quoted name is open at the end, and nothing but names holds what a client could have written.
void check_text(std::string const& text, sql::dialect const& d) {
    char const quote = d.identifier_quote;
    std::string code;
    bool inside = false;
    for (std::size_t i = 0; i != text.size(); ++i) {
        if (inside && d.identifier_escape != 0 && text[i] == d.identifier_escape) {
            ++i;
        } else if (text[i] == quote) {
            inside = !inside;
        } else if (!inside) {
            code += text[i];
        }
    }
    require(!inside, "every quoted name is closed", text);
    require(code.find(';') == code.npos && code.find("--") == code.npos && code.find("/*") == code.npos,
            "no statement ends early, and nothing is a comment", text);
    require(std::ranges::all_of(text, [](char c) { return c >= 0x20 && c != 0x7f; }), "the text is printable", text);
}

void run(std::string_view input) {
    expr::query const q = make_query(input);
    std::string const shown = expr::dump(q);
    check_query(q, shown);
    for (sql::dialect const* const d : dialects) {
        core::result<sql::statement> const made = sql::emit(q, *d);
        if (!made) {
            require(made.error().has_errors(), "what cannot be said is an error", shown);
            continue;
        }
        check_text(made->text, *d);
        std::size_t most = 0;
        for (sql::parameter const& p : made->placeholders) {
            most = std::max<std::size_t>(most, std::size_t{p.first} + p.count);
        }
        require(most == made->parameters.size(), "every parameter has its placeholder", made->text);
        if (d == &sql::postgresql) {
            check_postgresql(made->text);
        }
    }
}

target const here("statements", run);

} // namespace

} // namespace quern::fuzz
