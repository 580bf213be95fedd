#pragma once

#include <quern/core/detail/search.hpp>
#include <quern/core/value.hpp>
#include <quern/expr/query.hpp>
#include <quern/expr/view.hpp>
#include <quern/memory/detail/question.hpp>
#include <quern/memory/detail/value_set.hpp>
#include <quern/normalise/simplify.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/operation.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace quern::memory::detail {

/// One test of a filter, and the tests that follow where it is true and where it is false; they stand behind it.
struct test {
    ask kind = ask::presence;
    schema::field_index field = 0;
    bool inverted = false;  ///< true where the answer is no
    bool on_absent = false; ///< what it is where the field is absent
    operand what{};
    std::uint32_t on_true = 0;
    std::uint32_t on_false = 0;
};

/// A filter as tests that lead to each other: the first is asked first.
///
/// In a filter without negation, unknown may be taken for false: only what is true selects, and conjunction and
/// disjunction never make true of unknown what they do not make true of false. In each group the cheap tests come
/// first, and two bounds of a number are one test. It needs neither the query nor its schema.
class plan {
public:
    static constexpr std::uint32_t accept = 0xffffffff;
    static constexpr std::uint32_t reject = 0xfffffffe;

    explicit plan(expr::query q) : filter_(simplified(q)) {
        make_tests(q.schema);
        join_bounds(q.schema);
        thread();
    }
    plan(plan const&) = delete;
    plan& operator=(plan const&) = delete;

    [[nodiscard]] std::span<test const> tests() const noexcept { return tests_; }

    /// The first test; `accept` or `reject` where there is none.
    [[nodiscard]] std::uint32_t entry() const noexcept { return entry_; }

private:
    [[nodiscard]] static expr::tree simplified(expr::query& q) {
        normalise::simplify(q);
        return std::move(q.filter);
    }

    /// A test of a leaf, before it has found its place.
    struct step {
        test made{};
        std::uint32_t leaves = 0; // of the subtree, those that are joined to others left out
        std::uint8_t cost = 0;    // of the dearest
    };

    void make_tests(schema::definition const& schema) {
        auto const nodes = filter_.nodes();
        steps_.resize(nodes.size());
        for (std::size_t i = 0; i != nodes.size(); ++i) {
            if (nodes[i].is_leaf()) {
                steps_[i].made = make_test(nodes[i], schema);
            }
        }
    }

    [[nodiscard]] test make_test(expr::node const& n, schema::definition const& schema) {
        using enum schema::operation;
        bool const complement = n.kind == expr::node_kind::complement;
        bool const negative = n.operation == ne || n.operation == not_in;
        test made;
        made.field = n.field;
        made.on_absent = schema.logic() == schema::logic::two_valued && negative != complement;
        made.inverted = negative != complement;
        expr::constants const own(filter_.values(), n.first_value, n.value_count);
        switch (n.operation) {
        case is_null:
        case not_null:
            made.inverted = (n.operation == is_null) != complement;
            made.on_absent = made.inverted;
            break;
        case in:
        case not_in:
            set_list(made, own);
            break;
        case eq:
        case ne:
        case lt:
        case le:
        case gt:
        case ge:
            std::visit([&](auto c) { set_comparison(made, n.operation, c); }, own.front());
            break;
        case contains:
        case icontains:
        case begins_with:
        case ends_with:
            set_search(made, n.operation, schema[n.field].folding, std::get<std::string_view>(own.front()));
            break;
        }
        return made;
    }

    void set_list(test& made, expr::constants const& list) {
        if (std::holds_alternative<std::string_view>(list.front())) {
            std::vector<std::string_view> texts;
            for (core::value const& c : list) {
                texts.push_back(std::get<std::string_view>(c));
            }
            if (!set_words(made, texts)) {
                made.kind = ask::text_list;
                made.what.texts = &texts_.emplace_back(std::move(texts));
            }
            return;
        }
        std::vector<std::uint64_t> numbers;
        for (core::value const& c : list) {
            numbers.push_back(std::visit([](auto v) { return bits_or_none(v); }, c));
        }
        made.kind = ask::number_list;
        made.what.numbers = &numbers_.emplace_back(std::move(numbers));
    }

