// A filter over structs, record by record and over whole spans, beside what a person writes by hand.

#include <quern/memory/compile.hpp>
#include <quern/memory/select.hpp>

#include "support/audits.hpp"
#include "support/run.hpp"

#include <quern/bind/text.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace quern_benchmarks;

bool is(std::string const& text, std::string_view word) {
    return text.size() == word.size() && std::memcmp(text.data(), word.data(), word.size()) == 0;
}

bool has(std::string const& text, std::string_view word) {
    return std::string_view(text).find(word) != std::string_view::npos;
}

/// A filter in the text language, and as a person writes it: plainly, and with care for each branch.
struct numbers {
    static constexpr std::string_view text =
        "bk_biz_id >= 100 and bk_biz_id < 400 and load < 0.5 and "
        "(created_at < 2023-03-01T00:00:00Z or created_at >= 2023-09-01T00:00:00Z)";

    static bool plain(audit const& r) {
        return r.bk_biz_id >= 100 && r.bk_biz_id < 400 && r.load < 0.5 &&
               (r.created_at.microseconds < 1'677'628'800'000'000 ||
                r.created_at.microseconds >= 1'693'526'400'000'000);
    }

    static bool tuned(audit const& r) {
        bool const biz = static_cast<std::uint64_t>(r.bk_biz_id) - 100 < 300;
        bool const load = r.load < 0.5;
        constexpr std::uint64_t begin = 1'677'628'800'000'000;
        bool const time =
            static_cast<std::uint64_t>(r.created_at.microseconds) - begin >= 1'693'526'400'000'000 - begin;
        return (static_cast<int>(biz) & static_cast<int>(load) & static_cast<int>(time)) != 0;
    }
};

struct mixed {
    static constexpr std::string_view text =
        R"(res_type in ["cvm", "disk", "vpc"] and created_at >= 2023-02-05T15:29:15Z and bk_biz_id < 310 and )"
        R"((user = "Jim" or res_name contains "web" or action != "delete"))";

    static constexpr std::int64_t since = 1'675'610'955'000'000;

    static bool plain(audit const& r) {
        return (r.res_type == "cvm" || r.res_type == "disk" || r.res_type == "vpc") &&
               r.created_at.microseconds >= since && r.bk_biz_id < 310 &&
               (r.user == "Jim" || r.res_name.find("web") != std::string::npos || r.action != "delete");
    }

    static bool tuned(audit const& r) {
        if ((static_cast<int>(r.created_at.microseconds >= since) & static_cast<int>(r.bk_biz_id < 310)) == 0) {
            return false;
        }
        return (is(r.res_type, "cvm") || is(r.res_type, "disk") || is(r.res_type, "vpc")) &&
               (!is(r.action, "delete") || is(r.user, "Jim") || has(r.res_name, "web"));
    }
};

struct words {
    static constexpr std::string_view text = R"((user = "Jim" and action = "update") or )"
                                             R"((vendor in ["aws", "gcp"] and res_name begins with "db-"))";

    static bool plain(audit const& r) {
        return (r.user == "Jim" && r.action == "update") ||
               ((r.vendor == "aws" || r.vendor == "gcp") && r.res_name.starts_with("db-"));
    }

    static bool tuned(audit const& r) {
        return (is(r.user, "Jim") && is(r.action, "update")) ||
               ((is(r.vendor, "aws") || is(r.vendor, "gcp")) && r.res_name.starts_with("db-"));
    }
};

constexpr std::int64_t cached = 16'384; // records that the second level cache or the third holds
constexpr std::int64_t all = 1'000'000;

std::vector<audit> const& audits(std::int64_t count) {
    static std::vector<audit> const many = make_audits(all);
    static std::vector<audit> const few(many.begin(), many.begin() + cached);
    return count == cached ? few : many;
}

template <class Filter>
quern::memory::predicate<audit> compiled() {
    return quern::memory::compile<audit>(quern::bind::read_text(audit_schema(), Filter::text).value()).value();
}

template <class Wanted>
std::uint64_t count_by(std::vector<audit> const& records, Wanted const& wanted) {
    std::uint64_t found = 0;
    for (audit const& r : records) {
        found += wanted(r) ? 1U : 0U;
    }
    return found;
}

/// Each variant finds the same records as the plain lambda.
template <class Filter, class Count>
void measure(benchmark::State& state, Count const& count) {
    std::vector<audit> const& records = audits(state.range(0));
    demand(count(records) == count_by(records, &Filter::plain));
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(count(records));
    }
    state.SetItemsProcessed(state.range(0) * state.iterations());
}

template <class Filter>
void plain_lambda(benchmark::State& state) {
    measure<Filter>(
        state, [](auto const& records) { return count_by(records, [](audit const& r) { return Filter::plain(r); }); });
}

template <class Filter>
void tuned_lambda(benchmark::State& state) {
    measure<Filter>(
        state, [](auto const& records) { return count_by(records, [](audit const& r) { return Filter::tuned(r); }); });
}

template <class Filter>
void quern_record(benchmark::State& state) {
    auto const wanted = compiled<Filter>();
    measure<Filter>(state, [&](auto const& records) { return count_by(records, wanted); });
}

template <class Filter>
void quern_span(benchmark::State& state) {
    auto const wanted = compiled<Filter>();
    measure<Filter>(state, [&](auto const& records) { return quern::memory::count(records, wanted); });
}

template <class Filter>
void compare(std::string const& name) {
    for (std::int64_t const count : {cached, all}) {
        benchmark::RegisterBenchmark(("plain_lambda/" + name).c_str(), plain_lambda<Filter>)->Arg(count);
        benchmark::RegisterBenchmark(("tuned_lambda/" + name).c_str(), tuned_lambda<Filter>)->Arg(count);
        benchmark::RegisterBenchmark(("quern_record/" + name).c_str(), quern_record<Filter>)->Arg(count);
        benchmark::RegisterBenchmark(("quern_span/" + name).c_str(), quern_span<Filter>)->Arg(count);
    }
}

} // namespace

int main(int argc, char** argv) {
    compare<numbers>("numbers");
    compare<mixed>("mixed");
    compare<words>("words");
    return run(argc, argv);
}
