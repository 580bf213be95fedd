// Queries on records in memory, before and after rewriting, against the reference that was written without their code.

#include "support/queries.hpp"
#include "support/target.hpp"

#include "engines/reference.hpp"

#include <quern/expr/dump.hpp>
#include <quern/memory/page.hpp>
#include <quern/normalise/normalise.hpp>
#include <quern/text/print.hpp>

#include <algorithm>
#include <vector>

namespace quern::fuzz {

namespace {

std::vector<engines::record> const& records() {
    static std::vector<engines::record> const all =
        engines::hostile_records(engines::hostile_schema(schema::logic::two_valued), 60);
    return all;
}

std::vector<std::vector<memory::cell>> const& cells() {
    static std::vector<std::vector<memory::cell>> const all = [] {
        std::vector<std::vector<memory::cell>> made;
        for (engines::record const& r : records()) {
            auto& row = made.emplace_back();
            for (engines::cell const& c : r) {
                row.push_back(c ? memory::cell(std::visit([](auto const& v) { return core::value(v); }, *c))
                                : std::nullopt);
            }
        }
        return made;
    }();
    return all;
}

std::vector<std::size_t> places(std::vector<engines::record const*> const& found) {
    std::vector<std::size_t> made;
    for (engines::record const* const r : found) {
        made.push_back(static_cast<std::size_t>(r - records().data()));
    }
    return made;
}

void run(std::string_view input) {
    expr::query const q = make_query(input);
    engines::reference const reference(q, records());
    std::vector<engines::record const*> const selected = reference.selected();
    std::vector<std::size_t> const expected = places(reference.page());
    std::string const shown = expr::dump(q);

    core::result<memory::rows> const rows = memory::page(cells(), q);
    require(rows.has_value(), "a query of all fields compiles for cells", shown);
    require(rows->total == selected.size(), "as many are selected as by the reference", shown);
    require(rows->places == expected, "a page has the rows of the reference, in its order", shown);

    expr::query normal = q;
    normalise::normalise(normal);
    require(engines::reference(normal, records()).selected() == selected, "rewriting changes no rows", shown);
    core::result<memory::rows> const after = memory::page(cells(), normal);
    require(after && after->places == expected, "nor those of the predicate", shown);
}

target const here("predicates", run);

} // namespace

} // namespace quern::fuzz
