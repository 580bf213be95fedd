#pragma once

#include <quern/core/detail/search.hpp>
#include <quern/core/value.hpp>
#include <quern/expr/query.hpp>
#include <quern/normalise/simplify.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/operation.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace quern::memory::detail {

using core::detail::ascii_units;
using core::detail::folded_units;
using core::detail::has;
using core::detail::make_needle;
using core::detail::needle;
using core::detail::plain_units;

/// The constants of a leaf, ready to be compared with values of its field.
struct operand {
    std::span<core::value const> constants; ///< of a list: sorted, each once
    needle const* sought = nullptr;         ///< of a search
};

/// True where an operator holds for a value that is not absent.
template <schema::operation Operation, class Value>
[[nodiscard]] bool holds(Value const& v, operand const& o) noexcept {
    using enum schema::operation;
    if constexpr (Operation == is_null || Operation == not_null) {
        return Operation == not_null;
    } else if constexpr (Operation == in || Operation == not_in) {
        auto const typed = [](core::value const& c) -> Value const& { return *std::get_if<Value>(&c); };
        return std::ranges::binary_search(o.constants, v, std::ranges::less{}, typed) == (Operation == in);
    } else if constexpr (Operation == contains) {
        return has<plain_units>(v, *o.sought);
    } else {
        Value const& constant = *std::get_if<Value>(&o.constants.front());
        if constexpr (Operation == eq) {
            return v == constant;
        } else if constexpr (Operation == ne) {
            return v != constant;
        } else if constexpr (Operation == lt) {
            return v < constant;
        } else if constexpr (Operation == le) {
            return v <= constant;
        } else if constexpr (Operation == gt) {
            return v > constant;
        } else if constexpr (Operation == ge) {
            return v >= constant;
        } else if constexpr (Operation == begins_with) {
            return v.starts_with(constant);
        } else {
            static_assert(Operation == ends_with);
            return v.ends_with(constant);
        }
    }
}

/// A filter over records: its leaves in order, each with the leaf that follows where it is true and where it is false.
///
/// In a filter without negation, unknown may be taken for false: only what is true selects, and conjunction and
/// disjunction never make true of unknown what they do not make true of false.
template <class Access>
class program {
public:
    using record = typename Access::record;

    program(expr::query q, Access access) : access_(std::move(access)), query_(std::move(q)) {
        normalise::simplify(query_);
        take_constants();
        thread();
    }
    program(program const&) = delete;
    program& operator=(program const&) = delete;

    [[nodiscard]] bool operator()(record const& r) const noexcept {
        std::uint32_t at = entry_;
        while (at < leaves_.size()) {
            leaf const& l = leaves_[at];
            at = l.test(access_, l, r) ? l.on_true : l.on_false;
        }
        return at == accept;
    }

private:
    static constexpr std::uint32_t accept = 0xffffffff;
    static constexpr std::uint32_t reject = 0xfffffffe;

    struct leaf {
        bool (*test)(Access const&, leaf const&, record const&) noexcept;
        operand constants;
        std::uint32_t on_true;
        std::uint32_t on_false;
        schema::field_index field;
        bool complement;
        bool on_absent; ///< what it is where its field is absent
    };
    using test_function = decltype(leaf::test);

    template <class Value, schema::operation Operation>
    static bool test(Access const& a, leaf const& l, record const& r) noexcept {
        auto const v = a.template get<Value>(r, l.field);
        return v ? holds<Operation>(*v, l.constants) != l.complement : l.on_absent;
    }

    template <class Units>
    static bool test_folded(Access const& a, leaf const& l, record const& r) noexcept {
        auto const v = a.template get<std::string_view>(r, l.field);
        return v ? has<Units>(*v, *l.constants.sought) != l.complement : l.on_absent;
    }

    [[nodiscard]] static test_function test_of_text(schema::operation o, schema::case_folding folding) noexcept {
        using enum schema::operation;
        using text = std::string_view;
        if (o == icontains) {
            return folding == schema::case_folding::ascii ? &test_folded<ascii_units> : &test_folded<folded_units>;
        }
        return o == contains      ? &test<text, contains>
               : o == begins_with ? &test<text, begins_with>
                                  : &test<text, ends_with>;
    }

