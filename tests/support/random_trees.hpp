#pragma once

#include "evaluate.hpp"
#include "trees.hpp"

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

/// Filters and rows of `fields` that are made to disagree.
namespace quern::test {

using generator = std::mt19937_64;

[[nodiscard]] inline std::size_t below(generator& r, std::size_t end) { return r() % end; }

template <class T>
[[nodiscard]] T const& pick(generator& r, std::vector<T> const& from) {
    return from[below(r, from.size())];
}

/// Values that a store of the type can hold.
[[nodiscard]] inline std::vector<core::value> const& stored(schema::field const& f) {
    using i64 = std::numeric_limits<std::int64_t>;
    static std::vector<std::vector<core::value>> const pools{
        {true, false},
        {i64::min(), std::int64_t{-9007199254740993}, std::int64_t{-2}, std::int64_t{-1}, std::int64_t{0},
         std::int64_t{1}, std::int64_t{2}, std::int64_t{9007199254740992}, std::int64_t{9007199254740993}, i64::max()},
        {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{9007199254740993},
         static_cast<std::uint64_t>(i64::max())},
        {-1e300, -0x1p63, -9007199254740994.0, -1.5, -0.0, 0.0, 1.0, 1.5, 9007199254740992.0, 9007199254740994.0,
         0x1p63, 0x1p64, 1e300},
        {"", "a", "A", "b", "ab", "aB", "B", "a*b", "a[b", "a?b", "中文", "100%_"},
    };
    static std::vector<core::value> const times{core::timestamp{-2'000'000}, core::timestamp{-1'000'000},
                                                core::timestamp{0}, core::timestamp{1'000'000},
                                                core::timestamp{2'000'000}};
    static std::vector<core::value> const exact_times{core::timestamp{-1'500'000}, core::timestamp{-1},
                                                      core::timestamp{0}, core::timestamp{1},
                                                      core::timestamp{1'500'000}};
    if (f.type == schema::scalar::timestamp) {
        return f.storage == schema::time_storage::native ? exact_times : times;
    }
    return pools[static_cast<std::size_t>(f.type)];
}

/// Constants that a client can compare the field with.
[[nodiscard]] inline std::vector<core::value> const& written(schema::field const& f) {
    static std::vector<core::value> const numbers = [] {
        std::vector<core::value> all{std::numeric_limits<std::uint64_t>::max(),
                                     std::uint64_t{1} << 63U,
                                     0.5,
                                     -0.5,
                                     4503599627370495.5,
                                     -1.5,
                                     std::int64_t{9007199254740995}};
        for (schema::scalar const type : {schema::scalar::int64, schema::scalar::uint64, schema::scalar::real}) {
            std::vector<core::value> const& more = stored({.name = "", .type = type});
            all.insert(all.end(), more.begin(), more.end());
        }
        return all;
    }();
    static std::vector<core::value> const times{core::timestamp{-1'500'000}, core::timestamp{-1'000'000},
                                                core::timestamp{-1},         core::timestamp{0},
                                                core::timestamp{1},          core::timestamp{1'000'000},
                                                core::timestamp{1'500'000},  core::timestamp{2'000'000}};
    if (schema::is_number(f.type)) {
        return numbers;
    }
    return f.type == schema::scalar::timestamp ? times : stored(f);
}

[[nodiscard]] inline record random_record(generator& r, schema::definition const& s) {
    record made;
    for (schema::field const& f : s.fields()) {
        bool const absent = f.nullable && below(r, 3) == 0;
        made.push_back(absent ? std::optional<core::value>{} : pick(r, stored(f)));
    }
    return made;
}

/// Appends a leaf, a constant or a group of up to four operands, at most `depth` groups deep.
inline void random_subtree(generator& r, expr::query& q, int depth, bool negations = true) {
    using enum expr::node_kind;
    std::size_t const dice = below(r, 12);
    if (depth == 0 || dice < 4) {
        auto const field = static_cast<schema::field_index>(1 + below(r, q.schema.fields().size() - 1));
        schema::field const& f = q.schema[field];
        auto o = static_cast<schema::operation>(below(r, schema::operation_count));
        while (!schema::operations_of(f.type).contains(o)) {
            o = static_cast<schema::operation>(below(r, schema::operation_count));
        }
        q.filter.leaf(negations && below(r, 4) == 0 ? complement : predicate, field, o);
        bool const list = schema::arity_of(o) == schema::arity::list;
        std::size_t const count = list ? 1 + below(r, 4) : schema::arity_of(o) == schema::arity::one ? 1 : 0;
        for (std::size_t i = 0; i != count; ++i) {
            q.filter.value(pick(r, written(f)));
        }
        return;
    }
    if (dice == 4) {
        q.filter.constant(below(r, 2) == 0);
        return;
    }
    bool const negates = negations && dice < 7;
    std::uint32_t const opened = q.filter.open(negates ? negation : dice % 2 == 0 ? conjunction : disjunction);
    std::size_t const operands = negates ? 1 : below(r, 5);
    for (std::size_t i = 0; i != operands; ++i) {
        random_subtree(r, q, depth - 1, negations);
    }
    q.filter.close(opened);
}

} // namespace quern::test
