// The documented audit requests, from their bytes to rows of an SQLite database.

#include "demo/database.hpp"
#include "demo/progress.hpp"
#include "demo/records.hpp"
#include "demo/screen.hpp"
#include "demo/show.hpp"
#include "demo/table.hpp"

#include <quern/adapt/sqlite3.hpp>
#include <quern/quern.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace demo {

namespace {

constexpr std::string_view jims_page = R"({
  "filter": {
    "op": "and",
    "rules": [
      {"field": "operator", "op": "eq", "value": "Jim"}
    ]
  },
  "page": {"count": false, "start": 0, "limit": 500}
})";

constexpr std::string_view jims_count = R"({
  "filter": {
    "op": "and",
    "rules": [
      {"field": "operator", "op": "eq", "value": "Jim"}
    ]
  },
  "page": {"count": true}
})";

constexpr std::string_view young_jims = R"({
  "filter": {
    "op": "and",
    "rules": [
      {"field": "name", "op": "eq", "value": "Jim"},
      {"field": "age", "op": "gt", "value": 18},
      {"field": "age", "op": "lt", "value": 30},
      {"field": "servers", "op": "in", "value": ["api", "web"]}
    ]
  },
  "page": {"count": false, "start": 0, "limit": 500}
})";

constexpr std::string_view full_of_faults = R"({
  "filter": {
    "op": "AND",
    "rules": [
      {"field": "operater", "op": "eq", "value": "Jim"},
      {"field": "created_at", "op": "gt", "value": "2023-02-29T00:00:00Z"},
      {"field": "action", "op": "in", "value": ["update", "updates"]},
      {"field": "id", "op": "eq", "value": "1 OR 1=1"},
      {"field": "res_name", "op": "like", "value": "%"}
    ]
  },
  "page": {"count": true, "limit": 500}
})";

/// What must hold for the demonstration to have shown the truth.
class checks {
public:
    void hold(std::string_view what, bool holds) { (holds ? held_ : broken_).emplace_back(what); }

    [[nodiscard]] std::vector<std::string> const& held() const { return held_; }
    [[nodiscard]] std::vector<std::string> const& broken() const { return broken_; }

private:
    std::vector<std::string> held_;
    std::vector<std::string> broken_;
};

/// What a request found: the rows' cells for people, and their keys.
struct answer {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::uint64_t> keys;
    std::uint64_t count = 0; ///< of a count, what the database answered
};

/// How SQLite means to find the rows.
std::string plan(database const& db, quern::sql::statement const& s) {
    std::string steps;
    quern::adapt::sqlite_statement explained = db.prepare("EXPLAIN QUERY PLAN " + s.text, s.parameters);
    for (auto const& row : explained.rows()) {
        steps.append(steps.empty() ? "" : "\n").append(row.value().get<std::string_view>(3).value());
    }
    return steps;
}

/// Shows a request on its way to the database, runs it, and shows all but its rows.
answer run(screen const& on, database const& db, quern::schema::definition const& schema, std::string_view request) {
    quern::query const query = quern::read(schema, request).value();
    quern::sql::statement const statement = quern::sql::emit(query, quern::sql::sqlite).value();

    quern::reader reader(schema);
    quern::sql::emitter emitter(quern::sql::sqlite);
    quern::query scratch(schema);
    quern::sql::statement compiled;
    quern::diagnostics found;
    auto const compile_time = median_time([&] {
        reader.read(request, scratch, found);
        emitter.emit(scratch, compiled, found);
    });

    on.labelled("request", request);
    std::cout << '\n';
    on.labelled("query", quern::expr::dump(query));
    std::cout << '\n';
    on.labelled("SQL", shown_sql(on, statement));
    on.labelled("values", shown_values(on, statement.parameters));
    on.labelled("plan", plan(db, statement));
    std::cout << '\n';
    on.labelled("MongoDB", shown_document(quern::mongo::emit(query).value()));
    std::cout << '\n';

    answer all;
    auto const begin = std::chrono::steady_clock::now();
    quern::adapt::sqlite_statement prepared =
        quern::adapt::sqlite_statement::prepare(db.connection(), statement).value();
    for (auto const& row : prepared.rows()) {
        if (query.page.count) {
            all.count = row.value().get<std::uint64_t>(0).value();
            continue;
        }
        std::vector<std::string> cells;
        for (std::size_t column = 0; column != row.value().size(); ++column) {
            cells.push_back(shown(*row, column, schema.fields()[column]));
        }
        all.rows.push_back(std::move(cells));
        all.keys.push_back(row->get<std::uint64_t>(schema.key()).value());
    }
    auto const run_time = std::chrono::steady_clock::now() - begin;

    std::string const size = query.page.count ? "a count of " + grouped(all.count) : grouped(all.keys.size()) + " rows";
    on.labelled("result", on.painted(paint::good, size) + ": " + shown(compile_time) + " from the request's " +
                              std::to_string(request.size()) + " bytes to SQL, " + shown(run_time) + " in SQLite");
    return all;
}

