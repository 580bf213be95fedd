// The text language, by its grammar in Spirit X3 and by a scanner that was written by hand for what is read here.

#include <quern/bind/text.hpp>
#include <quern/quern.hpp>

#include "support/hand_scanner.hpp"
#include "support/people.hpp"
#include "support/run.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using namespace quern_benchmarks;

struct request {
    quern::schema::definition schema;
    std::string text;
};

request const documented{quern::api::hcm_audit(), R"(operator = "Jim" limit 500)"};

request const nested{
    quern::api::hcm_audit(),
    R"(res_type in ["cvm", "disk", "vpc"] and created_at >= 2023-02-05T15:29:15Z and bk_biz_id = 310)"
    R"( and (operator = "Jim" or res_name contains "web" or not action = "delete") sort -created_at limit 50 offset 100)"};

request const& wide() {
    static request const made = [] {
        request r{people(), ""};
        for (int i = 0; i != 50; ++i) {
            std::string const n = std::to_string(i);
            r.text += i == 0 ? "" : " or ";
            r.text += i % 2 == 0 ? "name contains \"name " + n + '"' : "age > " + n + " and age <= 1" + n;
        }
        return r;
    }();
    return made;
}

/// What a scanner made of a text, as a typed query.
quern::query bound(quern::syntax::request const& written, request const& r) {
    quern::query query(r.schema);
    quern::diagnostics found;
    quern::bind::bind_request(written, quern::text::operators, query, found);
    demand(!found.has_errors());
    return query;
}

void grammar(benchmark::State& state, request const& r) {
    quern::core::limits const& limits = r.schema.limits();
    quern::syntax::request out;
    quern::diagnostics found;
    demand(quern::text::read_query(r.text, limits, out, found));
    demand(bound(out, r) == quern::bind::read_text(r.schema, r.text).value());
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(quern::text::read_query(r.text, limits, out, found));
    }
}

void by_hand(benchmark::State& state, request const& r) {
    hand_scanner scanner;
    quern::syntax::request out;
    demand(scanner.read(r.text, out));
    demand(bound(out, r) == quern::bind::read_text(r.schema, r.text).value());
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(scanner.read(r.text, out));
    }
}

void typed(benchmark::State& state, request const& r) {
    quern::bind::text_reader reader(r.schema);
    quern::query query(reader.schema());
    quern::diagnostics found;
    demand(reader.read(r.text, query, found));
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(reader.read(r.text, query, found));
    }
}

BENCHMARK_CAPTURE(by_hand, documented, documented);
BENCHMARK_CAPTURE(grammar, documented, documented);
BENCHMARK_CAPTURE(typed, documented, documented);
BENCHMARK_CAPTURE(by_hand, nested, nested);
BENCHMARK_CAPTURE(grammar, nested, nested);
BENCHMARK_CAPTURE(typed, nested, nested);
BENCHMARK_CAPTURE(by_hand, wide, wide());
BENCHMARK_CAPTURE(grammar, wide, wide());
BENCHMARK_CAPTURE(typed, wide, wide());

} // namespace

int main(int argc, char** argv) { return run(argc, argv); }
