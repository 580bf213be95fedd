#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/result.hpp>
#include <quern/expr/detail/fixes.hpp>
#include <quern/expr/query.hpp>
#include <quern/memory/detail/access.hpp>
#include <quern/memory/detail/program.hpp>
#include <quern/memory/record.hpp>

#include <memory>
#include <utility>

namespace quern::memory {

namespace detail {
struct whole_spans;
} // namespace detail

/// A query's filter as a function of records: described structs, `json_record`, or `cells`.
///
/// Copies share one compiled filter, which never changes: threads may use it without locks. It needs neither the query
/// nor its schema.
template <class Record>
class predicate {
public:
    /// True where the filter selects the record. Complexity: O(operators + what their strings hold); allocates nothing.
    [[nodiscard]] bool operator()(Record const& r) const noexcept { return (*filter_)(r); }

private:
    using access = detail::access<Record>;

    explicit predicate(std::shared_ptr<detail::program<access> const> filter) noexcept : filter_(std::move(filter)) {}

    template <class R>
        requires detail::record_type<R>
    friend core::result<predicate<detail::record_of<R>>> compile(expr::query const& q);
    friend struct detail::whole_spans;

    std::shared_ptr<detail::program<access> const> filter_;
};

/// Compiles a query's filter to a predicate over records.
///
///     auto const wanted = memory::compile<server>(query).value();
///     if (wanted(record)) …
///
/// A field is the member of a described struct that is called as its `path`, perhaps with an underscore behind it
/// (`operator_`); `json_record` says what it is in a JSON object, which is the record where none is named.
/// Errors: `guard_incomplete` where the schema declares a guard and the filter leaves it open. Of structs alone: `no_member`, for each field that clients may query or that the query uses, and for the key;
/// `member_type`, where the member's type is not the field's. A struct without any member that can hold a field does not
/// compile. Complexity: O(n log n) of nodes and constants, and fields × members.
template <class Record = json_record>
    requires detail::record_type<Record>
[[nodiscard]] core::result<predicate<detail::record_of<Record>>> compile(expr::query const& q) {
    using access = detail::access<Record>;
    core::diagnostics open;
    if (!expr::detail::check_guard(q, open)) {
        return open;
    }
    core::result<access> fields = access::make(q);
    if (!fields) {
        return fields.error();
    }
    return predicate<detail::record_of<Record>>(std::make_shared<detail::program<access> const>(q, *std::move(fields)));
}

} // namespace quern::memory
