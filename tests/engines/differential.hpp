#pragma once

#include "harness.hpp"

#include "hostile.hpp"
#include "query_count.hpp"
#include "random_query.hpp"
#include "reference.hpp"
#include "shrink.hpp"

#include <quern/core/quote.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
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
    bool refused = false;              ///< the dialect cannot say the query, and documents that: no rows to compare
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

inline std::string show(std::vector<std::uint64_t> const& keys) {
    std::string out;
    for (std::uint64_t const key : keys) {
        out += " " + std::to_string(key);
    }
    return out;
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

/// An engine's answer that is not what a query means.
struct difference {
    expr::query query;           ///< the smallest that was found
    std::vector<record> records; ///< the fewest, where they can be taken away
    std::vector<std::uint64_t> wanted{};
    answer found{};
};

/// Puts other records in an engine's store.
using restore = std::function<void(std::vector<record> const&)>;

/// Where the engine's answer is not `wanted`, the difference at its smallest; the store holds the records again then.
template <class Ask>
std::optional<difference> find_difference(Ask&& ask, expr::query const& q, std::vector<record> const& records,
                                          std::vector<std::uint64_t> const& wanted, restore const& store = {}) {
    auto const differs = [](answer const& found, std::vector<std::uint64_t> const& keys) {
        return !found.refused && (!found.failure.empty() || found.keys != keys);
    };
    if (!differs(ask(q), wanted)) {
        return std::nullopt;
    }
    difference d{
        .query = shrunk(
            q, [&](expr::query const& smaller) { return differs(ask(smaller), expected_keys(smaller, records)); }),
        .records = records};
    auto const fewer = [&](std::vector<record> const& some) {
        store(some);
        bool const kept = differs(ask(d.query), expected_keys(d.query, some));
        if (kept) {
            d.records = some;
        }
        return kept;
    };
    while (store && any_without_a_part(std::vector<record>(d.records), fewer)) {
    }
    if (store) {
        store(d.records);
    }
    d.found = ask(d.query);
    d.wanted = expected_keys(d.query, d.records);
    if (store) {
        store(records);
    }
    return d;
}

/// A difference in words: the query in the text language, the rows, and all that `quern match` needs to ask it again.
std::string report(difference const& d);

/// True where the engine selects what the query means; otherwise an error tells the smallest difference.
template <class Ask>
bool agrees(Ask&& ask, expr::query const& q, std::vector<record> const& records, std::uint64_t number) {
    if (auto const d = find_difference(ask, q, records, expected_keys(q, records))) {
        BOOST_ERROR("query " << number << " differs; at its smallest:\n" << report(*d));
        return false;
    }
    return true;
}

/// How many queries in a row are asked of the same records.
inline constexpr std::uint64_t queries_of_a_batch = 10'000;

/// Asks an engine random queries of one logic; `make_engine(schema, records)` gives it, with the records in its store.
///
/// The number of a query says all: the query, and the records that it is asked of.
template <class MakeEngine>
void compare_random_queries(schema::logic logic, std::size_t queries, MakeEngine&& make_engine,
                            capacity const& store = {}) {
    schema::definition const schema = hostile_schema(logic);
    std::vector<record> records;
    random_query make(schema, records);
    using engine = decltype(make_engine(schema, records));
    std::unique_ptr<engine> asked;
    auto const put = [&](std::vector<record> const& some) {
        asked.reset(); // there is one store
        asked.reset(new engine(make_engine(schema, some)));
    };
    std::size_t differences = 0, selections = 0, rows = 0;
    std::uint64_t const first = first_query();
    for (std::uint64_t number = first; number != first + queries && differences != 5; ++number) {
        if (asked == nullptr || number % queries_of_a_batch == 0) {
            records = hostile_records(schema, store.records, store, number / queries_of_a_batch);
            put(records);
        }
        expr::query const q = make(number);
        std::vector<std::uint64_t> const wanted = expected_keys(q, records);
        rows += wanted.size();
        selections += !wanted.empty() && wanted.size() != records.size();
        auto const ask = [&](expr::query const& other) { return (*asked)(other); };
        if (auto const d = find_difference(ask, q, records, wanted, put)) {
            ++differences;
            BOOST_ERROR("query " << number << " differs, QUERN_DIFFERENTIAL_SEED=" << number
                                 << " QUERN_DIFFERENTIAL_QUERIES=2 asks it alone; at its smallest:\n"
                                 << report(*d));
        }
    }
    BOOST_TEST(differences == 0U);
    BOOST_TEST_MESSAGE(queries << " queries from number " << first << ", " << rows << " rows were compared; "
                               << selections << " queries selected some records but not all, " << differences
                               << " differences");
    if (constexpr std::size_t few = 100; queries >= few) {
        BOOST_TEST(selections > queries / 4); // otherwise the queries prove little
    }
}

} // namespace engines
