#pragma once

#include "harness.hpp"

#include "../engines/reference.hpp"

#include <quern/bind/text.hpp>
#include <quern/core/render.hpp>
#include <quern/core/timestamp_text.hpp>
#include <quern/text/print.hpp>

#include <cmath>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Rewritings of filters: what they become, and that they select the same records.
namespace quern::test {

/// The schema `hostile`, for texts that clients could not write.
[[nodiscard]] inline schema::definition roomy_schema(schema::logic logic) {
    schema::declaration declared = engines::hostile_schema(logic).declaration();
    declared.form = schema::form::text;
    for (schema::field& f : declared.fields) {
        f.operations = schema::operations_of(f.type);
    }
    declared.limits.depth = 64;
    declared.limits.rules_per_group = declared.limits.rules = 10'000;
    return schema::define(std::move(declared)).value();
}

/// A row of a file in tests/data/normalise: a filter, and what it becomes in each logic.
struct rewriting {
    std::size_t line;
    std::string before;
    std::map<schema::logic, std::string> after;
};

/// The rows of a file. Format: tests/data/normalise/README.md.
[[nodiscard]] inline std::vector<rewriting> load_rewritings(std::string const& name) {
    std::ifstream file(std::string(QUERN_TEST_DATA) + "/normalise/" + name + ".txt");
    BOOST_TEST_REQUIRE(file.good(), name << " is missing");
    std::vector<rewriting> rows;
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (line.empty() || line.front() == '#') {
            continue;
        }
        if (line.front() != ' ') {
            rows.push_back({number, line, {}});
            continue;
        }
        std::size_t const begin = line.find_first_not_of(' ');
        std::size_t const arrow = line.find("=> ");
        BOOST_TEST_REQUIRE((arrow != line.npos && !rows.empty()), name << ':' << number << ": neither filter nor =>");
        std::string const logic = line.substr(begin, arrow - begin);
        std::string const after = line.substr(arrow + 3) == "same" ? rows.back().before : line.substr(arrow + 3);
        bool const both = logic.empty();
        BOOST_TEST_REQUIRE((both || logic == "two_valued " || logic == "three_valued "), name << ':' << number);
        if (both || logic == "two_valued ") {
            rows.back().after[schema::logic::two_valued] = after;
        }
        if (both || logic == "three_valued ") {
            rows.back().after[schema::logic::three_valued] = after;
        }
    }
    for (rewriting const& row : rows) {
        BOOST_TEST_REQUIRE(row.after.size() == 2U, name << ':' << row.line << ": an outcome is missing");
    }
    return rows;
}

/// Values around the constants that a query compares each field with, absent among them where it may be.
class neighbours {
public:
    explicit neighbours(expr::query const& q) : schema_(q.schema), values_(q.schema.fields().size()) {
        for (std::size_t f = 0; f != values_.size(); ++f) {
            if (schema_.fields()[f].nullable) {
                values_[f].emplace_back();
            }
        }
        for (expr::node const& n : q.filter.nodes()) {
            for (std::uint32_t v = 0; n.is_leaf() && v != n.value_count; ++v) {
                add(n.field, q.filter.values()[n.first_value + v]);
            }
        }
    }

