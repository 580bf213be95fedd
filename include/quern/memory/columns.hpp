#pragma once

#include <quern/core/diagnostics.hpp>
#include <quern/core/result.hpp>
#include <quern/expr/detail/fixes.hpp>
#include <quern/expr/query.hpp>
#include <quern/memory/column.hpp>
#include <quern/memory/detail/column_access.hpp>
#include <quern/memory/detail/column_fields.hpp>
#include <quern/memory/detail/column_program.hpp>
#include <quern/memory/detail/kernels.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace quern::memory {

/// A query's filter over columns: a described struct whose members are `column` or `dictionary`.
///
/// Copies share one compiled filter, which never changes: threads may use it without locks. It needs neither the query
/// nor its schema.
///
/// All columns of the struct, those too that the filter does not read, have as many rows; where they do not, each
/// function throws `std::invalid_argument`.
template <detail::struct_of_columns Columns>
class column_predicate {
public:
    /// Calls `take(bits, first)` for blocks of rows in order: bit i % 64 of `bits[i / 64]` is one where the filter
    /// selects row first + i.
    template <class Take>
    void for_each_block(Columns const& columns, Take&& take,
                        detail::instructions chosen = detail::best_instructions()) const {
        filter_->select(columns, chosen, take);
    }

private:
    explicit column_predicate(std::shared_ptr<detail::column_program<Columns> const> filter) noexcept
        : filter_(std::move(filter)) {}

    template <detail::struct_of_columns C, class Record>
    friend core::result<column_predicate<C>> compile(expr::query const& q);

    std::shared_ptr<detail::column_program<Columns> const> filter_;
};

/// Compiles a query's filter to one over columns.
///
///     auto const wanted = memory::compile<server_columns>(query).value();
///     memory::count(columns, wanted)
///
/// A field is the column that is called as its `path`, perhaps with an underscore behind it; all columns have as many
/// rows. With a record type beside the columns, `compile<server_columns, server>(query)` does not compile where a
/// member of a record that can hold a field has no column of its type. Errors: those of `compile` for structs.
template <detail::struct_of_columns Columns, class Record = void>
[[nodiscard]] core::result<column_predicate<Columns>> compile(expr::query const& q) {
    if constexpr (!std::same_as<Record, void>) {
        detail::demand_columns<Columns, Record>();
    }
    core::diagnostics open;
    if (!expr::detail::check_guard(q, open)) {
        return open;
    }
    core::result<detail::column_access<Columns>> fields = detail::column_access<Columns>::make(q);
    if (!fields) {
        return fields.error();
    }
    return column_predicate<Columns>(std::make_shared<detail::column_program<Columns> const>(q, *std::move(fields)));
}

/// The number of the rows that a filter selects.
template <detail::struct_of_columns Columns>
[[nodiscard]] std::uint64_t count(Columns const& columns, column_predicate<Columns> const& wanted) {
    std::uint64_t found = 0;
    wanted.for_each_block(columns, [&found](auto const& bits, std::size_t) {
        for (std::uint64_t const word : bits) {
            found += static_cast<unsigned>(std::popcount(word));
        }
    });
    return found;
}

/// The rows that a filter selects, in their order.
template <detail::struct_of_columns Columns>
[[nodiscard]] std::vector<std::size_t> select(Columns const& columns, column_predicate<Columns> const& wanted) {
    std::vector<std::size_t> places;
    wanted.for_each_block(columns, [&places](auto const& bits, std::size_t first) {
        for (std::uint64_t word : bits) {
            for (; word != 0; word &= word - 1) {
                places.push_back(first + static_cast<unsigned>(std::countr_zero(word)));
            }
            first += detail::word_rows;
        }
    });
    return places;
}

} // namespace quern::memory