    /// Where some texts are few and about as long.
    bool set_words(test& made, std::span<std::string_view const> texts) {
        if (text_words<std::uint16_t>::fits(texts)) {
            made.kind = ask::text_of_4;
            made.what.words_of_4 = &words_of_4_.emplace_back(texts);
        } else if (text_words<std::uint32_t>::fits(texts)) {
            made.kind = ask::text_of_8;
            made.what.words_of_8 = &words_of_8_.emplace_back(texts);
        } else if (text_words<std::uint64_t>::fits(texts)) {
            made.kind = ask::text_of_16;
            made.what.words_of_16 = &words_of_16_.emplace_back(texts);
        } else {
            return false;
        }
        return true;
    }

    [[nodiscard]] static std::uint64_t bits_or_none(std::string_view) noexcept { return 0; }
    template <class Value>
    [[nodiscard]] static std::uint64_t bits_or_none(Value v) noexcept {
        return bits_of(v);
    }

    void set_comparison(test& made, schema::operation o, std::string_view text) {
        using enum schema::operation;
        if ((o == eq || o == ne) && set_words(made, std::span(&text, 1))) {
            return;
        }
        made.kind = o == eq || o == ne ? ask::text_is : o == lt || o == ge ? ask::text_before : ask::text_up_to;
        made.inverted = made.inverted != (o == gt || o == ge);
        made.what.text = text;
    }

    static void set_comparison(test& made, schema::operation o, double c) noexcept {
        using enum schema::operation;
        constexpr double infinity = std::numeric_limits<double>::infinity();
        made.kind = ask::real_interval;
        made.what.real = o == lt   ? operand::real_interval{-infinity, std::nextafter(c, -infinity)}
                         : o == le ? operand::real_interval{-infinity, c}
                         : o == gt ? operand::real_interval{std::nextafter(c, infinity), infinity}
                         : o == ge ? operand::real_interval{c, infinity}
                                   : operand::real_interval{c, c};
    }

    template <class Value>
    static void set_comparison(test& made, schema::operation o, Value c) noexcept {
        using enum schema::operation;
        constexpr bool is_signed = std::is_same_v<Value, std::int64_t> || std::is_same_v<Value, core::timestamp>;
        constexpr std::uint64_t least = is_signed ? std::uint64_t{1} << 63U : 0;
        constexpr std::uint64_t most = least - 1;
        std::uint64_t const bits = bits_of(c);
        bool const strict = o == lt || o == gt;
        if ((o == lt && bits == least) || (o == gt && bits == most)) {
            made.inverted = !made.inverted; // no value is
            return;
        }
        made.kind = ask::whole_interval;
        made.what.whole = o == lt || o == le ? operand::whole_interval{least, bits - least - (strict ? 1 : 0)}
                          : o == gt || o == ge
                              ? operand::whole_interval{bits + (strict ? 1 : 0), most - bits - (strict ? 1 : 0)}
                              : operand::whole_interval{bits, 0};
    }

    void set_search(test& made, schema::operation o, schema::case_folding folding, std::string_view text) {
        using enum schema::operation;
        using core::detail::make_needle;
        auto const keep = [this](needle sought) { return &needles_.emplace_back(std::move(sought)); };
        if (o == begins_with || o == ends_with) {
            made.kind = o == begins_with ? ask::text_begins : ask::text_ends;
            made.what.text = text;
        } else if (o == contains) {
            made.kind = ask::text_has;
            made.what.sought = keep(make_needle<plain_units>(text));
        } else if (folding == schema::case_folding::ascii) {
            made.kind = ask::text_has_ascii;
            made.what.sought = keep(make_needle<ascii_units>(text));
        } else {
            made.kind = ask::text_has_folded;
            made.what.sought = keep(make_needle<folded_units>(text));
        }
    }

