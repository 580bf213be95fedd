#pragma once

#include "engines/hostile.hpp"

#include <quern/expr/query.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::fuzz {

/// Makes a query of hostile fields out of bytes: any tree that code can build, every operator that a type allows.
///
/// A byte is one choice, so that a change of a byte is a small change of the query; after the last, all choices are 0.
class query_maker {
public:
    query_maker(std::string_view bytes, schema::definition const& schema) : bytes_(bytes), query_(schema) {}

    [[nodiscard]] expr::query operator()() {
        node(0);
        page();
        return std::move(query_);
    }

private:
    [[nodiscard]] std::size_t next() {
        if (at_ == bytes_.size()) {
            return 0;
        }
        return static_cast<unsigned char>(bytes_[at_++]);
    }

    template <class Range>
    [[nodiscard]] auto const& pick(Range const& from) {
        return from[next() % from.size()];
    }

    void node(std::size_t depth) {
        using enum expr::node_kind;
        std::size_t const choice = next();
        if (depth == 8 || choice % 8 < 3) {
            leaf();
        } else if (choice % 8 == 3) {
            query_.filter.constant(choice >= 128);
        } else if (choice % 8 == 4) {
            std::uint32_t const opened = query_.filter.open(negation);
            node(depth + 1);
            query_.filter.close(opened);
        } else {
            std::uint32_t const opened = query_.filter.open(choice % 2 == 0 ? conjunction : disjunction);
            for (std::size_t n = next() % 5; n != 0; --n) {
                node(depth + 1);
            }
            query_.filter.close(opened);
        }
    }

    void leaf() {
        auto const index = static_cast<schema::field_index>(next() % query_.schema.fields().size());
        schema::operation_set const all = schema::operations_of(query_.schema[index].type);
        std::size_t const choice = next();
        auto o = static_cast<schema::operation>(choice % schema::operation_count);
        while (!all.contains(o)) {
            o = static_cast<schema::operation>((static_cast<std::size_t>(o) + 1) % schema::operation_count);
        }
        query_.filter.leaf(choice >= 192 ? expr::node_kind::complement : expr::node_kind::predicate, index, o);
        switch (schema::arity_of(o)) {
        case schema::arity::none:
            return;
        case schema::arity::one:
            constant(index);
            return;
        case schema::arity::list:
            for (std::size_t n = 1 + next() % 6; n != 0; --n) {
                constant(index);
            }
            return;
        }
    }

    void constant(schema::field_index index) {
        switch (query_.schema[index].type) {
        case schema::scalar::boolean:
            query_.filter.value(next() % 2 == 0);
            return;
        case schema::scalar::int64:
        case schema::scalar::uint64:
        case schema::scalar::real:
            query_.filter.value(number());
            return;
        case schema::scalar::string: {
            std::string const s = text();
            query_.filter.value(std::string_view(s));
            return;
        }
        case schema::scalar::timestamp:
            query_.filter.value(core::timestamp{pick(engines::instants)});
            return;
        }
    }

    [[nodiscard]] core::value number() {
        std::size_t const choice = next() % 8;
        if (choice == 0) {
            return pick(engines::large_integers);
        }
        if (choice < 4) {
            return pick(engines::reals);
        }
        if (choice == 4) {
            std::uint64_t bits = 0;
            for (std::size_t n = 0; n != 8; ++n) {
                bits = bits << 8U | next();
            }
            auto const d = std::bit_cast<double>(bits);
            return std::isfinite(d) ? core::value(d) : core::value(bits);
        }
        std::int64_t const i = pick(engines::integers);
        return i >= 0 && choice < 7 ? core::value(static_cast<std::uint64_t>(i)) : core::value(i);
    }

    /// Characters of the alphabet that the reference knows.
    [[nodiscard]] std::string text() {
        std::size_t const choice = next();
        if (choice % 2 == 0) {
            return std::string(pick(engines::strings));
        }
        std::string made;
        for (std::size_t n = choice / 2 % 6; n != 0; --n) {
            std::size_t const c = next();
            if (c < engines::alphabet.size()) {
                made += engines::alphabet[c].text;
            } else {
                made += "aAbBkKsSiI"[c % 10];
            }
        }
        return made;
    }

    void page() {
        for (std::size_t n = next() % 4; n != 0; --n) {
            std::size_t const choice = next();
            auto const field = static_cast<schema::field_index>(choice % query_.schema.fields().size());
            query_.page.sort.push_back({field, choice >= 128});
        }
        if (std::size_t const choice = next(); choice != 0) {
            query_.page.limit = choice;
        }
        query_.page.offset = next() % 64;
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    expr::query query_;
};

/// The same for the logic that the first byte chooses.
[[nodiscard]] inline expr::query make_query(std::string_view bytes) {
    static schema::definition const two = engines::hostile_schema(schema::logic::two_valued);
    static schema::definition const three = engines::hostile_schema(schema::logic::three_valued);
    bool const second = !bytes.empty() && bytes.front() % 2 != 0;
    return query_maker(bytes.substr(bytes.empty() ? 0 : 1), second ? three : two)();
}

} // namespace quern::fuzz
