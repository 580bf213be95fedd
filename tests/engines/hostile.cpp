#include "harness.hpp"

#include "random_query.hpp"

#include <cmath>
#include <map>
#include <set>

using namespace quern;
using namespace engines;

/// What the data and the queries of the differential tests hold, so that agreement proves something.
BOOST_AUTO_TEST_SUITE(hostile_data)

namespace {

struct text {
    std::string_view name;
    std::string_view part;
    bool (*fits)(std::string_view value, std::string_view part) = [](std::string_view v, std::string_view p) {
        return v.find(p) != v.npos;
    };
};

std::ostream& operator<<(std::ostream& out, text const& t) { return out << t.name; }

bool whole(std::string_view value, std::string_view part) { return value == part; }
bool at_end(std::string_view value, std::string_view part) {
    return value.size() > part.size() && value.ends_with(part);
}

std::vector<text> const texts{
    {"empty", "", whole},
    {"percent", "%"},
    {"underscore", "_"},
    {"backslash", "\\"},
    {"single quote", "'"},
    {"double quote", "\""},
    {"back quote", "`"},
    {"newline", "\n"},
    {"carriage return", "\r"},
    {"control character", "\x01"},
    {"emoji", "\U0001f600"},
    {"Chinese", "中"},
    {"I with dot", "\u0130"},
    {"i without dot", "\u0131"},
    {"sharp s", "\u00df"},
    {"capital sharp s", "\u1e9e"},
    {"e with acute", "\u00e9"},
    {"e and an accent", "e\u0301"},
    {"an accent alone", "\u0301", whole},
    {"Kelvin sign", "\u212a"},
    {"Angstrom sign", "\u212b"},
    {"A and a ring", "A\u030a"},
    {"final sigma", "\u03c2"},
    {"final sigma behind a sigma", "\u03c3\u03c2"},
    {"title case of a digraph", "\u01c5"},
    {"small digraph", "\u01c6"},
    {"astral capital", "\U00010400"},
    {"astral small letter", "\U00010428"},
    {"trailing blank", " ", at_end},
    {"two trailing blanks", "  ", at_end},
    {"trailing tab", "\t", at_end},
    {"trailing blank that is none of ASCII", "\u3000", at_end},
    {"the last code point", "\U0010ffff"},
    {"noncharacter-like replacement", "\ufffd"},
    {"byte-order mark", "\ufeff"},
};

template <class T>
std::set<T> stored(schema::logic logic, capacity const& store = {}) {
    std::set<T> all;
    for (record const& r : hostile_records(hostile_schema(logic), 256, store)) {
        for (cell const& c : r) {
            if (c && std::holds_alternative<T>(*c)) {
                all.insert(std::get<T>(*c));
            }
        }
    }
    return all;
}

} // namespace

BOOST_DATA_TEST_CASE(strings_that_are_stored, texts, c) {
    std::set<std::string> const all = stored<std::string>(schema::logic::two_valued);
    BOOST_TEST(std::ranges::any_of(all, [&](std::string const& s) { return c.fits(s, c.part); }));
}

