#pragma once

#include "hostile.hpp"

#include <quern/expr/query.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace engines {

/// Makes typed queries over hostile records: every operator that a type allows, constants inside and outside the
/// field's domain, nesting and negation, sort and page. A number of the query makes one query, always the same.
class random_query {
public:
    random_query(schema::definition schema, std::vector<record> const& records)
        : schema_(std::move(schema)),
          records_(records) {}

    [[nodiscard]] expr::query operator()(std::uint64_t number) {
        dice_ = dice(number);
        expr::query q(schema_);
        if (!dice_.once_in(100)) {
            node(q.filter, 1 + dice_(6));
        }
        page(q.page);
        return q;
    }

    /// A query that is one predicate or complement alone, without a page.
    [[nodiscard]] expr::query leaf(std::uint64_t number) {
        dice_ = dice(number);
        expr::query q(schema_);
        leaf(q.filter);
        return q;
    }

private:
    static constexpr std::array<std::string_view, 4> text_fields{"s", "s_set", "s_ascii", "s_ascii_set"};

    void node(expr::tree& t, std::size_t depth) {
        std::size_t const roll = dice_(100);
        if (roll < 2) {
            t.constant(dice_.once_in(2));
        } else if (depth == 0 || roll < 35) {
            leaf(t);
        } else if (roll < 50) {
            std::uint32_t const opened = t.open(expr::node_kind::negation);
            node(t, depth - 1);
            t.close(opened);
        } else {
            auto const kind = dice_.once_in(2) ? expr::node_kind::conjunction : expr::node_kind::disjunction;
            std::uint32_t const opened = t.open(kind);
            for (std::size_t n = dice_.once_in(12) ? dice_(2) : dice_.once_in(60) ? 40 : 2 + dice_(3); n != 0; --n) {
                node(t, n > 5 ? 0 : depth - 1);
            }
            t.close(opened);
        }
    }

    void leaf(expr::tree& t) {
        auto index = static_cast<schema::field_index>(dice_(schema_.fields().size()));
        if (dice_.once_in(4)) {
            index = schema_.find(dice_.pick(text_fields)).value();
        }
        schema::field const& f = schema_[index];
        std::vector<schema::operation> allowed;
        for (std::size_t o = 0; o != schema::operation_count; ++o) {
            if (schema::operations_of(f.type).contains(static_cast<schema::operation>(o))) {
                allowed.push_back(static_cast<schema::operation>(o));
            }
        }
        bool const search = f.type == schema::scalar::string && dice_.once_in(2);
        schema::operation const operation = !search            ? dice_.pick(allowed)
                                            : dice_.once_in(3) ? schema::operation::contains
                                                               : schema::operation::icontains;
        t.leaf(dice_.once_in(10) ? expr::node_kind::complement : expr::node_kind::predicate, index, operation);
        bool const needle = schema::is_text_search(operation);
        switch (arity_of(operation)) {
        case schema::arity::none:
            return;
        case schema::arity::one:
            constant(t, index, needle);
            return;
        case schema::arity::list:
            for (std::size_t n = dice_.once_in(50) ? 150 : 1 + dice_(6); n != 0; --n) {
                constant(t, index, false);
            }
            return;
        }
    }

    void constant(expr::tree& t, schema::field_index index, bool needle) {
        switch (schema_[index].type) {
        case schema::scalar::boolean:
            t.value(dice_.once_in(2));
            return;
        case schema::scalar::int64:
        case schema::scalar::uint64:
        case schema::scalar::real:
            t.value(number());
            return;
        case schema::scalar::string:
            t.value(std::string_view(needle ? part(index) : text(index)));
            return;
        case schema::scalar::timestamp:
            t.value(instant());
            return;
        }
    }

    /// A number of any kind, for a field of any kind.
    [[nodiscard]] core::value number() {
        if (dice_.once_in(8)) {
            return dice_.pick(large_integers);
        }
        if (dice_.once_in(2)) {
            double const d = dice_.pick(reals);
            using limits = std::numeric_limits<double>;
            return dice_.once_in(4) ? std::nextafter(d, dice_.once_in(2) ? limits::max() : limits::lowest()) : d;
        }
        std::int64_t const i = dice_.pick(integers);
        return i >= 0 && dice_.once_in(2) ? core::value(static_cast<std::uint64_t>(i)) : core::value(i);
    }

    /// One of those that are stored, or so near to it that only a finer store can tell.
    [[nodiscard]] core::timestamp instant() {
        static constexpr std::array<std::int64_t, 6> steps{-1'000'000, -1'000, -1, 1, 1'000, 1'000'000};
        std::int64_t const stored = dice_.pick(instants);
        std::int64_t const near = stored + (dice_.once_in(3) ? dice_.pick(steps) : 0);
        return {std::clamp(near, utc(1, 1, 1), utc(9999, 12, 31, 23, 59, 59, 999'999))};
    }

    [[nodiscard]] std::string text(schema::field_index index) {
        cell const& stored = dice_.pick(records_)[index];
        return stored && !dice_.once_in(3) ? std::get<std::string>(*stored) : random_string(dice_);
    }

    /// A piece of a string that is stored, perhaps in other cases; or any string.
    [[nodiscard]] std::string part(schema::field_index index) {
        std::string const whole = text(index);
        std::string made;
        for (std::size_t at = 0; at != whole.size();) {
            auto const lead = static_cast<unsigned char>(whole[at]);
            std::size_t const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
            std::string_view const c = std::string_view(whole).substr(at, length);
            at += length;
            if (made.empty() && dice_.once_in(3)) {
                continue; // begins later
            }
            made.append(dice_.once_in(2) ? c : another_case(c));
            if (dice_.once_in(4)) {
                break;
            }
        }
        return made;
    }

    [[nodiscard]] std::string_view another_case(std::string_view c) {
        static constexpr std::string_view upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        static constexpr std::string_view lower = "abcdefghijklmnopqrstuvwxyz";
        std::vector<std::string_view> same{c};
        char32_t folded = 0;
        if (std::size_t const u = upper.find(c), l = lower.find(c); u != upper.npos || l != lower.npos) {
            std::size_t const letter = u != upper.npos ? u : l;
            same = {upper.substr(letter, 1), lower.substr(letter, 1)};
            folded = static_cast<unsigned char>(lower[letter]);
        }
        for (character const& row : alphabet) {
            folded = row.text == c ? row.folded : folded;
        }
        for (character const& row : alphabet) {
            if (row.folded == folded) {
                same.push_back(row.text);
            }
        }
        if (folded == U'k' || folded == U's') {
            same.push_back(folded == U'k' ? "k" : "s");
        }
        return dice_.pick(same);
    }

    void page(expr::page& p) {
        for (std::size_t n = dice_(4); n != 0; --n) {
            p.sort.push_back({static_cast<schema::field_index>(dice_(schema_.fields().size())), dice_.once_in(2)});
        }
        if (!dice_.once_in(3)) {
            p.limit = dice_.once_in(20) ? ~std::uint64_t{0} : 1 + dice_(60);
        }
        if (dice_.once_in(3)) {
            p.offset = dice_.once_in(20) ? ~std::uint64_t{0} : dice_(60);
        }
        p.count = dice_.once_in(10);
    }

    schema::definition schema_;
    std::vector<record> const& records_;
    dice dice_{0};
};

} // namespace engines