    /// Numbers, instants or doubles from one to another.
    template <class Bound>
    struct interval {
        Bound low;
        Bound high;

        static constexpr bool real = std::is_same_v<Bound, double>;
        static constexpr Bound most = real ? std::numeric_limits<Bound>::infinity() : std::numeric_limits<Bound>::max();
        static constexpr Bound least = real ? -most : Bound{};

        [[nodiscard]] bool is_half_line() const noexcept { return (low == least) != (high == most); }

        /// All that a half-line leaves out.
        [[nodiscard]] interval complement() const noexcept {
            if constexpr (real) {
                return low == least ? interval{std::nextafter(high, most), most}
                                    : interval{least, std::nextafter(low, least)};
            } else {
                return low == least ? interval{high + 1, most} : interval{least, low - 1};
            }
        }
    };

    /// An interval of numbers in their order; `least` is that of their type.
    template <class Bound>
    [[nodiscard]] static interval<Bound> interval_of(test const& t, std::uint64_t least) noexcept {
        if constexpr (interval<Bound>::real) {
            return {t.what.real.low, t.what.real.high};
        } else {
            std::uint64_t const low = t.what.whole.from - least;
            return {low, low + t.what.whole.width};
        }
    }

    /// Makes one test of two that are joined by `and` (of what both hold) or by `or` (of what neither leaves out), if
    /// one will do. Complexity: O(1).
    template <class Bound>
    [[nodiscard]] static bool join(test& a, test const& b, bool conjunction, std::uint64_t least) noexcept {
        interval<Bound> x = interval_of<Bound>(a, least);
        interval<Bound> y = interval_of<Bound>(b, least);
        bool const form = !conjunction;
        if ((a.inverted != form && !x.is_half_line()) || (b.inverted != form && !y.is_half_line())) {
            return false;
        }
        x = a.inverted != form ? x.complement() : x;
        y = b.inverted != form ? y.complement() : y;
        interval<Bound> const both{std::max(x.low, y.low), std::min(x.high, y.high)};
        a.inverted = form;
        a.on_absent = conjunction ? a.on_absent && b.on_absent : a.on_absent || b.on_absent;
        if (both.low > both.high) {
            a.kind = ask::presence;
            a.inverted = !form;
        } else if constexpr (interval<Bound>::real) {
            a.what.real = {both.low, both.high};
        } else {
            a.what.whole = {both.low + least, both.high - both.low};
        }
        return true;
    }

    /// Joins what bounds one number in one group; a leaf that is joined to one before it has no test of its own.
    void join_bounds(schema::definition const& schema) {
        auto const nodes = filter_.nodes();
        struct bounded {
            std::uint32_t group = 0; // behind the group's node
            std::uint32_t leaf = 0;
        };
        std::vector<bounded> found(schema.fields().size()); // of each field, the latest
        for (std::uint32_t group = 0; group != nodes.size(); ++group) {
            if (nodes[group].is_leaf()) {
                steps_[group].leaves = steps_[group].leaves == joined ? 0 : 1;
                continue;
            }
            bool const conjunction = nodes[group].kind == expr::node_kind::conjunction;
            for (std::uint32_t c = group + 1; c < nodes[group].end; c = nodes[c].end) {
                test const& t = steps_[c].made;
                bool const real = t.kind == ask::real_interval;
                if (!nodes[c].is_leaf() || (!real && t.kind != ask::whole_interval)) {
                    continue;
                }
                bounded& before = found[t.field];
                std::uint64_t const least = least_of(schema[t.field].type);
                if (before.group != group + 1 || steps_[before.leaf].made.kind != t.kind) {
                    before = {group + 1, c};
                } else if (real ? join<double>(steps_[before.leaf].made, t, conjunction, least)
                                : join<std::uint64_t>(steps_[before.leaf].made, t, conjunction, least)) {
                    steps_[c].leaves = joined;
                }
            }
        }
    }

