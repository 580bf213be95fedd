// Request bytes to a typed query and to SQL, beside JSON libraries that only read the same bytes.

#include <quern/quern.hpp>

#include "support/requests.hpp"
#include "support/run.hpp"

#include <boost/json/parse.hpp>
#include <nlohmann/json.hpp>
#include <simdjson.h>

#include <string_view>

namespace {

using namespace quern_benchmarks;

struct request {
    char const* name;
    std::string_view text;
    std::int64_t limit;
    std::string_view where;
};

constexpr request documented{"documented", documented_request, 500, R"("audit"."operator" = ?1 COLLATE BINARY)"};
constexpr request nested{
    "nested", nested_request, 50,
    R"("audit"."res_type" COLLATE BINARY IN (?1, ?2, ?3) AND "audit"."created_at" >= ?4 AND "audit"."bk_biz_id" = ?5)"
    R"( AND ("audit"."operator" = ?6 COLLATE BINARY OR "audit"."res_name" GLOB ?7)"
    R"( OR "audit"."action" <> ?8 COLLATE BINARY))"};

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

int main(int argc, char** argv) { return run(argc, argv); }
