#pragma once

#include <quern/core/detail/compiled.hpp>
#include <quern/core/detail/search.hpp>
#include <quern/core/timestamp.hpp>
#include <quern/core/value.hpp>
#include <quern/expr/node.hpp>
#include <quern/expr/query.hpp>
#include <quern/expr/view.hpp>
#include <quern/memory/detail/plan.hpp>
#include <quern/memory/detail/question.hpp>
#include <quern/memory/detail/text_words.hpp>
#include <quern/memory/detail/value_set.hpp>
#include <quern/normalise/simplify.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/field.hpp>
#include <quern/schema/operation.hpp>
#include <quern/schema/scalar.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace quern::memory::detail {

/// Makes the tests of a plan from its filter, which is simplified.
class plan_maker {
public:
    explicit plan_maker(plan& made) noexcept : plan_(made) {}

    void run(schema::definition const& schema) {
        make_tests(schema);
        join_bounds(schema);
        thread();
    }

private:
    /// A test of a leaf, before it has found its place.
    struct step {
        test made{};
        std::uint32_t leaves = 0; // of the subtree, those that are joined to others left out
        std::uint8_t cost = 0;    // of the dearest
    };

    void make_tests(schema::definition const& schema) {
        auto const nodes = plan_.filter_.nodes();
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
        expr::constants const own(plan_.filter_.values(), n.first_value, n.value_count);
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
            set_comparison(made, n.operation, own.front());
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
                made.what.texts = keep(text_set(std::move(texts)));
            }
            return;
        }
        std::vector<std::uint64_t> numbers;
        for (core::value const& c : list) {
            numbers.push_back(bits_of_number(c));
        }
        made.kind = ask::number_list;
        made.what.numbers = keep(number_set(std::move(numbers)));
    }

    /// Where some texts are few and about as long.
    bool set_words(test& made, std::span<std::string_view const> texts) {
        if (text_words<std::uint16_t>::fits(texts)) {
            made.kind = ask::text_of_4;
            made.what.words_of_4 = keep(text_words<std::uint16_t>(texts));
        } else if (text_words<std::uint32_t>::fits(texts)) {
            made.kind = ask::text_of_8;
            made.what.words_of_8 = keep(text_words<std::uint32_t>(texts));
        } else if (text_words<std::uint64_t>::fits(texts)) {
            made.kind = ask::text_of_16;
            made.what.words_of_16 = keep(text_words<std::uint64_t>(texts));
        } else {
            return false;
        }
        return true;
    }

    /// Keeps a constant as long as the plan.
    template <class Constant>
    [[nodiscard]] Constant const* keep(Constant made) {
        plan_.others_.emplace_back(nullptr, [](void const* it) { delete static_cast<Constant const*>(it); });
        auto* const it = new Constant(std::move(made));
        plan_.others_.back().reset(it);
        return it;
    }

    /// Of a value that is no string.
    [[nodiscard]] static std::uint64_t bits_of_number(core::value const& v) noexcept {
        switch (core::kind_of(v)) {
        case core::value_kind::boolean:
            return bits_of(*std::get_if<bool>(&v));
        case core::value_kind::int64:
            return bits_of(*std::get_if<std::int64_t>(&v));
        case core::value_kind::uint64:
            return bits_of(*std::get_if<std::uint64_t>(&v));
        case core::value_kind::real:
            return bits_of(*std::get_if<double>(&v));
        case core::value_kind::timestamp:
            return bits_of(*std::get_if<core::timestamp>(&v));
        case core::value_kind::string:
            break;
        }
        return 0;
    }

    void set_comparison(test& made, schema::operation o, core::value const& c) {
        switch (core::kind_of(c)) {
        case core::value_kind::int64:
        case core::value_kind::timestamp:
            set_whole_comparison(made, o, bits_of_number(c), std::uint64_t{1} << 63U);
            break;
        case core::value_kind::boolean:
        case core::value_kind::uint64:
            set_whole_comparison(made, o, bits_of_number(c), 0);
            break;
        case core::value_kind::real:
            set_real_comparison(made, o, *std::get_if<double>(&c));
            break;
        case core::value_kind::string:
            set_text_comparison(made, o, *std::get_if<std::string_view>(&c));
            break;
        }
    }

    void set_text_comparison(test& made, schema::operation o, std::string_view text) {
        using enum schema::operation;
        if ((o == eq || o == ne) && set_words(made, std::span(&text, 1))) {
            return;
        }
        made.kind = o == eq || o == ne ? ask::text_is : o == lt || o == ge ? ask::text_before : ask::text_up_to;
        made.inverted = made.inverted != (o == gt || o == ge);
        made.what.text = text;
    }

    static void set_real_comparison(test& made, schema::operation o, double c) noexcept {
        using enum schema::operation;
        constexpr double infinity = std::numeric_limits<double>::infinity();
        made.kind = ask::real_interval;
        made.what.real = o == lt   ? operand::real_interval{-infinity, std::nextafter(c, -infinity)}
                         : o == le ? operand::real_interval{-infinity, c}
                         : o == gt ? operand::real_interval{std::nextafter(c, infinity), infinity}
                         : o == ge ? operand::real_interval{c, infinity}
                                   : operand::real_interval{c, c};
    }

    /// `bits` are those of the constant, `least` those of the least of its type.
    static void set_whole_comparison(test& made, schema::operation o, std::uint64_t bits,
                                     std::uint64_t least) noexcept {
        using enum schema::operation;
        std::uint64_t const most = least - 1;
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
        auto const nodes = plan_.filter_.nodes();
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
        auto const nodes = plan_.filter_.nodes();
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
        plan_.entry_ = count != 0 ? 0 : nothing ? plan::reject : plan::accept;
        plan_.tests_.resize(count);
        std::vector<place> places(nodes.size());
        std::vector<std::uint32_t> children;
        for (std::uint32_t i = 0; i != nodes.size(); ++i) {
            if (nodes[i].is_leaf()) {
                if (steps_[i].leaves != 0) {
                    plan_.tests_[places[i].first] = settled(steps_[i].made);
                    plan_.tests_[places[i].first].on_true = places[i].on_true;
                    plan_.tests_[places[i].first].on_false = places[i].on_false;
                }
                continue;
            }
            children.clear();
            for (std::uint32_t c = i + 1; c < nodes[i].end; c = nodes[c].end) {
                if (steps_[c].leaves != 0) {
                    children.push_back(c);
                }
            }
            std::sort(children.begin(), children.end(), [this](std::uint32_t a, std::uint32_t b) {
                return steps_[a].cost != steps_[b].cost ? steps_[a].cost < steps_[b].cost : a < b;
            });
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
        std::uint32_t on_true = plan::accept;
        std::uint32_t on_false = plan::reject;
    };

    plan& plan_;
    std::vector<step> steps_{}; // of each node
};

QUERN_INLINE plan::plan(expr::query q) {
    normalise::simplify(q);
    filter_ = std::move(q.filter);
    plan_maker(*this).run(q.schema);
}

QUERN_INLINE plan::~plan() = default;

} // namespace quern::memory::detail