/// Shows the first rows of an answer, in columns of our choice.
void show_rows(screen const& on, quern::schema::definition const& schema, answer const& all,
               std::vector<std::string_view> const& names, std::size_t most, std::vector<std::string> const* remarkable,
               std::string_view note) {
    std::vector<table::column> columns;
    std::vector<quern::schema::field_index> fields;
    for (std::string_view const name : names) {
        fields.push_back(schema.find(name).value());
        columns.push_back({std::string(name), quern::schema::is_number(schema[fields.back()].type)});
    }
    table rows(std::move(columns));
    for (std::size_t n = 0; n != std::min(most, all.rows.size()); ++n) {
        std::vector<std::string> cells;
        cells.reserve(fields.size());
        for (quern::schema::field_index const f : fields) {
            cells.push_back(all.rows[n][f]);
        }
        rows.add(std::move(cells), remarkable != nullptr && all.rows[n] == *remarkable ? std::string(note) : "");
    }
    std::cout << '\n';
    on.labelled("", rows.text(on));
    if (all.rows.size() > most) {
        std::size_t const shown_columns = rows.shown_columns(on);
        std::size_t const columns_in_all = schema.fields().size();
        std::string const left_out =
            shown_columns == columns_in_all
                ? ""
                : ", " + std::to_string(shown_columns) + " of " + std::to_string(columns_in_all) + " columns shown";
        on.labelled("", on.painted(paint::faint, "… and " + grouped(all.rows.size() - most) + " more rows" + left_out));
    }
}

std::size_t make_records(screen const& on, database const& db) {
    on.heading("The data",
               "An SQLite database in a temporary file, removed at the end: 200,000 audit records made from a fixed "
               "seed. The first is the sample record of the audit list document.");
    auto const begin = std::chrono::steady_clock::now();
    std::size_t of_jim = 0;
    {
        progress bar(on, "records", audit_records::count);
        of_jim = fill_audit(db, bar);
    }
    auto const time = std::chrono::steady_clock::now() - begin;
    on.labelled("audit", grouped(audit_records::count) + " records of 18 columns, " + grouped(db.size() / 1'000'000) +
                             " MB, in " + shown(time) + "; indexes on operator and created_at");
    return of_jim;
}

void show_page(screen const& on, database const& db, std::size_t of_jim, checks& must) {
    on.heading("1. A page of Jim's records",
               "The document's first request. It is read against the built-in schema hcm.audit into a "
               "typed query, and compiled to SQL in which every value is a parameter.");
    quern::schema::definition const& schema = quern::api::hcm_audit();
    answer const page = run(on, db, schema, jims_page);
    std::vector<std::string> sample;
    for (quern::core::value const& v : sample_record()) {
        auto const* const text = std::get_if<std::string_view>(&v);
        sample.push_back(text != nullptr ? std::string(*text) : shown(v));
    }
    show_rows(on, schema, page,
              {"id", "created_at", "operator", "action", "res_type", "res_name", "vendor", "bk_biz_id"}, 6, &sample,
              "← the sample");

    bool only_jim = true;
    for (auto const& row : page.rows) {
        only_jim = only_jim && row[schema.find("operator").value()] == "Jim";
    }
    must.hold("the sample record is among Jim's, all 18 columns as documented",
              std::ranges::find(page.rows, sample) != page.rows.end());
    must.hold("the page holds 500 records, all of them Jim's, in the order of their ids",
              only_jim && page.keys.size() == std::min<std::size_t>(500, of_jim) &&
                  std::ranges::is_sorted(page.keys, std::less_equal()));
}