BOOST_AUTO_TEST_CASE(every_character_and_edge_is_stored) {
    for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        std::set<std::string> const strings_stored = stored<std::string>(logic);
        for (character const& c : alphabet) {
            BOOST_TEST(
                std::ranges::any_of(strings_stored, [&](std::string const& s) { return s.find(c.text) != s.npos; }),
                c.text);
        }
        for (std::string_view const s : strings) {
            BOOST_TEST(strings_stored.contains(std::string(s)), s);
        }
        std::set<std::int64_t> const integers_stored = stored<std::int64_t>(logic);
        for (std::int64_t const i : integers) {
            BOOST_TEST(integers_stored.contains(i), i);
        }
        std::set<std::uint64_t> const unsigned_stored = stored<std::uint64_t>(logic, {.large_integers = true});
        for (std::uint64_t const i : large_integers) {
            BOOST_TEST(unsigned_stored.contains(i), i);
        }
        std::set<double> const reals_stored = stored<double>(logic);
        for (double const d : reals) {
            BOOST_TEST(reals_stored.contains(d), d);
        }
        std::set<std::int64_t> instants_stored;
        for (record const& r : hostile_records(hostile_schema(logic), 256)) {
            if (cell const& t = r[hostile_schema(logic).find("t_set").value()]) {
                instants_stored.insert(std::get<core::timestamp>(*t).microseconds);
            }
        }
        for (std::int64_t const us : instants) {
            BOOST_TEST(instants_stored.contains(us), us);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_field_is_absent_where_it_may_be) {
    schema::definition const schema = hostile_schema(schema::logic::two_valued);
    std::vector<record> const records = hostile_records(schema, 256);
    for (std::size_t f = 0; f != schema.fields().size(); ++f) {
        bool const absent = std::ranges::any_of(records, [&](record const& r) { return !r[f]; });
        BOOST_TEST(absent == schema.fields()[f].nullable, schema.fields()[f].name);
    }
}

/// Of the queries that each engine is asked by every test run.
BOOST_AUTO_TEST_CASE(every_edge_is_asked_for) {
    schema::definition const schema = hostile_schema(schema::logic::two_valued);
    std::vector<record> const records = hostile_records(schema, 256);
    random_query make(schema, records);
    std::set<std::int64_t> signed_asked, instants_asked;
    std::set<std::uint64_t> unsigned_asked;
    std::map<double, int> reals_asked;
    bool negative_zero = false;
    std::map<std::pair<schema::field_index, schema::operation>, int> leaves;
    std::set<expr::node_kind> kinds;
    for (std::uint64_t number = 0; number != 10'000; ++number) {
        expr::query const q = make(number);
        for (expr::node const& n : q.filter.nodes()) {
            kinds.insert(n.kind);
            if (n.is_leaf()) {
                ++leaves[{n.field, n.operation}];
            }
        }
        for (std::size_t i = 0; i != q.filter.values().size(); ++i) {
            core::value const v = q.filter.values()[i];
            if (auto const* s = std::get_if<std::int64_t>(&v)) {
                signed_asked.insert(*s);
            } else if (auto const* u = std::get_if<std::uint64_t>(&v)) {
                unsigned_asked.insert(*u);
            } else if (auto const* d = std::get_if<double>(&v)) {
                ++reals_asked[*d];
                negative_zero = negative_zero || (*d == 0 && std::signbit(*d));
            } else if (auto const* t = std::get_if<core::timestamp>(&v)) {
                instants_asked.insert(t->microseconds);
            }
        }
    }
    for (std::int64_t const i : integers) {
        BOOST_TEST(signed_asked.contains(i), i);
    }
    for (std::uint64_t const i : large_integers) {
        BOOST_TEST(unsigned_asked.contains(i), i);
    }
    for (double const d : reals) {
        BOOST_TEST(reals_asked.contains(d), d);
        BOOST_TEST(
            (std::abs(d) == std::numeric_limits<double>::max() ||
             (reals_asked.contains(std::nextafter(d, 1e308)) && reals_asked.contains(std::nextafter(d, -1e308)))),
            "neighbours of " << d);
    }
    BOOST_TEST(negative_zero);
    for (std::int64_t const us : instants) {
        BOOST_TEST(instants_asked.contains(us), us);
    }
    std::size_t asked = 0;
    for (schema::field_index f = 0; f != schema.fields().size(); ++f) {
        for (std::size_t o = 0; o != schema::operation_count; ++o) {
            auto const operation = static_cast<schema::operation>(o);
            if (schema::operations_of(schema[f].type).contains(operation)) {
                BOOST_TEST((leaves[{f, operation}] > 0), schema[f].name << " " << o);
                ++asked;
            }
        }
    }
    BOOST_TEST(leaves.size() == asked);
    BOOST_TEST(kinds.size() == 7U); // every kind of node
}

BOOST_AUTO_TEST_SUITE_END()
