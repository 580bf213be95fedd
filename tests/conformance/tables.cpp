#include "case_file.hpp"
#include "schemas.hpp"

#include "harness.hpp"

// The tables of tests/data/conformance: what a person reads there is what is checked here.

using namespace conformance;

namespace {

struct table {
    std::string_view file;
    std::size_t rows; // at least
};

constexpr std::array<table, 14> tables{{
    {"rules_structure.txt", 139},
    {"rules_names.txt", 117},
    {"rules_values.txt", 184},
    {"rules_times.txt", 80},
    {"page.txt", 124},
    {"json_text.txt", 103},
    {"requests.txt", 18},
    {"condition_arguments.txt", 200},
    {"condition_times.txt", 140},
    {"condition_items.txt", 203},
    {"condition_requests.txt", 71},
    {"sorted_page.txt", 203},
    {"lookup.txt", 136},
    {"common_arguments.txt", 79},
}};

std::ostream& operator<<(std::ostream& out, table const& t) { return out << t.file; }

} // namespace

BOOST_AUTO_TEST_SUITE(conformance_tables)

BOOST_DATA_TEST_CASE(every_row, tables, row) {
    auto const cases = load_cases(row.file);
    BOOST_TEST(cases.size() >= row.rows);
    for (request_case const& c : cases) {
        BOOST_TEST_CONTEXT(c.place) { check(schema_named(c.schema), c.request, c.expected); }
    }
}

BOOST_AUTO_TEST_SUITE_END()
