#pragma once

#include "harness.hpp"

#include "hostile.hpp"
#include "random_query.hpp"
#include "reference.hpp"
#include "shrink.hpp"

#include <quern/core/quote.hpp>
#include <quern/expr/dump.hpp>
#include <quern/text/print.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

/// Holds an engine to what queries mean: the same rows in the same order.
namespace engines {

/// What an engine made of a query.
struct answer {
    std::vector<std::uint64_t> keys{}; ///< of the rows of the page, in order; of a count, the count alone
    std::string failure{};             ///< what it said instead, where it gave no rows
    std::string asked{};               ///< the query in its language, for reports
};

/// The keys that a query means; for a count the number alone.
inline std::vector<std::uint64_t> expected_keys(expr::query const& q, std::vector<record> const& records) {
    reference const meaning(q, records);
    if (q.page.count) {
        return {meaning.selected().size()};
    }
    std::vector<std::uint64_t> keys;
    for (record const* r : meaning.page()) {
        keys.push_back(std::get<std::uint64_t>(*(*r)[q.schema.key()]));
    }
    return keys;
}

/// How many random queries an engine is asked, both logics together: QUERN_DIFFERENTIAL_QUERIES, or what is usual.
inline std::size_t query_count(std::size_t usual) {
    if (char const* const wanted = std::getenv("QUERN_DIFFERENTIAL_QUERIES")) { // NOLINT(concurrency-mt-unsafe)
        std::string_view const digits = wanted;
        std::from_chars(digits.data(), digits.data() + digits.size(), usual);
    }
    return usual;
}

/// The number of the first random query: QUERN_DIFFERENTIAL_SEED, or 0.
inline std::uint64_t first_query() {
    std::uint64_t first = 0;
    if (char const* const wanted = std::getenv("QUERN_DIFFERENTIAL_SEED")) { // NOLINT(concurrency-mt-unsafe)
        std::string_view const digits = wanted;
        std::from_chars(digits.data(), digits.data() + digits.size(), first);
    }
    return first;
}

inline std::string show(std::vector<std::uint64_t> const& keys) {
    std::string out;
    for (std::uint64_t const key : keys) {
        out += " " + std::to_string(key);
    }
    return out;
}

inline std::string show(cell const& c) {
    if (!c) {
        return "absent";
    }
    return std::visit(
        []<class T>(T const& v) -> std::string {
            if constexpr (std::is_same_v<T, std::string>) {
                return core::quote_text(v);
            } else if constexpr (std::is_same_v<T, core::timestamp>) {
                return std::to_string(v.microseconds) + " µs";
            } else {
                std::ostringstream out;
                out.precision(17);
                out << v;
                return out.str();
            }
        },
        *c);
}

/// Values that an engine was given, for reports.
inline std::string show(core::values const& values) {
    std::ostringstream out;
    for (std::size_t i = 0; i != values.size(); ++i) {
        out << "\n    " << i + 1 << ": ";
        std::visit(
            [&]<class T>(T const& v) {
                if constexpr (std::is_same_v<T, std::string_view>) {
                    out << core::quote_text(v);
                } else if constexpr (std::is_same_v<T, core::timestamp>) {
                    out << v.microseconds << " µs";
                } else {
                    out.precision(17);
                    out << v;
                }
            },
            values[i]);
    }
    return out.str();
}

inline std::vector<std::uint64_t> only_in(std::vector<std::uint64_t> const& a, std::vector<std::uint64_t> const& b) {
    std::set<std::uint64_t> const other(b.begin(), b.end());
    std::vector<std::uint64_t> result;
    std::ranges::copy_if(a, std::back_inserter(result), [&](std::uint64_t key) { return !other.contains(key); });
    return result;
}

/// The cells of a query's fields in the records of some keys.
inline std::string show_records(expr::query const& q, std::vector<record> const& records,
                                std::vector<std::uint64_t> const& keys) {
    std::set<schema::field_index> fields{q.schema.key()};
    for (expr::node const& n : q.filter.nodes()) {
        if (n.is_leaf()) {
            fields.insert(n.field);
        }
    }
    for (expr::sort_key const& k : q.page.sort) {
        fields.insert(k.field);
    }
    std::string out;
    std::size_t shown = 0;
    for (record const& r : records) {
        std::uint64_t const key = std::get<std::uint64_t>(*r[q.schema.key()]);
        if (std::ranges::find(keys, key) == keys.end() || ++shown > 4) {
            continue;
        }
        out += "\n    {";
        for (schema::field_index const f : fields) {
            out += " " + q.schema[f].name + ": " + show(r[f]);
        }
        out += " }";
    }
    return out;
}

/// True where the engine selects what the query means; otherwise an error tells the smallest query that differs too.
///
/// Such a query can be asked again: it is printed in the text language, over the schema `hostile` of its logic.
template <class Engine>
bool agrees(Engine&& engine, expr::query const& q, std::vector<record> const& records, std::uint64_t number) {
    if (answer const found = engine(q); found.failure.empty() && found.keys == expected_keys(q, records)) {
        return true;
    }
    expr::query const least = shrunk(q, [&](expr::query const& candidate) {
        answer const a = engine(candidate);
        return !a.failure.empty() || a.keys != expected_keys(candidate, records);
    });
    answer const found = engine(least);
    std::vector<std::uint64_t> const wanted = expected_keys(least, records);
    std::vector<std::uint64_t> const missing = only_in(wanted, found.keys);
    std::vector<std::uint64_t> const wrong = only_in(found.keys, wanted);
    bool const two_valued = q.schema.logic() == schema::logic::two_valued;
    BOOST_ERROR("query " << number << " differs, " << (two_valued ? "two" : "three") << "-valued; at its smallest:\n  "
                         << text::print(least) << "\n"
                         << expr::dump(least) << "\n  " << found.asked << "\n"
                         << (found.failure.empty()
                                 ? "missing:" + show(missing) + show_records(least, records, missing) +
                                       "\nwrong:" + show(wrong) + show_records(least, records, wrong) +
                                       "\nexpected:" + show(wanted) + "\nfound:" + show(found.keys)
                                 : found.failure));
    return false;
}

/// Asks an engine random queries of one logic; `make_engine(schema, records)` gives it, with the records in its store.
template <class MakeEngine>
void compare_random_queries(schema::logic logic, std::size_t queries, MakeEngine&& make_engine,
                            capacity const& store = {}) {
    schema::definition const schema = hostile_schema(logic);
    std::vector<record> const records = hostile_records(schema, 256, store);
    random_query make(schema, records);
    auto engine = make_engine(schema, records);
    std::size_t differences = 0, selections = 0, rows = 0;
    for (std::uint64_t number = first_query(), end = number + queries; number != end && differences != 5; ++number) {
        expr::query const q = make(number);
        differences += !agrees(engine, q, records, number);
        auto const wanted = expected_keys(q, records);
        rows += wanted.size();
        selections += !wanted.empty() && wanted.size() != records.size();
    }
    BOOST_TEST(differences == 0U);
    BOOST_TEST_MESSAGE(queries << " queries, " << rows << " rows were compared; " << selections
                               << " queries selected some records but not all");
    BOOST_TEST(selections > queries / 4); // otherwise the queries prove little
}

} // namespace engines
