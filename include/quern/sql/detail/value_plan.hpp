#pragma once

#include <quern/core/value.hpp>
#include <quern/core/values.hpp>
#include <quern/expr/query.hpp>
#include <quern/sql/dialect.hpp>

#include <cstdint>
#include <vector>

namespace quern::sql::detail {

class writer;

/// How the values of a shape are bound without its text being written: they are copied at once, and few are replaced.
class value_plan {
public:
    /// Makes the plan; false where the constants do not stand in the order of the leaves, as those of all trees do.
    bool make(expr::query const& q, dialect const& d);

    /// True where each constant is one that the columns hold. Precondition: the query has the shape of the plan.
    [[nodiscard]] bool fits(expr::query const& q, dialect const& d) const noexcept;

    /// Binds the values, and finds what the dialect cannot search for. Precondition: they fit.
    void bind(expr::query const& q, writer& to, core::values& out) const;

private:
    /// What becomes of a constant before it is bound.
    enum class change : std::uint8_t {
        none,
        native_time, ///< an instant that is bound as microseconds
        time,        ///< any other instant
        needle,      ///< what is searched for, where a pattern takes its place
    };

    struct step {
        core::value_kind kind;
        change how;
        std::uint32_t node;
    };

    std::vector<step> steps_; // one a constant
};

} // namespace quern::sql::detail