    /// A hostile record whose fields have those values; those that the query does not compare stay.
    [[nodiscard]] engines::record mix(engines::dice& d, engines::record r) const {
        for (std::size_t f = 0; f != values_.size(); ++f) {
            if (values_[f].size() > (schema_.fields()[f].nullable ? 1U : 0U) && !d.once_in(8)) {
                r[f] = d.pick(values_[f]);
            }
        }
        return r;
    }

private:
    void add(schema::field_index index, core::value const& v) {
        schema::field const& f = schema_[index];
        auto& to = values_[index];
        switch (f.type) {
        case schema::scalar::boolean:
            to.emplace_back(true);
            to.emplace_back(false);
            return;
        case schema::scalar::int64:
        case schema::scalar::uint64:
            add_integers(f, number_of(v));
            return;
        case schema::scalar::real: {
            double const near = static_cast<double>(number_of(v));
            for (double const each : {near, std::nextafter(near, -1e308), std::nextafter(near, 1e308)}) {
                to.emplace_back(each);
            }
            return;
        }
        case schema::scalar::string: {
            std::string const text(std::get<std::string_view>(v));
            for (std::string const& each : {text, text + "a", "a" + text, text + '\x01', std::string("A") + text}) {
                to.emplace_back(each);
            }
            if (!text.empty() && static_cast<unsigned char>(text.back()) < 0x80) {
                to.emplace_back(text.substr(0, text.size() - 1));
            }
            return;
        }
        case schema::scalar::timestamp: {
            std::int64_t const step = engines::resolution(f);
            std::int64_t const us = std::get<core::timestamp>(v).microseconds;
            std::int64_t const held = us - (us % step + step) % step;
            for (std::int64_t const each : {held - step, held, held + step}) {
                if (f.storage != schema::time_storage::text || core::representable({each}, f.layout, f.zone)) {
                    to.emplace_back(core::timestamp{each});
                }
            }
            return;
        }
        }
    }

    [[nodiscard]] static long double number_of(core::value const& v) {
        return std::visit(
            []<class T>(T const& n) -> long double {
                if constexpr (std::is_arithmetic_v<T>) {
                    return static_cast<long double>(n);
                } else {
                    throw std::logic_error("not a number");
                }
            },
            v);
    }

    void add_integers(schema::field const& f, long double near) {
        auto& to = values_[schema_.find(f.name).value()];
        for (int const by : {-1, 0, 1}) {
            long double const n = std::floor(near) + by;
            if (f.type == schema::scalar::int64 && n >= -0x1p63L && n < 0x1p63L) {
                to.emplace_back(static_cast<std::int64_t>(n));
            } else if (f.type == schema::scalar::uint64 && n >= 0 && n < 0x1p64L) {
                to.emplace_back(static_cast<std::uint64_t>(n));
            }
        }
    }

    schema::definition schema_;
    std::vector<std::vector<engines::cell>> values_;
};

/// Records for a query: hostile ones, and as many of the values around its constants.
[[nodiscard]] inline std::vector<engines::record>
records_for(expr::query const& q, std::vector<engines::record> const& hostile, std::uint64_t seed) {
    neighbours const near(q);
    engines::dice d(seed);
    std::vector<engines::record> all = hostile;
    for (engines::record const& r : hostile) {
        all.push_back(near.mix(d, r));
        all.back()[q.schema.key()] = std::uint64_t{1'000'000} + all.size();
    }
    return all;
}

/// True where two filters select the same of some records, as the reference evaluator says.
[[nodiscard]] inline bool same_selection(expr::query const& a, expr::query const& b,
                                         std::vector<engines::record> const& records) {
    return engines::reference(a, records).selected() == engines::reference(b, records).selected();
}

/// Holds a rule to a file: what becomes of each row, and that the same records are selected.
template <class Rule>
void check_rewritings(std::string const& name, Rule&& rule) {
    for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        schema::definition const schema = roomy_schema(logic);
        std::vector<engines::record> const hostile = engines::hostile_records(schema, 200);
        bool const two = logic == schema::logic::two_valued;
        for (rewriting const& row : load_rewritings(name)) {
            BOOST_TEST_CONTEXT(name << ".txt:" << row.line << ", " << (two ? "two" : "three") << "-valued") {
                auto const read = bind::read_text(schema, row.before);
                BOOST_TEST_REQUIRE(read.has_value(), (read ? "" : core::render(read.error(), row.before)));
                expr::query after = *read;
                rule(after);
                BOOST_TEST(text::print(after) == row.after.at(logic));
                BOOST_TEST(same_selection(*read, after, records_for(*read, hostile, row.line)));
            }
        }
    }
}

} // namespace quern::test