    [[nodiscard]] static std::uint64_t least_of(schema::scalar type) noexcept {
        bool const is_signed = type == schema::scalar::int64 || type == schema::scalar::timestamp;
        return is_signed ? std::uint64_t{1} << 63U : 0;
    }

    /// Numbers the tests, the cheap ones of each group first, and joins them: a conjunction goes on to its next operand
    /// where one is true, and ends where one is false; a disjunction the other way round.
    void thread() {
        auto const nodes = filter_.nodes();
        for (std::size_t i = nodes.size(); i-- != 0;) {
            if (nodes[i].is_leaf()) {
                steps_[i].cost = cost_of(steps_[i].made.kind);
                continue;
            }
            for (std::uint32_t c = static_cast<std::uint32_t>(i) + 1; c < nodes[i].end; c = nodes[c].end) {
                steps_[i].leaves += steps_[c].leaves;
                steps_[i].cost = std::max(steps_[i].cost, steps_[c].cost);
            }
        }
        std::uint32_t const count = nodes.empty() ? 0 : steps_[0].leaves;
        bool const nothing = !nodes.empty() && nodes.front().kind == expr::node_kind::nothing;
        entry_ = count != 0 ? 0 : nothing ? reject : accept;
        tests_.resize(count);
        std::vector<place> places(nodes.size());
        std::vector<std::uint32_t> children;
        for (std::uint32_t i = 0; i != nodes.size(); ++i) {
            if (nodes[i].is_leaf()) {
                if (steps_[i].leaves != 0) {
                    tests_[places[i].first] = settled(steps_[i].made);
                    tests_[places[i].first].on_true = places[i].on_true;
                    tests_[places[i].first].on_false = places[i].on_false;
                }
                continue;
            }
            children.clear();
            for (std::uint32_t c = i + 1; c < nodes[i].end; c = nodes[c].end) {
                if (steps_[c].leaves != 0) {
                    children.push_back(c);
                }
            }
            std::ranges::sort(children, {}, [this](std::uint32_t c) { return std::pair(steps_[c].cost, c); });
            std::uint32_t next = places[i].first;
            for (std::uint32_t const c : children) {
                places[c] = places[i];
                places[c].first = next;
                next += steps_[c].leaves;
                if (c != children.back()) {
                    (nodes[i].kind == expr::node_kind::conjunction ? places[c].on_true : places[c].on_false) = next;
                }
            }
        }
        steps_ = {};
    }

    /// An interval of numbers is never inverted: what it leaves out is one too, modulo 2^64.
    [[nodiscard]] static test settled(test t) noexcept {
        if (t.kind == ask::whole_interval && t.inverted) {
            operand::whole_interval const w = t.what.whole;
            if (w.width == std::numeric_limits<std::uint64_t>::max()) {
                t.kind = ask::presence;
            } else {
                t.what.whole = {w.from + w.width + 1, std::numeric_limits<std::uint64_t>::max() - 1 - w.width};
                t.inverted = false;
            }
        }
        return t;
    }

    static constexpr std::uint32_t joined = 0xffffffff;

    /// The first test of a subtree, and what follows it.
    struct place {
        std::uint32_t first = 0;
        std::uint32_t on_true = accept;
        std::uint32_t on_false = reject;
    };

    expr::tree filter_; // its constants are what the tests view
    std::deque<number_set> numbers_;
    std::deque<text_set> texts_;
    std::deque<text_words<std::uint16_t>> words_of_4_;
    std::deque<text_words<std::uint32_t>> words_of_8_;
    std::deque<text_words<std::uint64_t>> words_of_16_;
    std::deque<needle> needles_;
    std::vector<step> steps_; // of each node, while the plan is made
    std::vector<test> tests_;
    std::uint32_t entry_ = accept;
};

} // namespace quern::memory::detail
