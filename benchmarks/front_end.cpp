// Request bytes to a typed query and to SQL, beside JSON libraries that only read the same bytes.

#include <quern/quern.hpp>

#include "support/node.hpp"
#include "support/requests.hpp"
#include "support/run.hpp"

#include <boost/json/parse.hpp>
#include <nlohmann/json.hpp>
#include <simdjson.h>

#include <memory>
#include <string>
#include <string_view>

namespace {

using namespace quern_benchmarks;

struct request {
    char const* name;
    std::string_view text;
    std::int64_t limit;
    std::string_view where;
    std::string_view rules;          ///< as react-querybuilder writes them
    std::string_view where_of_rules; ///< as react-querybuilder makes it of these
};

constexpr request documented{"documented",     documented_request, 500, R"("audit"."operator" = ?1 COLLATE BINARY)",
                             documented_rules, "(operator = ?)"};
constexpr request nested{
    "nested",
    nested_request,
    50,
    R"("audit"."res_type" COLLATE BINARY IN (?1, ?2, ?3) AND "audit"."created_at" >= ?4 AND "audit"."bk_biz_id" = ?5)"
    R"( AND ("audit"."operator" = ?6 COLLATE BINARY OR "audit"."res_name" GLOB ?7)"
    R"( OR "audit"."action" <> ?8 COLLATE BINARY))",
    nested_rules,
    "(res_type in (?, ?, ?) and created_at >= ? and bk_biz_id = ? and (operator = ? or res_name like ? or action != "
    "?))"};

void boost_json_parse(benchmark::State& state, request const& r) {
    demand(boost::json::parse(r.text).at("page").at("limit").as_int64() == r.limit);
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(boost::json::parse(r.text));
    }
}

void nlohmann_parse(benchmark::State& state, request const& r) {
    demand(nlohmann::json::parse(r.text).at("page").at("limit").get<std::int64_t>() == r.limit);
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(nlohmann::json::parse(r.text));
    }
}

void simdjson_dom_parse(benchmark::State& state, request const& r) {
    simdjson::dom::parser parser;
    simdjson::padded_string const padded(r.text);
    demand(std::int64_t{parser.parse(padded)["page"]["limit"]} == r.limit);
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(parser.parse(padded));
    }
}

void quern_read(benchmark::State& state, request const& r) {
    quern::reader reader(quern::api::hcm_audit());
    quern::query query(quern::api::hcm_audit());
    quern::diagnostics found;
    demand(reader.read(r.text, query, found) && query == quern::read(reader.schema(), r.text).value());
    demand(query.page.limit == static_cast<std::uint64_t>(r.limit));
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(reader.read(r.text, query, found));
    }
}

void quern_emit(benchmark::State& state, request const& r) {
    quern::query const query = quern::read(quern::api::hcm_audit(), r.text).value();
    quern::sql::emitter emitter(quern::sql::sqlite);
    quern::sql::statement statement;
    quern::diagnostics found;
    demand(emitter.emit(query, statement, found) && statement.where() == r.where);
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(emitter.emit(query, statement, found));
    }
}

void quern_read_and_emit(benchmark::State& state, request const& r) {
    quern::reader reader(quern::api::hcm_audit());
    quern::sql::emitter emitter(quern::sql::sqlite);
    quern::query query(quern::api::hcm_audit());
    quern::sql::statement statement;
    quern::diagnostics found;
    demand(reader.read(r.text, query, found) && emitter.emit(query, statement, found));
    demand(statement.where() == r.where);
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(reader.read(r.text, query, found));
        benchmark::DoNotOptimize(emitter.emit(query, statement, found));
    }
}

/// react-querybuilder validates nothing: its time stands here for the text alone.
void time_react_querybuilder(node& peer, request const& r, bool parsed) {
    std::string const name = std::string(parsed ? "react_querybuilder_format/" : "react_querybuilder/") + r.name;
    demand(peer.ask({{"format", name}, {"request", r.rules}, {"parsed", parsed}}).at("sql").as_string() ==
           r.where_of_rules);
    peer.seconds(name, 20'000); // its compiler is done with it
    benchmark::RegisterBenchmark(name.c_str(), [&peer, name](benchmark::State& state) {
        while (state.KeepRunningBatch(1'000)) {
            state.SetIterationTime(peer.seconds(name, 1'000));
        }
    })->UseManualTime();
}

BENCHMARK_CAPTURE(boost_json_parse, documented, documented);
BENCHMARK_CAPTURE(nlohmann_parse, documented, documented);
BENCHMARK_CAPTURE(simdjson_dom_parse, documented, documented);
BENCHMARK_CAPTURE(quern_read, documented, documented);
BENCHMARK_CAPTURE(quern_emit, documented, documented);
BENCHMARK_CAPTURE(quern_read_and_emit, documented, documented);

BENCHMARK_CAPTURE(boost_json_parse, nested, nested);
BENCHMARK_CAPTURE(nlohmann_parse, nested, nested);
BENCHMARK_CAPTURE(simdjson_dom_parse, nested, nested);
BENCHMARK_CAPTURE(quern_read, nested, nested);
BENCHMARK_CAPTURE(quern_emit, nested, nested);
BENCHMARK_CAPTURE(quern_read_and_emit, nested, nested);

} // namespace

int main(int argc, char** argv) {
    std::unique_ptr<node> const peer = node::is_installed() ? std::make_unique<node>() : nullptr;
    for (request const& r : {documented, nested}) {
        for (bool const parsed : {true, false}) {
            if (peer) {
                time_react_querybuilder(*peer, r, parsed);
            } else {
                leave_out(std::string(parsed ? "react_querybuilder_format/" : "react_querybuilder/") + r.name,
                          "react-querybuilder is not installed");
            }
        }
    }
    return run(argc, argv);
}
