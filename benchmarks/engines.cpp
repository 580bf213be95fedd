// One filter over the same million records: the predicate over structs beside engines that hold them in memory.

#include <quern/adapt/sqlite3.hpp>
#include <quern/memory/columns.hpp>
#include <quern/quern.hpp>

#include "support/duckdb.hpp"
#include "support/event_columns.hpp"
#include "support/node.hpp"
#include "support/records.hpp"
#include "support/run.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>

namespace {

using namespace quern_benchmarks;

constexpr std::size_t record_count = 1'000'000;
using keys = std::vector<std::uint64_t>;

std::vector<event> const& records() {
    static std::vector<event> const made = make_events(record_count);
    return made;
}

quern::query query_of(wanted const& w, bool count) {
    quern::query q = quern::bind_filter(events(), w.filter, quern::trust::internal).value();
    q.page.count = count;
    return q;
}

keys keys_by_hand(wanted const& w) {
    keys found;
    for (event const& e : records()) {
        if (w.by_hand(e)) {
            found.push_back(e.id);
        }
    }
    return found;
}

/// An engine's answers: the keys are compared, the count is timed.
struct answers {
    std::function<keys()> select;
    std::function<std::uint64_t()> count;
};

answers by_memory(wanted const& w) {
    auto const predicate = quern::memory::compile<event>(query_of(w, false)).value();
    return {[predicate] {
                keys found;
                for (std::size_t const place : quern::memory::select(records(), predicate)) {
                    found.push_back(records()[place].id);
                }
                return found;
            },
            [predicate] { return quern::memory::count(records(), predicate); }};
}

answers by_columns(wanted const& w) {
    static event_table const table(records());
    auto const predicate = quern::memory::compile<event_columns, event>(query_of(w, false)).value();
    return {[predicate] {
                keys found;
                for (std::size_t const row : quern::memory::select(table.view(), predicate)) {
                    found.push_back(records()[row].id);
                }
                return found;
            },
            [predicate] { return quern::memory::count(table.view(), predicate); }};
}

class sqlite {
public:
    sqlite() {
        demand(sqlite3_open(":memory:", &database_) == SQLITE_OK);
        execute("CREATE TABLE events (id INTEGER PRIMARY KEY, size INTEGER NOT NULL, created INTEGER NOT NULL, "
                "load REAL NOT NULL, zone TEXT NOT NULL, author TEXT NOT NULL, message TEXT NOT NULL)");
        execute("BEGIN");
        {
            quern::core::values row;
            std::optional<statement> insert;
            for (event const& e : records()) {
                row.clear();
                for (quern::value const& v :
                     std::initializer_list<quern::value>{e.id, e.size, e.created, e.load, std::string_view(e.zone),
                                                         std::string_view(e.author), std::string_view(e.message)}) {
                    row.push_back(v);
                }
                if (!insert) {
                    insert =
                        statement::prepare(database_, "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", row).value();
                } else {
                    insert->rebind(row).value();
                }
                for (auto const& r : insert->rows()) {
                    r.value();
                }
            }
        }
        execute("COMMIT");
    }
    sqlite(sqlite const&) = delete;
    sqlite& operator=(sqlite const&) = delete;
    ~sqlite() { sqlite3_close_v2(database_); }

    answers operator()(wanted const& w) const {
        auto const prepared = [&](bool count) {
            return std::make_shared<statement>(
                statement::prepare(database_, quern::sql::emit(query_of(w, count), quern::sql::sqlite).value())
                    .value());
        };
        return {[s = prepared(false)] {
                    keys found;
                    for (auto const& row : s->rows()) {
                        found.push_back(row.value().get<std::uint64_t>(0).value());
                    }
                    return found;
                },
                [s = prepared(true)] {
                    std::uint64_t count = 0;
                    for (auto const& row : s->rows()) {
                        count = row.value().get<std::uint64_t>(0).value();
                    }
                    return count;
                }};
    }

private:
    using statement = quern::adapt::sqlite_statement;

    void execute(char const* sql) { demand(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK); }

