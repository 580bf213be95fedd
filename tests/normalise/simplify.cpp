#include "harness.hpp"

#undef QUERN_COMPILED // the rules are counted as they run, which is not in the library

#include "../engines/query_count.hpp"
#include "../support/rewriting.hpp"
#include "../support/trees.hpp"

#include <quern/expr/dump.hpp>
#include <quern/normalise/simplify.hpp>

#include <ctime>
#include <deque>

using namespace quern;
using namespace quern::test;
using engines::dice;
using enum schema::operation;

BOOST_AUTO_TEST_SUITE(simplify)

static void simplified(expr::query& q) { normalise::simplify(q); }

BOOST_AUTO_TEST_CASE(ranges) { check_rewritings("ranges", simplified); }
BOOST_AUTO_TEST_CASE(lists) { check_rewritings("lists", simplified); }
BOOST_AUTO_TEST_CASE(contradictions) { check_rewritings("contradictions", simplified); }
BOOST_AUTO_TEST_CASE(tautologies) { check_rewritings("tautologies", simplified); }
BOOST_AUTO_TEST_CASE(searches) { check_rewritings("searches", simplified); }
BOOST_AUTO_TEST_CASE(duplicates) { check_rewritings("duplicates", simplified); }
BOOST_AUTO_TEST_CASE(absorption) { check_rewritings("absorption", simplified); }

namespace {

/// Makes filters on few fields with few constants, so that leaves meet.
class crowded_query {
public:
    explicit crowded_query(schema::definition schema) : schema_(std::move(schema)) {}

    [[nodiscard]] expr::query operator()(std::uint64_t number) {
        dice_ = dice(number);
        fields_.clear();
        for (std::size_t n = 1 + dice_(2); n != 0; --n) {
            fields_.push_back(static_cast<schema::field_index>(dice_(schema_.fields().size())));
        }
        expr::query q(schema_);
        node(q.filter, 1 + dice_(4));
        return q;
    }

private:
    void node(expr::tree& t, std::size_t depth) {
        std::size_t const roll = dice_(100);
        if (roll < 1) {
            t.constant(dice_.once_in(2));
        } else if (depth == 0 || roll < 30) {
            leaf(t);
        } else {
            using enum expr::node_kind;
            bool const negates = roll < 40;
            std::uint32_t const opened = t.open(negates ? negation : dice_.once_in(2) ? conjunction : disjunction);
            for (std::size_t n = negates ? 1 : 2 + dice_(3); n != 0; --n) {
                node(t, depth - 1);
            }
            t.close(opened);
        }
    }

    void leaf(expr::tree& t) {
        schema::field_index const index = dice_.pick(fields_);
        auto o = static_cast<schema::operation>(dice_(schema::operation_count));
        while (!schema::operations_of(schema_[index].type).contains(o)) {
            o = static_cast<schema::operation>(dice_(schema::operation_count));
        }
        t.leaf(dice_.once_in(4) ? expr::node_kind::complement : expr::node_kind::predicate, index, o);
        bool const list = arity_of(o) == schema::arity::list;
        for (std::size_t n = list ? 1 + dice_(4) : arity_of(o) == schema::arity::one ? 1 : 0; n != 0; --n) {
            constant(t, schema_[index], schema::is_text_search(o));
        }
    }

