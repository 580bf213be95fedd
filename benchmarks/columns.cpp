// A filter over columns, beside a sum over the same bytes: as fast as they can be read.

#include <quern/memory/columns.hpp>
#include <quern/quern.hpp>

#include "support/event_columns.hpp"
#include "support/records.hpp"
#include "support/run.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace quern_benchmarks;
using quern::memory::detail::instructions;

std::vector<event> const& all_events() {
    static std::vector<event> const made = make_events(1'000'000);
    return made;
}

event_columns all_columns() {
    static event_table const made(all_events());
    return made.view();
}

/// A filter, the same by hand, and a sum over all bytes of the columns that it reads.
struct filter {
    char const* name;
    quern::syntax::filter text;
    bool (*by_hand)(event const&);
    std::uint64_t (*sum)(event_columns const&);
};

template <class T>
std::uint64_t sum_of(std::span<T const> values) {
    std::uint64_t sum = 0;
    for (T const v : values) {
        sum += static_cast<std::uint64_t>(v);
    }
    return sum;
}

std::vector<filter> const& filters() {
    using quern::field;
    static std::vector<filter> const all{
        {"range", field("size") >= 250'000 && field("size") < 500'000,
         [](event const& e) { return e.size >= 250'000 && e.size < 500'000; },
         [](event_columns const& c) { return sum_of(c.size.values); }},
        {"code", field("zone") == "zone-3", [](event const& e) { return e.zone == "zone-3"; },
         [](event_columns const& c) { return sum_of(c.zone.values); }},
        {"codes", field("zone").in("zone-1", "zone-5", "zone-11", "zone-15"),
         [](event const& e) {
             return e.zone == "zone-1" || e.zone == "zone-5" || e.zone == "zone-11" || e.zone == "zone-15";
         },
         [](event_columns const& c) { return sum_of(c.zone.values); }},
        {"mixed",
         field("created") >= 1'680'000'000 &&
             (field("author") == "user-7" || field("size") < 10'000 || field("zone") == "zone-3"),
         [](event const& e) {
             return e.created >= 1'680'000'000 && (e.author == "user-7" || e.size < 10'000 || e.zone == "zone-3");
         },
         [](event_columns const& c) {
             return sum_of(c.created.values) + sum_of(c.author.values) + sum_of(c.size.values) + sum_of(c.zone.values);
         }},
    };
    return all;
}

void sum(benchmark::State& state, filter const& f) {
    event_columns const columns = all_columns();
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(f.sum(columns));
    }
}

void quern_columns(benchmark::State& state, filter const& f, instructions chosen) {
    event_columns const columns = all_columns();
    auto const query = quern::bind::bind_filter(events(), f.text, quern::bind::trust::internal).value();
    auto const wanted = quern::memory::compile<event_columns, event>(query).value();
    auto const count = [&] {
        std::uint64_t found = 0;
        wanted.for_each_block(
            columns,
            [&found](auto const& bits, std::size_t) {
                for (std::uint64_t const word : bits) {
                    found += static_cast<unsigned>(std::popcount(word));
                }
            },
            chosen);
        return found;
    };
    demand(count() == static_cast<std::uint64_t>(std::ranges::count_if(all_events(), f.by_hand)));
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(count());
    }
}

} // namespace

int main(int argc, char** argv) {
    auto const best = quern::memory::detail::best_instructions();
    for (filter const& f : filters()) {
        auto const add = [&](std::string const& variant, instructions needed) {
            if (needed > best) {
                leave_out(variant + f.name, "this processor lacks the instructions");
                return;
            }
            benchmark::RegisterBenchmark((variant + f.name).c_str(), quern_columns, f, needed);
        };
        benchmark::RegisterBenchmark((std::string("sum/") + f.name).c_str(), sum, f);
        add("quern_baseline/", instructions::baseline);
        add("quern_sse2/", instructions::sse2);
        add("quern_avx2/", instructions::avx2);
    }
    return run(argc, argv);
}