    template <class Value>
    [[nodiscard]] static test_function test_of(schema::operation o, schema::case_folding folding) noexcept {
        using enum schema::operation;
        switch (o) {
        case eq:
            return &test<Value, eq>;
        case ne:
            return &test<Value, ne>;
        case lt:
            return &test<Value, lt>;
        case le:
            return &test<Value, le>;
        case gt:
            return &test<Value, gt>;
        case ge:
            return &test<Value, ge>;
        case in:
            return &test<Value, in>;
        case not_in:
            return &test<Value, not_in>;
        case contains:
        case icontains:
        case begins_with:
        case ends_with:
            if constexpr (std::is_same_v<Value, std::string_view>) {
                return test_of_text(o, folding);
            }
            break;
        case is_null:
            return &test<Value, is_null>;
        case not_null:
            return &test<Value, not_null>;
        }
        return nullptr;
    }

    [[nodiscard]] static test_function test_of(schema::field const& f, schema::operation o) noexcept {
        switch (f.type) {
        case schema::scalar::boolean:
            return test_of<bool>(o, f.folding);
        case schema::scalar::int64:
            return test_of<std::int64_t>(o, f.folding);
        case schema::scalar::uint64:
            return test_of<std::uint64_t>(o, f.folding);
        case schema::scalar::real:
            return test_of<double>(o, f.folding);
        case schema::scalar::string:
            return test_of<std::string_view>(o, f.folding);
        case schema::scalar::timestamp:
            return test_of<core::timestamp>(o, f.folding);
        }
        return nullptr;
    }

    [[nodiscard]] bool true_on_absent(expr::node const& n) const noexcept {
        using enum schema::operation;
        bool const complement = n.kind == expr::node_kind::complement;
        if (n.operation == is_null || n.operation == not_null) {
            return (n.operation == is_null) != complement;
        }
        bool const negative = n.operation == ne || n.operation == not_in;
        return query_.schema.logic() == schema::logic::two_valued && negative != complement;
    }

    /// Copies the constants out of the tree, each leaf's list in order; they stay where they are from here on.
    void take_constants() {
        core::values const& values = query_.filter.values();
        constants_.reserve(values.size());
        for (std::size_t i = 0; i != values.size(); ++i) {
            constants_.push_back(values[i]);
        }
    }

    [[nodiscard]] operand operand_of(expr::node const& n) {
        using enum schema::operation;
        std::span<core::value> const own = std::span(constants_).subspan(n.first_value, n.value_count);
        if (n.operation == contains) {
            return {own, &needles_.emplace_back(make_needle<plain_units>(text_of(own)))};
        }
        if (n.operation == icontains) {
            bool const ascii = query_.schema[n.field].folding == schema::case_folding::ascii;
            return {own, &needles_.emplace_back(ascii ? make_needle<ascii_units>(text_of(own))
                                                      : make_needle<folded_units>(text_of(own)))};
        }
        std::ranges::sort(own);
        auto const rest = std::ranges::unique(own);
        return {own.first(own.size() - rest.size()), nullptr};
    }

    [[nodiscard]] static std::string_view text_of(std::span<core::value const> constants) noexcept {
        return *std::get_if<std::string_view>(&constants.front());
    }

    /// Makes the leaves, and joins them: a conjunction goes on to its next operand where one is true, and ends where one
    /// is false; a disjunction the other way round.
    void thread() {
        struct successors {
            std::uint32_t on_true;
            std::uint32_t on_false;
        };
        auto const nodes = query_.filter.nodes();
        std::vector<std::uint32_t> first_leaf; // in or behind each node
        std::uint32_t count = 0;
        for (expr::node const& n : nodes) {
            first_leaf.push_back(count);
            count += n.is_leaf() ? 1U : 0U;
        }
        std::vector<successors> then(nodes.size(), {accept, reject});
        leaves_.reserve(count);
        needles_.reserve(count);
        for (std::uint32_t i = 0; i != nodes.size(); ++i) {
            expr::node const& n = nodes[i];
            if (n.is_leaf()) {
                leaves_.push_back({test_of(query_.schema[n.field], n.operation), operand_of(n), then[i].on_true,
                                   then[i].on_false, n.field, n.kind == expr::node_kind::complement,
                                   true_on_absent(n)});
                continue;
            }
            bool const all = n.kind == expr::node_kind::conjunction;
            for (std::uint32_t c = i + 1; c != n.end; c = nodes[c].end) {
                then[c] = then[i];
                if (nodes[c].end != n.end) {
                    (all ? then[c].on_true : then[c].on_false) = first_leaf[nodes[c].end];
                }
            }
        }
        bool const nothing = !nodes.empty() && nodes.front().kind == expr::node_kind::nothing;
        entry_ = count != 0 ? 0 : nothing ? reject : accept;
    }

    Access access_;
    expr::query query_; // normalised; holds the characters of the constants
    std::vector<core::value> constants_;
    std::vector<needle> needles_;
    std::vector<leaf> leaves_;
    std::uint32_t entry_ = accept;
};

} // namespace quern::memory::detail