    void constant(expr::tree& t, schema::field const& f, bool needle) {
        using i64 = std::numeric_limits<std::int64_t>;
        static constexpr std::array<std::int64_t, 9> whole{0, 1, 2, 3, 4, -1, 5, i64::min(), i64::max()};
        static constexpr std::array<double, 10> real{0.0,
                                                     -0.0,
                                                     1.0,
                                                     1.0000000000000002,
                                                     1.0000000000000004,
                                                     1.5,
                                                     2.0,
                                                     5e-324,
                                                     std::numeric_limits<double>::max(),
                                                     std::numeric_limits<double>::lowest()};
        static constexpr std::array<std::string_view, 9> text{"", "a", "b", "ab", "abc", "AB", "a\x01", "k", "\u212a"};
        static constexpr std::array<std::string_view, 5> part{"", "a", "B", "bc", "K"};
        static constexpr std::array<std::int64_t, 8> instant{0,         1,         2,         1'000,
                                                             1'000'000, 2'000'000, 1'500'000, -62'135'596'800'000'000};
        switch (f.type) {
        case schema::scalar::boolean:
            t.value(dice_.once_in(2));
            return;
        case schema::scalar::int64:
        case schema::scalar::uint64:
            t.value(dice_.once_in(6) ? core::value(dice_.pick(real)) : core::value(dice_.pick(whole)));
            return;
        case schema::scalar::real:
            t.value(dice_.pick(real));
            return;
        case schema::scalar::string:
            t.value(needle ? dice_.pick(part) : dice_.pick(text));
            return;
        case schema::scalar::timestamp:
            t.value(core::timestamp{dice_.pick(instant)});
            return;
        }
    }

    schema::definition schema_;
    std::vector<schema::field_index> fields_;
    dice dice_{0};
};

std::size_t leaves_of(expr::query const& q) {
    return static_cast<std::size_t>(std::ranges::count_if(q.filter.nodes(), &expr::node::is_leaf));
}

} // namespace

/// The rules of `simplify` are counted as it runs them.
BOOST_AUTO_TEST_CASE(random_filters_select_the_same) {
    std::array<std::size_t, normalise::detail::rule_count> fired{};
    std::size_t before = 0, after = 0, nothing = 0, everything = 0;
    std::size_t const filters = engines::query_count(20'000);
    for (schema::logic const logic : {schema::logic::two_valued, schema::logic::three_valued}) {
        schema::definition const schema = engines::hostile_schema(logic);
        std::vector<engines::record> const hostile = engines::hostile_records(schema, 24);
        crowded_query make(schema);
        std::size_t differences = 0;
        for (std::uint64_t number = 0; number != filters / 2 && differences != 5; ++number) {
            expr::query const q = make(number);
            expr::query normal = q;
            normalise::normalise(normal);
            normalise::domains const whole{};
            normalise::detail::simplifier once(normal, whole);
            (void)once.run();
            std::ranges::transform(fired, once.fired(), fired.begin(), std::plus{});
            expr::query simpler = q;
            normalise::simplify(simpler);
            expr::query again = simpler;
            normalise::simplify(again);
            before += leaves_of(normal);
            after += leaves_of(simpler);
            nothing += normalise::selects_nothing(simpler);
            everything += normalise::selects_everything(simpler);
            bool const fine = same_selection(q, simpler, records_for(q, hostile, number)) && again == simpler &&
                              leaves_of(simpler) <= leaves_of(normal);
            if (!fine) {
                ++differences;
                BOOST_ERROR("filter " << number << (logic == schema::logic::two_valued ? ", two" : ", three")
                                      << "-valued\n  " << text::print(q) << "\n  " << text::print(simpler) << "\n  "
                                      << text::print(again));
            }
        }
        BOOST_TEST(differences == 0U);
    }
    BOOST_TEST_MESSAGE(filters << " filters, " << before << " leaves became " << after << "; " << nothing
                               << " nothing, " << everything << " everything");
    static constexpr std::array<std::string_view, normalise::detail::rule_count> names{
        "ranges", "lists", "contradictions", "tautologies", "searches", "duplicates", "absorption"};
    for (std::size_t r = 0; r != fired.size(); ++r) {
        BOOST_TEST_MESSAGE(names[r] << " fired " << fired[r] << " times");
        BOOST_TEST(fired[r] > filters / 200, names[r]);
    }
}

BOOST_AUTO_TEST_CASE(what_selects_nothing_or_everything_is_known) {
    schema::definition const s = fields(schema::logic::three_valued);
    struct row {
        std::string_view name;
        subtree root;
        bool nothing, everything;
    };
    row const rows[] = {
        {"no filter", [](expr::query&) {}, false, true},
        {"everything", constant(true), false, true},
        {"nothing", constant(false), true, false},
        {"a leaf", is("i", eq, {std::int64_t{1}}), false, false},
        {"a contradiction", all_of({is("i", lt, {std::int64_t{1}}), is("i", gt, {std::int64_t{1}})}), true, false},
        {"a tautology", any_of({is("ni", lt, {std::int64_t{1}}), is("ni", ge, {std::int64_t{1}})}), false, true},
    };
    for (row const& r : rows) {
        expr::query q = query_of(s, r.root);
        normalise::simplify(q);
        BOOST_TEST_CONTEXT(r.name) {
            BOOST_TEST(normalise::selects_nothing(q) == r.nothing);
            BOOST_TEST(normalise::selects_everything(q) == r.everything);
        }
    }
}

/// A store that ends earlier than the type.
BOOST_AUTO_TEST_CASE(domains_of_a_store) {
    normalise::domains const sqlite{.uint64_max = 0x7fffffffffffffff};
    expr::query q = query_of(fields(schema::logic::two_valued), is("nu", le, {std::uint64_t{0x7fffffffffffffff}}));
    expr::query other = q;
    normalise::simplify(q, sqlite);
    BOOST_TEST(normalise::selects_everything(q));
    normalise::simplify(other);
    BOOST_TEST(!normalise::selects_everything(other));
}

namespace {

using shape = void (*)(expr::query&, std::uint32_t count);

void alternating(expr::query& q, std::uint32_t count) {
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i != count; ++i) {
        open.push_back(q.filter.open(i % 2 == 0 ? expr::node_kind::disjunction : expr::node_kind::conjunction));
        i % 2 == 0 ? is("i", eq, {std::int64_t{2} * i})(q) : is("i", lt, {std::int64_t{1'000'000'000} - i})(q);
    }
    is("s", eq, {"a"})(q);
    while (!open.empty()) {
        q.filter.close(open.back());
        open.pop_back();
    }
}

/// What each of `count` siblings is, by its number.
template <auto Sibling, expr::node_kind Kind>
void siblings(expr::query& q, std::uint32_t count) {
    std::uint32_t const group = q.filter.open(Kind);
    for (std::uint32_t i = 0; i != count; ++i) {
        Sibling(i)(q);
    }
    q.filter.close(group);
}

constexpr auto list_or_range = [](std::uint32_t i) {
    std::vector<core::value> list;
    for (std::int64_t v = 0; v != 10; ++v) {
        list.emplace_back(v * 3 + i);
    }
    return i % 2 == 0 ? is("i", not_in, list) : is("i", gt, {-std::int64_t{i}});
};
constexpr auto pair_of_ranges = [](std::uint32_t i) {
    return all_of({is("i", gt, {std::int64_t{i} * 10}), is("i", lt, {std::int64_t{i} * 10 + 5})});
};
constexpr auto group_to_absorb = [](std::uint32_t i) {
    return i == 0 ? is("i", in, {std::int64_t{1}, std::int64_t{3}})
                  : all_of({is("i", ge, {std::int64_t{i} * 7}), is("u", eq, {std::uint64_t{i}})});
};
constexpr auto search = [](std::uint32_t i) {
    static std::deque<std::string> const numerals = [] { // subtrees view them
        std::deque<std::string> all;
        for (int n = 0; n != 10'000; ++n) {
            all.push_back(std::to_string(n));
        }
        return all;
    }();
    return is("s", i % 2 == 0 ? contains : ne, {std::string_view(numerals[i])});
};

} // namespace

/// Ten times as much may take little more than ten times as long, and not a hundred; of the processor's time, since the machine is shared.
BOOST_AUTO_TEST_CASE(no_shape_is_quadratic) {
    using enum expr::node_kind;
    struct row {
        std::string_view name;
        shape make;
    };
    row const rows[] = {
        {"alternating groups", alternating},
        {"lists and ranges, all", siblings<list_or_range, conjunction>},
        {"lists and ranges, any", siblings<list_or_range, disjunction>},
        {"pairs of ranges", siblings<pair_of_ranges, disjunction>},
        {"groups to absorb", siblings<group_to_absorb, disjunction>},
        {"searches and values", siblings<search, conjunction>},
        {"searches and values, any", siblings<search, disjunction>},
    };
    for (row const& r : rows) {
        auto const least_time = [&](std::uint32_t count) {
            std::clock_t least = std::numeric_limits<std::clock_t>::max();
            for (int repeat = 0; repeat != 3; ++repeat) {
                expr::query q(fields(schema::logic::two_valued));
                r.make(q, count);
                std::clock_t const begin = std::clock();
                normalise::simplify(q);
                least = std::min(least, std::clock() - begin);
            }
            return static_cast<double>(least) / CLOCKS_PER_SEC;
        };
        double const few = least_time(1'000);
        double const many = least_time(10'000);
        BOOST_TEST_MESSAGE(r.name << ": 1000 in " << few * 1e3 << " ms, 10000 in " << many * 1e3 << " ms");
        BOOST_TEST(many < 40 * few, r.name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
