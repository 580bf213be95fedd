// Requests of 100 to 10,000 rules: the time of each stage must grow as the request does.

#include <quern/quern.hpp>

#include "support/run.hpp"

#include <cstdint>
#include <string>

namespace {

using namespace quern_benchmarks;

quern::schema::definition const& people() {
    static quern::schema::definition const built = [] {
        quern::schema::builder b("people");
        b.key("id").add({.name = "id", .type = quern::schema::scalar::uint64});
        b.add({.name = "name"}).add({.name = "age", .type = quern::schema::scalar::int64});
        b.limits({.bytes = 16'000'000, .rules_per_group = 20'000, .rules = 40'000});
        return b.build().value();
    }();
    return built;
}

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

BENCHMARK(read_rules)->RangeMultiplier(10)->Range(100, 10'000);
BENCHMARK(emit_rules)->RangeMultiplier(10)->Range(100, 10'000);
BENCHMARK(simplify_rules)->RangeMultiplier(10)->Range(100, 10'000);

} // namespace

int main(int argc, char** argv) { return run(argc, argv); }
