// Requests of 100 to 10,000 rules, and 1,000 to 10,000,000 records: the time must grow as they do.

#include <quern/quern.hpp>

#include "support/people.hpp"
#include "support/records.hpp"
#include "support/run.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace quern_benchmarks;

/// A disjunction of so many rules, no two alike.
std::string request_of(std::int64_t rules) {
    std::string text = R"({"filter":{"op":"or","rules":[)";
    for (std::int64_t i = 0; i != rules; ++i) {
        std::string const n = std::to_string(i);
        text += i == 0 ? "" : ",";
        text += i % 2 == 0 ? R"({"field":"name","op":"eq","value":"name )" + n + "\"}"
                           : R"({"field":"age","op":"gt","value":)" + n + "}";
    }
    return text + R"(]},"page":{"count":false,"start":0,"limit":500}})";
}

void read_rules(benchmark::State& state) {
    std::string const text = request_of(state.range(0));
    quern::reader reader(people());
    quern::query query(people());
    quern::diagnostics found;
    demand(reader.read(text, query, found) && query.filter.size() == state.range(0) + 1);
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(reader.read(text, query, found));
    }
}

void emit_rules(benchmark::State& state) {
    quern::query const query = quern::read(people(), request_of(state.range(0))).value();
    quern::sql::emitter emitter(quern::sql::sqlite);
    quern::sql::statement statement;
    quern::diagnostics found;
    demand(emitter.emit(query, statement, found));
    demand(statement.parameters.size() == static_cast<std::size_t>(state.range(0)) + 2);
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(emitter.emit(query, statement, found));
    }
}

/// Half of the rules are ranges of one field, and become one.
void simplify_rules(benchmark::State& state) {
    quern::query const query = quern::read(people(), request_of(state.range(0))).value();
    for ([[maybe_unused]] auto _ : state) {
        quern::query simpler = query;
        quern::normalise::simplify(simpler);
        demand(simpler.filter.size() == 3);
        benchmark::DoNotOptimize(simpler);
    }
}

void select_records(benchmark::State& state) {
    static std::vector<event> made;
    auto const count = static_cast<std::size_t>(state.range(0));
    if (made.size() < count) {
        made = make_events(count);
    }
    std::span<event const> const records = std::span(made).first(count);
    static std::vector<wanted> const filters = wanted_events();
    wanted const& nested = *std::ranges::find(filters, std::string_view("nested"), &wanted::name);
    auto const selects =
        quern::memory::compile<event>(quern::bind_filter(events(), nested.filter, quern::trust::internal).value())
            .value();
    demand(
        std::cmp_equal(quern::memory::select(records, selects).size(), std::ranges::count_if(records, nested.by_hand)));
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(quern::memory::select(records, selects));
    }
}

BENCHMARK(read_rules)->RangeMultiplier(10)->Range(100, 10'000);
BENCHMARK(emit_rules)->RangeMultiplier(10)->Range(100, 10'000);
BENCHMARK(simplify_rules)->RangeMultiplier(10)->Range(100, 10'000);
BENCHMARK(select_records)->RangeMultiplier(10)->Range(1'000, 10'000'000);

} // namespace

int main(int argc, char** argv) { return run(argc, argv); }
