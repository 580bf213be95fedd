#pragma once

#include "cell.hpp"
#include "statement_cache.hpp"
#include "store.hpp"

#include <quern/core/diagnostics.hpp>
#include <quern/sql/emit.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace audit {

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
