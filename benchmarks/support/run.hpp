#pragma once

#include <benchmark/benchmark.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace quern_benchmarks {

/// Ends the program where a variant's answer is not the one that its peers give: its time would mean nothing.
inline void demand(bool same_answer) {
    if (!same_answer) {
        throw std::logic_error("a variant gives a wrong answer");
    }
}

/// Says in the results why there is no time of a variant.
inline void leave_out(std::string const& variant, std::string why) {
    benchmark::RegisterBenchmark(
        variant.c_str(), [reason = std::move(why)](benchmark::State& state) { state.SkipWithError(reason.c_str()); });
}

/// Runs what was registered. Repeats are interleaved, so that a machine whose speed drifts slows all variants alike;
/// medians of them are reported. Arguments of the command line go before these.
inline int run(int argc, char** argv) {
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
    benchmark::RunSpecifiedBenchmarks();
    benchmark::ClearRegisteredBenchmarks(); // what they hold may refer to what the caller destroys
    return 0;
}

} // namespace quern_benchmarks
