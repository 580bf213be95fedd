#pragma once

#include "harness.hpp"

#include "trees.hpp"

#include <quern/sql/dialect.hpp>
#include <quern/sql/emit.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The tables of a dialect: what it writes, and what it binds.
namespace quern::test {

/// A predicate and its complement as a dialect writes them under three-valued logic; `@` is the column.
struct predicate_row {
    std::string_view field; // the nullable one; `n` and it is never absent
    schema::operation operation;
    std::vector<core::value> constants;
    std::string_view plain;
    std::string_view negated;
};

/// What a dialect binds for a predicate.
struct binding_row {
    std::string_view name;
    subtree root;
    std::vector<core::value> values;
    std::vector<sql::parameter> placeholders;
};

/// A text with a column for each `@`; `before` and `behind` quote a name.
[[nodiscard]] inline std::string with_column(std::string_view text, std::string_view field, std::string_view before,
                                             std::string_view behind) {
    std::string made;
    for (char const c : text) {
        if (c == '@') {
            made.append(before).append(field).append(behind);
        } else {
            made.push_back(c);
        }
    }
    return made;
}

/// Checks each row, its complement, both logics, and the field that is never absent.
inline void check_predicates(sql::dialect const& d, std::string_view before, std::string_view behind,
                             std::span<predicate_row const> rows) {
    using enum schema::logic;
    for (predicate_row const& r : rows) {
        bool const negative = r.operation == schema::operation::ne || r.operation == schema::operation::not_in;
        bool const of_null = schema::arity_of(r.operation) == schema::arity::none;
        auto const or_absent = [](std::string_view text, bool absent_too) {
            return absent_too ? "(" + std::string(text) + " OR @ IS NULL)" : std::string(text);
        };
        auto const expect = [&](schema::logic logic, subtree const& root, std::string_view text,
                                std::string_view field) {
            sql::statement const made = sql::emit(query_of(fields(logic), root), d).value();
            BOOST_TEST(made.where() == with_column(text, field, before, behind));
        };
        BOOST_TEST_CONTEXT(d.name << " " << r.field << " " << schema::name(r.operation)) {
            std::string const never = "n" + std::string(r.field);
            expect(three_valued, is(r.field, r.operation, r.constants), r.plain, r.field);
            expect(three_valued, isnt(r.field, r.operation, r.constants), r.negated, r.field);
            expect(two_valued, is(r.field, r.operation, r.constants), or_absent(r.plain, negative), r.field);
            expect(two_valued, isnt(r.field, r.operation, r.constants), or_absent(r.negated, !negative && !of_null),
                   r.field);
            for (schema::logic const logic : {two_valued, three_valued}) {
                expect(logic, is(never, r.operation, r.constants), r.plain, never);
                expect(logic, isnt(never, r.operation, r.constants), r.negated, never);
            }
        }
    }
}

inline void check_bindings(sql::dialect const& d, std::span<binding_row const> rows) {
    for (binding_row const& r : rows) {
        BOOST_TEST_CONTEXT(d.name << " " << r.name) {
            sql::statement const made = sql::emit(query_of(fields(schema::logic::three_valued), r.root), d).value();
            std::vector<core::value> bound;
            for (std::size_t i = 0; i != made.parameters.size(); ++i) {
                bound.push_back(made.parameters[i]);
            }
            BOOST_TEST((bound == r.values));
            BOOST_TEST((made.placeholders == r.placeholders));
        }
    }
}

/// Two sort keys that may be absent and the key that is not, with a page, an offset alone, and a count.
struct statement_row {
    std::string_view name;
    expr::page page;
    std::string_view text;
};

inline void check_statements(sql::dialect const& d, std::span<statement_row const> rows) {
    schema::definition const s = schema::builder("t")
                                     .source("t")
                                     .key("id")
                                     .add({.name = "id", .type = schema::scalar::uint64})
                                     .add({.name = "s"})
                                     .add({.name = "i", .type = schema::scalar::int64})
                                     .build()
                                     .value();
    for (statement_row const& r : rows) {
        BOOST_TEST_CONTEXT(d.name << " " << r.name) {
            expr::query q(s);
            q.page = r.page;
            BOOST_TEST(sql::emit(q, d).value().text == r.text);
        }
    }
}

/// The statement that tests for the presence of a column with a name of an attacker's, in a table with another.
[[nodiscard]] inline std::string attacked(sql::dialect const& d, std::string table, std::string column) {
    schema::definition const s = schema::builder("t")
                                     .source(std::move(table))
                                     .key("id")
                                     .add({.name = "id", .type = schema::scalar::uint64})
                                     .add({.name = "s", .column = std::move(column)})
                                     .build()
                                     .value();
    expr::query q = query_of(s, is("s", schema::operation::not_null));
    q.page.count = true;
    return sql::emit(q, d).value().text;
}

/// Whether a name of a column is taken.
[[nodiscard]] inline bool takes_name(sql::dialect const& d, std::string column) {
    schema::definition const s =
        schema::builder("t").key("id").add({.name = "id", .column = std::move(column)}).build().value();
    auto const made = sql::emit(expr::query(s), d);
    if (made.has_error()) {
        BOOST_TEST((made.error()[0].code == core::code::identifier_too_long));
        BOOST_TEST((made.error()[0].arguments[0] == core::argument(std::string(d.name))));
    }
    return made.has_value();
}

/// One text and one shape, whatever the values, for all operators at once; false where they differ.
inline void check_stability(sql::dialect const& d) {
    using enum schema::operation;
    std::vector<core::value> const strings{
        "", "x", "'", "\"; DROP TABLE t;--", "?1", "{p1:String}", "$1", "中文", "\\'", "%_*[(", "1=1", "ſKß\U00010400"};
    std::vector<core::value> const numbers{std::int64_t{0}, std::int64_t{-1}, 5.0,
                                           std::numeric_limits<std::int64_t>::min(),
                                           std::numeric_limits<std::int64_t>::max()};
    std::string text;
    std::vector<sql::parameter> placeholders;
    for (core::value const& s : strings) {
        for (core::value const& n : numbers) {
            core::timestamp const t{static_cast<std::int64_t>(n.index() + s.index()) * 500'000};
            expr::query q = query_of(
                fields(schema::logic::two_valued),
                any_of({all_of({is("s", ne, {s}), is("i", lt, {n})}), is("s", icontains, {s}), is("s", ends_with, {s}),
                        not_(is("s", in, {s, s})), is("i", in, {n, n}), is("s", contains, {s}), is("t", ge, {t}),
                        not_(is("s", begins_with, {s})), is("s", le, {s})}));
            q.page = {.limit = s.index() + n.index(), .offset = n.index()};
            sql::statement const made = sql::emit(q, d).value();
            if (text.empty()) {
                text = made.text;
                placeholders = made.placeholders;
            }
            BOOST_TEST(made.text == text);
            BOOST_TEST((made.placeholders == placeholders));
        }
    }
}

} // namespace quern::test
