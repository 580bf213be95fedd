#pragma once

#include <quern/core/result.hpp>
#include <quern/schema/declaration.hpp>
#include <quern/schema/definition.hpp>

#include <string>
#include <utility>
#include <vector>

namespace quern::bind::detail {
struct guard_access;
} // namespace quern::bind::detail

namespace quern::schema {

/// A checked schema that declares a guard: fields, such as the tenant, that the service fixes in every query.
///
/// It is no `definition`. What a client sends is read to an `expr::unguarded_query`, which nothing compiles before
/// `guarded` has conjoined the service's own filter: leaving the guard out does not compile.
/// It never changes: copies share one state, and threads may use it without locks.
class guarded_definition {
public:
    [[nodiscard]] std::string const& name() const noexcept { return inner_.name(); }

    /// The public names of the fields that a guard must fix; at least one.
    [[nodiscard]] std::vector<std::string> const& guard() const noexcept { return inner_.declaration().guard; }

    /// The declaration, complete with all that was left to defaults.
    [[nodiscard]] schema::declaration const& declaration() const noexcept { return inner_.declaration(); }

    /// Equal declarations. Complexity: O(1) for copies of one definition.
    [[nodiscard]] friend bool operator==(guarded_definition const& a, guarded_definition const& b) {
        return a.inner_ == b.inner_;
    }

private:
    friend core::result<guarded_definition> define_guarded(schema::declaration declared);
    friend struct bind::detail::guard_access;

    explicit guarded_definition(definition inner) noexcept : inner_(std::move(inner)) {}

    definition inner_;
};

/// Checks a declaration that declares a guard, and completes it.
///
/// Errors: those of `define`; `schema_unguarded` where no guard is declared; a guard by a field that the schema does not
/// have, or has twice. The fields need not be ones that clients may query. Complexity: that of `define`.
[[nodiscard]] core::result<guarded_definition> define_guarded(schema::declaration declared);

} // namespace quern::schema

#ifndef QUERN_COMPILED
#include <quern/schema/impl/guarded.hpp>
#endif