void show_count(screen const& on, database const& db, std::size_t of_jim, checks& must) {
    on.heading("2. How many are Jim's?",
               "The document's second request: the same filter, and only the number of records is wanted.");
    answer const counted = run(on, db, quern::api::hcm_audit(), jims_count);
    must.hold("the count is the number of Jim's records that were made: " + grouped(of_jim), counted.count == of_jim);
}

void show_people(screen const& on, database const& db, checks& must) {
    on.heading("3. A schema of one's own",
               "The document's example of a filter: the name is Jim, the age between 18 and 30, the servers are of "
               "kind api or web. The schema `people` is declared in a few lines of C++.");
    quern::schema::definition const schema = people_schema();
    std::vector<std::uint64_t> const wanted = fill_people(db, schema);
    answer const people = run(on, db, schema, young_jims);
    show_rows(on, schema, people, {"id", "name", "age", "servers", "city"}, 6, nullptr, {});
    must.hold("the people are those that a condition written in C++ selects: " + grouped(wanted.size()),
              people.keys == wanted);
}

void show_faults(screen const& on, checks& must) {
    on.heading("4. A request full of faults",
               "It yields no query, and every fault at once: a stable code, the place, a hint; in English and in "
               "Chinese. No part of it ran.");
    on.labelled("request", full_of_faults);
    auto const refused = quern::read(quern::api::hcm_audit(), full_of_faults);
    if (refused) {
        must.hold("the faulty request is refused", false);
        return;
    }
    for (quern::language const language : {quern::language::english, quern::language::chinese}) {
        bool const english = language == quern::language::english;
        std::cout << '\n' << on.painted(paint::label, english ? "   In English" : "   中文") << "\n\n";
        std::cout << quern::render(refused.error(), full_of_faults, {.language = language, .color = on.color()});
    }
    must.hold("the faulty request is refused, with 7 errors", refused.error().size() == 7);
}

int show_checks(screen const& on, checks const& must) {
    on.heading("What was checked",
               "A demonstration may err too: it compares what it has shown with what it knows of the data.");
    for (std::string const& held : must.held()) {
        std::cout << on.painted(paint::good, "   ✔ ") << held << '\n';
    }
    for (std::string const& broken : must.broken()) {
        std::cout << on.painted(paint::bad, "   ✘ ") << broken << '\n';
    }
    return must.broken().empty() ? 0 : 1;
}

/// The command beside this program, as it may be typed here.
std::string command(char const* self) {
    std::error_code failed;
    auto const built = std::filesystem::weakly_canonical(self, failed).parent_path().parent_path() / "tools" / "quern";
    return !failed && std::filesystem::exists(built, failed) ? std::filesystem::proximate(built, failed).string()
                                                             : "quern";
}

void show_next(screen const& on, char const* self) {
    on.heading("What next", "The same from a shell: compile a request of your own, look at a schema, check a file.");
    std::string const quern = command(self);
    std::cout
        << R"(   echo '{"filter":{"op":"and","rules":[{"field":"res_name","op":"cis","value":"TEST"}]},"page":{"count":true}}' |)"
        << "\n       " << quern << " compile -s hcm.audit -t sqlite -\n   " << quern << " schema hcm.audit\n   "
        << quern << " --help\n\n";
}

int show_all(char const* self) {
    screen const on;
    std::cout << '\n'
              << on.painted(paint::title, "   quern")
              << " turns the filters that clients send into queries that are safe to run."
              << on.painted(paint::faint, "   SQLite " + std::string(sqlite3_libversion())) << '\n';
    database const db;
    checks must;
    std::size_t const of_jim = make_records(on, db);
    show_page(on, db, of_jim, must);
    show_count(on, db, of_jim, must);
    show_people(on, db, must);
    show_faults(on, must);
    int const status = show_checks(on, must);
    show_next(on, self);
    return status;
}

} // namespace

} // namespace demo

int main(int argc, char** argv) {
    try {
        return demo::show_all(argc > 0 ? argv[0] : "");
    } catch (std::exception const& e) {
        std::cerr << "audit_demo: " << e.what() << '\n';
        return 1;
    }
}