    sqlite3* database_ = nullptr;
};

class columns {
public:
    columns() {
        in_.execute("CREATE TABLE events (id UBIGINT NOT NULL, size BIGINT NOT NULL, created BIGINT NOT NULL, "
                    "load DOUBLE NOT NULL, zone VARCHAR NOT NULL, author VARCHAR NOT NULL, message VARCHAR NOT NULL)");
        duckdb::appender const append(in_, "events");
        for (event const& e : records()) {
            append(e.id);
            append(e.size);
            append(e.created);
            append(e.load);
            append(std::string_view(e.zone));
            append(std::string_view(e.author));
            append(std::string_view(e.message));
            append.end_row();
        }
    }

    answers operator()(wanted const& w) {
        auto const prepared = [&](bool count) {
            return std::make_shared<duckdb_statement>(in_,
                                                      quern::sql::emit(query_of(w, count), quern::sql::duckdb).value());
        };
        return {[s = prepared(false)] {
                    keys found;
                    s->run([&](std::uint64_t key) { found.push_back(key); });
                    return found;
                },
                [s = prepared(true)] {
                    std::uint64_t count = 0;
                    s->run([&](std::uint64_t n) { count = n; });
                    return count;
                }};
    }

private:
    duckdb in_;
};

void send_records(node& to) {
    to.send(boost::json::serialize(boost::json::object{{"records", record_count}}));
    for (event const& e : records()) {
        to.send(boost::json::serialize(boost::json::object{{"id", e.id},
                                                           {"size", e.size},
                                                           {"created", e.created},
                                                           {"load", e.load},
                                                           {"zone", e.zone},
                                                           {"author", e.author},
                                                           {"message", e.message}}));
    }
}

void time_count(char const* engine, wanted const& w, answers const& a) {
    demand(a.select() == keys_by_hand(w) && a.count() == keys_by_hand(w).size());
    benchmark::RegisterBenchmark((std::string(engine) + "/" + w.name).c_str(),
                                 [count = a.count](benchmark::State& state) {
                                     for ([[maybe_unused]] auto _ : state) {
                                         benchmark::DoNotOptimize(count());
                                     }
                                 })
        ->Unit(benchmark::kMillisecond)
        ->MeasureProcessCPUTime();
}

void time_mingo(node& peer, wanted const& w) {
    boost::json::value const found =
        peer.ask({{"mingo", w.name}, {"filter", quern::mongo::emit(query_of(w, false)).value().filter}});
    demand(boost::json::value_to<keys>(found) == keys_by_hand(w));
    benchmark::RegisterBenchmark((std::string("mingo/") + w.name).c_str(),
                                 [&peer, name = std::string(w.name)](benchmark::State& state) {
                                     for ([[maybe_unused]] auto _ : state) {
                                         state.SetIterationTime(peer.seconds(name, 1));
                                     }
                                 })
        ->Unit(benchmark::kMillisecond)
        ->UseManualTime();
}

} // namespace

int main(int argc, char** argv) {
    std::vector<wanted> const all = wanted_events();
    sqlite const tables;
    std::unique_ptr<columns> const column_store = duckdb::is_installed() ? std::make_unique<columns>() : nullptr;
    std::unique_ptr<node> const peer = node::is_installed() ? std::make_unique<node>() : nullptr;
    if (peer) {
        send_records(*peer);
    }
    for (wanted const& w : all) {
        time_count("by_hand", w,
                   {[&w] { return keys_by_hand(w); },
                    [&w] { return static_cast<std::uint64_t>(std::ranges::count_if(records(), w.by_hand)); }});
        time_count("memory", w, by_memory(w));
        time_count("columns", w, by_columns(w));
        time_count("sqlite", w, tables(w));
        if (column_store) {
            time_count("duckdb", w, (*column_store)(w));
        } else {
            leave_out(std::string("duckdb/") + w.name, "DuckDB is not installed");
        }
        if (peer) {
            time_mingo(*peer, w);
        } else {
            leave_out(std::string("mingo/") + w.name, "mingo is not installed");
        }
    }
    return run(argc, argv);
}
