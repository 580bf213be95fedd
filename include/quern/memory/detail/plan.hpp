#pragma once

#include <quern/expr/query.hpp>
#include <quern/expr/tree.hpp>
#include <quern/memory/detail/question.hpp>
#include <quern/schema/definition.hpp>

#include <cstdint>
#include <memory>
#include <span>
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

    explicit plan(expr::query q);
    ~plan();
    plan(plan const&) = delete;
    plan& operator=(plan const&) = delete;

    [[nodiscard]] std::span<test const> tests() const noexcept { return {tests_.data(), tests_.size()}; }

    /// The first test; `accept` or `reject` where there is none.
    [[nodiscard]] std::uint32_t entry() const noexcept { return entry_; }

private:
    friend class plan_maker;

    using kept = std::unique_ptr<void const, void (*)(void const*)>;

    expr::tree filter_;        // its constants are what the tests view,
    std::vector<kept> others_; // and these, which are made of them
    std::vector<test> tests_;
    std::uint32_t entry_ = accept;
};

} // namespace quern::memory::detail

#ifndef QUERN_COMPILED
#include <quern/memory/impl/plan.hpp>
#endif
