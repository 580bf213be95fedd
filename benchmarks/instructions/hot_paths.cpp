// hot_paths READS STATEMENTS PASSES: runs each hot path so many times, for count.py to count their instructions.

#include <quern/quern.hpp>

#include "../support/records.hpp"
#include "../support/requests.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace {

using namespace quern_benchmarks;

bool read_requests(int times) {
    quern::reader reader(quern::api::hcm_audit());
    quern::query query(quern::api::hcm_audit());
    quern::diagnostics found;
    bool good = true;
    for (int i = 0; i != times; ++i) {
        good = good && reader.read(documented_request, query, found);
    }
    return good;
}

bool make_statements(int times) {
    quern::reader reader(quern::api::hcm_audit());
    quern::sql::emitter emitter(quern::sql::sqlite);
    quern::query query(quern::api::hcm_audit());
    quern::sql::statement statement;
    quern::diagnostics found;
    bool good = true;
    for (int i = 0; i != times; ++i) {
        good = good && reader.read(documented_request, query, found) && emitter.emit(query, statement, found);
    }
    return good;
}

/// A pass asks a predicate of 1,000 records, one by one.
bool select_records(int passes) {
    std::vector<event> const records = make_events(1'000);
    for (wanted const& w : wanted_events()) {
        if (w.name == std::string_view("nested")) {
            auto const selects =
                quern::memory::compile<event>(quern::bind_filter(events(), w.filter, quern::trust::internal).value())
                    .value();
            auto const by_hand = std::ranges::count_if(records, w.by_hand);
            bool good = true;
            for (int pass = 0; pass != passes; ++pass) {
                good = std::ranges::count_if(records, selects) == by_hand && good;
            }
            return good;
        }
    }
    return false;
}

} // namespace

int main(int argc, char** argv) {
    bool const good = argc == 4 && read_requests(std::atoi(argv[1])) && make_statements(std::atoi(argv[2])) &&
                      select_records(std::atoi(argv[3]));
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
