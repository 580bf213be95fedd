// Request bytes to a typed query and to SQL, each as a ratio to `boost::json::parse` alone on the same bytes.

#include <quern/quern.hpp>

#include <benchmark/benchmark.h>
#include <boost/json/parse.hpp>

#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view peer = "boost_json_parse";

/// The request of the audit list document, as it stands there.
constexpr std::string_view documented_request = R"({
  "filter": {
    "op": "and",
    "rules": [
      {
        "field": "operator",
        "op": "eq",
        "value": "Jim"
      }
    ]
  },
  "page": {
    "count": false,
    "start": 0,
    "limit": 500
  }
})";

void demand(bool answer) {
    if (!answer) {
        throw std::logic_error("a variant gives a wrong answer");
    }
}

void boost_json_parse(benchmark::State& state) {
    demand(boost::json::parse(documented_request).at("page").at("limit").as_int64() == 500);
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(boost::json::parse(documented_request));
    }
}

void quern_read(benchmark::State& state) {
    quern::reader reader(quern::api::hcm_audit());
    quern::query query(quern::api::hcm_audit());
    quern::diagnostics found;
    demand(reader.read(documented_request, query, found) &&
           query == quern::read(reader.schema(), documented_request).value());
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(reader.read(documented_request, query, found));
    }
}

void quern_read_and_emit(benchmark::State& state) {
    quern::reader reader(quern::api::hcm_audit());
    quern::sql::emitter emitter(quern::sql::sqlite);
    quern::query query(quern::api::hcm_audit());
    quern::sql::statement statement;
    quern::diagnostics found;
    demand(reader.read(documented_request, query, found) && emitter.emit(query, statement, found));
    demand(statement.where() == R"("audit"."operator" = ?1 COLLATE BINARY)");
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(reader.read(documented_request, query, found));
        benchmark::DoNotOptimize(emitter.emit(query, statement, found));
    }
}

BENCHMARK(boost_json_parse);
BENCHMARK(quern_read);
BENCHMARK(quern_read_and_emit);

/// Prints as the console does, and keeps the medians for the table of ratios.
class ratio_reporter : public benchmark::ConsoleReporter {
public:
    void ReportRuns(std::vector<Run> const& runs) override {
        ConsoleReporter::ReportRuns(runs);
        for (Run const& run : runs) {
            if (run.aggregate_name == "median") {
                medians_[run.run_name.function_name] = run.GetAdjustedCPUTime();
            }
        }
    }

    void print_ratios() const {
        std::printf("\n| variant | ratio to %s |\n|---|---|\n", std::string(peer).c_str());
        for (auto const& [name, time] : medians_) {
            std::printf("| %s | %.2f |\n", name.c_str(), time / medians_.at(std::string(peer)));
        }
    }

private:
    std::map<std::string, double> medians_;
};

} // namespace

int main(int argc, char** argv) {
    // Repeats are interleaved, so that a machine whose speed drifts slows all variants alike.
    std::vector<std::string> arguments{argv[0], "--benchmark_repetitions=11", "--benchmark_min_time=0.1",
                                       "--benchmark_enable_random_interleaving=true",
                                       "--benchmark_report_aggregates_only=true"};
    arguments.insert(arguments.end(), argv + 1, argv + argc);
    std::vector<char*> pointers;
    for (std::string& argument : arguments) {
        pointers.push_back(argument.data());
    }
    int count = static_cast<int>(pointers.size());
    benchmark::Initialize(&count, pointers.data());
    if (benchmark::ReportUnrecognizedArguments(count, pointers.data())) {
        return 1;
    }
    ratio_reporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    reporter.print_ratios();
}
