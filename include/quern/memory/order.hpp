#pragma once

#include <quern/core/result.hpp>
#include <quern/core/value.hpp>
#include <quern/expr/query.hpp>
#include <quern/memory/detail/access.hpp>
#include <quern/memory/record.hpp>
#include <quern/schema/definition.hpp>
#include <quern/schema/scalar.hpp>

#include <compare>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::memory {

/// A query's order of records: the fields that it sorts by, then the schema's key. Absent values come first ascending,
/// last descending; strings are ordered by their bytes, and −0 equals 0.
///
/// It needs neither the query nor its schema. Threads may use it without locks.
template <class Record>
class order {
public:
    /// True where the first record comes before the second: a strict weak order.
    [[nodiscard]] bool operator()(Record const& a, Record const& b) const noexcept {
        for (key const& k : keys_) {
            std::weak_ordering const found = k.compare(access_, a, b, k.field);
            if (found != 0) {
                return k.descending ? found > 0 : found < 0;
            }
        }
        return false;
    }

private:
    using access = detail::access<Record>;

    struct key {
        std::weak_ordering (*compare)(access const&, Record const&, Record const&, schema::field_index) noexcept;
        schema::field_index field;
        bool descending;
    };

    order(expr::query const& q, access fields) : access_(std::move(fields)) {
        for (expr::sort_key const& k : q.page.sort) {
            keys_.push_back({comparison_of(q.schema[k.field].type), k.field, k.descending});
        }
        keys_.push_back({comparison_of(q.schema[q.schema.key()].type), q.schema.key(), false});
    }

    template <class Value>
    static std::weak_ordering compare(access const& fields, Record const& a, Record const& b,
                                      schema::field_index field) noexcept {
        auto const x = fields.template get<Value>(a, field);
        auto const y = fields.template get<Value>(b, field);
        if (!x || !y) {
            return x.has_value() <=> y.has_value();
        }
        return *x < *y   ? std::weak_ordering::less
               : *y < *x ? std::weak_ordering::greater
                         : std::weak_ordering::equivalent;
    }

    [[nodiscard]] static decltype(key::compare) comparison_of(schema::scalar type) noexcept {
        switch (type) {
        case schema::scalar::boolean:
            return &compare<bool>;
        case schema::scalar::int64:
            return &compare<std::int64_t>;
        case schema::scalar::uint64:
            return &compare<std::uint64_t>;
        case schema::scalar::real:
            return &compare<double>;
        case schema::scalar::string:
            return &compare<std::string_view>;
        case schema::scalar::timestamp:
            return &compare<core::timestamp>;
        }
        return nullptr;
    }

    template <class R>
        requires detail::record_type<R>
    friend core::result<order<detail::record_of<R>>> order_of(expr::query const& q);

    access access_;
    std::vector<key> keys_;
};

/// The order that a query asks for, as a comparison of records. Errors: those of `compile`.
template <class Record = json_record>
    requires detail::record_type<Record>
[[nodiscard]] core::result<order<detail::record_of<Record>>> order_of(expr::query const& q) {
    core::result<detail::access<Record>> fields = detail::access<Record>::make(q);
    if (!fields) {
        return fields.error();
    }
    return order<detail::record_of<Record>>(q, *std::move(fields));
}

} // namespace quern::memory
