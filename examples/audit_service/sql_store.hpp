#pragma once

#include "statement_cache.hpp"
#include "store.hpp"

#include <quern/core/diagnostics.hpp>
#include <quern/schema/scalar.hpp>
#include <quern/sql/emit.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace audit {

/// The value of a column as the type of its field; nothing for NULL.
template <class Row>
std::optional<quern::core::value> cell(Row const& row, std::size_t column, quern::schema::scalar type) {
    auto const as = [](auto held) -> std::optional<quern::core::value> {
        return held ? std::optional<quern::core::value>(*held) : std::nullopt;
    };
    switch (type) {
    case quern::schema::scalar::boolean:
        return as(row.template get<bool>(column));
    case quern::schema::scalar::int64:
        return as(row.template get<std::int64_t>(column));
    case quern::schema::scalar::uint64:
        return as(row.template get<std::uint64_t>(column));
    case quern::schema::scalar::real:
        return as(row.template get<double>(column));
    case quern::schema::scalar::string:
        return as(row.template get<std::string_view>(column));
    case quern::schema::scalar::timestamp:
        return as(row.template get<quern::core::timestamp>(column));
    }
    return std::nullopt;
}

/// What all SQL stores do: compile, look the statement up, bind, walk the rows.
///
/// `Engine` names the adapter's `statement` and the `dialect`, turns errors of the adapter into `store_error`, and is told
/// when a query begins.
template <class Engine>
class sql_store : public store {
public:
    explicit sql_store(Engine engine) : engine_(std::move(engine)), emitter_(Engine::dialect) {}

    void select(quern::expr::query const& q, taker const& take) override {
        auto const fields = q.schema.fields();
        run(q, [&](auto const& row) {
            for (std::size_t column = 0; column != fields.size(); ++column) {
                cells_.push_back(cell(row, column, fields[column].type));
            }
            take(cells_);
            cells_.clear();
        });
    }

    std::uint64_t count(quern::expr::query const& q) override {
        quern::expr::query counted = q;
        counted.page = {.count = true};
        std::uint64_t found = 0;
        run(counted, [&](auto const& row) { found = row.template get<std::uint64_t>(0).value_or(0); });
        return found;
    }

    void seed(seeds& records, progress& shown) override { engine_.seed(records, shown); }

private:
    template <class Taker>
    void run(quern::expr::query const& q, Taker const& take) {
        quern::core::diagnostics found;
        cells_.clear();
        if (!emitter_.emit(q, compiled_, found)) {
            throw store_error(store_error::kind::failed, quern::core::invalid_request(found).what());
        }
        engine_.begin_query();
        typename Engine::statement& statement = cache_.get(engine_.connection(), compiled_);
        for (auto const& row : statement.rows()) {
            if (!row) {
                throw Engine::failure(row.error());
            }
            take(*row);
        }
    }

    Engine engine_;
    quern::sql::emitter emitter_;
    quern::sql::statement compiled_;
    statement_cache<Engine> cache_;
    cells cells_;
};

} // namespace audit
