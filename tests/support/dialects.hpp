#pragma once

#include "trees.hpp"

#include <quern/core/number.hpp>
#include <quern/core/quote.hpp>
#include <quern/schema/builder.hpp>
#include <quern/sql/emit.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

/// What the tests of dialects share: one line for a condition and what is bound to it.
namespace quern::test {

inline std::string shown_value(core::value const& v) {
    if (auto const* text = std::get_if<std::string_view>(&v)) {
        return "'" + std::string(*text) + "'";
    }
    if (auto const* truth = std::get_if<bool>(&v)) {
        return *truth ? "true" : "false";
    }
    std::string out;
    core::append_number(out, v);
    return out;
}

/// The type of a parameter as its first letter: of the types boolean, int64, uint64, double, text and time.
inline char letter_of(sql::parameter_type type) { return "biudst"[static_cast<std::size_t>(type)]; }

/// What is bound to each placeholder: `i:5`, `s:'x'`, of a list `s['x' 'y']`.
inline std::string shown_parameters(sql::statement const& s) {
    std::string out;
    for (sql::parameter const& p : s.placeholders) {
        out.append(out.empty() ? "" : " ").push_back(letter_of(p.type));
        out.append(p.list ? "[" : ":");
        for (std::uint32_t i = 0; i != p.count; ++i) {
            out.append(i == 0 ? "" : " ").append(shown_value(s.parameters[p.first + i]));
        }
        out.append(p.list ? "]" : "");
    }
    return out;
}

/// A condition and its parameters in a dialect, over the schema of `fields`; three-valued where not said.
inline std::string condition(sql::dialect const& d, subtree const& root,
                             schema::logic logic = schema::logic::three_valued) {
    expr::query q = query_of(fields(logic), root);
    q.page.count = true;
    sql::statement const made = sql::emit(q, d).value();
    std::string const parameters = shown_parameters(made);
    return std::string(made.where()) + (parameters.empty() ? "" : " <- " + parameters);
}

/// A whole statement with an order and a page, of a source and columns whose names are hostile.
inline std::string hostile_statement(sql::dialect const& d) {
    schema::definition const s = schema::builder("t")
                                     .source("a\"b`c\\d]")
                                     .key("id")
                                     .add({.name = "id", .type = schema::scalar::uint64})
                                     .add({.name = "s", .column = "x\"; --`\\"})
                                     .build()
                                     .value();
    expr::query q(s);
    q.page.sort = {{1, true}};
    q.page.limit = 10;
    q.page.offset = 20;
    return sql::emit(q, d).value().text;
}

/// What follows the order where there is an offset and no limit.
inline std::string offset_alone(sql::dialect const& d) {
    expr::query q(fields(schema::logic::three_valued));
    q.page.offset = 7;
    sql::statement const made = sql::emit(q, d).value();
    std::size_t const end = made.order_by_part.offset + made.order_by_part.length;
    return made.text.substr(end) + " <- " + shown_parameters(made);
}

} // namespace quern::test
