#pragma once

#include <quern/expr/query.hpp>
#include <quern/memory/detail/leaf.hpp>
#include <quern/memory/detail/plan.hpp>
#include <quern/memory/detail/question.hpp>
#include <quern/memory/detail/span_program.hpp>
#include <quern/schema/definition.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace quern::memory::detail {

/// A filter over records: closures that lead to each other.
template <class Access>
class program {
public:
    using record = typename Access::record;

    program(expr::query const& q, Access access) : access_(std::move(access)), plan_(q) {
        join_tests();
        std::span<test const> const tests = tests_;
        leaves_.resize(tests.size());
        for (std::size_t i = 0; i != tests.size(); ++i) {
            test const& t = tests[i];
            leaf<Access>& l = leaves_[i];
            l.on_true = successor(i, t.on_true);
            l.on_false = successor(i, t.on_false);
            l.what = t.what;
            l.access = &access_;
            l.field = t.field;
            l.inverted = t.inverted;
            l.on_absent = t.on_absent;
            if constexpr (has_members<Access>) {
                l.offset = access_.offset(t.field);
                if (t.kind == ask::numbers_within) {
                    with_counts(*t.what.bounds, [&l]<class Whole, class Real>(Whole, Real) {
                        l.run = l.on_true == nullptr && l.on_false == nullptr
                                    ? &run_numbers<Access, Whole::value, Real::value, true>
                                    : &run_numbers<Access, Whole::value, Real::value, false>;
                    });
                    continue;
                }
            }
            with_getter(access_, t.field, q.schema[t.field].type, [&]<class By>(By) {
                with_kind<typename By::value>(
                    t.kind, [&l]<ask Kind>(std::integral_constant<ask, Kind>) { l.run = &run_leaf<Access, By, Kind>; });
            });
        }
        if (tests.empty()) {
            with_no_test_.run =
                plan_.entry() == plan::accept ? &run_nothing<Access, accepted> : &run_nothing<Access, rejected>;
            entry_ = &with_no_test_;
        } else {
            entry_ = leaves_.data();
        }
        if constexpr (has_members<Access>) {
            spans_.emplace(tests, std::span(std::as_const(leaves_)));
        }
    }
    program(program const&) = delete;
    program& operator=(program const&) = delete;

    [[nodiscard]] bool operator()(record const& r) const noexcept {
        outcome o = entry_->run(*entry_, r);
        while (o > accepted) [[unlikely]] {
            // NOLINTNEXTLINE(performance-no-int-to-ptr): a leaf that has not been run is its own outcome
            auto const& l = *reinterpret_cast<leaf<Access> const*>(o);
            o = l.run(l, r);
        }
        return o == accepted;
    }

    /// Calls `take` for each block of records with the bits of those that the filter selects, and the place of the first
    /// record in it.
    template <class Take>
    void select(std::span<record const> records, Take&& take) const
        requires has_members<Access>
    {
        if (spans_->serves()) {
            spans_->select(records, take);
            return;
        }
        for (std::size_t first = 0; first < records.size(); first += block_records) {
            std::uint64_t selected = 0;
            for (std::size_t i = 0; i != std::min(block_records, records.size() - first); ++i) {
                selected |= std::uint64_t{(*this)(records[first + i])} << i;
            }
            take(selected, first);
        }
    }

private:
    /// Joins what can be tested at once. The tests that are joined to one stay for who comes to them from elsewhere.
    void join_tests() {
        tests_.assign(plan_.tests().begin(), plan_.tests().end());
        if constexpr (has_members<Access>) {
            for (std::size_t i = 0; i != tests_.size(); ++i) {
                if (auto const joined = join_from(plan_.tests(), i, access_)) {
                    tests_[i].kind = ask::numbers_within;
                    tests_[i].what.bounds = &bounds_.emplace_back(joined->bounds);
                    tests_[i].on_true = joined->on_true;
                }
            }
        }
    }

    static constexpr std::size_t run_length = 64;

    /// What follows a leaf; through a leaf that goes back, where it is far behind.
    [[nodiscard]] leaf<Access> const* successor(std::size_t from, std::uint32_t to) {
        if (to == plan::accept || to == plan::reject) {
            return nullptr;
        }
        if (from / run_length == to / run_length) {
            return &leaves_[to];
        }
        leaf<Access>& back = backs_.emplace_back();
        back.run = &go_back<Access>;
        back.on_true = &leaves_[to];
        return &back;
    }

    Access access_;
    plan plan_;
    std::deque<number_bounds> bounds_;
    std::vector<test> tests_; // the plan's, joined
    std::vector<leaf<Access>> leaves_;
    std::deque<leaf<Access>> backs_;
    leaf<Access> with_no_test_;
    leaf<Access> const* entry_ = nullptr;
    std::optional<span_program<Access>> spans_; // of records whose fields are members
};

} // namespace quern::memory::detail
