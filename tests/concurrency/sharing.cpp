#include "harness.hpp"

#include "../engines/hostile.hpp"

#include <quern/api/schemas.hpp>
#include <quern/bind/read.hpp>
#include <quern/bind/text.hpp>
#include <quern/core/render.hpp>
#include <quern/expr/dump.hpp>
#include <quern/expr/hash.hpp>
#include <quern/json/print.hpp>
#include <quern/json/schema.hpp>
#include <quern/memory/page.hpp>
#include <quern/memory/select.hpp>
#include <quern/sql/clickhouse.hpp>
#include <quern/sql/emit.hpp>
#include <quern/sql/postgresql.hpp>
#include <quern/sql/sqlite.hpp>
#include <quern/text/print.hpp>

#include <barrier>
#include <thread>

// What is documented as shared between threads without locks; the preset tsan runs this under ThreadSanitizer.

using namespace quern;

namespace {

constexpr std::size_t thread_count = 8;
constexpr std::size_t rounds = 40;

/// Runs a function on many threads at once, which begin together, and gives what each returned.
template <class F>
std::vector<std::string> together(F const& f) {
    std::vector<std::string> results(thread_count);
    std::barrier begin(static_cast<std::ptrdiff_t>(thread_count));
    {
        std::vector<std::jthread> threads;
        for (std::size_t n = 0; n != thread_count; ++n) {
            threads.emplace_back([&, n] {
                begin.arrive_and_wait();
                results[n] = f(n);
            });
        }
    }
    return results;
}

void check_all(std::vector<std::string> const& results, std::string const& expected) {
    for (std::string const& r : results) {
        BOOST_TEST(r == expected);
    }
}

std::string const request =
    R"({"filter":{"op":"and","rules":[{"field":"operator","op":"cis","value":"Jim"},{"op":"or","rules":[)"
    R"({"field":"action","op":"in","value":["create","delete"]},{"field":"created_at","op":"gte",)"
    R"("value":"2023-02-05T15:29:15Z"}]}]},"page":{"count":false,"start":0,"limit":10}})";
std::string const wrong = R"({"filter":{"op":"xor","rules":[{"field":"operater","op":"eq","value":1}]},"page":{}})";

} // namespace

BOOST_AUTO_TEST_SUITE(concurrency_sharing)

// First: no other test has built the schemas yet.
BOOST_AUTO_TEST_CASE(built_in_schemas_are_built_by_whoever_comes_first) {
    std::vector<std::string> const printed = together([](std::size_t) {
        std::string out;
        for (auto const& row : api::built_in_schemas) {
            json::append_schema(out, row.get());
        }
        return out;
    });
    BOOST_TEST(!printed.front().empty());
    check_all(printed, printed.front());
}

BOOST_AUTO_TEST_CASE(one_schema_serves_readers_of_all_threads) {
    schema::definition const& schema = api::hcm_audit();
    auto const answer = [&](std::size_t) {
        std::string out;
        bind::reader reader(schema); // one a thread, as documented
        expr::query q(schema);
        core::diagnostics found;
        for (std::size_t n = 0; n != rounds; ++n) {
            out = reader.read(request, q, found) ? expr::dump(q) : core::render(found, request);
            out += reader.read(wrong, q, found) ? expr::dump(q) : core::render(found, wrong);
            out += bind::read_text(schema, "operator = \"Jim\" sort -id").has_value() ? "text" : "no text";
        }
        return out;
    };
    check_all(together(answer), answer(0));
}

BOOST_AUTO_TEST_CASE(one_query_is_compiled_by_all_threads) {
    expr::query const q = bind::read(api::hcm_audit(), request).value();
    auto const answer = [&q](std::size_t) {
        std::string out;
        for (std::size_t n = 0; n != rounds; ++n) {
            out.clear();
            for (sql::dialect const* const d : {&sql::sqlite, &sql::postgresql, &sql::clickhouse}) {
                out += sql::emit(q, *d).value().text;
            }
            expr::query const copy = q; // shares the definition
            out += text::print(copy) + json::print(copy).value() + std::to_string(expr::hash(copy));
        }
        return out;
    };
    check_all(together(answer), answer(0));
}

BOOST_AUTO_TEST_CASE(one_predicate_is_asked_by_all_threads) {
    schema::definition const schema = engines::hostile_schema(schema::logic::three_valued);
    std::vector<engines::record> const records = engines::hostile_records(schema, 100);
    std::vector<std::vector<memory::cell>> cells;
    for (engines::record const& r : records) {
        auto& row = cells.emplace_back();
        for (engines::cell const& c : r) {
            row.push_back(c ? memory::cell(std::visit([](auto const& v) { return core::value(v); }, *c))
                            : std::nullopt);
        }
    }
    expr::query const q =
        bind::read_text(schema, R"(s icontains "k" or i in [1, 2, 3] or not d > 1.5 sort -s)").value();
    auto const wanted = memory::compile<std::vector<memory::cell>>(q).value();
    auto const answer = [&](std::size_t) {
        std::string out;
        for (std::size_t n = 0; n != rounds; ++n) {
            out.clear();
            for (std::size_t const place : memory::select(cells, wanted)) {
                out += " " + std::to_string(place);
            }
            auto const copy = wanted;
            out += copy(cells.front()) ? "|yes" : "|no";
            for (std::size_t const place : memory::page(cells, q).value().places) {
                out += " " + std::to_string(place);
            }
        }
        return out;
    };
    std::string const alone = answer(0);
    BOOST_TEST(alone.size() > 10U);
    check_all(together(answer), alone);
}

BOOST_AUTO_TEST_CASE(the_last_copy_of_a_schema_may_go_on_any_thread) {
    for (std::size_t n = 0; n != rounds; ++n) {
        std::optional<schema::definition> schema = engines::hostile_schema(schema::logic::two_valued);
        std::optional<expr::query> q = bind::read_text(*schema, "i = 1 or s contains \"x\"").value();
        std::vector<expr::query> copies(thread_count, *q);
        std::vector<std::jthread> threads;
        for (expr::query& copy : copies) {
            threads.emplace_back([mine = std::move(copy)] { return sql::emit(mine, sql::sqlite).value().text.size(); });
        }
        schema.reset();
        q.reset();
    }
    BOOST_TEST(true, "nothing was freed twice");
}

BOOST_AUTO_TEST_SUITE_END()
